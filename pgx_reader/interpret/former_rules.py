"""Whether older rules give what a lab says: former activity values of alleles, former phenotypes of scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from pgx_reader.interpret.genes import phenotypes_of_score, read_call, scores_go_together
from pgx_reader.models.genetics import ActivityScore, Call
from pgx_reader.models.interpretation import FormerRule
from pgx_reader.models.results import GeneResult
from pgx_reader.tables import ReferenceTables
from pgx_reader.tables.schemas import FormerPhenotypeRow, FormerValueRow
from pgx_reader.terms import Phenotype

_Values = tuple[FormerValueRow, ...]


@dataclass(frozen=True)
class _Rules:
    """Former rules, taken together; today's hold for everything else."""

    values: _Values
    phenotypes: tuple[FormerPhenotypeRow, ...]


def former_rules_that_give(result: GeneResult, tables: ReferenceTables) -> tuple[FormerRule, ...]:
    """
    The fewest former rules under which the tables give the lab's phenotype and score; empty where none do.

    Values that changed on one day go together. Only what the lab's alleles and scores make a difference for is tried.
    Source: `history/` in the reference tables.
    """
    tried = sorted(_combinations(result, tables), key=lambda rules: len(rules.values) + len(rules.phenotypes))
    for rules in tried:
        if _gives_what_the_lab_says(rules, result, tables):
            return (*map(_value_rule, rules.values), *map(_phenotype_rule, rules.phenotypes))
    return ()


def _combinations(result: GeneResult, tables: ReferenceTables) -> Iterator[_Rules]:
    """Every choice of former rules that touch the result, but not the choice of none."""
    named = {allele.star_allele for d in result.call.readings for allele in d.alleles} if result.call else set()
    changed = [row for row in tables.former_values.get(result.gene, ()) if row.allele in named]
    days = dict.fromkeys(row.until for row in changed)
    groups: list[_Values] = [tuple(row for row in changed if row.until == day) for day in days]
    bands = tables.former_phenotypes.get(result.gene, ())
    for taken in product((False, True), repeat=len(groups)):
        values = tuple(row for group, use in zip(groups, taken, strict=True) if use for row in group)
        yield from (_Rules(values, phenotypes) for phenotypes in ((), bands) if values or phenotypes)


def _gives_what_the_lab_says(rules: _Rules, result: GeneResult, tables: ReferenceTables) -> bool:
    scores = _scores(result.call, rules, tables) if result.call else result.activity_scores
    if not scores:
        return False
    if result.activity_scores and not all(
        any(scores_go_together(lab, s) for s in scores) for lab in result.activity_scores
    ):
        return False
    # The band alone explains nothing where it is not what the scores fall into.
    found = {phenotype for score in scores for phenotype in _phenotypes(result.gene, score, rules, tables)}
    return not result.phenotypes or set(result.phenotypes) == found


def _scores(call: Call, rules: _Rules, tables: ReferenceTables) -> tuple[ActivityScore, ...]:
    """The scores of a call, with the former values in the place of today's."""
    alleles = dict(tables.alleles[call.readings[0].gene])
    for row in rules.values:
        alleles[row.allele] = alleles[row.allele].model_copy(update={"activity_value": row.activity_value})
    then = replace(tables, alleles={**tables.alleles, call.readings[0].gene: alleles})
    return read_call(call, then).scores


def _phenotypes(gene: str, score: ActivityScore, rules: _Rules, tables: ReferenceTables) -> tuple[Phenotype, ...]:
    for row in rules.phenotypes:
        if not score.at_least and row.score_from <= score.value <= row.score_to:
            return (row.phenotype,)
    return phenotypes_of_score(gene, score, tables)


def _value_rule(row: FormerValueRow) -> FormerRule:
    value = str(row.activity_value)
    return FormerRule(allele=row.allele, activity_value=value, until=row.until, source_id=row.source_id)


def _phenotype_rule(row: FormerPhenotypeRow) -> FormerRule:
    score = str(row.score_from)
    return FormerRule(activity_score=score, phenotype=row.phenotype, until=row.until, source_id=row.source_id)
