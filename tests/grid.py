"""The whole grid: every kind of result of each gene, and documents made from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from pydantic import BaseModel

from pgx_reader import build_handout, interpret
from pgx_reader.models.document import Audience, Block, Document, Text
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.models.results import Cell, LabPatient, PatientResult
from pgx_reader.models.talk import Talk
from pgx_reader.normalize import normalize
from pgx_reader.pipeline import build_talk
from pgx_reader.readers import read_results
from pgx_reader.tables import load_tables
from pgx_reader.terms import CopyNumber

MADE_ON = date(2026, 11, 23)

# What a lab's file can say of its test besides the result.
COPIES_NOT_COUNTED = "copies not counted"
COPIES_COUNTED = "copies counted"
DOUBTED = "doubted by the file itself"
ALLELES_NAMED = "the alleles that were tested are named"
SAID_OF_THE_TEST: dict[str, dict[str, Any]] = {
    COPIES_NOT_COUNTED: {"copy_number": CopyNumber.NOT_COUNTED},
    COPIES_COUNTED: {"copy_number": CopyNumber.COUNTED},
    DOUBTED: {"remarks": (Cell(value="LowQ_high_CN", column="Filter"),)},
    ALLELES_NAMED: {"tested": Cell(value="*2, *3, *4, *10, *41", column="Alleles Tested")},
}

# Each kind of result, as the rows of a file: gene, diplotype, phenotype, score.
CYP2D6 = {
    "poor": [("*4/*5", "", "")],
    "score 0.25": [("*4/*10", "", "")],
    "score 0.5": [("*4/*17", "", "")],
    "score 0.75": [("*10/*17", "", "")],
    "score 1.0": [("*1/*4", "", "")],
    "score 1.25": [("*1/*41", "", "")],
    "normal": [("*1/*2", "Normal Metabolizer", "2.0")],
    "ultrarapid": [("*1x2/*2", "", "")],
    "at least 3": [("*1x≥3/*4", "", "")],
    "open copy number": [("*1xN/*4", "", "")],
    "open, and the lab says which": [("*1xN/*4", "UM", "")],
    "intermediate, no diplotype": [("", "IM", "")],
    "poor, no diplotype": [("", "PM", "")],
    "normal or intermediate": [("", "NM_or_IM", "")],
    "score alone": [("", "", "≥3.0")],
    "lab leaves open": [("*1/*4", "IM_or_PM", "")],
    "lab contradicts itself": [("*1xN/*4", "UM", "2.0")],
    "older cut-off": [("*1/*4", "EM", "1.0")],
    "older score": [("*1/*41", "NM", "1.5")],
    "lab counts differently": [("*1/*17", "NM", "1.25")],
    "lab normal, function uncertain": [("*1/*22", "Normal Metabolizer", "")],
    "lab indeterminate, tables normal": [("*1/*2", "Indeterminate", "")],
    "allele not in the tables": [("*1/*999", "", "")],
    "allele not in the tables, lab normal": [("*1/*999", "Normal Metabolizer", "")],
    "function uncertain": [("*1/*22", "", "")],
    "indeterminate": [("", "Indeterminate", "")],
    "no call": [("no call", "Poor Metabolizer", "")],
    "not readable": [("*1/*2/*4", "", "")],
    "conflicting": [("*1/*1", "", ""), ("*1/*4", "", "")],
    "several readings": [("*1/*4 or *2/*10", "", "")],
    "several readings, one phenotype": [("*4/*10x2, *4x2/*10", "", "")],
    "phase not known": [("*1_*2_*68", "", "")],
    "copies of either": [("3N, *1/*4", "", "")],
    "list cut short": [("{*1/*2, *1/*4,...}", "", "")],
    "one allele not named": [("*1/UNK", "", "")],
    "one allele not named, lab intermediate": [("*4/UNK", "IM", "")],
    "caller's own names": [("36.ALDY+10/*1 hybrid", "", "")],
    "further variant": [("*1+rs140513104/*4", "", "")],
    COPIES_NOT_COUNTED: [("*1/*4", "", "")],
    COPIES_COUNTED: [("*1/*2x2", "", "")],
    DOUBTED: [("*1/*10", "", "")],
    ALLELES_NAMED: [("*1/*1", "", "")],
    "not tested": [],
}
CYP2C19 = {
    "poor": [("*2/*2", "", "")],
    "likely poor": [("*2/*9", "", "")],
    "intermediate": [("*1/*2", "", "")],
    "likely intermediate": [("*1/*9", "", "1.5")],
    "normal": [("*1/*1", "", "")],
    "rapid": [("*1/*17", "", "")],
    "ultrarapid": [("*17/*17", "Ultrarapid Metabolizer", "")],
    "rapid or ultrarapid": [("", "Rapid/Ultrarapid Metabolizer", "")],
    "lab differs": [("*1/*17", "Intermediate Metabolizer", "")],
    "allele not in the tables": [("*1/*999", "", "")],
    "function uncertain": [("*1/*12", "", "")],
    "indeterminate": [("", "Indeterminate", "")],
    "no call": [("./.", "", "")],
    "not readable": [("*1/*1x2", "", "")],
    "conflicting": [("*1/*1", "", ""), ("*1/*2", "", "")],
    "not tested": [],
}

SILENT = {"not readable", "conflicting", "not tested"}
"""Kinds of result that have nothing to explain: of both genes, they make no handout."""
PAIRS = [(n, kinds) for n, kinds in enumerate(product(CYP2D6, CYP2C19)) if not SILENT.issuperset(kinds)]
"""Every pair of results that makes a handout, with its number in the whole grid."""
A_FIFTH, AN_ELEVENTH = (pytest.mark.share(n) for n in (5, 11))
"""
Shares of the pairs for tests whose every case takes long: each kind of result of either gene is met in each of them.
Together with the tests of single kinds they are enough for every change; `pytest --whole` tries all pairs.
"""


def results_file(cyp2d6: str, cyp2c19: str, medicines: str = "", extra: str = "") -> bytes:
    """A long file of one invented patient with these kinds of results."""
    lines = ["patient_id,patient_name,gene,diplotype,phenotype,activity_score,medicines"]
    for gene, rows in (("CYP2D6", CYP2D6[cyp2d6]), ("CYP2C19", CYP2C19[cyp2c19])):
        lines += [f"GRID-1,Grid Sample (invented),{gene},{_cells(row)},{medicines}" for row in rows]
    return ("\n".join(lines) + "\n" + extra).encode()


def _cells(row: tuple[str, ...]) -> str:
    return ",".join(f'"{cell}"' for cell in row)


def interpretation_of(
    cyp2d6: str, cyp2c19: str, medicines: tuple[str, ...] = (), **asked: Any
) -> Interpretation | None:
    """The invented patient's interpretation as `asked`; `None` where neither gene has anything to explain."""
    patient = _patient(cyp2d6, cyp2c19)
    return interpret(patient, medicines=medicines, **asked) if patient else None


@cache
def _patient(cyp2d6: str, cyp2c19: str) -> PatientResult | None:
    """The invented patient's results, read once for all tests: no stage changes them."""
    said = SAID_OF_THE_TEST.get(cyp2d6, {})
    file = read_results(BytesIO(results_file(cyp2d6, cyp2c19)), name="grid.csv")
    found = normalize(file.model_copy(update={"patients": tuple(_with(said, p) for p in file.patients)}), load_tables())
    return found.patients[0] if found.patients else None


def _with(said: dict[str, Any], patient: LabPatient) -> LabPatient:
    """The patient with this said of the test for CYP2D6."""
    rows = tuple(row.model_copy(update=said) if row.gene == "CYP2D6" else row for row in patient.rows)
    return patient.model_copy(update={"rows": rows})


def document_of(cyp2d6: str, cyp2c19: str, medicines: tuple[str, ...] = ()) -> Document | None:
    """The invented patient's handout."""
    interpretation = interpretation_of(cyp2d6, cyp2c19, medicines)
    return build_handout(interpretation, made_on=MADE_ON) if interpretation else None


def talk_of(cyp2d6: str, cyp2c19: str, medicines: tuple[str, ...] = ()) -> Talk | None:
    """The invented patient's handout as steps."""
    interpretation = interpretation_of(cyp2d6, cyp2c19, medicines)
    return build_talk(interpretation, build_handout(interpretation, made_on=MADE_ON)) if interpretation else None


def texts_in(value: Any) -> Iterator[Text]:
    """Every text in a model, in reading order; those inside another text's values are part of it."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts_in(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)


def patient_blocks(document: Document) -> Iterator[Block]:
    """The blocks that a patient reads."""
    for section in document.sections:
        if section.audience is Audience.PATIENT:
            yield from section.blocks
