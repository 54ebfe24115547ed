"""The medicines of the guidelines, the patient's own first, and what the guidelines say of each."""

from __future__ import annotations

from collections.abc import Iterable

from pgx_reader.interpret.guidelines import Results, newer_of, sources_of, statements_for, superseding_guideline
from pgx_reader.models.interpretation import GeneInterpretation, MedicineInterpretation
from pgx_reader.tables import ReferenceTables


def interpret_medicines(
    taken: Iterable[str], genes: dict[str, GeneInterpretation], tables: ReferenceTables
) -> tuple[MedicineInterpretation, ...]:
    """Every medicine that a guideline speaks of, the patient's own first in the patient's order."""
    own = tuple(taken)
    ordered = (*own, *(drug for drug in tables.drugs if drug not in own))
    results = Results(genes, tables)
    return tuple(_medicine(drug, drug in own, results) for drug in ordered if sources_of(drug, tables))


def _medicine(drug: str, taking: bool, results: Results) -> MedicineInterpretation:
    tables = results.tables
    row = tables.drugs[drug]
    return MedicineInterpretation(
        name=drug,
        brand_names=row.brand_names,
        used_for=row.used_for,
        group=row.group,
        taking=taking,
        sources=sources_of(drug, tables),
        genes=tables.genes_of_drugs[drug],
        statements=statements_for(drug, results),
        superseded_by=superseding_guideline(drug, tables),
        newer=newer_of(drug, tables),
    )
