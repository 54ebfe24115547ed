"""The worst handout of the whole grid is plain: every row of the table of limits, on the text of the PDF."""

from __future__ import annotations

from functools import cache

import pytest

from pgx_reader.models.document import MedicineCards
from tests.contrast import contrast
from tests.grid import CYP2C19, CYP2D6, patient_blocks
from tests.plain_words.english import ENGLISH
from tests.plain_words.handouts import (
    DRUGS,
    LANGUAGES,
    Case,
    measured_grid,
    sample,
    sample_pdfs,
    sentences_of_document,
    sentences_of_pdf,
)
from tests.plain_words.paper import WHITE, looked_at, smallest_type
from tests.plain_words.score import Language, figures

MEASURES = [
    pytest.param(language, measure, id=f"{language.code}, {measure}")
    for language in LANGUAGES
    for measure in language.all_measures
]


def test_the_sample_covers_the_grid() -> None:
    """Every kind of result of each gene and every medicine is on paper at least once, in both sizes of type."""
    cases = list(sample())
    names = " ".join(case.name for case in cases)
    assert [kind for kind in (*CYP2D6, *CYP2C19) if f"'{kind}'" not in names and f'"{kind}"' not in names] == []
    assert [drug for drug in DRUGS if repr(drug) not in names] == []
    assert {case.large_print for case in cases} == {True, False}
    assert any(isinstance(block, MedicineCards) for case in cases for block in patient_blocks(case.document))


@cache
def _read(language: Language) -> tuple[tuple[Case, list[str]], ...]:
    """The sentences of each PDF of the sample."""
    return tuple((case, sentences_of_pdf(pdf, language)) for case, pdf in sample_pdfs(language))


@pytest.mark.parametrize("language", LANGUAGES, ids=[language.code for language in LANGUAGES])
def test_a_pdf_has_the_sentences_of_its_document(language: Language) -> None:
    """What is scored from a document is what its PDF says, sentence for sentence and in its order."""
    for case, sentences in _read(language):
        assert sentences == sentences_of_document(case.document, language), case.name


@pytest.mark.parametrize(("language", "measure"), MEASURES)
def test_the_worst_pdf_of_the_sample_is_plain(language: Language, measure: str) -> None:
    """The text of each PDF keeps the limit."""
    found = language.all_measures[measure]
    assert found.holds(found.worst(figures(sentences, language)[measure] for _, sentences in _read(language)))


@pytest.mark.parametrize(("language", "measure"), MEASURES)
def test_the_worst_handout_of_the_grid_is_plain(language: Language, measure: str, one_in: int) -> None:
    """No handout of the grid, whatever its results and medicines, is over the limit."""
    name, worst = measured_grid(language, one_in).worst(measure, language)
    assert language.all_measures[measure].holds(worst), f"{name}: {worst}"


def test_the_worst_grade_is_the_one_aimed_for(one_in: int) -> None:
    """Grade 6 is the limit, grade 5 the aim; every handout reaches it."""
    _, worst = measured_grid(ENGLISH, one_in).worst("grade", ENGLISH)
    assert worst <= 5.0


def test_type_is_as_large_as_promised() -> None:
    """No text for patients is under 12 points, or under 18 in large print; only the footer is smaller."""
    regular, large = smallest_type()
    assert regular >= 12
    assert large >= 18


def test_every_text_stands_out_from_its_ground() -> None:
    """The contrast of each letter to what is drawn under it is 7:1 or more (WCAG 2.2, 1.4.6), footers included."""
    pairs = {colors for _, _, _, colors, _ in looked_at()}
    assert len(pairs) > 5
    assert {pair: round(contrast(*pair), 1) for pair in pairs if contrast(*pair) < 7} == {}


def test_contrast() -> None:
    """Black on white is 21:1, and a color on itself 1:1."""
    assert contrast((0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
