"""The Spanish of the worst handout of the grid, by its own words and by those read back from its PDF."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from pgx_reader.models.document import Audience, Document
from pgx_reader.render.pdf import render_pdf
from pgx_reader.tables import load_tables
from pgx_reader.wording import load_wording
from tests.grid import CYP2C19, CYP2D6, document_of
from tests.pdf.outline import spoken
from tests.pdf.tags import read
from tests.plain_words_es.score import Score, score

WORDING = load_wording("es")
DRUGS = tuple(load_tables().drugs)
PAIRS = list(product(CYP2D6, CYP2C19))
_CARDS = 6


def _for_patients(document: Document) -> Document:
    sections = tuple(section for section in document.sections if section.audience is Audience.PATIENT)
    return document.model_copy(update={"sections": sections})


def _documents() -> Iterator[Document]:
    """Every pair of results without medicines and with six of them in turn; two pairs with all medicines."""
    for number, pair in enumerate(PAIRS):
        first = _CARDS * number % len(DRUGS)
        everything = pair in {("normal", "normal"), ("poor", "ultrarapid")}
        starts = range(0, len(DRUGS), _CARDS) if everything else (first,)
        found = (document_of(*pair, part) for part in [(), *(DRUGS[n : n + _CARDS] for n in starts)])
        yield from (_for_patients(document) for document in found if document is not None)


@pytest.fixture(scope="module")
def scored() -> list[tuple[Score, Document]]:
    """Each handout with its score, the worst first."""
    found = [(score(spoken(document, WORDING)), document) for document in _documents()]
    return sorted(found, key=lambda entry: entry[0].inflesz)


def test_the_worst_handout_is_easy(scored: list[tuple[Score, Document]]) -> None:
    """INFLESZ is 65 or more, sentences have 11 words at most on average and 20 at most, few of them over 15."""
    scores = [found for found, _ in scored]
    assert scores[0].inflesz >= 65
    assert max(found.mean for found in scores) <= 11
    assert max(found.longest for found in scores) <= 20
    assert max(found.over_15 for found in scores) <= 0.05


def test_the_pdf_says_the_words_that_were_scored(scored: list[tuple[Score, Document]]) -> None:
    """The worst handout's score is the same where its words are read back from the tags of its PDF."""
    worst, document = scored[0]
    reading = read(render_pdf(document, WORDING))
    assert reading.problems == []
    assert score(reading.elements) == worst
