"""Which rows of a guideline's tables answer a patient's results."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pgx_reader.models.genetics import ActivityScore
from pgx_reader.models.interpretation import GeneInterpretation, Guideline, Newer, Statement
from pgx_reader.tables import ReferenceTables
from pgx_reader.tables.load import FIRST_ROW, PUBLISHER_OF_FOLDER
from pgx_reader.tables.schemas import NO_RESULT, SCORE_NOT_AVAILABLE, GuidelineRow, ScoreBand, SourceRow
from pgx_reader.terms import GeneStatus, Method, Phenotype, RowStatus

_NOTHING_KNOWN = (GeneStatus.NOT_TESTED, GeneStatus.NO_CALL)
_Range = tuple[Decimal, Decimal | None]


@dataclass(frozen=True, eq=False, slots=True)
class LookedAt:
    """What of a gene's result the guidelines look at: patients who share it share their statements."""

    gene: str
    status: GeneStatus
    possible_phenotypes: tuple[Phenotype, ...]
    activity_scores: tuple[ActivityScore, ...]


def looked_at(result: GeneInterpretation) -> LookedAt:
    """What the guidelines look at: for the same, the same object, so that what was found for it can be kept."""
    return _looked_at(result.gene, result.status, result.possible_phenotypes, result.activity_scores)


_looked_at = lru_cache(maxsize=4096)(LookedAt)


class Results:
    """
    A patient's results, as the guidelines' tables are asked about them.

    The same few ranges and phenotypes stand in many rows, so each is looked at once.
    """

    def __init__(self, genes: dict[str, LookedAt], tables: ReferenceTables) -> None:
        self.genes = genes
        self.tables = tables
        self._answers: dict[tuple[str, str], bool] = {}

    def answer(self, gene: str, cell: str) -> bool:
        """Whether a row's cell for a gene can apply to the result."""
        if (gene, cell) not in self._answers:
            self._answers[gene, cell] = _cell_answers(cell, gene, self.genes.get(gene), self.tables)
        return self._answers[gene, cell]


def statements_for(drug: str, results: Results) -> tuple[Statement, ...]:
    """
    Every row in force that can apply, in the order of the tables; empty where none does.

    Of a gene with several possible results, each result's row applies: nothing is chosen.
    """
    guidelines = results.tables.guidelines
    return tuple(
        statement
        for folder, publisher in PUBLISHER_OF_FOLDER.items()
        for statement in _from_table(publisher, guidelines[folder].get(drug, ()), results)
    )


def sources_of(drug: str, tables: ReferenceTables) -> tuple[str, ...]:
    """The publishers that have a table for a medicine; empty where none has."""
    return tuple(PUBLISHER_OF_FOLDER[folder] for folder, rows in tables.guidelines.items() if drug in rows)


def superseding_guideline(drug: str, tables: ReferenceTables) -> Guideline | None:
    """The newer guideline of a medicine whose table in force is not public; `None` where a table in force is here."""
    rows = [row for guidelines in tables.guidelines.values() for row in guidelines.get(drug, ())]
    if not rows or any(row.status is RowStatus.CURRENT for row in rows):
        return None
    return guideline_of(tables.sources[tables.sources[rows[0].source_id].superseded_by])


def newer_of(drug: str, tables: ReferenceTables) -> tuple[Newer, ...]:
    """What publishers have added or reworded for a medicine since the tables were read; empty where nothing is."""
    return tuple(
        Newer(publisher=row.publisher, change=row.change, source=guideline_of(tables.sources[row.source_id]))
        for row in tables.newer
        if row.drug == drug
    )


def guideline_of(source: SourceRow) -> Guideline:
    """A source as the publication that a statement cites."""
    return Guideline(
        title=source.title,
        year=int((source.published_on or source.retrieved_on)[:4]),
        pmid=source.pmid or None,
        url=source.url,
        retrieved_on=None if source.published_on else source.retrieved_on,
    )


def _from_table(publisher: str, rows: tuple[GuidelineRow, ...], results: Results) -> list[Statement]:
    tables = results.tables
    numbered = [
        (number, row)
        for number, row in enumerate(rows, start=FIRST_ROW)
        if row.status is RowStatus.CURRENT and _applies(row, results)
    ]
    statements = []
    for number, row in numbered:
        rivals = [other for _, other in numbered if other is not row and _answer_the_same_question(other, row)]
        statements.append(
            Statement(
                source=publisher,
                genes={g: _key(row, g, results.genes.get(g), tables, rivals) for g in row.keys},
                population=row.population,
                strength=row.strength,
                section=row.section,
                effect=row.effect,
                actions=row.actions,
                conditions=row.condition,
                guideline=guideline_of(tables.sources[row.source_id]),
                source_id=row.source_id,
                source_location=row.source_location,
                row=number,
            )
        )
    return statements


def _answer_the_same_question(one: GuidelineRow, other: GuidelineRow) -> bool:
    """Whether two rows are for the same population and genes, so that no single result has both."""
    return one.population is other.population and one.keys.keys() == other.keys.keys()


def _applies(row: GuidelineRow, results: Results) -> bool:
    return all(any(results.answer(gene, cell) for cell in cells) for gene, cells in row.keys.items())


def _cell_answers(cell: str, gene: str, result: LookedAt | None, tables: ReferenceTables) -> bool:
    if result is None or result.status in _NOTHING_KNOWN:
        return cell == NO_RESULT
    scored = tables.genes[gene].method is Method.ACTIVITY_SCORE
    if not result.status.has_phenotype:
        return cell == (SCORE_NOT_AVAILABLE if scored else Phenotype.INDETERMINATE)
    if cell in (NO_RESULT, SCORE_NOT_AVAILABLE):
        return False
    if not cell[0].isdigit():
        return cell in result.possible_phenotypes
    band = ScoreBand.parse(cell)
    return any(band.overlaps(*scores) for scores in _possible_scores(result, tables))


def _possible_scores(result: LookedAt, tables: ReferenceTables) -> list[_Range]:
    """The scores that a result allows: its own, cut to its phenotypes; all of its phenotypes' where it has none."""
    bands = [row.band for row in tables.score_phenotypes[result.gene] if row.phenotype in result.possible_phenotypes]
    if not result.activity_scores:
        return [(band.low, band.high) for band in bands]
    return [cut for score in result.activity_scores for cut in _within(score, bands)]


def _within(score: ActivityScore, bands: list[ScoreBand]) -> list[_Range]:
    """An exact score as it is; an open one, cut to the bands."""
    if not score.at_least:
        return [(score.value, score.value)]
    return [(max(band.low, score.value), band.high) for band in bands if band.overlaps(score.value, None)]


def _key(
    row: GuidelineRow,
    gene: str,
    result: LookedAt | None,
    tables: ReferenceTables,
    rivals: list[GuidelineRow],
) -> str:
    """What the row was looked up with. Where rows of one population compete, the row's own range stands behind it."""
    scored = tables.genes[gene].method is Method.ACTIVITY_SCORE
    if result is None or result.status in _NOTHING_KNOWN:
        return NO_RESULT
    if not result.status.has_phenotype:
        return SCORE_NOT_AVAILABLE if scored else str(Phenotype.INDETERMINATE)
    named = [cell for cell in row.keys[gene] if cell in result.possible_phenotypes]
    if named:
        return " or ".join(named)
    key = " or ".join(map(str, result.activity_scores or result.possible_phenotypes))
    competes = any(rival.keys[gene] != row.keys[gene] for rival in rivals)
    return f"{key} ({'; '.join(row.keys[gene])})" if competes else key
