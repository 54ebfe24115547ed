"""A name that nobody has, all the way from a lab's file to both kinds of handout: the page is right, or refused."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from pgx_reader import build_handout, interpret, read_results, render_html, render_pdf
from pgx_reader.errors import UnprintableTextError
from pgx_reader.models.document import Document
from tests.grid import MADE_ON
from tests.html.reading import name_of, parsed
from tests.html.reading import read as read_page
from tests.pdf.layout import sheets_of
from tests.pdf.tags import read as read_pdf

HARMLESS = "Quentin Sample"
FILE = "canary.txt"
ADDRESS = "http://canary.example/x.png"
SHOWN = {
    "200 letters": ("Nguyễn" * 34)[:200],
    "200 letters with words": "Maria del Carmen " * 11 + "y de la Cruz",
    "four marks on each letter": "a\u0323\u0330\u0331\u0359" * 3,
    "bold": "<b>Ana</b>",
    "a picture": "<img src=x onerror=alert(1)>",
    "an address": f"<img src='{ADDRESS}'> url({ADDRESS}) @import '{ADDRESS}'",
    "a file": f"<img src={FILE}> <!ENTITY x SYSTEM '{FILE}'> file:{FILE} {{{FILE}}}",
    "an entity": "&amp; &lt;b&gt; &#60;",
    "a script": "</p></main><script>alert(1)</script>",
    "wording": "{name} **x** %s \\(x\\) (Tj) ET EMC",
    "a formula": "=HYPERLINK(1)",
}
REFUSED = {
    "500 marks on one letter": ("e" + "\u0301" * 500, "more than 4 marks on one letter"),
    "500 marks on nothing": ("\u0301" * 500, "more than 4 marks on one letter"),
    "a letter that nobody has": ("Ana \ue000", "U+E000"),
}
EMOJI = "Ana 😀"


def _handout(name: str) -> Document:
    row = ",".join(f'"{cell}"' for cell in ("P-1", name.replace('"', '""'), "CYP2D6", "*4/*4", "codeine"))
    (patient,) = read_results(BytesIO(f"patient_id,name,gene,diplotype,medicines\n{row}\n".encode())).patients
    return build_handout(interpret(patient), made_on=MADE_ON)


@cache
def _harmless() -> tuple[str, bytes]:
    document = _handout(HARMLESS)
    return render_html(document), render_pdf(document)


_asked_for: list[str] = []
_is_watching = False


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if _is_watching and (event == "open" or event.startswith(("socket.", "subprocess.", "urllib."))):
        _asked_for.append(f"{event} {arguments[0]}")


sys.addaudithook(_note)


@contextmanager
def _watched() -> Iterator[list[str]]:
    """What is opened or called, whatever code does it."""
    global _is_watching  # noqa: PLW0603 - a hook cannot be taken away
    _asked_for.clear()
    _is_watching = True
    try:
        yield _asked_for
    finally:
        _is_watching = False


def test_a_file_that_is_opened_is_noticed(tmp_path: Path) -> None:
    """The watch that the tests below rely on sees what is read."""
    (tmp_path / FILE).write_text("secret", encoding="utf-8")
    with _watched() as found:
        (tmp_path / FILE).read_text(encoding="utf-8")
    assert [FILE in each for each in found] == [True]


@pytest.mark.parametrize("name", SHOWN.values(), ids=SHOWN)
def test_it_is_text_and_moves_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both handouts say what a harmless name's do, with this name in its places; nothing is fetched or read for it."""
    monkeypatch.chdir(tmp_path)
    Path(FILE).write_text("secret", encoding="utf-8")
    harmless_page, harmless_pdf = _harmless()
    document = _handout(name)
    with _watched() as asked_for:
        page, pdf = render_html(document), render_pdf(document)
    assert [each for each in asked_for if FILE in each or not each.startswith("open ")] == []
    shown = normalize("NFC", name if len(name) <= 120 else f"{name[:119]}…")
    assert read_page(page) == [(role, text.replace(HARMLESS, shown)) for role, text in read_page(harmless_page)]
    reading, harmless = read_pdf(pdf), read_pdf(harmless_pdf)
    assert reading.elements == [(role, text.replace(HARMLESS, shown)) for role, text in harmless.elements]
    assert (reading.links, reading.problems) == (harmless.links, [])
    assert _skeleton(page) == _skeleton(harmless_page)


def _skeleton(page: str) -> list[tuple[str, list[str]]]:
    """Every element with its attributes, the style aside: what a browser would act on."""
    return [(name_of(e), sorted(f"{key}={value}" for key, value in e.items())) for e in parsed(page).iter()]


@pytest.mark.parametrize("name", SHOWN.values(), ids=SHOWN)
def test_it_stays_on_its_page(name: str) -> None:
    """The PDF has the pages that it has for a harmless name, no picture, and no letter beyond the margins."""
    sheets, harmless = list(sheets_of(render_pdf(_handout(name)))), list(sheets_of(_harmless()[1]))
    assert len(sheets) == len(harmless)
    for sheet in sheets:
        assert sheet.images == []
        assert [c for c in sheet.chars if c.x0 < 36 or c.x1 > sheet.width - 36 or c.bottom > sheet.height] == []


@pytest.mark.parametrize("render", [render_html, render_pdf])
@pytest.mark.parametrize(("name", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_shown_is_refused_alike(name: str, says: str, render: Callable[[Document], object]) -> None:
    """What would be drawn over other lines, or as a box, is refused in words that do not repeat the name."""
    with pytest.raises(UnprintableTextError, match=r"(?s).*") as error:
        render(_handout(name))
    assert says in str(error.value)
    assert "Ana" not in str(error.value)


def test_an_emoji_is_the_browsers_and_not_the_papers() -> None:
    """The PDF's fonts lack it and say so; on the page it is shown by the reader's own fonts."""
    document = _handout(EMOJI)
    assert any(EMOJI in text for _, text in read_page(render_html(document)))
    with pytest.raises(UnprintableTextError, match="U\\+1F600"):
        render_pdf(document)


@pytest.mark.parametrize("name", ["", " ", "\u200b"])
def test_no_name_leaves_no_gap(name: str) -> None:
    """Without a name that can be seen the id says whose it is, in both handouts, and all else stays in its place."""
    document = _handout(name)
    harmless_page, harmless_pdf = _harmless()
    whose = {("Lbl", "For"), ("LBody", HARMLESS)}
    assert read_page(render_html(document)) == [each for each in read_page(harmless_page) if each not in whose]
    reading, harmless = read_pdf(render_pdf(document)), read_pdf(harmless_pdf)
    assert reading.elements == [each for each in harmless.elements if each not in whose]
    assert reading.artifacts == [text.replace(f"{HARMLESS} · ", "") for text in harmless.artifacts]
