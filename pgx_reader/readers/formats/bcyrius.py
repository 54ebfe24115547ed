"""BCyrius: three tables in one text, their cells filled up with blanks; the first holds the results of CYP2D6."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import broken_row, cells_of, nobodys_row, rows_under
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of
from pgx_reader.terms import CopyNumber

_HEADER = ("Sample", "Genotype", "Filter", "Activity score", "Predicted phenotype")


def recognize(raw: RawFile) -> Recognition | None:
    """The five headings, in their order."""
    if tuple(cells_of(raw.lines[0]))[: len(_HEADER)] == _HEADER:
        return Recognition("BCyrius results (TSV)", f"its header is {', '.join(_HEADER)}")
    return None


def read(raw: RawFile) -> Contents:
    """Every sample's CYP2D6, called or not; the tables below the first blank line are about alleles, not people."""
    problems: list[Problem] = []
    rows = tuple(_rows(_first_table(raw), problems))
    return Contents(patients_of(rows), tuple(problems))


def _first_table(raw: RawFile) -> RawFile:
    end = next((number for number, line in enumerate(raw.lines) if number and not line.strip()), len(raw.lines))
    return replace(raw, text="\n".join(raw.lines[:end]))


def _rows(raw: RawFile, problems: list[Problem]) -> Iterator[LabRow]:
    for line in rows_under(raw, 0, ("Sample", "Genotype")):
        sample, passed = line.text("Sample"), line.text("Filter")
        if not sample:
            problems.append(nobodys_row(line))
        elif not line.is_whole:
            problems.append(broken_row(line, sample))
        else:
            called = line.text("Genotype") not in ("", "None")
            yield LabRow(
                row=line.number,
                patient_id=sample,
                gene="CYP2D6",
                diplotype=line.cell("Genotype"),
                phenotype=line.cell("Predicted phenotype"),
                activity_score=line.cell("Activity score"),
                copy_number=CopyNumber.COUNTED if called else CopyNumber.NOT_KNOWN,
                remarks=(Cell(value=passed, column="Filter"),) if passed not in ("", "None", "PASS") else (),
            )
