"""All rows of one gene as one result: the same, complementing, or in conflict, and then neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pgx_reader.models.results import GeneResult, LabRow, Note, Problem, Reported, Severity
from pgx_reader.normalize.rows import problem_with, read_row
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import CopyNumber, GeneStatus

# A row for each marker, or one pasted many times: nobody reads a notice for each.
_MOST_TOLD = 20


def gene_result(gene: str, rows: list[LabRow], tables: ReferenceTables, problems: list[Problem]) -> GeneResult:
    """
    One gene's result from all its rows; `NOT_TESTED` where there is none.

    Two rows that say different things are `CONFLICTING`: neither is explained. What is wrong goes into `problems`.
    What was tested is told by any of the rows, whatever becomes of the results.
    """
    if not rows:
        return GeneResult(gene=gene, reported=Reported(), unusable=GeneStatus.NOT_TESTED)
    result = _of_rows(gene, rows, tables, problems)
    return result.model_copy(update={"tested": _joined(_on_one_line(row) for row in rows)})


def _on_one_line(row: LabRow) -> str | None:
    return " ".join(row.tested.value.split()) if row.tested else None


def _of_rows(gene: str, rows: list[LabRow], tables: ReferenceTables, problems: list[Problem]) -> GeneResult:
    told = [row for row in rows if row.diplotype or row.phenotype or row.activity_score or not row.readable]
    rows = _with_counts(told or rows[:1], rows)
    results = [read_row(gene, row, tables, problems) for row in rows]
    merged = results[0]
    agreeing: list[LabRow] = []
    for row, result in zip(rows[1:], results[1:], strict=True):
        together = _merged(merged, result)
        if together is None:
            problems += _told_again(gene, rows[0], agreeing)
            message = f"{gene} stands here again with another result than {_place(rows[0])}; neither is explained."
            problems.append(problem_with(row, row.diplotype or row.phenotype or row.activity_score, message))
            return GeneResult(gene=gene, reported=_all_reported(results), unusable=GeneStatus.CONFLICTING)
        merged = together
        if merged.unusable is not GeneStatus.NOT_READABLE:
            agreeing.append(row)
    problems += _told_again(gene, rows[0], agreeing)
    return merged


def _told_again(gene: str, first: LabRow, agreeing: list[LabRow]) -> Iterator[Problem]:
    """A notice for each row that says the first one's result again; of a great many, one for all but the first ones."""
    for row in agreeing[:_MOST_TOLD]:
        message = f"{gene} stands here again, in agreement with what stands {_place(first)}; the two are read as one."
        yield problem_with(row, row.diplotype or row.phenotype, message, Severity.NOTICE)
    rest = agreeing[_MOST_TOLD:]
    if rest:
        message = (
            f"{gene} stands here again, and then {len(rest) - 1:,} times more, the last time {_place(rest[-1])}, in "
            f"agreement with what stands {_place(first)}; all are read as one."
        )
        yield problem_with(rest[0], rest[0].diplotype or rest[0].phenotype, message, Severity.NOTICE)


def _with_counts(told: list[LabRow], rows: list[LabRow]) -> list[LabRow]:
    """The rows with a result. Where none of them tells of copies, the first has what another row says of them."""
    if any(row.copy_number is not CopyNumber.NOT_KNOWN for row in told):
        return told
    copy_number = _ranked({row.copy_number for row in rows})
    if copy_number is CopyNumber.NOT_KNOWN:
        return told
    return [told[0].model_copy(update={"copy_number": copy_number}), *told[1:]]


def _place(row: LabRow) -> str:
    """Where a row stands, as a message about another one says it."""
    cell = row.diplotype or row.phenotype or row.activity_score
    where = f"in row {row.row}" if row.row is not None else f"in {cell.column}" if cell else "before"
    return f"{where} of {row.file}" if row.file else where


def _merged(one: GeneResult, two: GeneResult) -> GeneResult | None:
    """Two rows of one gene as one result, where they agree or each says what the other does not; else `None`."""
    if one.unusable or two.unusable:
        same = one.unusable == two.unusable
        return one.model_copy(update={"reported": _all_reported((one, two))}) if same else None
    if one.call and two.call and not one.call.means_the_same_as(two.call):
        return None
    if one.activity_scores and two.activity_scores and set(one.activity_scores) != set(two.activity_scores):
        return None
    if one.phenotypes and two.phenotypes and set(one.phenotypes) != set(two.phenotypes):
        return None
    return GeneResult(
        gene=one.gene,
        reported=Reported(
            diplotype=one.reported.diplotype or two.reported.diplotype,
            phenotype=one.reported.phenotype or two.reported.phenotype,
            activity_score=one.reported.activity_score or two.reported.activity_score,
        ),
        call=one.call or two.call,
        activity_scores=one.activity_scores or two.activity_scores,
        phenotypes=one.phenotypes or two.phenotypes,
        copy_number=_copy_number(one, two),
        notes=_all_notes(one, two),
    )


def _copy_number(one: GeneResult, two: GeneResult) -> CopyNumber:
    """Copies are counted where either row's lab did; where neither says so, one that did not count them decides."""
    return _ranked({one.copy_number, two.copy_number})


def _ranked(said: set[CopyNumber]) -> CopyNumber:
    ranked = (CopyNumber.COUNTED, CopyNumber.NOT_COUNTED, CopyNumber.NOT_KNOWN)
    return next(which for which in ranked if which in said)


def _all_notes(one: GeneResult, two: GeneResult) -> tuple[Note, ...]:
    return (*one.notes, *(note for note in two.notes if note not in one.notes))


def _all_reported(results: Iterable[GeneResult]) -> Reported:
    reported = [result.reported for result in results]
    return Reported(
        diplotype=_joined(r.diplotype for r in reported),
        phenotype=_joined(r.phenotype for r in reported),
        activity_score=_joined(r.activity_score for r in reported),
    )


def _joined(values: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(value for value in values if value)) or None
