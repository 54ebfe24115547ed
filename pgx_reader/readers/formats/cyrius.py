"""
Cyrius: CYP2D6 of many samples, as a table (`Sample`, `Genotype`, `Filter`) or as JSON by sample.

DRAGEN's CYP2D6 table has the same header. Cyrius counts the copies of CYP2D6 and CYP2D7 from the depth of reads before
it calls anything, as its documentation says: where it has a genotype, copies were counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import LineRow, broken_row, cells_of, nobodys_row, rows_under
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of
from pgx_reader.readers.shapes import mapping, text
from pgx_reader.terms import CopyNumber

_GENE = "CYP2D6"
_HEADER = ("Sample", "Genotype", "Filter")
_KEYS = {"Genotype", "Filter", "CNV_group"}
_NONE = ("", "None", "none")


def recognize(raw: RawFile) -> Recognition | None:
    """The three headings and no other; or objects by sample that have Cyrius's keys."""
    if raw.looks_like_json:
        samples = mapping(raw.json)
        if samples and all(mapping(call).keys() >= _KEYS for call in samples.values()):
            return Recognition("Cyrius results (JSON)", "each sample has a Genotype, a Filter and a CNV_group")
        return None
    if tuple(cells_of(raw.lines[0])) == _HEADER:
        return Recognition("Cyrius results (TSV)", "its header is Sample, Genotype, Filter")
    return None


def read(raw: RawFile) -> Contents:
    """Every sample's CYP2D6, called or not."""
    problems: list[Problem] = []
    rows = tuple(_of_json(mapping(raw.json)) if raw.looks_like_json else _of_table(raw, problems))
    return Contents(patients_of(rows), tuple(problems))


def _of_json(samples: dict[str, Any]) -> Iterator[LabRow]:
    for sample, call in samples.items():
        genotype, passed = text(call.get("Genotype")), text(call.get("Filter"))
        yield _row(
            None, sample, Cell(value=genotype or "None", column=f"{sample}.Genotype"), passed, f"{sample}.Filter"
        )


def _of_table(raw: RawFile, problems: list[Problem]) -> Iterator[LabRow]:
    for line in rows_under(raw, 0, _HEADER[:2]):
        sample = line.text("Sample")
        if not sample:
            problems.append(nobodys_row(line))
        elif not line.is_whole:
            problems.append(broken_row(line, sample))
        else:
            yield _of_line(line, sample)


def _of_line(line: LineRow, sample: str) -> LabRow:
    return _row(line.number, sample, line.cell("Genotype"), line.text("Filter"), "Filter")


def _row(number: int | None, sample: str, genotype: Cell | None, passed: str, column: str) -> LabRow:
    called = genotype is not None and genotype.value not in _NONE
    doubted = passed not in (*_NONE, "PASS")
    return LabRow(
        row=number,
        patient_id=sample,
        gene=_GENE,
        diplotype=genotype,
        copy_number=CopyNumber.COUNTED if called else CopyNumber.NOT_KNOWN,
        remarks=(Cell(value=passed, column=column),) if doubted else (),
    )
