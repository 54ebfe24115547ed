"""The page says what the document says, word for word, and what the PDF says."""

from __future__ import annotations

import pytest

from pgx_reader.models.document import Document
from pgx_reader.render.html import render_html
from pgx_reader.render.pdf import render_pdf
from pgx_reader.tables import load_tables
from pgx_reader.wording import available_languages, load_wording
from tests.grid import CYP2C19, CYP2D6, PAIRS, document_of
from tests.pdf import tags
from tests.pdf.samples import WORDING, document

from .reading import expected, read, without_marks

ENGLISH = load_wording("en")
DRUGS = tuple(load_tables().drugs)
A_SHARE = 11
"""Every pair of results is read against the document, one in so many against its PDF too."""


def _handout(number: int, kinds: tuple[str, str]) -> Document | None:
    medicines = () if number % 7 == 0 else tuple(DRUGS[(number + n) % len(DRUGS)] for n in range(1 + number % 7))
    return document_of(*kinds, medicines)


@pytest.mark.parametrize("cyp2d6", CYP2D6)
def test_a_page_says_every_sentence_of_the_document_in_its_order(cyp2d6: str) -> None:
    """No text of any pair of results is lost, added, moved or in an element of another kind."""
    handouts = [_handout(number, kinds) for number, kinds in PAIRS if kinds[0] == cyp2d6]
    for handout in handouts:
        assert handout is not None
        assert read(render_html(handout, ENGLISH)) == expected(handout, ENGLISH)


@pytest.mark.parametrize("language", available_languages())
@pytest.mark.parametrize(("number", "kinds"), PAIRS[1::A_SHARE])
def test_page_and_pdf_say_the_same(number: int, kinds: tuple[str, str], language: str) -> None:
    """The texts of the page are those that the PDF's tags hold, in the same order."""
    handout = _handout(number, kinds)
    assert handout is not None
    wording = load_wording(language)
    assert read(render_html(handout, wording)) == without_marks(tags.read(render_pdf(handout, wording)).elements)


def test_the_share_has_every_kind_of_result() -> None:
    """Page and PDF are compared for each kind of result of each gene."""
    kinds = [kinds for _, kinds in PAIRS[1::A_SHARE]]
    assert {cyp2d6 for cyp2d6, _ in kinds} == CYP2D6.keys()
    assert {cyp2c19 for _, cyp2c19 in kinds} == CYP2C19.keys()


@pytest.mark.parametrize("large_print", [False, True])
def test_every_kind_of_block_is_on_the_page(large_print: bool) -> None:
    """The sample that holds every kind of block is read back whole, in large print too."""
    assert read(render_html(document(), WORDING, large_print=large_print)) == expected(document(), WORDING)
