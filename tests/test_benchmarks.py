"""What the benchmarks compare is what they say."""

from __future__ import annotations

import pypdfium2

from benchmarks.one_handout import SAMPLES, another, handout_of, on_bare_canvas, pages_of, register_fonts
from pgx_reader import read_results, render_pdf


def test_the_bare_canvas_has_every_word_of_the_handout() -> None:
    """The floor of the speed figures is the same text: nothing of a handout is left out to make it look slow."""
    result = another(read_results(SAMPLES / "17-other-pills.csv").patients[0], 7)
    pdf = render_pdf(handout_of(result))
    register_fonts()
    assert "Person 7 Sample" in _text(pdf)
    assert _text(on_bare_canvas(pages_of(pdf))) == _text(pdf)


def _text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
