"""PharmCAT's outside calls: a line a gene of one patient, without a header, as callers write them for PharmCAT."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pgx_reader.models.results import Cell, LabRow, Problem, Severity
from pgx_reader.readers.callers import is_explained, is_told, says_a_call
from pgx_reader.readers.columns import folded, is_gene
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of

_COLUMNS = ("gene", "diplotype", "phenotype", "activity score")
_COMMENT = "#"
# A gene that we do not know, among those that we know: words such as MRN or DATE are none.
_SYMBOL = re.compile(r"[A-Z]{2,}[A-Z0-9]*\d[A-Z0-9]*(?:-[A-Z0-9]+)*")
_POSITION = re.compile(r"rs\d+|\d+|chr\w+", re.IGNORECASE)


@dataclass(frozen=True)
class _Line:
    number: int
    cells: tuple[str, ...]

    @property
    def gene(self) -> str:
        return self.cells[0]

    @property
    def results(self) -> tuple[str, ...]:
        return self.cells[1:]


def recognize(raw: RawFile) -> Recognition | None:
    """
    Lines of a gene and up to three results, separated by tabs; most genes must be known ones.

    A header that is no comment, as ZaroPGx writes it, makes it a table as others write it too: it is taken only as
    long as no gene stands there twice, which might be two people's.
    """
    if raw.looks_like_json or raw.looks_like_xml or not _may_be_calls(raw):
        return None
    header, lines = _lines(raw)
    if not lines or not all(_is_call(line) for line in lines) or not any(any(line.results) for line in lines):
        return None
    genes = [line.gene.upper() for line in lines]
    if 2 * sum(is_gene(gene) for gene in genes) <= len(genes):
        return None
    if header and (raw.is_sheet or len(set(genes)) < len(genes)):
        return None
    return Recognition("PharmCAT outside calls", "each of its lines is a gene with its result, separated by a tab")


def read(raw: RawFile) -> Contents:
    """Every line's diplotype, phenotype and score; a gene on several lines has several rows. Named after the file."""
    _, lines = _lines(raw)
    patient_id = patient_of_name(raw)
    columns = _columns(raw)
    rows = raw.held(_lab_row(line, patient_id, columns) for line in lines if _is_told(line))
    problems = raw.held(_left_out(raw))
    if not rows:
        message = "no gene in it has a result. Check that it is the whole file."
        return Contents(problems=(*problems, Problem(message=message)))
    return Contents(patients_of(rows), (*problems, named_after_file(patient_id)))


def _may_be_calls(raw: RawFile) -> bool:
    """Whether the first lines are what they should be: other files are told by them, however long they are."""
    top = list(islice(_results(raw), 2))
    return bool(top) and (_is_header(top[0].cells) or _is_call(top[0])) and all(map(_is_call, top[1:]))


def _lines(raw: RawFile) -> tuple[tuple[str, ...], list[_Line]]:
    """The header, empty where there is none, and the lines that are neither blank nor comments."""
    lines = raw.held(_results(raw))
    return (lines[0].cells, lines[1:]) if lines and _is_header(lines[0].cells) else ((), lines)


def _results(raw: RawFile) -> Iterator[_Line]:
    for number, line in enumerate(raw.lines, start=1):
        if line.strip() and not line.lstrip().startswith(_COMMENT):
            yield _Line(number, _cells(line))


def _is_header(cells: tuple[str, ...]) -> bool:
    """Whether cells are the names of the columns: the gene first, then one result or more, in any order."""
    names = [_column(cell) for cell in cells]
    return len(names) > 1 and names[0] == "gene" and len(set(names)) == len(names) and set(names) <= set(_COLUMNS)


def _column(heading: str) -> str:
    name = folded(heading).replace("_", " ")
    return "activity score" if name == "activityscore" else name


def _columns(raw: RawFile) -> tuple[str, ...]:
    """The names of the columns: those of a header, which may be a comment, or else PharmCAT's order."""
    header, _ = _lines(raw)
    comments = (_cells(line.lstrip(f"{_COMMENT} ")) for line in raw.lines if line.lstrip().startswith(_COMMENT))
    return header or next((cells for cells in comments if _is_header(cells)), _COLUMNS)


def _cells(line: str) -> tuple[str, ...]:
    """A line's cells, without blanks round them and without empty ones at the end."""
    cells = [cell.strip() for cell in next(csv.reader([line], delimiter="\t"), [])]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _is_call(line: _Line) -> bool:
    """Whether a line is a gene and its columns; words, a gene or a position in the diplotype's place are none."""
    if len(line.cells) > len(_COLUMNS) or not (is_gene(line.gene) or _SYMBOL.fullmatch(line.gene)):
        return False
    first = line.results[0] if line.results else ""
    return not (is_gene(first) or _POSITION.fullmatch(first) or "metaboli" in first.casefold())


def _is_told(line: _Line) -> bool:
    return is_told(line.gene, called=says_a_call(line.results))


def _lab_row(line: _Line, patient_id: str, columns: tuple[str, ...]) -> LabRow:
    found = {
        _column(column): Cell(value=value, column=column)
        for column, value in zip(columns[1:], line.results, strict=False)
        if value
    }
    return LabRow(
        row=line.number,
        patient_id=patient_id,
        gene=line.gene,
        diplotype=found.get("diplotype"),
        phenotype=found.get("phenotype"),
        activity_score=found.get("activity score"),
    )


def _left_out(raw: RawFile) -> Iterator[Problem]:
    """The results that stand in comments, which PharmCAT leaves out too."""
    for number, line in enumerate(raw.lines, start=1):
        gene, *results = _cells(line.lstrip(f"{_COMMENT} ")) if line.lstrip().startswith(_COMMENT) else ("",)
        if is_gene(gene) and any(results):
            yield Problem(
                message=f"a result of {gene} stands here as a comment; it is not read. Remove the # if it counts.",
                row=number,
                value=results[0] or None,
                severity=Severity.ERROR if is_explained(gene) else Severity.NOTICE,
            )
