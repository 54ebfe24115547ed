"""PharmCAT's calls-only `report.tsv`: a title line with the version, then a row a gene, of one sample or of several."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import LineRow, broken_row, cells_of, is_told, nobodys_row, rows_under
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of
from pgx_reader.terms import CopyNumber

_TITLE = re.compile(r"PharmCAT v?(\d+\.\d+)(?:\.(\d+))?\S*\s*")
_SAMPLE = "Sample ID"
_GENE, _DIPLOTYPE, _PHENOTYPE, _SCORE = "Gene", "Source Diplotype", "Phenotype", "Activity Score"
_OWN = {_GENE, _DIPLOTYPE, "Outside Call", "Recommendation Lookup Diplotype"}
_FILLED_FOR_NO_CALL = ("no call", "")
# What the recommendations were looked up with, where that is not the call itself.
_LOOKUPS = {
    "Recommendation Lookup Diplotype": _DIPLOTYPE,
    "Recommendation Lookup Phenotype": _PHENOTYPE,
    "Recommendation Lookup Activity Score": _SCORE,
}


def recognize(raw: RawFile) -> Recognition | None:
    """The title line, and the headings below it; some versions write no title, and are known by their headings."""
    title = _TITLE.fullmatch(raw.lines[0])
    header = set(cells_of(raw.lines[_header_at(raw)]))
    if not header >= {_GENE, _DIPLOTYPE} or not (title or header >= _OWN):
        return None
    if title is None:
        return Recognition("PharmCAT report.tsv", "its header says so")
    version = title[1] if title[2] in (None, "0") else f"{title[1]}.{title[2]}"
    return Recognition(f"PharmCAT report.tsv, version {version}", "its title line and its header say so")


def read(raw: RawFile) -> Contents:
    """
    Every gene that was called; CYP2D6 and CYP2C19 also where they were not.

    Raises `UnusableInputError` where a gene stands twice and no column tells the samples apart.
    """
    has_samples = _SAMPLE in cells_of(raw.lines[_header_at(raw)])
    alone = "" if has_samples else patient_of_name(raw)
    problems = [] if has_samples else [named_after_file(alone)]
    rows = tuple(_rows(raw, alone, problems))
    genes = [row.gene for row in rows]
    if alone and len(set(genes)) < len(genes):
        raise UnusableInputError(
            f"{raw.name}: a gene stands there twice, and no column says whose each row is; they may be several "
            "people's. Run PharmCAT again with the sample's id in the report."
        )
    if not rows:
        problems.append(Problem(message="no gene in it was called. Look for PharmCAT's warnings.", row=1))
    return Contents(patients_of(rows), tuple(problems))


def _header_at(raw: RawFile) -> int:
    """The header's line, counted from 0."""
    return 1 if len(raw.lines) > 1 and _TITLE.fullmatch(raw.lines[0]) else 0


def _rows(raw: RawFile, alone: str, problems: list[Problem]) -> Iterator[LabRow]:
    for line in rows_under(raw, _header_at(raw), (_GENE, _DIPLOTYPE)):
        patient_id = alone or line.text(_SAMPLE)
        if not patient_id:
            problems.append(nobodys_row(line))
        elif not line.is_whole:
            problems.append(broken_row(line, patient_id))
        elif is_told(line.text(_GENE), called=line.text(_DIPLOTYPE).casefold() not in _FILLED_FOR_NO_CALL):
            yield _row(line, patient_id)


def _row(line: LineRow, patient_id: str) -> LabRow:
    return LabRow(
        row=line.number,
        patient_id=patient_id,
        gene=line.text(_GENE),
        diplotype=line.cell(_DIPLOTYPE),
        phenotype=line.cell(_PHENOTYPE),
        activity_score=line.cell(_SCORE),
        copy_number=_copy_number(line),
        remarks=tuple(_remarks(line)),
    )


def _copy_number(line: LineRow) -> CopyNumber:
    """PharmCAT's own matcher looks at no copies; source: PharmCAT's documentation, "Calling CYP2D6"."""
    own = line.text("Outside Call").casefold() in ("no", "false")
    return CopyNumber.NOT_COUNTED if own and line.text(_GENE) == "CYP2D6" else CopyNumber.NOT_KNOWN


def _remarks(line: LineRow) -> Iterator[Cell]:
    """A lookup that is not the call itself, and positions that PharmCAT had no data for."""
    for heading, called in _LOOKUPS.items():
        found = line.cell(heading)
        if found and found.value != line.text(called):
            yield found
    for heading in ("Missing positions", "Missing positions?"):
        if line.text(heading).casefold() in ("yes", "true"):
            yield Cell(value=line.text(heading), column=heading)
