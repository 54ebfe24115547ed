"""
Aldy's table: a line a variant, under a comment line for each solution.

The diplotype of a solution is in `Major`, its phenotype and score in the comment (`cpic=`, `cpic_score=`). Several
solutions are alternatives, none of them the first. A table with a header alone is a gene that Aldy could not call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.file_names import gene_of_name, patient_of_name
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, alternatives, patients_of

_HEADER = ["#Sample", "Gene", "SolutionID", "Major"]
_COMMENT = re.compile(r"#Solution\s+(\d+):(.*)")
_MEANING = re.compile(r"(?:^|;)\s*(gene|cpic|cpic_score)=([^;]*)")


@dataclass
class _Solution:
    """One solution: its row, what `Major` says of it, and the meaning that its comment gives."""

    row: int
    major: dict[str, None] = field(default_factory=dict)
    meaning: dict[str, str] = field(default_factory=dict)


def recognize(raw: RawFile) -> Recognition | None:
    """Its first four headings."""
    first = next((line for line in raw.lines if line.strip()), "")
    if [cell.strip() for cell in first.split("\t")[: len(_HEADER)]] == _HEADER:
        return Recognition("Aldy results", "its header begins #Sample, Gene, SolutionID, Major")
    return None


def read(raw: RawFile) -> Contents:
    """Every gene of every sample, with all its solutions; a row that is cut short is a problem."""
    problems: list[Problem] = []
    found = _solutions(raw, problems)
    rows = [_row(sample, gene, solutions) for (sample, gene), solutions in found.items()]
    if not rows:
        rows = list(_not_called(raw))
        message = (
            "Aldy wrote a header and no solution: it could not call the gene, or the sample has no copy of it. That is "
            "no result, and nothing is made of it. Look into Aldy's log."
        )
        problems.append(Problem(message=message, row=1))
    return Contents(patients_of(rows), tuple(problems))


def _solutions(raw: RawFile, problems: list[Problem]) -> dict[tuple[str, str], dict[str, _Solution]]:
    found: dict[tuple[str, str], dict[str, _Solution]] = {}
    pending: dict[str, dict[str, str]] = {}
    for number, line in enumerate(raw.lines, start=1):
        comment = _COMMENT.match(line)
        if comment:
            pending[comment[1]] = {key: value.strip() for key, value in _MEANING.findall(comment[2])}
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) <= len(_HEADER) or not all(cells[: len(_HEADER)]):
            message = "the row is cut short, or has no sample, gene or diplotype; it is left out. Run Aldy again."
            problems.append(Problem(message=message, row=number))
            continue
        sample, gene, solution_id, major = cells[: len(_HEADER)]
        solutions = found.setdefault((sample, gene), {})
        if solution_id not in solutions:
            solutions[solution_id] = _Solution(number, meaning=pending.pop(solution_id, {}))
        solutions[solution_id].major[major] = None
    return found


def _row(sample: str, gene: str, solutions: dict[str, _Solution]) -> LabRow:
    """All solutions of a gene as one result. A meaning that only some of them have is none of the whole."""
    parts = list(solutions.values())
    return LabRow(
        row=parts[0].row,
        patient_id=sample,
        gene=gene,
        diplotype=Cell(value=alternatives(major for part in parts for major in part.major), column="Major"),
        phenotype=_meaning(parts, "cpic"),
        activity_score=_meaning(parts, "cpic_score") if gene.upper() == "CYP2D6" else None,
    )


def _meaning(parts: list[_Solution], key: str) -> Cell | None:
    said = [part.meaning.get(key, "") for part in parts]
    return Cell(value=alternatives(said), column=f"#Solution {key}") if all(said) else None


def _not_called(raw: RawFile) -> Iterator[LabRow]:
    gene = gene_of_name(raw)
    if gene:
        yield LabRow(row=1, patient_id=patient_of_name(raw), gene=gene, diplotype=Cell(value="no call", column="Major"))
