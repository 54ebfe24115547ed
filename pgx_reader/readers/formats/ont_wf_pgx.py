"""Oxford Nanopore's wf-pgx: the matcher's table (a row a gene), and CYP2D6's report (a name and a value a line)."""

from __future__ import annotations

from collections.abc import Iterator

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import LineRow, broken_row, is_told, nobodys_row, rows_under
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of

_SAMPLE, _GENE, _DIPLOTYPE = "Sample", "Gene", "Diplotype"
_OF_THE_MATCHER = {_SAMPLE, _GENE, _DIPLOTYPE, "DPYD_RYR1_Variants", "Missing_Positions"}
_DOUBTS = ("Missing_Positions", "Uncallable_Haplotypes")


def recognize(raw: RawFile) -> Recognition | None:
    """The matcher's own headings; or `Sample` and `CYP2D6`, each with one value on its line."""
    header = set(raw.lines[0].split("\t"))
    if header >= _OF_THE_MATCHER and "Phenotype" not in header:
        return Recognition("ONT wf-pgx table", "its header is the matcher's")
    if set(_pairs(raw)) == {_SAMPLE, "CYP2D6"}:
        return Recognition("ONT wf-pgx CYP2D6 report", "its two lines are the sample and CYP2D6")
    return None


def read(raw: RawFile) -> Contents:
    """Every gene that was called; CYP2C19 and CYP2D6 also where they were not."""
    pairs = _pairs(raw)
    if pairs:
        number, diplotype = pairs["CYP2D6"]
        sample = pairs[_SAMPLE][1]
        row = LabRow(row=number, patient_id=sample, gene="CYP2D6", diplotype=Cell(value=diplotype, column="CYP2D6"))
        return Contents(patients_of([row]))
    problems: list[Problem] = []
    rows = tuple(_rows(raw, problems))
    return Contents(patients_of(rows), tuple(problems))


def _pairs(raw: RawFile) -> dict[str, tuple[int, str]]:
    """Each name with its row and value; empty where the text is not two such lines."""
    filled = [(number, line.split("\t")) for number, line in enumerate(raw.lines, start=1) if line.strip()]
    if len(filled) != 2 or any(len(cells) != 2 or not all(map(str.strip, cells)) for _, cells in filled):  # noqa: PLR2004
        return {}
    return {cells[0].strip(): (number, cells[1].strip()) for number, cells in filled}


def _rows(raw: RawFile, problems: list[Problem]) -> Iterator[LabRow]:
    for line in rows_under(raw, 0, (_SAMPLE, _GENE)):
        sample = line.text(_SAMPLE)
        if not sample:
            problems.append(nobodys_row(line))
        elif not line.is_whole:
            problems.append(broken_row(line, sample))
        elif is_told(line.text(_GENE), called=bool(line.text(_DIPLOTYPE) or line.text("DPYD_RYR1_Variants"))):
            yield _row(line, sample)


def _row(line: LineRow, sample: str) -> LabRow:
    return LabRow(
        row=line.number,
        patient_id=sample,
        gene=line.text(_GENE),
        diplotype=line.cell(_DIPLOTYPE),
        remarks=tuple(found for heading in _DOUBTS if (found := line.cell(heading))),
    )
