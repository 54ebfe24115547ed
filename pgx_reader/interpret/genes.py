"""What the tables alone make of a diplotype or a score: allele functions, activity score, phenotypes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pgx_reader.models.genetics import UNNAMED, ActivityScore, AlleleCopies, Call, Diplotype
from pgx_reader.models.interpretation import AlleleReading
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import GeneStatus, Method, Phenotype


@dataclass(frozen=True)
class TablesView:
    """
    What the tables say of a lab's call.

    `status` is `DETERMINED` or `SEVERAL` with the phenotypes, or the reason why there are none. `scores` has one
    member for each score that the call leaves open; it is empty for a gene without scores, and where an allele has no
    value.
    """

    status: GeneStatus
    phenotypes: tuple[Phenotype, ...] = ()
    scores: tuple[ActivityScore, ...] = ()
    alleles: tuple[AlleleReading, ...] = ()


def read_call(call: Call, tables: ReferenceTables) -> TablesView:
    """
    The phenotypes of all readings of a call.

    A reading without a phenotype leaves the call without one: what the other readings would give is not the answer.
    So does a call that has more readings than it names.
    """
    views = [read_diplotype(reading, tables) for reading in call.readings]
    alleles = tuple(dict.fromkeys(allele for view in views for allele in view.alleles))
    failing = {view.status for view in views if not view.status.has_phenotype}
    if failing or not call.complete:
        same = len(failing) == 1 and call.complete and not any(view.status.has_phenotype for view in views)
        status = failing.pop() if same else GeneStatus.UNRESOLVED
        return TablesView(status, views[0].phenotypes if same else (), alleles=alleles)
    found = {phenotype for view in views for phenotype in view.phenotypes}
    phenotypes = tuple(phenotype for phenotype in Phenotype if phenotype in found)
    scores = tuple(dict.fromkeys(score for view in views for score in view.scores))
    return TablesView(_status(phenotypes), phenotypes, scores, alleles)


def read_diplotype(diplotype: Diplotype, tables: ReferenceTables) -> TablesView:
    """
    The phenotype of a diplotype.

    One allele that the tables do not have, or whose function nobody knows, and there is no phenotype: an unknown
    allele is never counted as normal, nor as zero. Source of the rules: `phenotypes/` in the reference tables.
    """
    alleles = tuple(_reading(diplotype.gene, allele, tables) for allele in diplotype.alleles)
    if any(UNNAMED in haplotype.unknown for haplotype in diplotype.haplotypes):
        return TablesView(GeneStatus.UNRESOLVED, alleles=alleles)
    if any(allele.function is None for allele in alleles):
        return TablesView(GeneStatus.ALLELE_NOT_RECOGNIZED, alleles=alleles)
    if not diplotype.is_named or not all(allele.function and allele.function.is_known for allele in alleles):
        return TablesView(GeneStatus.FUNCTION_UNCERTAIN, (Phenotype.INDETERMINATE,), alleles=alleles)
    if tables.genes[diplotype.gene].method is Method.ACTIVITY_SCORE:
        score = _sum(diplotype, tables)
        phenotypes = phenotypes_of_score(diplotype.gene, score, tables)
        return TablesView(_status(phenotypes), phenotypes, (score,), alleles)
    functions = frozenset(allele.function for allele in alleles if allele.function)
    return TablesView(GeneStatus.DETERMINED, (tables.pair_lookup[diplotype.gene][functions],), alleles=alleles)


def phenotypes_of_score(gene: str, score: ActivityScore, tables: ReferenceTables) -> tuple[Phenotype, ...]:
    """
    The phenotypes that a score can mean, from slow to fast: one, or several where the score is a lower bound.

    Source: Caudle 2020 (PMID 31647186).
    """
    high = None if score.at_least else score.value
    return tuple(row.phenotype for row in tables.score_phenotypes[gene] if row.band.overlaps(score.value, high))


def scores_go_together(lab: ActivityScore, ours: ActivityScore) -> bool:
    """Whether a lab's score is that of the tables, or one that their lower bound allows."""
    return lab == ours or (ours.at_least and lab.value >= ours.value)


def _status(phenotypes: tuple[Phenotype, ...]) -> GeneStatus:
    return GeneStatus.DETERMINED if len(phenotypes) == 1 else GeneStatus.SEVERAL


def _reading(gene: str, allele: AlleleCopies, tables: ReferenceTables) -> AlleleReading:
    row = tables.alleles[gene].get(allele.star_allele)
    return AlleleReading(
        star_allele=allele.star_allele,
        copies=allele.copies,
        function=row.function if row else None,
        activity_value=str(row.activity_value) if row and row.activity_value is not None else None,
        source_id=row.source_id if row else None,
    )


def _sum(diplotype: Diplotype, tables: ReferenceTables) -> ActivityScore:
    """
    The activity values of every copy on both haplotypes, added up.

    An open copy number makes the score a lower bound, unless the copied allele has no activity.
    """
    total, at_least = Decimal(0), False
    for allele in diplotype.alleles:
        value = tables.alleles[diplotype.gene][allele.star_allele].activity_value or Decimal(0)
        total += value * allele.copies.count
        at_least |= allele.copies.at_least and value > 0
    return ActivityScore(value=total, at_least=at_least)
