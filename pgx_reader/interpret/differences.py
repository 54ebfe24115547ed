"""In which ways a lab's result and the tables' can differ, and the notes that say so."""

from __future__ import annotations

from collections.abc import Iterator

from pgx_reader.interpret.genes import TablesView, phenotypes_of_score, scores_go_together
from pgx_reader.models.genetics import ActivityScore
from pgx_reader.models.interpretation import FormerRule, GeneInterpretation
from pgx_reader.models.results import GeneResult, Note
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import Phenotype


def differences(base: GeneInterpretation, result: GeneResult, view: TablesView, tables: ReferenceTables) -> list[Note]:
    """A note for the phenotype and for the score, where they differ; else one where the lab contradicts itself."""
    found = [_phenotype_difference(base, view), _score_difference(base, result, view)]
    return [note for note in found if note] or _self_contradiction(base, result, tables)


def phenotypes_of_scores(result: GeneResult, tables: ReferenceTables) -> tuple[Phenotype, ...]:
    """What the lab's scores mean, from slow to fast; empty where it gives none."""
    found = {p for score in result.activity_scores for p in phenotypes_of_score(result.gene, score, tables)}
    return tuple(phenotype for phenotype in Phenotype if phenotype in found)


def difference_of_phenotypes(code: str, gene: str, lab: tuple[Phenotype, ...], ours: tuple[Phenotype, ...]) -> Note:
    """A note with the phenotypes that the lab names, or that its score means, and the tables'."""
    values = {"gene": gene, "lab": _named(lab), "tables": _named(ours)}
    return Note(code=code, values=values)


def former_notes(gene: str, rules: tuple[FormerRule, ...]) -> Iterator[Note]:
    """A note for each older rule that gives what the lab says."""
    for rule in rules:
        if rule.allele and rule.activity_value:
            values = {"gene": gene, "allele": rule.allele, "value": rule.activity_value, "until": rule.until}
            yield Note(code="note.former_value", values=values)
        elif rule.activity_score and rule.phenotype:
            values = {"gene": gene, "score": rule.activity_score, "phenotype": rule.phenotype, "until": rule.until}
            yield Note(code="note.former_phenotype", values=values)


def _phenotype_difference(base: GeneInterpretation, view: TablesView) -> Note | None:
    ours, lab = set(view.phenotypes), set(base.lab_phenotypes)
    if lab <= ours or ours <= lab:
        return None
    return difference_of_phenotypes("note.phenotype_differs", base.gene, base.lab_phenotypes, view.phenotypes)


def _score_difference(base: GeneInterpretation, result: GeneResult, view: TablesView) -> Note | None:
    lab, ours = result.activity_scores, view.scores
    if not lab or any(scores_go_together(score, other) for score in lab for other in ours):
        return None
    values = {"gene": base.gene, "lab": _scores_named(lab), "tables": _scores_named(ours)}
    return Note(code="note.score_differs", values=values)


def _self_contradiction(base: GeneInterpretation, result: GeneResult, tables: ReferenceTables) -> list[Note]:
    """The lab's own phenotype and score, where the one excludes the other; else empty."""
    of_score = phenotypes_of_scores(result, tables)
    if not of_score or not result.phenotypes or set(result.phenotypes) & set(of_score):
        return []
    values = {"gene": base.gene, "lab": _named(base.lab_phenotypes), "score": _scores_named(result.activity_scores)}
    return [Note(code="note.lab_contradicts_itself", values=values)]


def _scores_named(scores: tuple[ActivityScore, ...]) -> str:
    return " or ".join(map(str, scores)) or "none"


def _named(phenotypes: tuple[Phenotype, ...]) -> str:
    return " or ".join(phenotypes)
