"""ONT's wf-pgx: the CYP2D6 report, a line with the sample and a line with the gene's diplotype."""

from __future__ import annotations

from collections.abc import Iterator

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import is_told
from pgx_reader.readers.columns import is_gene, role_of
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of

_SAMPLE, _GENE = "Sample", "CYP2D6"
_Line = tuple[int, str, str]


def recognize(raw: RawFile) -> Recognition | None:
    """Lines of two cells: the word Sample with an id, and below it CYP2D6 with its diplotype, perhaps other genes."""
    if not raw.text.lstrip().startswith(f"{_SAMPLE}\t"):
        return None
    lines = _lines(raw)
    if lines is None or lines[0][1] != _SAMPLE or not lines[0][2] or not any(key == _GENE for _, key, _ in lines):
        return None
    if any(is_gene(value) or (key == _SAMPLE and role_of(value)) for _, key, value in lines):
        return None
    return Recognition("ONT wf-pgx CYP2D6 report", "its lines are a sample and, below it, CYP2D6 with its diplotype")


def read(raw: RawFile) -> Contents:
    """Every gene's diplotype, for the sample that is named above it."""
    problems: list[Problem] = raw.held()
    rows = raw.held(_lab_rows(_lines(raw) or [], problems))
    return Contents(patients_of(rows), tuple(problems))


def _lines(raw: RawFile) -> list[_Line] | None:
    """Each line's number, key and value; `None` where a line is not such a pair of a sample or a gene."""
    found: list[_Line] = []
    for number, line in enumerate(raw.lines, start=1):
        if not line.strip():
            continue
        key, _, value = (part.strip() for part in line.partition("\t"))
        if "\t" in value or not (key == _SAMPLE or is_gene(key)):
            return None
        found.append((number, key, value))
    return found


def _lab_rows(lines: list[_Line], problems: list[Problem]) -> Iterator[LabRow]:
    patient_id = ""
    for number, key, value in lines:
        if key == _SAMPLE:
            patient_id = value
        elif not patient_id:
            message = "the sample's id above this result is missing; it belongs to nobody and is left out. Fill it in."
            problems.append(Problem(message=message, row=number, column=key))
        elif is_told(key, called=bool(value)):
            cell = Cell(value=value, column=key) if value else None
            yield LabRow(row=number, patient_id=patient_id, gene=key, diplotype=cell)
