"""Callers of whole genomes: ONT wf-pgx."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pgx_reader.models.results import LabFile, LabRow
from pgx_reader.readers.formats import ont_wf_pgx
from pgx_reader.readers.raw import RawFile
from pgx_reader.terms import CopyNumber

Example = Callable[[str], LabFile]
NOT_KNOWN = CopyNumber.NOT_KNOWN
Flat = tuple[str, str, str | None, str | None, str | None, CopyNumber, list[str]]


def flat(patient_id: str, row: LabRow) -> Flat:
    """A row as plain values, with its patient."""
    diplotype, phenotype, score = (
        cell.value if cell else None for cell in (row.diplotype, row.phenotype, row.activity_score)
    )
    return (patient_id, row.gene, diplotype, phenotype, score, row.copy_number, [r.value for r in row.remarks])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "ont_wf_pgx/DEMO-01.pharmcat.tsv",
            [
                ("DEMO-01", "CYP2C19", "*2/*17", None, None, NOT_KNOWN, ["94842866", "*35"]),
                ("DEMO-01", "DPYD", "c.85T>C (*9A);c.557A>G", None, None, NOT_KNOWN, []),
            ],
        ),
        ("ont_wf_pgx/report.tsv", [("DEMO-01", "CYP2D6", "*2x2/*10", None, None, NOT_KNOWN, [])]),
    ],
)
def test_every_call_of_an_example_is_read_word_for_word(example: Example, name: str, expected: list[Flat]) -> None:
    """Calls, phenotypes, scores, the file's own doubts, and whether copies were counted."""
    file = example(name)
    assert [flat(patient.patient.id, row) for patient in file.patients for row in patient.rows] == expected


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (ont_wf_pgx, "Sample\tDEMO-01\nCYP2D6\t*1/*4\n"),
    ],
)
def test_a_format_is_known_by_its_content(reader: Any, text: str) -> None:
    """Names of files play no part."""
    assert reader.recognize(RawFile("anything", text)) is not None


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (ont_wf_pgx, "Sample\tDEMO-01\nCYP2C9\t*1/*4\n"),
        (ont_wf_pgx, "Sample\tCYP2D6\nDEMO-01\t*1/*4\n"),
        (ont_wf_pgx, "Sample\t\nCYP2D6\t*1/*4\n"),
    ],
)
def test_what_is_like_a_format_is_not_claimed(reader: Any, text: str) -> None:
    """A file of another form is left to others."""
    assert reader.recognize(RawFile("anything", text)) is None
