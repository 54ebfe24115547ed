"""Astrolabe, formerly Constellation: lines of metadata, and a table with a row a gene of one patient."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import LineRow, broken_row, cells_of, is_told, rows_under
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, alternatives, patients_of
from pgx_reader.terms import CopyNumber

_GENE, _DIPLOTYPE, _ACTIVITY = "#ROI_label", "diplotype labels", "diplotype activity"
_NOTES = ("diplotype calling notes", "ROI notes", "special case")
_COPIES = re.compile(r"duplicat|delet|copy|copies|\bCNV", re.IGNORECASE)


def recognize(raw: RawFile) -> Recognition | None:
    """A table under the heading `#ROI_label`, before which there are only comments."""
    at = _header_at(raw)
    if at is None or _DIPLOTYPE not in cells_of(raw.lines[at]):
        return None
    return Recognition("Astrolabe results", "its header begins with #ROI_label and diplotype labels")


def read(raw: RawFile) -> Contents:
    """Every gene of the one patient that the file is about, named after the file; all diplotypes that are possible."""
    patient_id = patient_of_name(raw)
    problems: list[Problem] = raw.held()
    rows = raw.held(_lab_rows(raw, patient_id, problems))
    if not rows and not problems:
        problems.append(Problem(message="there is no result under the header. Export the file again."))
    if rows:
        problems.append(named_after_file(patient_id))
    return Contents(patients_of(rows), tuple(problems))


def _header_at(raw: RawFile) -> int | None:
    for number, line in enumerate(raw.lines):
        if line.startswith(_GENE):
            return number
        if line.strip() and not line.startswith("#"):
            return None
    return None


def _lab_rows(raw: RawFile, patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    for row in rows_under(raw, _header_at(raw) or 0, (_GENE, _DIPLOTYPE, _ACTIVITY)):
        gene = row.text(_GENE)
        if gene.startswith("#"):
            continue
        if not gene:
            message = "the gene is missing; the row is left out. Export the file again."
            problems.append(Problem(message=message, row=row.number, column=_GENE, value=""))
        elif not row.is_whole:
            problems.append(broken_row(row, patient_id))
            yield LabRow(row=row.number, patient_id=patient_id, gene=gene, readable=False)
        elif is_told(gene, called=bool(row.text(_DIPLOTYPE))):
            yield _lab_row(row, patient_id, gene)


def _lab_row(row: LineRow, patient_id: str, gene: str) -> LabRow:
    remarks = tuple(cell for heading in _NOTES if (cell := row.cell(heading)) and re.search(r"\w", cell.value))
    return LabRow(
        row=row.number,
        patient_id=patient_id,
        gene=gene,
        diplotype=row.cell(_DIPLOTYPE),
        activity_score=_activity(row),
        copy_number=_copy_number(remarks),
        remarks=remarks,
    )


def _activity(row: LineRow) -> Cell | None:
    """The activities of the possible diplotypes, each once: Astrolabe writes `?/? or ?/?` where it has none."""
    cell = row.cell(_ACTIVITY)
    return cell and Cell(value=alternatives(re.split(r"\s+or\s+", cell.value)), column=cell.column)


def _copy_number(remarks: tuple[Cell, ...]) -> CopyNumber:
    """
    Whether copies were counted: the file does not say, but a note of a possible duplication leaves them open.

    Notes such as "possible gene duplication detected in BAM" stand beside a diplotype without it, `*10/*10`.
    """
    seen = any(_COPIES.search(remark.value) for remark in remarks)
    return CopyNumber.NOT_COUNTED if seen else CopyNumber.NOT_KNOWN
