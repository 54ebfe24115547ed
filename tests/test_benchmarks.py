"""What the benchmarks compare is what they say."""

from __future__ import annotations

import pypdfium2

from benchmarks.diplotypes import GENES, drawn, pairs
from benchmarks.one_handout import SAMPLES, another, handout_of, on_bare_canvas, pages_of, register_fonts
from pgx_reader import interpret_diplotypes, read_results, render_pdf


def test_the_bare_canvas_has_every_word_of_the_handout() -> None:
    """The floor of the speed figures is the same text: nothing of a handout is left out to make it look slow."""
    result = another(read_results(SAMPLES / "17-other-pills.csv").patients[0], 7)
    pdf = render_pdf(handout_of(result))
    register_fonts()
    assert "Person 7 Sample" in _text(pdf)
    assert _text(on_bare_canvas(pages_of(pdf))) == _text(pdf)


def test_the_pairs_of_alleles_are_all_that_were_published() -> None:
    """The diplotypes that are each new are CPIC's 14,706 of CYP2D6 and 666 of CYP2C19, without a repeat."""
    assert {gene: (len(texts), len(set(texts))) for gene, texts in pairs().items()} == {
        "CYP2D6": (14_706, 14_706),
        "CYP2C19": (666, 666),
    }


def test_what_is_drawn_is_the_same_every_time_and_has_an_answer() -> None:
    """The seed fixes the texts, half of them of each gene, and every allele of them is one that the tables know."""
    texts = drawn(2_000)
    assert texts == drawn(2_000)
    assert {gene: len(texts[gene]) for gene in GENES} == {"CYP2D6": 1_000, "CYP2C19": 1_000}
    answers = [answer for gene in GENES for answer in interpret_diplotypes(gene, texts[gene])]
    assert not any(answer.problems for answer in answers)


def _text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
