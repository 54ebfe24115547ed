"""The results card on paper: its size, its words, and its code, which is read as a phone reads it."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest
import zxingcpp

from pgx_reader import build_handout, make_handouts
from pgx_reader.handout.results_card import results_card
from pgx_reader.models.document import CardResult, Document, Fact, ResultsCard, verbatim
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.render.pdf import Paper, render_pdf
from pgx_reader.render.pdf.results_card import HEIGHT, WIDTH
from pgx_reader.render.qr_code import code_of, fits
from pgx_reader.wording import load_wording
from tests.grid import CYP2D6, MADE_ON, interpretation_of, results_file

from .hostile import LONG_WORD, MANY_WORDS, MARKUP
from .layout import sheets_of
from .outline import spoken
from .samples import WORDING, flowing
from .tags import read, same_spaces

ENGLISH = load_wording("en")
PAPERS: list[dict[str, Any]] = [{}, {"paper": Paper.A4}, {"large_print": True}]
PAPER_NAMES = ["letter", "a4", "large print"]
INCH_PIXELS = 150
"""Fewer pixels an inch than any phone sees of a card held before it."""

LONG_PERSON = {
    "name": "Zoë Łukaszewicz-Nguyễn Montgomery-Whitfield",
    "birth_date": "1988-03-04",
    "id": "PT-000-123-4567",
    "lab": "Regional University Hospital Laboratory for Molecular Genetics",
    "reported_on": "2026-11-05",
}


def _of(cyp2d6: str, cyp2c19: str, **said: str) -> Interpretation:
    interpretation = interpretation_of(cyp2d6, cyp2c19)
    assert interpretation is not None
    return interpretation.model_copy(update={"patient": interpretation.patient.model_copy(update=said)})


RESULTS = {
    "known": _of("poor", "ultrarapid"),
    "open copies": _of("at least 3", "normal", name="Đặng Őrsi", lab="Зоя"),
    "differing": _of("older cut-off", "lab differs"),
    "unknown": _of("no call", "not tested")
    if interpretation_of("no call", "not tested")
    else _of("no call", "no call"),
    "long": _of("open, and the lab says which", "lab differs", **LONG_PERSON),
    "too long": _of("several readings", "rapid or ultrarapid", **LONG_PERSON),
}


@cache
def _handout(name: str) -> Document:
    return build_handout(RESULTS[name], made_on=MADE_ON, results_card=True)


@cache
def _pdf(name: str, paper: int) -> bytes:
    return render_pdf(_handout(name), ENGLISH, **PAPERS[paper])


def _card(document: Document) -> ResultsCard:
    (card,) = [block for block in document.sections[-1].blocks if isinstance(block, ResultsCard)]
    return card


def _read_by_a_phone(pdf: bytes) -> str:
    """What the one code on the last page says, from its picture, in grey."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[len(document) - 1].render(scale=INCH_PIXELS / 72, grayscale=True).to_pil()
    document.close()
    (code,) = zxingcpp.read_barcodes(picture)
    return str(code.text)


def test_one_call_makes_handouts_with_cards() -> None:
    """`make_handouts` hands the wish on; without it there is no card."""
    file = results_file("poor", "ultrarapid")
    (plain,) = make_handouts(io.BytesIO(file), made_on=MADE_ON)
    (handout,) = make_handouts(io.BytesIO(file), made_on=MADE_ON, results_card=True)
    assert len(handout.document.sections) == len(plain.document.sections) + 1
    assert _read_by_a_phone(handout.pdf).startswith("Gene results: Grid Sample (invented)")


def _figure(pdf: bytes) -> tuple[str, tuple[float, float, float, float]]:
    """The code's alternative text and its box: left, bottom, right, top."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        figures = [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        left, bottom, right, top = map(float, figures[-1].A.BBox)
        return str(figures[-1].Alt), (left, bottom, right, top)


@pytest.mark.parametrize("paper", range(3), ids=PAPER_NAMES)
@pytest.mark.parametrize("name", RESULTS)
def test_a_phone_reads_the_results_from_paper(name: str, paper: int) -> None:
    """The code holds one of the document's contents, letter for letter, and its alternative text says the same."""
    pdf = _pdf(name, paper)
    found = _read_by_a_phone(pdf)
    card = _card(_handout(name))
    contents = ["\n".join(map(ENGLISH.plain, lines)) for lines in card.code]
    assert found in contents
    assert found == next(text for text in contents if fits(text, 69) or text == contents[-1])
    assert ("More in the handout." in found) == (found != contents[0])
    alternative, _ = _figure(pdf)
    assert alternative == f"{ENGLISH.plain(card.code_alternative)} {found}".replace("\n", " ")


@pytest.mark.parametrize("name", RESULTS)
def test_the_page_with_the_card_is_accessible(name: str) -> None:
    """PDF/UA-1 without a failure, and no content without a tag."""
    pdf = _pdf(name, 0)
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert read(pdf).problems == []


@pytest.mark.parametrize("name", ["known", "open copies", "unknown"])
def test_the_card_is_read_aloud_in_its_order(name: str) -> None:
    """Whose, each gene's result, the facts, what it is not, and the code's words: nothing of the card is left out."""
    expected = spoken(_handout(name), ENGLISH)
    found = [(role, text.replace("–", "-")) for role, text in read(_pdf(name, 0)).elements]
    start = next(n for n, (_, text) in enumerate(expected) if text.startswith("Gene results"))
    assert _without_dots(found[start:]) == _without_dots(expected[start:])


def _without_dots(elements: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The facts' dots left out: there is none where a line ends."""
    return [(role, same_spaces(text.replace("·", ""))) for role, text in elements]


@pytest.mark.parametrize("paper", range(3), ids=PAPER_NAMES)
@pytest.mark.parametrize("name", RESULTS)
def test_the_card_has_the_size_of_a_credit_card(name: str, paper: int) -> None:
    """The dashed line is 85.6 by 54 mm and on the page; all words of the card are in it, in 8 points or more."""
    _check(_pdf(name, paper))


def _check(pdf: bytes) -> None:
    (leaf,) = sheets_of(pdf, slice(-1, None))
    (cut,) = [c for c in leaf.curves if abs(c.width - WIDTH) < 0.1 and abs(c.height - HEIGHT) < 0.1]
    left, right, upper, lower = cut[:4]
    assert (right - left) / 72 * 25.4 == pytest.approx(85.6, abs=0.05)
    assert (lower - upper) / 72 * 25.4 == pytest.approx(54, abs=0.05)
    assert 36 < left < right < leaf.width - 36
    assert 36 < upper < lower < leaf.height - 72
    _, (code_left, code_bottom, code_right, code_top) = _figure(pdf)
    assert left < code_left < code_right < right
    on_the_card = [char for char in leaf.chars if upper < (char.top + char.bottom) / 2 < lower]
    assert on_the_card
    for char in on_the_card:
        assert left + 5 < char.x0
        assert char.text == " " or char.x1 < right - 5
        assert upper + 2 < char.top
        assert char.bottom < lower - 2
        assert char.size > 7.99
        middle = (char.top + char.bottom) / 2
        beside = char.x1 < code_left or middle < leaf.height - code_top or middle > leaf.height - code_bottom
        assert beside or char.text == " ", "the quiet zone stays white"


def test_modules_are_large_enough_for_every_result_of_the_grid(share: Callable[[list[Any], int], list[Any]]) -> None:
    """Each result, beside a long one of the other gene, has a content for modules of 0.4 mm, also with a long name."""
    every = list(product(CYP2D6, ("normal", "lab differs", "function uncertain", "conflicting")))
    for cyp2d6, cyp2c19 in share(every, 3):
        interpretation = interpretation_of(cyp2d6, cyp2c19)
        for person in ({}, LONG_PERSON) if interpretation else ():
            patient = interpretation.patient.model_copy(update=person)
            card = results_card(interpretation.model_copy(update={"patient": patient}), made_on=MADE_ON)
            contents = ["\n".join(map(ENGLISH.plain, lines)) for lines in card.code]
            assert fits(contents[-1], 69), (cyp2d6, cyp2c19, len(contents[-1].encode()))


@pytest.mark.parametrize("text", [MARKUP, LONG_WORD, MANY_WORDS, "Ж" * 500], ids=["markup", "word", "words", "UTF-8"])
def test_no_text_leaves_the_card(text: str) -> None:
    """Whatever stands in its places, the card keeps its size, its words lie within it, and its code can be read."""
    said = verbatim(text)
    result = CardResult(name=said, word=said, terms=(said, said), instead=said)
    card = ResultsCard(
        owner=said,
        results=(result, result),
        facts=(Fact(label=verbatim("Lab"), value=said),) * 4,
        safety=said,
        code=((said,) * 9, (said,)),
        code_alternative=verbatim("A code:"),
    )
    pdf = render_pdf(flowing(card), WORDING)
    _check(pdf)
    found = _read_by_a_phone(pdf)
    assert same_spaces(text).startswith(same_spaces(found.removesuffix("…")))
    assert page.validate_pdf_bytes(pdf, profile="ua1").failures == []


@pytest.mark.parametrize(
    ("text", "modules"),
    [("A", 21), ("*4/*68+*4", 21), ("≥3.0", 21), ("é" * 300, 93), ("a" * 331, 69), ("a" * 332, 73), ("aé" * 9, 29)],
)
def test_a_code_is_the_smallest_that_holds_its_text(text: str, modules: int) -> None:
    """As ISO/IEC 18004 counts: version 13 holds 331 bytes at error correction M; UTF-8 is named where it is needed."""
    assert code_of(text, 93).size == modules
    assert fits(text, modules)
    assert not fits(text, modules - 4)


def test_a_code_that_has_no_room_is_refused() -> None:
    """Text is never cut in silence by the code itself."""
    with pytest.raises(ValueError, match="700 bytes"):
        code_of("a" * 700, 93)
