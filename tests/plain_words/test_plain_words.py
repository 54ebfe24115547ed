"""The worst handout of the whole grid is plain: every row of the table of limits, on the text of the PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any

import pdfplumber
import pytest

from pgx_reader.models.document import MedicineCards
from tests.grid import CYP2C19, CYP2D6, patient_blocks
from tests.plain_words.handouts import (
    DRUGS,
    PROFESSIONAL,
    Case,
    measured_grid,
    sample,
    sample_pdfs,
    sentences_of_document,
    sentences_of_pdf,
)
from tests.plain_words.score import LIMITS, figures

MEASURES = [field.name for field in fields(LIMITS)]
LOOKED_AT = slice(None, None, 3)
"""The share of the sample whose colors and sizes are looked at: they come from one theme."""


def test_the_sample_covers_the_grid() -> None:
    """Every kind of result of each gene and every medicine is on paper at least once, in both sizes of type."""
    cases = list(sample())
    names = " ".join(case.name for case in cases)
    assert [kind for kind in (*CYP2D6, *CYP2C19) if f"'{kind}'" not in names and f'"{kind}"' not in names] == []
    assert [drug for drug in DRUGS if repr(drug) not in names] == []
    assert {case.large_print for case in cases} == {True, False}
    assert any(isinstance(block, MedicineCards) for case in cases for block in patient_blocks(case.document))


@cache
def _read() -> tuple[tuple[Case, list[str]], ...]:
    """The sentences of each PDF of the sample."""
    return tuple((case, sentences_of_pdf(pdf)) for case, pdf in sample_pdfs())


def test_a_pdf_has_the_sentences_of_its_document() -> None:
    """What is scored from a document is what its PDF says, sentence for sentence and in its order."""
    for case, sentences in _read():
        assert sentences == sentences_of_document(case.document), case.name


@pytest.mark.parametrize("measure", MEASURES)
def test_the_worst_pdf_of_the_sample_is_plain(measure: str) -> None:
    """The text of each PDF keeps the limit."""
    worst = max((figures(sentences) for _, sentences in _read()), key=lambda found: float(getattr(found, measure)))
    assert getattr(worst, measure) <= getattr(LIMITS, measure)


@pytest.mark.parametrize("measure", MEASURES)
def test_the_worst_handout_of_the_grid_is_plain(measure: str) -> None:
    """No handout of the grid, whatever its results and medicines, is over the limit."""
    name, worst = max(measured_grid().figures, key=lambda entry: float(getattr(entry[1], measure)))
    assert getattr(worst, measure) <= getattr(LIMITS, measure), name


def test_the_worst_grade_is_the_one_aimed_for() -> None:
    """Grade 6 is the limit, grade 5 the aim; every handout reaches it."""
    assert max(found.grade for _, found in measured_grid().figures) <= 5.0


def test_type_is_as_large_as_promised() -> None:
    """No body text for patients is under 12 points, or under 18 in large print."""
    for case, pdf in sample_pdfs()[LOOKED_AT]:
        least = 18 if case.large_print else 12
        for _, char in _text_of_patients(pdf):
            assert char["size"] > least - 0.01 or char["tag"] == "Artifact", (case.name, char["text"])


def test_every_text_stands_out_from_its_ground() -> None:
    """The contrast of each letter to what is drawn under it is 7:1 or more (WCAG 2.2, 1.4.6), footers included."""
    seen = {
        (char["non_stroking_color"], ground)
        for _, pdf in sample_pdfs()[LOOKED_AT]
        for ground, char in _text_of_patients(pdf)
    }
    assert len(seen) > 5
    assert {pair: round(contrast(*pair), 1) for pair in seen if contrast(*pair) < 7} == {}


Color = tuple[float, ...]
WHITE = (1.0, 1.0, 1.0)


def _text_of_patients(pdf: bytes) -> Iterator[tuple[Color, dict[str, Any]]]:
    """Each letter on the pages before the professional's, with the color of the smallest shape under it."""
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        for page in file.pages:
            text = "".join(char["text"] for char in page.chars if char["tag"] == "H1")
            if PROFESSIONAL.replace(" ", "") in text.replace(" ", ""):
                return
            shapes = [shape for shape in (*page.rects, *page.curves) if shape["fill"]]
            for char in page.chars:
                if char["text"].strip():
                    yield _ground(char, shapes), char


def _ground(char: dict[str, Any], shapes: list[dict[str, Any]]) -> Color:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    under = [s for s in shapes if s["x0"] <= x <= s["x1"] and s["top"] <= y <= s["bottom"]]
    smallest = min(under, key=lambda s: float(s["width"] * s["height"]), default=None)
    return tuple(smallest["non_stroking_color"]) if smallest else WHITE


def contrast(text: Color, ground: Color) -> float:
    """The contrast ratio of WCAG 2.2 between two colors of red, green and blue from 0 to 1."""
    light, dark = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_contrast() -> None:
    """Black on white is 21:1, and a color on itself 1:1."""
    assert contrast((0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
