"""The handouts that are measured: the whole grid as documents, and a sample of it that covers every kind as PDFs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle, product
from typing import Any

import pdfplumber

from pgx_reader import Paper, Preference, build_handout
from pgx_reader.models.document import Document
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.render.pdf import render_pdf
from pgx_reader.tables import load_tables
from pgx_reader.wording import load_wording
from tests.grid import CYP2C19, CYP2D6, MADE_ON, interpretation_of
from tests.pdf.outline import spoken
from tests.pdf.tags import read, same_spaces
from tests.plain_words.score import NEUTRAL, Elements, Figures, figures, sentences_of, words

ENGLISH = load_wording("en")
DRUGS = tuple(load_tables().drugs)
SIX = 6
OTHER_PILLS = ("bupropion", "rifampin", "st. john's wort", "fluvoxamine", "terbinafine", "quinidine", "apalutamide")
_VARIANTS = ("six medicines", "no medicines", "other pills", "the tables’ result", "reviewed")
PROFESSIONAL = ENGLISH.messages["pro.title"]
CARD = ENGLISH.messages["card_page.heading"]


@dataclass(frozen=True)
class Case:
    """One handout of the grid, how it is set, and how it is named in a message."""

    name: str
    document: Document
    large_print: bool = False
    paper: Paper = Paper.LETTER


def grid() -> Iterator[Case]:
    """
    Every kind of result of each gene with every medicine, and every pair of kinds with medicines in turns.

    Of the variants of a pair (no medicines, other pills, the tables' result, reviewed), two are made in turns: each
    kind of result has them all beside some kind of the other gene.
    """
    yield from _every_medicine()
    for number, pair in enumerate(product(CYP2D6, CYP2C19)):
        turn = number % len(_VARIANTS)
        yield from _variants(pair, number, (_VARIANTS[turn], _VARIANTS[turn - 2]))


def sample() -> Iterator[Case]:
    """Every kind of result of each gene, every medicine and every variant at least once, on each paper and size."""
    others = cycle(CYP2C19)
    for number, cyp2d6 in enumerate(CYP2D6):
        variant = _VARIANTS[0] if number % 2 else _VARIANTS[1 + number // 2 % 4]
        for case in _variants((cyp2d6, next(others)), number // 2, (variant,)):
            yield replace(case, large_print=number % 5 == 4, paper=Paper.A4 if number % 3 == 1 else Paper.LETTER)


def _every_medicine() -> Iterator[Case]:
    kinds = [*((kind, "normal") for kind in CYP2D6), *(("normal", kind) for kind in CYP2C19), ("poor", "poor")]
    for pair in kinds:
        everything = interpretation_of(*pair, DRUGS)
        for start in range(0, len(DRUGS) if everything else 0, SIX):
            six = frozenset(DRUGS[start : start + SIX])
            yield Case(f"{pair} {sorted(six)}", _document(_taking(everything, six)))


def _taking(interpretation: Interpretation | None, names: frozenset[str]) -> Interpretation:
    assert interpretation is not None
    medicines = tuple(m.model_copy(update={"taking": m.name in names}) for m in interpretation.medicines)
    kept = tuple(i for i in interpretation.interactions if i.medicine in names)
    others = tuple(name for name in interpretation.other_medicines if name in names)
    return interpretation.model_copy(update={"medicines": medicines, "interactions": kept, "other_medicines": others})


def _variants(pair: tuple[str, str], turn: int, wanted: tuple[str, ...]) -> Iterator[Case]:
    """A pair of results in some of the variants; none where neither gene has a result."""
    six = tuple(DRUGS[(SIX * turn + n) % len(DRUGS)] for n in range(SIX))
    pills = (*six[:3], *OTHER_PILLS[turn % 5 : turn % 5 + 3])
    # A medicine that no table has is a name as every other.
    medicines = {"no medicines": (), "other pills": pills, "the tables’ result": (*six[:2], NEUTRAL)}
    asked: dict[str, dict[str, Any]] = {
        "the tables’ result": {"prefer": Preference.TABLES},
        "reviewed": {"reviewed_by": "Ana Ortiz, PharmD"},
    }
    genes = {"no medicines": ("CYP2B6", "CYP3A4", "SLCO1B1"), "the tables’ result": ("CYP2B6", "CYP3A4", "SLCO1B1") * 2}
    for name in wanted:
        interpretation = interpretation_of(*pair, medicines.get(name, six), **asked.get(name, {}))
        if interpretation:
            changed = interpretation.model_copy(update={"other_genes": genes.get(name, ())})
            document = _document(changed, results_card=name == "reviewed")
            yield Case(f"{pair}, {name}, {medicines.get(name, six)}", document)


def _document(interpretation: Interpretation, **asked: bool) -> Document:
    return build_handout(interpretation, made_on=MADE_ON, **asked)


def patient_elements(elements: Elements) -> Elements:
    """The elements without the professional's: those from that title to the heading over a results card, if any."""
    titles = [n for n, (role, text) in enumerate(elements) if role.startswith("H") and text == PROFESSIONAL]
    cards = [n for n, (role, text) in enumerate(elements) if role.startswith("H") and text == CARD]
    first, last = (titles or [len(elements)])[0], (cards or [len(elements)])[0]
    return [*elements[:first], *elements[last:]]


def sentences_of_document(document: Document) -> list[str]:
    """The sentences that the document's patient part will have on paper."""
    footer = (same_spaces(ENGLISH.plain(text)) for text in document.footer)
    return sentences_of(patient_elements(spoken(document, ENGLISH)), footer)


def sentences_of_pdf(pdf: bytes) -> list[str]:
    """The sentences of the patient part as a PDF's tags and its footer hold them."""
    return sentences_of(patient_elements(read(pdf).elements), [footer_sentence(pdf)])


def footer_sentence(pdf: bytes) -> str:
    """The bold words at the foot of the first page, which no tag holds."""
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        chars = [char for char in file.pages[0].chars if char["tag"] == "Artifact" and "Bold" in char["fontname"]]
    return same_spaces("".join(char["text"] for char in chars))


def pdf_of(case: Case) -> bytes:
    """The handout on paper."""
    return render_pdf(case.document, ENGLISH, paper=case.paper, large_print=case.large_print)


@cache
def sample_pdfs() -> tuple[tuple[Case, bytes], ...]:
    """The sample, with its PDFs."""
    return tuple((case, pdf_of(case)) for case in sample())


@dataclass(frozen=True)
class Grid:
    """The figures of every handout of the grid by its name, and the handouts with the most words."""

    figures: tuple[tuple[str, Figures], ...]
    wordiest: tuple[Case, ...]


@cache
def measured_grid() -> Grid:
    """The whole grid, measured on its documents: `test_plain_words.py` shows that their sentences are the PDFs'."""
    found: list[tuple[str, Figures]] = []
    wordiest: list[tuple[int, Case]] = []
    for case in grid():
        elements = patient_elements(spoken(case.document, ENGLISH))
        footer = (same_spaces(ENGLISH.plain(text)) for text in case.document.footer)
        found.append((case.name, figures(sentences_of(elements, footer))))
        count = sum(len(words(text)) for role, text in elements if role != "Figure")
        wordiest = sorted([*wordiest, (count, case)], key=lambda entry: -entry[0])[:5]
    return Grid(tuple(found), tuple(case for _, case in wordiest))
