"""PharmCAT's calls-only report (`report.tsv`, version 2.15 and later): a row a gene, of one patient or of several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import (
    LineRow,
    broken_row,
    cells_of,
    is_told,
    nobodys_row,
    rows_under,
    says_a_call,
    unread_columns,
)
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of
from pgx_reader.terms import CopyNumber

_SAMPLE, _GENE, _OUTSIDE = "Sample ID", "Gene", "Outside Call"
_DIPLOTYPE, _PHENOTYPE, _SCORE = _RESULTS = ("Source Diplotype", "Phenotype", "Activity Score")
_LOOKED_UP = (
    "Recommendation Lookup Diplotype",
    "Recommendation Lookup Phenotype",
    "Recommendation Lookup Activity Score",
)
# The first versions asked "Missing positions?", and wrote true and false instead of yes and no.
_DOUBTS = ("Missing positions", "Missing positions?", "Undocumented variants")
_YES, _NO = ("yes", "true"), ("no", "false")
_DETAILS = (
    *("Haplotype 1", "Haplotype 1 Function", "Haplotype 1 Activity Value"),
    *("Haplotype 2", "Haplotype 2 Function", "Haplotype 2 Activity Value", "Match Score", "Variants"),
)
_KNOWN = frozenset((_SAMPLE, _GENE, *_RESULTS, _OUTSIDE, *_DOUBTS, *_LOOKED_UP, *_DETAILS))
_TITLE = re.compile(r"PharmCAT v?(\d+\.\d+(?:\.[1-9]\d*)?)\S*")
_MOST_ABOVE = 5


def recognize(raw: RawFile) -> Recognition | None:
    """The header of the calls-only report, on the first line or below the title line that names the version."""
    at = _header_at(raw)
    if at is None:
        return None
    title = next((match for line in raw.lines[:at] if (match := _title(line))), None)
    version = f", version {title[1]}" if title else ""
    return Recognition(f"PharmCAT report.tsv{version}", "its header begins with Gene and Source Diplotype")


def read(raw: RawFile) -> Contents:
    """
    Every gene's diplotype as it was called, with its phenotype and score; what differs in the look-up is a remark.

    Raises `UnusableInputError` where several reports follow each other and nothing says whose each is.
    """
    at = _header_at(raw) or 0
    header = cells_of(raw.lines[at])
    whose = None if _SAMPLE in header else patient_of_name(raw)
    problems = raw.held(unread_columns((heading for heading in header if heading not in _KNOWN), row=at + 1))
    below = rows_under(raw, at, (_GENE, *_RESULTS, _OUTSIDE))
    lines = raw.held(row for row in below if not _is_heading(raw, row, header))
    if whose is not None:
        _refuse_several(raw, lines)
    rows = raw.held(_lab_rows(lines, whose, problems))
    if whose is not None and rows:
        problems.append(named_after_file(whose))
    if not lines:
        problems.append(Problem(message="there is no result under the header. Export the file again.", row=at + 1))
    return Contents(patients_of(rows), tuple(problems))


def _header_at(raw: RawFile) -> int | None:
    for number, line in enumerate(raw.lines[:_MOST_ABOVE]):
        if _is_header(line):
            return number
        if line.strip() and not _title(line):
            return None
    return None


def _is_header(line: str) -> bool:
    if _DIPLOTYPE not in line:
        return False
    cells = cells_of(line)
    named = cells[1:] if cells[0] == _SAMPLE else cells
    return named[:4] == (_GENE, *_RESULTS) and _OUTSIDE in named


def _title(line: str) -> re.Match[str] | None:
    return _TITLE.fullmatch(cells_of(line)[0]) if line.startswith("PharmCAT") else None


def _is_heading(raw: RawFile, row: LineRow, header: tuple[str, ...]) -> bool:
    """Whether a row is the title or the header once more, of a report that was put below another."""
    line = raw.lines[row.number - 1]
    if not _is_header(line):
        return bool(_title(line))
    if cells_of(line) != header or _SAMPLE not in header:
        raise UnusableInputError(
            f"{raw.name}, row {row.number}: another report begins here, with other columns or without a column "
            f"{_SAMPLE}. Give each report as a file of its own."
        )
    return True


def _refuse_several(raw: RawFile, lines: list[LineRow]) -> None:
    """PharmCAT writes each gene once; it can put the reports of several people into one file without their names."""
    genes = Counter(row.text(_GENE).upper() for row in lines)
    twice = next((gene for gene, times in genes.items() if gene and times > 1), None)
    if twice:
        raise UnusableInputError(
            f"{raw.name}: it has no column {_SAMPLE}, and {twice} stands there more than once; these may be several "
            "people's reports. Give each as a file of its own, or with the sample ids."
        )


def _lab_rows(lines: list[LineRow], whose: str | None, problems: list[Problem]) -> Iterator[LabRow]:
    for row in lines:
        patient_id = whose if whose is not None else row.text(_SAMPLE)
        gene = row.text(_GENE)
        if not patient_id:
            problems.append(nobodys_row(row))
        elif not gene:
            message = "the gene is missing; the row is left out. Export the file again."
            problems.append(Problem(message=message, row=row.number, column=_GENE, patient_id=patient_id))
        elif not _is_whole(row):
            problems.append(broken_row(row, patient_id))
            yield LabRow(row=row.number, patient_id=patient_id, gene=gene, readable=False)
        elif is_told(gene, called=says_a_call(row.text(heading) for heading in _RESULTS)):
            yield _lab_row(row, patient_id, gene)


def _is_whole(row: LineRow) -> bool:
    """
    Whether a row's cells stand where they should: then it says in their midst, by a yes or a no, whose call it is.

    What follows at the end may be more than the header has: PharmCAT takes the header from the first sample, and
    adds to each row what else it knows of its sample.
    """
    return row.text(_OUTSIDE).casefold() in (*_YES, *_NO)


def _lab_row(row: LineRow, patient_id: str, gene: str) -> LabRow:
    return LabRow(
        row=row.number,
        patient_id=patient_id,
        gene=gene,
        diplotype=row.cell(_DIPLOTYPE),
        phenotype=row.cell(_PHENOTYPE),
        activity_score=row.cell(_SCORE),
        copy_number=_copy_number(row, gene),
        remarks=tuple(_remarks(row)),
    )


def _copy_number(row: LineRow, gene: str) -> CopyNumber:
    """
    Whether copies were counted: PharmCAT's own calls of CYP2D6 come from a VCF, where no copies can be seen.

    Of an outside call, the file does not say. Source: PharmCAT's documentation, "Calling CYP2D6".
    """
    own = gene.upper() == "CYP2D6" and row.text(_OUTSIDE).casefold() in _NO
    return CopyNumber.NOT_COUNTED if own else CopyNumber.NOT_KNOWN


def _remarks(row: LineRow) -> Iterator[Cell]:
    """What PharmCAT looked up where that differs from what was called, and what it did not see, or saw and left."""
    for heading, source in zip(_LOOKED_UP, _RESULTS, strict=True):
        cell = row.cell(heading)
        if cell and cell.value != row.text(source):
            yield cell
    if row.text(_OUTSIDE).casefold() in _NO:
        doubts = (row.cell(heading) for heading in _DOUBTS)
        yield from (cell for cell in doubts if cell and cell.value.casefold() not in _NO)
