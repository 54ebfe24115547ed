"""A gene's result in PharmCAT's JSON, of whatever version and file, as a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import is_told, says_a_call
from pgx_reader.readers.reading import alternatives
from pgx_reader.readers.shapes import text, texts
from pgx_reader.terms import CopyNumber

NO_DIPLOTYPE, NO_VALUE = "Unknown/Unknown", "n/a"


@dataclass(frozen=True)
class Said:
    """
    What each of a result's alternatives says, and where it stands.

    `for_none` is PharmCAT's word for nothing: it stands in for an alternative that is silent where another is not. What
    is left would otherwise hold for all of them, which it does not.
    """

    values: tuple[tuple[str, ...], ...] = ()
    path: str = ""
    for_none: str = NO_VALUE

    @property
    def cell(self) -> Cell | None:
        """All that is said, as one cell."""
        if not any(self.values):
            return None
        said = alternatives(text for value in self.values for text in value or (self.for_none,))
        return Cell(value=said, column=self.path)

    @property
    def is_result(self) -> bool:
        """Whether anything is said but that there is no call."""
        return says_a_call(text for value in self.values for text in value)


@dataclass
class Found:
    """One gene of one patient. `own` where PharmCAT's matcher called it; `remarks` are the file's doubts."""

    gene: str
    patient_id: str
    diplotypes: Said = Said()
    phenotypes: Said = Said()
    scores: Said = Said()
    own: bool = False
    remarks: list[Cell] = field(default_factory=list)

    def rows(self) -> Iterator[LabRow]:
        """The row, where the result is told."""
        called = self.diplotypes.is_result or self.phenotypes.is_result or self.scores.is_result
        if not self.gene or not is_told(self.gene, called=called):
            return
        yield LabRow(
            row=None,
            patient_id=self.patient_id,
            gene=self.gene,
            diplotype=self.diplotypes.cell,
            phenotype=self.phenotypes.cell,
            activity_score=self.scores.cell,
            copy_number=self._copy_number() if called else CopyNumber.NOT_KNOWN,
            remarks=tuple(dict.fromkeys(self.remarks)),
        )

    def _copy_number(self) -> CopyNumber:
        """
        PharmCAT's own calls of CYP2D6 come from a VCF, where no copies can be seen. Of an outside call it says nothing.

        Source: PharmCAT's documentation, "Calling CYP2D6".
        """
        return CopyNumber.NOT_COUNTED if self.own and self.gene.upper() == "CYP2D6" else CopyNumber.NOT_KNOWN


def unreadable(gene: str, patient_id: str, path: str, found: Any, problems: list[Problem]) -> Iterator[LabRow]:
    """A gene whose result has another shape than PharmCAT's: a problem, and a row where the gene is explained."""
    message = f"{gene}'s result does not have the shape that PharmCAT gives it; it is not read. Run PharmCAT again."
    problems.append(Problem(message=message, column=path, value=_shown(found), patient_id=patient_id))
    if is_told(gene, called=False):
        yield LabRow(row=None, patient_id=patient_id, gene=gene, readable=False)


def remark(values: Iterable[str], path: str) -> Iterator[Cell]:
    """The doubt that a list holds, where it holds anything."""
    listed = ", ".join(values)
    if listed:
        yield Cell(value=listed, column=path)


def positions_without_call(positions: Iterable[dict[str, Any]], path: str) -> Iterator[Cell]:
    """The doubt that positions were not seen, each by its rs number, else by its place on the chromosome."""
    names = [
        text(place.get("dbSnpId")) or text(place.get("rsid")) or text(place.get("position")) for place in positions
    ]
    listed = texts(names)
    if listed:
        yield Cell(value=f"no call at {', '.join(listed)}", column=path)


def _shown(value: Any) -> str:
    return text(str(value)[:60])
