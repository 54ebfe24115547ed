"""The patient's part is short: two pages and 650 words at most, with up to six medicines."""

from __future__ import annotations

from functools import cache

from pgx_reader.wording import load_wording
from tests.plain_words.handouts import measured_grid, pdf_of, sample_pdfs
from tests.plain_words.paper import patient_pages, words_without
from tests.plain_words.score import words

ENGLISH = load_wording("en")
PAGES = 2
WORDS = 650
_PAGE_NUMBER = 4
"""Words of "Page 1 of 3"."""


@cache
def lengths() -> tuple[tuple[str, bool, int, int], ...]:
    """Name, large print, patient's pages and words of each handout of the sample and of the grid's wordiest."""
    papers = [*sample_pdfs(), *((case, pdf_of(case)) for case in measured_grid().wordiest)]
    found = []
    for case, pdf in papers:
        footer = sum(len(words(ENGLISH.plain(text))) for text in case.document.footer) + _PAGE_NUMBER
        pages = patient_pages(pdf)
        found.append((case.name, case.large_print, len(pages), words_without(footer, pages)))
    return tuple(found)


def test_two_pages() -> None:
    """The patient's part has two pages at most; large print reflows and may have more."""
    assert [(name, pages) for name, large, pages, _ in lengths() if pages > PAGES and not large] == []


def test_few_words() -> None:
    """The patient's part has 650 words at most, the footer not counted."""
    assert [(name, count) for name, _, _, count in lengths() if count > WORDS] == []
