"""One row of one gene in standard names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from pgx_reader.models.genetics import ActivityScore, Diplotype
from pgx_reader.models.results import Cell, GeneResult, LabRow, Note, Problem, Reported, Severity
from pgx_reader.normalize.diplotypes import ReadDiplotype, parse_diplotype
from pgx_reader.normalize.notation import NotationError, means_no_call, means_not_tested, shortened
from pgx_reader.normalize.phenotypes import parse_phenotype
from pgx_reader.normalize.scores import parse_score
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import GeneStatus, Phenotype

Meaning = TypeVar("Meaning")
_Parse = Callable[[str, str, ReferenceTables], Meaning]


def read_row(gene: str, row: LabRow, tables: ReferenceTables, problems: list[Problem]) -> GeneResult:
    """
    What a row says of a gene. If any of its cells is not understood, none of it is used.

    Every cell that is not understood, and every allele that the tables lack, goes into `problems`.
    """
    reported = Reported(
        diplotype=row.diplotype.value if row.diplotype else None,
        phenotype=row.phenotype.value if row.phenotype else None,
        activity_score=row.activity_score.value if row.activity_score else None,
    )
    before = len(problems)
    diplotype = _meaning(_diplotype, gene, row, row.diplotype, tables, problems)
    phenotypes = _meaning(parse_phenotype, gene, row, row.phenotype, tables, problems)
    score = _meaning(parse_score, gene, row, row.activity_score, tables, problems)
    if not row.readable or len(problems) > before:
        return GeneResult(gene=gene, reported=reported, unusable=GeneStatus.NOT_READABLE)
    if row.diplotype and isinstance(diplotype, ReadDiplotype):
        explained_by_lab = bool(score or (phenotypes and not isinstance(phenotypes, GeneStatus)))
        problems += _unknown_alleles(row, row.diplotype, diplotype.diplotype, tables, explained_by_lab)
    return _combined(gene, reported, diplotype, phenotypes or (), score)


def problem_with(
    row: LabRow, cell: Cell | None, message: str, severity: Severity = Severity.ERROR, *, quote: bool = False
) -> Problem:
    """A problem with its place; `quote` puts what was found before the message."""
    value = shortened(cell.value) if cell else None
    return Problem(
        message=f'"{value}" {message}' if quote else message,
        row=row.row,
        column=cell.column if cell else None,
        value=value,
        patient_id=row.patient_id,
        severity=severity,
    )


def _meaning(
    parse: _Parse[Meaning], gene: str, row: LabRow, cell: Cell | None, tables: ReferenceTables, problems: list[Problem]
) -> Meaning | None:
    """What a cell means; `None` where it is empty or not understood, and then there is a problem."""
    if cell is None:
        return None
    try:
        return parse(gene, cell.value, tables)
    except NotationError as error:
        problems.append(problem_with(row, cell, str(error), quote=True))
        return None


def _diplotype(gene: str, text: str, tables: ReferenceTables) -> ReadDiplotype | GeneStatus:
    if means_not_tested(text):
        return GeneStatus.NOT_TESTED
    return GeneStatus.NO_CALL if means_no_call(text) else parse_diplotype(gene, text, tables)


def _unknown_alleles(
    row: LabRow, cell: Cell, diplotype: Diplotype, tables: ReferenceTables, explained_by_lab: bool
) -> Iterator[Problem]:
    """A problem for each allele that the tables do not have; a notice where the lab says what the result means."""
    for name in dict.fromkeys(allele.star_allele for allele in diplotype.alleles):
        if name not in tables.alleles[diplotype.gene]:
            message = (
                f"has {name}, which is not in our {diplotype.gene} tables ({tables.version}); it is not interpreted. "
                "Check the name with the lab."
            )
            severity = Severity.NOTICE if explained_by_lab else Severity.ERROR
            yield problem_with(row, cell, message, severity, quote=True)


def _combined(
    gene: str,
    reported: Reported,
    diplotype: ReadDiplotype | GeneStatus | None,
    phenotypes: tuple[Phenotype, ...] | GeneStatus,
    score: ActivityScore | None,
) -> GeneResult:
    """
    What the three cells say together.

    A phenotype or score beside a diplotype that could not be called is dropped, and a note says so: callers print a
    default phenotype there.
    """
    said = phenotypes if isinstance(phenotypes, tuple) else ()
    if isinstance(diplotype, GeneStatus):
        stray = (reported.phenotype or reported.activity_score) if said or score else None
        return GeneResult(gene=gene, reported=reported, unusable=_unusable(diplotype), notes=_stray_note(gene, stray))
    if diplotype is None and score is None and not said:
        status = phenotypes if isinstance(phenotypes, GeneStatus) else GeneStatus.NO_CALL
        return GeneResult(gene=gene, reported=reported, unusable=_unusable(status))
    return GeneResult(
        gene=gene,
        reported=reported,
        diplotype=diplotype.diplotype if diplotype else None,
        activity_score=score,
        phenotypes=said,
        notes=diplotype.notes if diplotype else (),
    )


def _stray_note(gene: str, stray: str | None) -> tuple[Note, ...]:
    if stray is None:
        return ()
    return (Note(code="note.phenotype_beside_no_call", values={"gene": gene, "reported": shortened(stray)}),)


def _unusable(status: GeneStatus) -> GeneStatus:
    return GeneStatus.NOT_TESTED if status is GeneStatus.NOT_TESTED else GeneStatus.NO_CALL
