"""The patient's medicines by generic or brand name, and what the guidelines say of each."""

from __future__ import annotations

import re

from pgx_reader.interpret.guidelines import genes_of, newer_of, sources_of, statements_for, superseding_guideline
from pgx_reader.models.interpretation import GeneInterpretation, MedicineInterpretation
from pgx_reader.tables import ReferenceTables

_AMOUNT = re.compile(
    r"[\s,(]+\d[\d.,/-]*\s*(?:mg|mcg|µg|ug|g|ml|iu|units?|tabs?|tablets?|capsules?|%)(?!\w).*", re.IGNORECASE
)


def interpret_medicines(
    names: tuple[str, ...], genes: dict[str, GeneInterpretation], tables: ReferenceTables
) -> tuple[tuple[MedicineInterpretation, ...], tuple[str, ...]]:
    """
    Every medicine of the tables, the patient's own first in the patient's order; and the names that are not there.

    A name that the tables do not have is never replaced by one that looks like it. An amount after a name
    (`Celexa 20 mg`) is left off: the handout speaks of no doses.
    """
    names = tuple(_AMOUNT.sub("", name.strip()) for name in names if name.strip())
    known = {name.casefold(): row.drug for row in tables.drugs.values() for name in (row.drug, *row.brand_names)}
    taken = tuple(dict.fromkeys(known[name.casefold()] for name in names if name.casefold() in known))
    unknown = tuple(dict.fromkeys(name for name in names if name.casefold() not in known))
    ordered = (*taken, *(drug for drug in tables.drugs if drug not in taken))
    return tuple(_medicine(drug, drug in taken, genes, tables) for drug in ordered), unknown


def _medicine(
    drug: str, taking: bool, genes: dict[str, GeneInterpretation], tables: ReferenceTables
) -> MedicineInterpretation:
    row = tables.drugs[drug]
    return MedicineInterpretation(
        name=drug,
        brand_names=row.brand_names,
        used_for=row.used_for,
        group=row.group,
        taking=taking,
        sources=sources_of(drug, tables),
        genes=genes_of(drug, tables),
        statements=statements_for(drug, genes, tables),
        superseded_by=superseding_guideline(drug, tables),
        newer=newer_of(drug, tables),
    )
