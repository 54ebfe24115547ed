"""The medicines of the guidelines, the patient's own first, and what the guidelines say of each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pgx_reader.interpret.guidelines import (
    LookedAt,
    Results,
    looked_at,
    newer_of,
    sources_of,
    statements_for,
    superseding_guideline,
)
from pgx_reader.models.interpretation import GeneInterpretation, MedicineInterpretation
from pgx_reader.tables import ReferenceTables


def interpret_medicines(
    taken: Iterable[str], genes: dict[str, GeneInterpretation], tables: ReferenceTables
) -> tuple[MedicineInterpretation, ...]:
    """Every medicine that a guideline speaks of, the patient's own first in the patient's order."""
    own = tuple(taken)
    ordered = (*own, *(drug for drug in tables.drugs if drug not in own))
    results = {gene: looked_at(result) for gene, result in genes.items()}
    of_drugs = tables.genes_of_drugs
    return tuple(
        _medicine(drug, drug in own, tuple(results[gene] for gene in of_drugs[drug] if gene in results), tables)
        for drug in ordered
        if drug in of_drugs
    )


# Many patients share a result, and all who do have the same statements.
@lru_cache(maxsize=8192)
def _medicine(drug: str, taking: bool, found: tuple[LookedAt, ...], tables: ReferenceTables) -> MedicineInterpretation:
    """A medicine, for the results of the genes that its guidelines look at."""
    row = tables.drugs[drug]
    results = Results({result.gene: result for result in found}, tables)
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
