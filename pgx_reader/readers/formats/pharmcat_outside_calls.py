"""
PharmCAT's outside calls: a gene a line, then its diplotype, phenotype and activity score, of one sample.

The form has no header; pb-StarPhase writes one as a comment (`#gene`), ZaroPGx as a line (`Gene`). pangu's and other
callers' tables for PharmCAT are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import is_told
from pgx_reader.readers.columns import gene_column
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of

_COLUMNS = ("gene", "diplotype", "phenotype", "activity score")
_GENE = re.compile(r"(?:CYP\d[A-Z]\d{1,2}|[A-Z][A-Z0-9]{1,9}(?:-[A-Z0-9]{1,5}|/\d)?)")
_HEADER = re.compile(r"#?\s*gene((?:\t(?:diplotype|phenotype|activity[ _]?score)){1,3})", re.IGNORECASE)
_NO_CALLS = {"", ".", "./.", "no_match/no_match", "multiple/multiple", "not available", "no call", "unknown/unknown"}
_MOST_LINES = 1_000


def recognize(raw: RawFile) -> Recognition | None:
    """Lines that begin with a gene's symbol and have two to four columns, and nothing else but comments."""
    lines = [line for line in raw.lines if line.strip()]
    if raw.is_sheet or not lines or len(lines) > _MOST_LINES:
        return None
    results = [line for line in lines if not line.startswith("#") and not _HEADER.fullmatch(line.strip())]
    if not results or not all(_is_result(line) for line in results):
        return None
    # A symbol has the form of many a sample's name; a gene that is known is needed, too.
    if not any(gene_column(line.split("\t")[0]) for line in results):
        return None
    return Recognition("PharmCAT outside calls", "each line is a gene and its result, without a header")


def read(raw: RawFile) -> Contents:
    """Every gene with a result; CYP2D6 and CYP2C19 also where the line says that there is none."""
    patient_id = patient_of_name(raw)
    problems: list[Problem] = [named_after_file(patient_id)]
    rows = tuple(_rows(raw, patient_id))
    return Contents(patients_of(rows), tuple(problems))


def _is_result(line: str) -> bool:
    """Whether a line is a gene and its columns. Words of a phenotype in the diplotype's place are some other text."""
    cells = [cell.strip() for cell in line.split("\t")]
    if not 1 < len(cells) <= len(_COLUMNS) or not any(cells[1:]) or "metaboli" in cells[1].casefold():
        return False
    return bool(_GENE.fullmatch(cells[0]))


def _rows(raw: RawFile, patient_id: str) -> Iterator[LabRow]:
    columns = _COLUMNS[1:]
    for number, line in enumerate(raw.lines, start=1):
        header = _HEADER.fullmatch(line.strip())
        if header:
            columns = tuple(header[1].strip().casefold().replace("_", " ").split("\t"))
        if header or not line.strip() or line.startswith("#") or not _is_result(line):
            continue
        gene, *cells = (cell.strip() for cell in line.split("\t"))
        found = {name: Cell(value=value, column=name) for name, value in zip(columns, cells, strict=False) if value}
        if is_told(gene, called=any(cell.value.casefold() not in _NO_CALLS for cell in found.values())):
            yield LabRow(
                row=number,
                patient_id=patient_id,
                gene=gene,
                diplotype=found.get("diplotype"),
                phenotype=found.get("phenotype"),
                activity_score=found.get("activity score") or found.get("activityscore"),
            )
