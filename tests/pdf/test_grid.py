"""The PDFs of the whole grid: every pair of results, with medicines in turn."""

from __future__ import annotations

import re
from itertools import product

import page
import pypdfium2
import pytest

from pgx_reader import pipeline
from pgx_reader.render.pdf import Paper, render_pdf
from pgx_reader.tables import load_tables
from pgx_reader.wording import load_wording
from tests.grid import CYP2C19, CYP2D6, document_of

DRUGS = tuple(load_tables().drugs)
PAIRS = list(enumerate(product(CYP2D6, CYP2C19)))
FIRST_WORDS_FOR_PROFESSIONALS = "For your doctor or pharmacist"
AMOUNT = re.compile(r"\d\s*(?:mg|mcg|ml|tablets?)\b|%", re.IGNORECASE)


def _pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [" ".join(leaf.get_textpage().get_text_range().split()) for leaf in document]
    document.close()
    return texts


@pytest.mark.parametrize(("number", "kinds"), PAIRS)
def test_every_handout_of_the_grid_is_accessible_and_says_what_it_is(number: int, kinds: tuple[str, str]) -> None:
    """PDF/UA-1 without a failure; not a prescription on every page; no amount on a patient's page."""
    medicines = () if number % 7 == 0 else tuple(DRUGS[(number + n) % len(DRUGS)] for n in range(1 + number % 7))
    document = document_of(*kinds, medicines)
    if document is None:
        return
    paper = Paper.LETTER if number % 2 else Paper.A4
    pdf = render_pdf(document, load_wording("en"), paper=paper, large_print=number % 5 == 0)
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    pages = _pages(pdf)
    assert all("This is not a prescription. Do not start, stop or change any medicine" in text for text in pages)
    first_of_professional = next(n for n, text in enumerate(pages) if FIRST_WORDS_FOR_PROFESSIONALS in text)
    assert first_of_professional >= 1
    assert not [AMOUNT.findall(text) for text in pages[:first_of_professional] if AMOUNT.search(text)]


@pytest.mark.parametrize(("number", "kinds"), PAIRS[::9])
def test_spanish_handouts_of_the_grid_are_accessible_and_spanish(number: int, kinds: tuple[str, str]) -> None:
    """PDF/UA-1 without a failure, no prescription on every page, and the unsigned translation on the professional's."""
    medicines = tuple(DRUGS[(number + n) % len(DRUGS)] for n in range(number % 7))
    document = document_of(*kinds, medicines)
    if document is None:
        return
    paper = Paper.LETTER if number % 2 else Paper.A4
    pdf = pipeline.render_pdf(document, language="es", paper=paper, large_print=number % 5 == 0)
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    pages = _pages(pdf)
    assert all("Esto no es una receta. No empiece, deje ni cambie ninguna medicina" in text for text in pages)
    first_of_professional = next(n for n, text in enumerate(pages) if "Para su médico o farmacéutico" in text)
    assert [n for n, text in enumerate(pages) if "ningún traductor clínico" in text] == [first_of_professional]
