"""Thermo Fisher AlleleTyper: star alleles translated from TaqMan assays, a plate a file (CSV or TSV)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabPatient, LabRow, Patient, Problem, Severity
from pgx_reader.readers.columns import folded, gene_column
from pgx_reader.readers.grid import Grid, read_grid
from pgx_reader.readers.heading import GridRow
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition
from pgx_reader.terms import CopyNumber

_TOP = 200_000
_HEADER = re.compile(r'^"?[ ]*sample ID[ ]*"?[ ]*[,;\t]', re.MULTILINE)
_TITLE = re.compile(r'^"?\*\*\*', re.MULTILINE)
_TRANSLATOR = re.compile(r'^"?\*\*\* ?Name"?[,;\t]"?([^,;\t"\n]+)', re.MULTILINE)
_RESEARCH = re.compile(r'for research use only[^,;\t"\n]*', re.IGNORECASE)
_ASSAY = re.compile(r"C_+\d+[A-Za-z]?_\w+|hCV\d+|Hs\d+_[Cc][Nn]|A[NH](?=[A-Z]*\d)[A-Z0-9]{5}")
# TaqMan copy number assays whose heading does not say that they count CYP2D6: exon 9, intron 2 and intron 6.
_CYP2D6_ASSAYS = ("hs00010001_cn", "hs04083572_cn", "hs04502391_cn")
_NOTE = re.compile(r"\s*\d+\. ")
_COUNT = re.compile(r"[<>≥≤=~ ]*\d+(?:[.,]\d+)?\+?")
_CYP2D6 = ("cyp2d6", "2d6")
_LISTED_UNCALLED = (*_CYP2D6, "cyp2c19", "2c19")
_UNCALLED = ("no translation available", "und", "noamp", "discrepancy", "n/a", "na")


def recognize(raw: RawFile) -> Recognition | None:
    """A header row that begins `sample ID`, below lines of asterisks or with TaqMan assays among its columns."""
    header = _HEADER.search(raw.text[:_TOP])
    if header is None:
        return None
    line = raw.text[header.start() :].split("\n", 1)[0]
    headings = _cells(line)
    has_assays = any(_ASSAY.fullmatch(heading) for heading in headings)
    has_genes = len(headings) > 1 and not _ASSAY.fullmatch(headings[1])
    if not has_genes or not (has_assays or _TITLE.search(raw.text[: header.start()])):
        return None
    return Recognition("Thermo AlleleTyper export", 'its header row begins with "sample ID" and has TaqMan assays')


def read(raw: RawFile) -> Contents:
    """
    Every sample of the plate, gene by gene. What stands below the table, such as `Run date`, is nobody.

    Raises `UnusableInputError` where there is no sample below the header row.
    """
    plate = _plate(raw)
    problems = raw.held(_research_notice(plate.top))
    samples: dict[str, list[GridRow]] = {}
    for row in plate.grid.rows:
        trouble = _why_not_a_sample(row, plate)
        if trouble:
            problems.append(trouble)
        else:
            samples.setdefault(row.cells[0], []).append(row)
    if not samples:
        raise UnusableInputError(
            f"{raw.name}: there is no sample below the header row of this AlleleTyper export. Export it again."
        )
    found: list[LabRow] = raw.held()
    patients = []
    for patient_id, rows in samples.items():
        before = len(found)
        found += _lab_rows_of(rows, plate, problems)
        person = _person(patient_id, plate.top)
        patients.append(LabPatient(patient=person, row=rows[0].number, rows=tuple(found[before:])))
    return Contents(tuple(patients), tuple(problems))


@dataclass(frozen=True)
class _Plate:
    """The lines above the table, the table, and the names that stand above its headings."""

    top: str
    grid: Grid
    labels: tuple[str, ...]

    @cached_property
    def notes(self) -> int | None:
        """The column of the translator's notes on a sample."""
        return next((at for at, heading in enumerate(self.grid.header) if folded(heading) == "notes"), None)

    @cached_property
    def genes(self) -> tuple[int, ...]:
        """The columns of genes: up to the notes or the first assay, and any behind that bears a gene's bare name."""
        header = self.grid.header
        ends = (at for at in range(1, len(header)) if self._ends_genes(at))
        end = next(ends, len(header))
        return tuple(at for at in range(1, len(header)) if header[at] and (at < end or _is_bare_gene(header[at])))

    def _ends_genes(self, at: int) -> bool:
        is_assay = _ASSAY.fullmatch(self.grid.header[at]) or at in self.counts
        return at == self.notes or bool(self.label(at)) or bool(is_assay)

    def label(self, at: int) -> str:
        """The name that stands above a heading; empty where there is none."""
        return self.labels[at] if at < len(self.labels) else ""

    @cached_property
    def below_gaps(self) -> frozenset[int]:
        """The rows above which a row is blank."""
        return frozenset(row.number for above, row in pairwise(self.grid.rows) if row.number > above.number + 1)

    @cached_property
    def counts(self) -> dict[int, str]:
        """The columns of copy numbers, each with the folded names of what it counts."""
        header = self.grid.header
        found = {at: folded(f"{header[at]} {self.label(at)}") for at in range(1, len(header))}
        return {at: name for at, name in found.items() if header[at].casefold().endswith("_cn")}

    @cached_property
    def counts_of(self) -> dict[str, list[int]]:
        """The columns that count a gene's copies, by the gene's folded heading."""
        return {gene: self._counts_of(gene) for gene in (folded(self.grid.header[at]) for at in self.genes)}

    def _counts_of(self, gene: str) -> list[int]:
        known = _CYP2D6_ASSAYS if gene in _CYP2D6 else ()
        return [at for at, name in self.counts.items() if gene in name or self.grid.header[at].casefold() in known]

    @cached_property
    def counts_something_unnamed(self) -> bool:
        """Whether a column counts copies of nobody knows what."""
        named = {at for columns in self.counts_of.values() for at in columns}
        return any(at not in named for at in self.counts)


def _plate(raw: RawFile) -> _Plate:
    header = _HEADER.search(raw.text[:_TOP])
    start = header.start() if header else 0
    top = raw.text[:start]
    # Blank lines in the place of what stands above keep the rows' numbers those of the spreadsheet.
    grid = read_grid(replace(raw, text="\n" * top.count("\n") + raw.text[start:]))
    above = [line for line in top.split("\n") if line.strip() and not _TITLE.match(line)]
    labels = _cells(above[-1], grid.delimiter) if above else ()
    return _Plate(top, grid, labels if len(labels) > 1 else ())


def _cells(line: str, delimiter: str = "") -> tuple[str, ...]:
    rows = csv.reader([line], delimiter=delimiter or next((mark for mark in "\t;," if mark in line), ","))
    return tuple(cell.strip() for cell in next(rows, []))


def _is_bare_gene(heading: str) -> bool:
    column = gene_column(heading)
    return column is not None and column.role is None


def _research_notice(top: str) -> Iterator[Problem]:
    said = _RESEARCH.search(top)
    if said:
        message = f'the file says "{said[0].strip()}". Ask the lab whether its results may be used for a patient.'
        row = top[: said.start()].count("\n") + 1
        yield Problem(message=message, row=row, severity=Severity.NOTICE)


def _why_not_a_sample(row: GridRow, plate: _Plate) -> Problem | None:
    """The problem of a row that is nobody's, or that stands alone below the table; `None` for a sample."""
    sample, heading = row.cells[0], plate.grid.header[0]
    if not sample:
        message = "the sample ID is missing; the row belongs to nobody and is left out. Fill it in."
        return Problem(message=message, row=row.number, column=heading, value="")
    has_genes_only = len(plate.genes) == len(plate.grid.header) - 1
    if any(row.cells[1:]) or (has_genes_only and row.number not in plate.below_gaps):
        return None
    message = "this stands alone in its row, without a gene's or an assay's result; it is not read as a sample."
    return Problem(message=message, row=row.number, column=heading, value=sample[:60], severity=Severity.NOTICE)


def _lab_rows_of(rows: list[GridRow], plate: _Plate, problems: list[Problem]) -> Iterator[LabRow]:
    """Every result in the rows of one sample."""
    for row in rows:
        fault = _fault(row, plate)
        if fault:
            problems.append(Problem(message=fault, row=row.number, patient_id=row.cells[0]))
        yield from _lab_rows(row, plate, readable=fault is None)


def _person(patient_id: str, top: str) -> Patient:
    """The sample, the lab that stands above the lines of asterisks, and the translator, which says what was tested."""
    first = top.lstrip().split("\n", 1)[0].strip(' ,;\t"')
    named = _TITLE.search(top) and first and not _TITLE.match(first)
    translator = _TRANSLATOR.search(top)
    return Patient(id=patient_id, lab=first if named else None, test=translator[1].strip() if translator else None)


def _fault(row: GridRow, plate: _Plate) -> str | None:
    """Why a row's cells cannot be told apart; `None` where they can."""
    width = len(plate.grid.header)
    if any(row.cells[width:]):
        return f"the row has more cells than the header's {width}; its results are left out. Export the file again."
    # Only notes may go over several lines, each with its number; anything else is rows that a quotation mark took in.
    lines = [(at, line) for at, cell in enumerate(row.cells) if "\n" in cell for line in cell.split("\n")[1:]]
    if any(at != plate.notes or not _NOTE.match(line) for at, line in lines):
        return "a quotation mark takes in the lines that follow; their results are left out. Export the file again."
    return None


def _lab_rows(row: GridRow, plate: _Plate, *, readable: bool) -> Iterator[LabRow]:
    for at in plate.genes:
        heading, text = plate.grid.header[at], row.cells[at]
        gene = folded(heading)
        if gene not in _LISTED_UNCALLED and (not text or text.casefold() in _UNCALLED):
            continue
        if not readable:
            yield LabRow(row=row.number, patient_id=row.cells[0], gene=heading, readable=False)
            continue
        copy_number, doubts = _copies(gene, row, plate)
        yield LabRow(
            row=row.number,
            patient_id=row.cells[0],
            gene=heading,
            diplotype=Cell(value=text, column=heading) if text else None,
            copy_number=copy_number,
            remarks=(*doubts, *_notes(row, plate)),
        )


def _copies(gene: str, row: GridRow, plate: _Plate) -> tuple[CopyNumber, tuple[Cell, ...]]:
    """Whether the copies of a gene were counted, and the counts that failed."""
    columns = plate.counts_of[gene]
    if not columns:
        certain = gene in _CYP2D6 and not plate.counts_something_unnamed
        return (CopyNumber.NOT_COUNTED if certain else CopyNumber.NOT_KNOWN), ()
    failed = [at for at in columns if not _COUNT.fullmatch(row.cells[at])]
    doubts = (Cell(value=row.cells[at], column=plate.grid.header[at]) for at in failed if row.cells[at])
    return (CopyNumber.NOT_KNOWN if failed else CopyNumber.COUNTED), tuple(doubts)


def _notes(row: GridRow, plate: _Plate) -> tuple[Cell, ...]:
    if plate.notes is None or not row.cells[plate.notes]:
        return ()
    return (Cell(value=row.cells[plate.notes], column=plate.grid.header[plate.notes]),)
