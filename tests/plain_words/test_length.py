"""
The patient's part is short: two pages and 650 words at most, with up to six medicines.

One rule for each language. A share of the grid's handouts, or with `--whole` each, is laid out for its pages, and its
words are counted in its document; so is, for the same share of the pairs of results, the one that has most words with
six medicines that have most to say. The sample, and the handouts of the grid that have most words by that count, are
read back from their PDFs, which have neither more words nor fewer. Large print may have more pages; a results card
comes behind and counts in neither.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.plain_words.handouts import (
    LANGUAGES,
    Case,
    elements_of_document,
    measured_grid,
    pdf_of,
    sample_pdfs,
    words_of_document,
)
from tests.plain_words.paper import patient_pages, words_without
from tests.plain_words.score import Language, words
from tests.plain_words.sixes import wordiest_sixes

PAGES = 2
WORDS = 650
_PAGE_NUMBER = 4
"""Words of "Page 1 of 3"."""

each_language = pytest.mark.parametrize("language", LANGUAGES, ids=[language.code for language in LANGUAGES])


@cache
def _papers(language: Language, one_in: int) -> tuple[tuple[Case, list[str]], ...]:
    """The patient's pages of each handout of the sample and of the grid's wordiest."""
    wordiest = ((case, pdf_of(case, language)) for case in measured_grid(language, one_in).wordiest)
    return tuple((case, patient_pages(pdf, language)) for case, pdf in (*sample_pdfs(language), *wordiest))


def lengths(language: Language, one_in: int = 1) -> tuple[tuple[str, bool, int, int], ...]:
    """Name, large print, patient's pages and words of each handout of the sample and of the grid's wordiest."""
    found = []
    for case, pages in _papers(language, one_in):
        footer = sum(len(words(language.wording.plain(text))) for text in case.document.footer) + _PAGE_NUMBER
        found.append((case.name, case.large_print, len(pages), words_without(footer, pages)))
    return tuple(found)


@each_language
def test_two_pages(language: Language, one_in: int) -> None:
    """On paper the patient's part has two pages at most; large print reflows and may have more."""
    assert [(name, pages) for name, large, pages, _ in lengths(language, one_in) if pages > PAGES and not large] == []


@each_language
def test_two_pages_over_the_grid(language: Language, one_in: int) -> None:
    """As each handout of the grid is laid out, the patient's part has two pages at most."""
    assert [(name, pages) for name, pages in measured_grid(language, one_in).pages if pages > PAGES] == []


@each_language
def test_few_words(language: Language, one_in: int) -> None:
    """The patient's part has 650 words at most, the footer not counted."""
    assert [(name, count) for name, _, _, count in lengths(language, one_in) if count > WORDS] == []


@each_language
def test_few_words_over_the_grid(language: Language, one_in: int) -> None:
    """No handout of the grid has more than 650 words for the patient."""
    assert [(name, count) for name, count in measured_grid(language, one_in).words if count > WORDS] == []


@each_language
def test_two_pages_and_few_words_with_the_wordiest_six_medicines(language: Language, one_in: int) -> None:
    """Whichever six a patient takes: those whose cards have most words, of each pair of results, fit too."""
    found = wordiest_sixes(language, one_in)
    assert [(name, pages, count) for name, pages, count in found if pages > PAGES or count > WORDS] == []
    assert max(count for _, _, count in found) > max(count for _, count in measured_grid(language, one_in).words)


@each_language
def test_a_pdf_has_as_many_words_as_its_document(language: Language, one_in: int) -> None:
    """What is counted in a document is what stands on its pages, in regular and in large print."""
    documents = [case.document for case, _ in _papers(language, one_in)]
    counted = [words_of_document(each, elements_of_document(each, language), language) for each in documents]
    assert counted == [count for _, _, _, count in lengths(language, one_in)]
