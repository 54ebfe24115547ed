"""The page says what the document says, word for word, and what the PDF says."""

from __future__ import annotations

import pytest

from pgx_reader.models.document import Document
from pgx_reader.render.html import render_html
from pgx_reader.render.pdf import render_pdf
from pgx_reader.tables import load_tables
from pgx_reader.wording import available_languages, load_wording
from tests.grid import A_FIFTH, PAIRS, document_of
from tests.pdf import tags
from tests.pdf.samples import WORDING, document

from .reading import expected, read, without_marks

ENGLISH = load_wording("en")
DRUGS = tuple(load_tables().drugs)
LANGUAGES = available_languages()
IN_EVERY_LANGUAGE = [
    (number, kinds, LANGUAGES[(turn + n) % len(LANGUAGES)])
    for turn, (number, kinds) in enumerate(PAIRS)
    for n in range(len(LANGUAGES))
]
"""Each pair in each language, first in one that takes turns."""


def _handout(number: int, kinds: tuple[str, str]) -> Document | None:
    medicines = () if number % 7 == 0 else tuple(DRUGS[(number + n) % len(DRUGS)] for n in range(1 + number % 7))
    return document_of(*kinds, medicines)


@A_FIFTH
@pytest.mark.parametrize(("number", "kinds"), PAIRS)
def test_a_page_says_every_sentence_of_the_document_in_its_order(number: int, kinds: tuple[str, str]) -> None:
    """No text of any pair of results is lost, added, moved or in an element of another kind."""
    handout = _handout(number, kinds)
    assert handout is not None
    assert read(render_html(handout, ENGLISH)) == expected(handout, ENGLISH)


@pytest.mark.share(11 * len(LANGUAGES))
@pytest.mark.parametrize(("number", "kinds", "language"), IN_EVERY_LANGUAGE)
def test_page_and_pdf_say_the_same(number: int, kinds: tuple[str, str], language: str) -> None:
    """The texts of the page are those that the PDF's tags hold, in the same order."""
    handout = _handout(number, kinds)
    assert handout is not None
    wording = load_wording(language)
    assert read(render_html(handout, wording)) == without_marks(tags.read(render_pdf(handout, wording)).elements)


@pytest.mark.parametrize("large_print", [False, True])
def test_every_kind_of_block_is_on_the_page(large_print: bool) -> None:
    """The sample that holds every kind of block is read back whole, in large print too."""
    assert read(render_html(document(), WORDING, large_print=large_print)) == expected(document(), WORDING)
