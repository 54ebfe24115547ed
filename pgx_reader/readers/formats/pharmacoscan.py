"""Thermo PharmacoScan (Axiom) and the older Affymetrix DMET: a plate's phenotype or allele report (`.rpt`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PureWindowsPath

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabRow, Problem, Severity
from pgx_reader.readers.columns import folded
from pgx_reader.readers.grid import Grid, read_grid
from pgx_reader.readers.heading import GridRow
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of
from pgx_reader.terms import CopyNumber

_TOP = 200_000
_METADATA = re.compile(r'(?:[ \t]*(?:"?#[^\n]*)?\n)*')
_FILE_NAMES = ("filename", "file_name", "cel_file", "cel_filename", "chp_file", "chp_filename")
_NEEDED = ("gene", "known_call", "unknown_call", "interpretation_code")
_ALLELE_REPORT = ("probe_set_id", "common_name", "basecall")
_RESEARCH = re.compile(r"for research use only[^\n]*", re.IGNORECASE)
_SUFFIX = re.compile(r"\.(?:cel|chp)(?:\.gz)?$", re.IGNORECASE)
_COPY_CODE = re.compile(r"CN_\w+", re.IGNORECASE)
_NOT_COUNTED = ("cn_nocall", "cn_no_call", "cn_error")
_PLAIN = "uniq"
_LISTED_UNCALLED = ("cyp2d6", "cyp2c19")


def recognize(raw: RawFile) -> Recognition | None:
    """The headings `Known Call`, `Unknown Call` and `Interpretation Code` beside a gene and an array's file."""
    metadata = _METADATA.match(raw.text)
    start = metadata.end() if metadata else 0
    header = raw.text[start : start + _TOP].split("\n", 1)[0]
    columns = {folded(heading) for heading in re.split(r"[\t,;]", header)}
    if not columns.issuperset(_NEEDED) or columns.isdisjoint(_FILE_NAMES):
        return None
    array = "Thermo PharmacoScan" if "filename" in columns else "Affymetrix array"
    report = "phenotype report" if "phenotype_call" in columns else "allele report"
    return Recognition(f"{array} {report}", "it has Known Call, Unknown Call and Interpretation Code")


def read(raw: RawFile) -> Contents:
    """
    Every gene of every array, named for its file. Raises `UnusableInputError` where there is no row.

    `Known Call` is the diplotype; where it is empty, `Unknown Call` is. A code that tells of extra or hybrid copies
    is part of the diplotype, since the star alleles alone would be another result.
    """
    report = _Report(read_grid(_table_of(raw)))
    problems = raw.held(_research_notice(raw))
    rows: list[LabRow] = raw.held()
    seen: set[tuple[str, ...]] = set()
    for row in report.grid.rows:
        said = (*(report.text(row, column) for column in _NEEDED), report.patient(row))
        if report.repeats_genes and said in seen:
            continue
        seen.add(said)
        trouble = _trouble(row, report)
        if trouble:
            problems.append(trouble)
        rows += _lab_rows(row, report, readable=trouble is None)
    if not rows:
        raise UnusableInputError(f"{raw.name}: no array has a call in this report. Export it again.")
    return Contents(patients_of(rows), tuple(problems))


@dataclass(frozen=True)
class _Report:
    grid: Grid

    @cached_property
    def columns(self) -> dict[str, int]:
        """Each column by its folded heading; of two with one heading, the first."""
        return {folded(heading): at for at, heading in reversed(list(enumerate(self.grid.header)))}

    def heading(self, column: str) -> str:
        """The heading as the file has it."""
        return self.grid.header[self.columns[column]]

    def text(self, row: GridRow, column: str) -> str:
        """A row's text in a column; empty where there is no such column."""
        return row.cells[self.columns[column]] if column in self.columns else ""

    def cell(self, row: GridRow, column: str) -> Cell | None:
        """A row's cell in a column; `None` where there is no such column or no text."""
        text = self.text(row, column)
        return Cell(value=text, column=self.heading(column)) if text else None

    def patient(self, row: GridRow) -> str:
        """Whose array it is: its file's name without folder and suffix."""
        names = (self.text(row, column) for column in _FILE_NAMES)
        return _SUFFIX.sub("", PureWindowsPath(next(filter(None, names), "")).name).strip()

    @cached_property
    def repeats_genes(self) -> bool:
        """Whether a gene's call stands once for each of its markers: an allele report."""
        return not self.columns.keys().isdisjoint(_ALLELE_REPORT)


def _table_of(raw: RawFile) -> RawFile:
    """The file with blank lines in the place of its metadata, so that its rows keep their numbers."""
    metadata = _METADATA.match(raw.text)
    end = metadata.end() if metadata else 0
    return replace(raw, text="\n" * raw.text[:end].count("\n") + raw.text[end:])


def _research_notice(raw: RawFile) -> Iterator[Problem]:
    said = _RESEARCH.search(raw.text[:_TOP])
    if said:
        message = f'the file says "{said[0].strip(" ,;")}". Ask the lab whether its results may be used for a patient.'
        row = raw.text[: said.start()].count("\n") + 1
        yield Problem(message=message, row=row, severity=Severity.NOTICE)


def _trouble(row: GridRow, report: _Report) -> Problem | None:
    """Why a row belongs to nobody or its cells cannot be told apart; `None` where all is well."""
    patient = report.patient(row)
    if not patient:
        message = "the array's file name is missing; the row belongs to nobody and is left out. Fill it in."
        return Problem(message=message, row=row.number, value="")
    if not report.text(row, "gene"):
        message = "the gene is missing; the row is left out. Fill it in."
        return Problem(message=message, row=row.number, column=report.heading("gene"), value="", patient_id=patient)
    width = len(report.grid.header)
    over_lines = any("\n" in cell for cell in row.cells[:width])
    if over_lines or any(row.cells[width:]):
        message = "the row's cells cannot be told apart; it and any line in it are left out. Export the report again."
        return Problem(message=message, row=row.number, patient_id=patient)
    return None


def _lab_rows(row: GridRow, report: _Report, *, readable: bool) -> Iterator[LabRow]:
    patient, gene = report.patient(row), report.text(row, "gene")
    if not patient or not gene:
        return
    if not readable:
        yield LabRow(row=row.number, patient_id=patient, gene=gene, readable=False)
        return
    diplotype = _diplotype(row, report)
    if diplotype is None and folded(gene) not in _LISTED_UNCALLED:
        return
    yield LabRow(
        row=row.number,
        patient_id=patient,
        gene=gene,
        diplotype=diplotype,
        # The report derives both from the call: without one, a phenotype is nobody's.
        phenotype=report.cell(row, "phenotype_call") if diplotype else None,
        activity_score=report.cell(row, "activity_score") if diplotype else None,
        copy_number=_copy_number(row, report),
        remarks=tuple(_remarks(row, report, called=diplotype is not None)),
    )


def _diplotype(row: GridRow, report: _Report) -> Cell | None:
    call = report.cell(row, "known_call") or report.cell(row, "unknown_call")
    if call is None:
        return None
    written = [code.casefold() for code in _COPY_CODE.findall(call.value)]
    codes = dict.fromkeys(_COPY_CODE.findall(report.text(row, "interpretation_code")))
    added = [code for code in codes if code.casefold() not in (*written, *_NOT_COUNTED)]
    return Cell(value=", ".join((call.value, *added)), column=call.column)


def _copy_number(row: GridRow, report: _Report) -> CopyNumber:
    texts = (report.text(row, column) for column in ("known_call", "unknown_call", "interpretation_code"))
    codes = [code.casefold() for text in texts for code in _COPY_CODE.findall(text)]
    if any(code in _NOT_COUNTED for code in codes):
        return CopyNumber.NOT_COUNTED
    return CopyNumber.COUNTED if codes else CopyNumber.NOT_KNOWN


def _remarks(row: GridRow, report: _Report, *, called: bool) -> Iterator[Cell]:
    """What the report itself doubts: calls with unknown alleles, and any code but that of one known call."""
    unknown = report.cell(row, "unknown_call")
    if unknown and report.text(row, "known_call"):
        yield unknown
    code = report.cell(row, "interpretation_code")
    if code and code.value.casefold() != _PLAIN:
        yield code
    phenotype = report.cell(row, "phenotype_call")
    if phenotype and not called:
        yield phenotype
