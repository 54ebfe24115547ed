"""One row of one gene in standard names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from pgx_reader.models.genetics import ActivityScore, Call
from pgx_reader.models.results import Cell, GeneResult, LabRow, Note, Problem, Reported, Severity
from pgx_reader.normalize.diplotypes import ReadCall, parse_call
from pgx_reader.normalize.notation import NotationError, means_no_call, means_not_tested, shortened
from pgx_reader.normalize.phenotypes import parse_phenotype
from pgx_reader.normalize.scores import parse_scores
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import CopyNumber, GeneStatus, Method, Phenotype

Meaning = TypeVar("Meaning")
_Parse = Callable[[str, Cell, ReferenceTables], Meaning]


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
    call = _meaning(_call, gene, row, row.diplotype, tables, problems)
    phenotypes = _meaning(_phenotypes, gene, row, row.phenotype, tables, problems)
    unused = _unused_score(gene, row, tables)
    scores = None if unused else _meaning(_scores, gene, row, row.activity_score, tables, problems)
    if not row.readable or len(problems) > before:
        return GeneResult(gene=gene, reported=reported, unusable=GeneStatus.NOT_READABLE)
    if row.diplotype and isinstance(call, ReadCall):
        explained_by_lab = bool(scores or (phenotypes and not isinstance(phenotypes, GeneStatus)))
        problems += _unknown_alleles(row, row.diplotype, call.call, tables, explained_by_lab)
    combined = _combined(gene, reported, call, phenotypes or (), scores or ())
    notes = (*combined.notes, *unused, *_notes_of_the_file(gene, row, tables))
    return combined.model_copy(update={"notes": notes, "copy_number": row.copy_number})


def problem_with(
    row: LabRow, cell: Cell | None, message: str, severity: Severity = Severity.ERROR, *, quote: bool = False
) -> Problem:
    """A problem with its place; `quote` puts what was found before the message."""
    value = shortened(cell.value) if cell else None
    return Problem(
        message=f'"{value}" {message}' if quote else message,
        file=row.file,
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
        return parse(gene, cell, tables)
    except NotationError as error:
        problems.append(problem_with(row, cell, str(error), quote=True))
        return None


def _call(gene: str, cell: Cell, tables: ReferenceTables) -> ReadCall | GeneStatus:
    if means_not_tested(cell.value):
        return GeneStatus.NOT_TESTED
    if means_no_call(cell.value):
        return GeneStatus.NO_CALL
    return parse_call(gene, cell.value, tables, bare_numbers=_is_for_diplotypes(cell.column))


def _is_for_diplotypes(heading: str) -> bool:
    """Whether a heading speaks of star alleles or names the gene; "genotype" and "call" may be a variant's too."""
    return bool(re.search(r"diplo|star|allele|haplo|cyp|2d6|2c19", heading, re.IGNORECASE))


def _phenotypes(gene: str, cell: Cell, tables: ReferenceTables) -> tuple[Phenotype, ...] | GeneStatus:
    return parse_phenotype(gene, cell.value, tables)


def _scores(gene: str, cell: Cell, tables: ReferenceTables) -> tuple[ActivityScore, ...]:
    return parse_scores(gene, cell.value, tables)


def _unknown_alleles(
    row: LabRow, cell: Cell, call: Call, tables: ReferenceTables, explained_by_lab: bool
) -> Iterator[Problem]:
    """A problem for each allele that the tables do not have; a notice where the lab says what the result means."""
    for name in dict.fromkeys(allele.star_allele for allele in call.alleles):
        if name not in tables.alleles[call.gene]:
            message = (
                f"has {name}, which is not in our {call.gene} tables ({tables.version}); it is not interpreted. "
                "Check the name with the lab."
            )
            severity = Severity.NOTICE if explained_by_lab else Severity.ERROR
            yield problem_with(row, cell, message, severity, quote=True)


def _unused_score(gene: str, row: LabRow, tables: ReferenceTables) -> tuple[Note, ...]:
    """A note on a score of a gene that has none, where the row has a result beside it; callers write such scores."""
    if row.activity_score is None or not (row.diplotype or row.phenotype):
        return ()
    if tables.genes[gene].method is Method.ACTIVITY_SCORE or means_no_call(row.activity_score.value):
        return ()
    values = {"gene": gene, "reported": shortened(row.activity_score.value)}
    return (Note(code="note.score_not_used", values=values),)


def _notes_of_the_file(gene: str, row: LabRow, tables: ReferenceTables) -> Iterator[Note]:
    """What the file itself doubts, and that copies went uncounted where the phenotype depends on them."""
    counts_matter = tables.genes[gene].method is Method.ACTIVITY_SCORE
    if row.copy_number is CopyNumber.NOT_COUNTED and counts_matter:
        yield Note(code="note.copies_not_counted", values={"gene": gene})
    for remark in row.remarks:
        values = {"gene": gene, "column": shortened(remark.column), "remark": shortened(remark.value)}
        yield Note(code="note.remark_of_the_file", values=values)


def _combined(
    gene: str,
    reported: Reported,
    call: ReadCall | GeneStatus | None,
    phenotypes: tuple[Phenotype, ...] | GeneStatus,
    scores: tuple[ActivityScore, ...],
) -> GeneResult:
    """
    What the three cells say together.

    A phenotype or score beside a diplotype that could not be called is dropped, and a note says so: callers print a
    default phenotype there.
    """
    said = phenotypes if isinstance(phenotypes, tuple) else ()
    if isinstance(call, GeneStatus):
        stray = (reported.phenotype or reported.activity_score) if said or scores else None
        return GeneResult(gene=gene, reported=reported, unusable=_unusable(call), notes=_stray_note(gene, stray))
    if call is None and not scores and not said:
        status = phenotypes if isinstance(phenotypes, GeneStatus) else GeneStatus.NO_CALL
        return GeneResult(gene=gene, reported=reported, unusable=_unusable(status))
    return GeneResult(
        gene=gene,
        reported=reported,
        call=call.call if call else None,
        activity_scores=scores,
        phenotypes=said,
        notes=call.notes if call else (),
    )


def _stray_note(gene: str, stray: str | None) -> tuple[Note, ...]:
    if stray is None:
        return ()
    return (Note(code="note.phenotype_beside_no_call", values={"gene": gene, "reported": shortened(stray)}),)


def _unusable(status: GeneStatus) -> GeneStatus:
    return GeneStatus.NOT_TESTED if status is GeneStatus.NOT_TESTED else GeneStatus.NO_CALL
