"""The patient's medicines that slow or speed an enzyme, and what a guideline estimates where one slows CYP2D6."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from pgx_reader.interpret.guidelines import guideline_of
from pgx_reader.models.interpretation import (
    GeneInterpretation,
    Guideline,
    Interaction,
    MedicineInterpretation,
    ScoreEstimate,
    ScoreRange,
)
from pgx_reader.tables import ReferenceTables
from pgx_reader.tables.schemas import InteractionRow
from pgx_reader.terms import EnzymeEffect, EnzymeStrength, GeneStatus, MedicineGroup

_SCORED_GENE = "CYP2D6"
# CPIC's opioid (2021) and beta-blocker (2024) guidelines estimate the score of a patient on an inhibitor: nothing is
# left beside a strong one, and half beside a moderate one. A weak one changes nothing.
_ESTIMATING_GUIDELINES = ("cpic-opioids-2021", "cpic-beta-blockers-2024")
_WHAT_IS_LEFT = {EnzymeStrength.STRONG: Decimal(0), EnzymeStrength.MODERATE: Decimal("0.5")}
# CPIC's antidepressant guideline (2023) says that there is no consensus on such an estimate for its medicines.
_NO_CONSENSUS = "cpic-antidepressants-2023"
_ANTIDEPRESSANT_GUIDELINES = (_NO_CONSENSUS, "cpic-tricyclics-2017")


def interactions_of(
    drugs: Iterable[str],
    genes: Mapping[str, GeneInterpretation],
    medicines: Iterable[MedicineInterpretation],
    tables: ReferenceTables,
) -> tuple[Interaction, ...]:
    """
    Each listed pair of a medicine that the patient takes and an explained gene that was tested, in the patient's order.

    `drugs` are all that the patient takes, and `medicines` those among them that a guideline speaks of. Empty where
    no medicine is listed: the lists give examples, so that it says nothing about the others.
    """
    taken = tuple(drugs)
    known = tuple(medicine for medicine in medicines if medicine.taking)
    tested = [g for g in tables.explained_genes if g in genes and genes[g].status is not GeneStatus.NOT_TESTED]
    rows = (row for drug in taken for row in tables.interactions if row.drug == drug and row.gene in tested)
    return tuple(_interaction(row, known, tables) for row in rows)


def _interaction(
    row: InteractionRow, medicines: tuple[MedicineInterpretation, ...], tables: ReferenceTables
) -> Interaction:
    source = tables.sources[row.source_id]
    return Interaction(
        medicine=row.drug,
        gene=row.gene,
        effect=row.effect,
        strength=row.strength,
        source=source.publisher,
        date=source.published_on or source.retrieved_on,
        source_id=row.source_id,
        url=source.url,
        affects=tuple(m.name for m in medicines if row.gene in m.genes and m.name != row.drug),
    )


def score_estimates(
    interactions: Iterable[Interaction], gene: GeneInterpretation | None, tables: ReferenceTables
) -> tuple[ScoreEstimate, ...]:
    """
    CPIC's estimate of the CYP2D6 score for each medicine of its opioid and beta-blocker guidelines that is affected.

    Of several inhibitors the strongest counts, and none counts for itself. Empty where the score is not known.
    """
    inhibitors = _counting(interactions)
    medicines = dict.fromkeys(name for inhibitor in inhibitors for name in inhibitor.affects)
    scores = _scores(gene, tables) if gene else ()
    estimates = []
    for medicine in medicines:
        source_id = _guideline_among(medicine, _ESTIMATING_GUIDELINES, tables)
        if source_id and scores:
            strongest = next(inhibitor for inhibitor in inhibitors if medicine in inhibitor.affects)
            estimates.append(_estimate(medicine, strongest, scores, source_id, tables))
    return tuple(estimates)


def no_consensus(interactions: Iterable[Interaction], tables: ReferenceTables) -> Guideline | None:
    """
    CPIC's antidepressant guideline, where CYP2D6 is slowed for another medicine and either is an antidepressant.

    `None` where no antidepressant is in play.
    """
    concerned = any(
        tables.drugs[inhibitor.medicine].group is MedicineGroup.MOOD
        or any(_guideline_among(name, _ANTIDEPRESSANT_GUIDELINES, tables) for name in inhibitor.affects)
        for inhibitor in _counting(interactions)
        if inhibitor.affects
    )
    return guideline_of(tables.sources[_NO_CONSENSUS]) if concerned else None


def _counting(interactions: Iterable[Interaction]) -> list[Interaction]:
    """The strong and moderate inhibitors of CYP2D6, the strong ones first."""
    found = [
        i
        for i in interactions
        if i.gene == _SCORED_GENE and i.effect is EnzymeEffect.INHIBITOR and i.strength in _WHAT_IS_LEFT
    ]
    return sorted(found, key=lambda inhibitor: list(EnzymeStrength).index(inhibitor.strength or EnzymeStrength.WEAK))


def _guideline_among(drug: str, source_ids: tuple[str, ...], tables: ReferenceTables) -> str | None:
    """The first of these guidelines that has a row for a medicine; `None` where none has."""
    rows = tables.guidelines.get("cpic", {}).get(drug, ())
    return next((row.source_id for row in rows if row.source_id in source_ids), None)


def _scores(gene: GeneInterpretation, tables: ReferenceTables) -> tuple[ScoreRange, ...]:
    """The scores that a result allows: its own, or all those of its phenotypes; empty where nothing is known."""
    if not gene.status.has_phenotype:
        return ()
    if gene.activity_scores:
        return tuple(ScoreRange(low=s.value, high=None if s.at_least else s.value) for s in gene.activity_scores)
    bands = [row.band for row in tables.score_phenotypes[gene.gene] if row.phenotype in gene.possible_phenotypes]
    return tuple(ScoreRange(low=band.low, high=band.high) for band in bands)


def _estimate(
    medicine: str,
    inhibitor: Interaction,
    scores: tuple[ScoreRange, ...],
    source_id: str,
    tables: ReferenceTables,
) -> ScoreEstimate:
    strength = inhibitor.strength or EnzymeStrength.WEAK
    left = dict.fromkeys(_what_is_left(score, _WHAT_IS_LEFT[strength]) for score in scores)
    return ScoreEstimate(
        medicine=medicine,
        inhibitor=inhibitor.medicine,
        strength=strength,
        scores=tuple(left),
        guideline=guideline_of(tables.sources[source_id]),
        source_id=source_id,
    )


def _what_is_left(score: ScoreRange, share: Decimal) -> ScoreRange:
    """A share of a score, at both ends. Nothing of an open score is nothing."""
    if not share:
        return ScoreRange(low=share, high=share)
    return ScoreRange(low=score.low * share, high=None if score.high is None else score.high * share)
