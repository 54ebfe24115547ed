"""The interpretation as JSON, one object a patient and line, in the released order of keys."""

from __future__ import annotations

import json
from typing import Any

from pgx_reader.models.document import Text
from pgx_reader.models.interpretation import (
    GeneInterpretation,
    Interaction,
    Interpretation,
    MedicineInterpretation,
    Review,
    ScoreEstimate,
    Statement,
)
from pgx_reader.models.results import Note, Problem
from pgx_reader.render.printable import printable_json
from pgx_reader.wording import Wording

SCHEMA = "pgx-reader/interpretation/1"


def render_json(interpretation: Interpretation, wording: Wording, *, ascii_only: bool = False) -> str:
    """
    One patient's interpretation as a line of JSON. `null` is "not known"; a list is never `null`.

    With `ascii_only`, other characters are written as escapes: the same JSON, for a stream that lacks them. Control
    characters always are, so that none reaches a terminal.
    """
    return printable_json(json.dumps(_patient(interpretation, wording), ensure_ascii=ascii_only))


def _patient(interpretation: Interpretation, wording: Wording) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "patient": interpretation.patient.model_dump(mode="json"),
        "genes": [_gene(gene, wording) for gene in interpretation.genes],
        "medicines": [_medicine(medicine, wording) for medicine in interpretation.medicines],
        "interactions": [_interaction(interaction) for interaction in interpretation.interactions],
        "review": _review(interpretation.review, wording),
        "problems": [_problem(problem) for problem in interpretation.problems],
        "tables": [table.model_dump(mode="json") for table in interpretation.tables],
        "tables_version": interpretation.tables_version,
        "unknown_medicines": [medicine.name for medicine in interpretation.unknown_medicines],
        "other_genes": list(interpretation.other_genes),
        "notice": wording.plain(Text(message="footer.safety")),
        "nearest_medicines": [m.model_dump() for m in interpretation.unknown_medicines if m.nearest],
        "other_medicines": list(interpretation.other_medicines),
        "score_estimates": [_estimate(estimate) for estimate in interpretation.score_estimates],
    }


def _gene(gene: GeneInterpretation, wording: Wording) -> dict[str, Any]:
    return {
        "gene": gene.gene,
        "reported": gene.reported.model_dump(mode="json"),
        "diplotype": gene.diplotype,
        "activity_score": str(gene.activity_score) if gene.activity_score else None,
        "phenotype": gene.phenotype,
        "possible_phenotypes": list(gene.possible_phenotypes),
        "basis": gene.basis,
        "agreement": gene.agreement,
        "notes": [_note(note, wording) for note in gene.notes],
        "status": gene.status,
        "possible_diplotypes": list(gene.diplotypes),
        "possible_activity_scores": [str(score) for score in gene.activity_scores],
        "copy_number": gene.copy_number,
        "explained_from": gene.explained_from,
        "former_rules": [rule.model_dump(mode="json") for rule in gene.former_rules],
        "tables_phenotypes": list(gene.tables_phenotypes),
        "lab_phenotypes": list(gene.lab_phenotypes),
        "tested": gene.tested,
    }


def _note(note: Note, wording: Wording) -> dict[str, str]:
    message = wording.plain(Text(message=note.code, values=dict(note.values)))
    return {"code": note.code.partition(".")[2], "message": message}


def _medicine(medicine: MedicineInterpretation, wording: Wording) -> dict[str, Any]:
    return {
        "name": medicine.name,
        "taking": medicine.taking,
        "statements": [_statement(statement) for statement in medicine.statements],
        "notes": _notes_on(medicine, wording),
        "brand_names": list(medicine.brand_names),
        "used_for": list(medicine.used_for),
        "sources": list(medicine.sources),
        "genes": list(medicine.genes),
    }


def _notes_on(medicine: MedicineInterpretation, wording: Wording) -> list[dict[str, str]]:
    """What the tables do not have of a medicine: a newer guideline, or a publisher's newer word."""
    notes = []
    if medicine.superseded_by:
        superseding = medicine.superseded_by
        values = {"medicine": medicine.name, "year": str(superseding.year), "link": superseding.url}
        message = wording.plain(Text(message="pro.statements.superseded", values=dict(values)))
        notes.append({"code": "guideline_superseded", "message": message})
    for newer in medicine.newer:
        values = {"medicine": medicine.name, "publisher": newer.publisher, "link": newer.source.url}
        message = wording.plain(Text(message=f"pro.statements.{newer.change}", values=dict(values)))
        notes.append({"code": f"guideline_{newer.change}", "message": message})
    return notes


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "source": statement.source,
        "genes": statement.genes,
        "population": statement.population,
        "strength": statement.strength,
        "actions": list(statement.actions),
        "guideline": statement.guideline.model_dump(mode="json"),
        "effect": statement.effect,
        "source_id": statement.source_id,
        "source_location": statement.source_location,
        "section": statement.section,
        "conditions": list(statement.conditions),
    }


def _interaction(interaction: Interaction) -> dict[str, Any]:
    return {
        "medicine": interaction.medicine,
        "gene": interaction.gene,
        "effect": interaction.effect,
        "strength": interaction.strength,
        "source": interaction.source,
        "date": interaction.date,
        "source_id": interaction.source_id,
        "affects": list(interaction.affects),
    }


def _estimate(estimate: ScoreEstimate) -> dict[str, Any]:
    return {
        "medicine": estimate.medicine,
        "inhibitor": estimate.inhibitor,
        "strength": estimate.strength,
        "estimated_activity_scores": [str(score) for score in estimate.scores],
        "source_id": estimate.source_id,
    }


def _review(review: Review, wording: Wording) -> dict[str, Any]:
    reasons = [_note(reason, wording)["message"] for reason in review.reasons]
    return {"needed": review.needed, "reasons": reasons, "reviewed_by": review.reviewed_by}


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": problem.message,
        "severity": problem.severity,
        "file": problem.file,
    }
