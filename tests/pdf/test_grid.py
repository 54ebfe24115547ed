"""The PDFs of the grid: a share of the pairs of results, or with `--whole` every one, with medicines in turn."""

from __future__ import annotations

import re
from itertools import product

import page
import pytest

from pgx_reader import Paper, build_handout, render_pdf
from pgx_reader.tables import load_tables
from tests.grid import AN_ELEVENTH, CYP2C19, MADE_ON, PAIRS, interpretation_of

from .layout import texts_of

DRUGS = tuple(load_tables().drugs)
VARIANTS = list(product(Paper, (False, True), (False, True), (False, True)))
PROFILES = ("ua1", "3a")
FIRST_WORDS_FOR_PROFESSIONALS = "For your doctor or pharmacist"
AMOUNT = re.compile(r"\d\s*(?:mg|mcg|ml|tablets?)\b|%", re.IGNORECASE)


@AN_ELEVENTH
@pytest.mark.parametrize(("number", "kinds"), PAIRS)
def test_every_handout_of_the_grid_is_accessible_and_says_what_it_is(number: int, kinds: tuple[str, str]) -> None:
    """
    PDF/UA-1 without a failure, in an archive PDF/A-3a too; not a prescription on every page; no amount for a patient.

    Papers, sizes of print, results card and archive take turns, so that each kind of result meets every combination.
    """
    medicines = () if number % 7 == 0 else tuple(DRUGS[(number + n) % len(DRUGS)] for n in range(1 + number % 7))
    interpretation = interpretation_of(*kinds, medicines)
    assert interpretation is not None
    paper, large_print, card, archived = VARIANTS[(number + number // len(CYP2C19)) % len(VARIANTS)]
    document = build_handout(interpretation, made_on=MADE_ON, results_card=card)
    archive = interpretation if archived else None
    pdf = render_pdf(document, paper=paper, large_print=large_print, archive=archive)
    failures = [f for p in PROFILES[: 1 + archived] for f in page.validate_pdf_bytes(pdf, profile=p).failures]
    assert [(failure.rule_id, failure.message) for failure in failures] == []
    pages = texts_of(pdf)
    assert all("This is not a prescription. Do not start, stop or change any medicine" in text for text in pages)
    first_of_professional = next(n for n, text in enumerate(pages) if FIRST_WORDS_FOR_PROFESSIONALS in text)
    assert first_of_professional >= 1
    assert not [AMOUNT.findall(text) for text in pages[:first_of_professional] if AMOUNT.search(text)]


@AN_ELEVENTH
@pytest.mark.parametrize(("number", "kinds"), PAIRS)
def test_spanish_handouts_of_the_grid_are_accessible_and_spanish(number: int, kinds: tuple[str, str]) -> None:
    """PDF/UA-1 without a failure, no prescription on every page, and the unsigned translation on the professional's."""
    medicines = tuple(DRUGS[(number + n) % len(DRUGS)] for n in range(number % 7))
    interpretation = interpretation_of(*kinds, medicines)
    assert interpretation is not None
    document = build_handout(interpretation, made_on=MADE_ON)
    paper = Paper.LETTER if number % 2 else Paper.A4
    pdf = render_pdf(document, language="es", paper=paper, large_print=number % 5 == 0)
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    pages = texts_of(pdf)
    assert all("Esto no es una receta. No empiece, deje ni cambie ninguna medicina" in text for text in pages)
    first_of_professional = next(n for n, text in enumerate(pages) if "Para su médico o farmacéutico" in text)
    assert [n for n, text in enumerate(pages) if "ningún traductor clínico" in text] == [first_of_professional]
