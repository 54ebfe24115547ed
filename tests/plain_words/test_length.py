"""The patient's part is short: two pages and 650 words at most, with up to six medicines."""

from __future__ import annotations

from functools import cache

import pytest

from tests.plain_words.handouts import LANGUAGES, measured_grid, pdf_of, sample_pdfs
from tests.plain_words.paper import patient_pages, words_without
from tests.plain_words.score import Language, words

PAGES = 2
WORDS = 650
_PAGE_NUMBER = 4
"""Words of "Page 1 of 3"."""

each_language = pytest.mark.parametrize("language", LANGUAGES, ids=[language.code for language in LANGUAGES])


@cache
def lengths(language: Language) -> tuple[tuple[str, bool, int, int], ...]:
    """Name, large print, patient's pages and words of each handout of the sample and of the grid's wordiest."""
    papers = [
        *sample_pdfs(language),
        *((case, pdf_of(case, language)) for case in measured_grid(language).wordiest),
    ]
    found = []
    for case, pdf in papers:
        footer = sum(len(words(language.wording.plain(text))) for text in case.document.footer) + _PAGE_NUMBER
        pages = patient_pages(pdf, language)
        found.append((case.name, case.large_print, len(pages), words_without(footer, pages)))
    return tuple(found)


@each_language
def test_two_pages(language: Language) -> None:
    """On paper the patient's part has two pages at most; large print reflows and may have more."""
    assert [(name, pages) for name, large, pages, _ in lengths(language) if pages > PAGES and not large] == []


@each_language
def test_two_pages_over_the_grid(language: Language) -> None:
    """As every handout of the grid is laid out, the patient's part has two pages at most."""
    assert [(name, pages) for name, pages in measured_grid(language).pages if pages > PAGES] == []


@each_language
def test_few_words(language: Language) -> None:
    """The patient's part has 650 words at most, the footer not counted."""
    assert [(name, count) for name, _, _, count in lengths(language) if count > WORDS] == []
