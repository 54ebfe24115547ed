"""Every statement is a row of a guideline's table, with all that stands in it, and every medicine a row of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.models.interpretation import Interpretation
from pgx_reader.tables import load_tables
from pgx_reader.tables.load import PUBLISHER_OF_FOLDER
from pgx_reader.terms import RowStatus

Explain = Callable[..., Interpretation]
FOLDER = {publisher: folder for folder, publisher in PUBLISHER_OF_FOLDER.items()}


@pytest.mark.parametrize("diplotype", ["*4/*4", "*1/*4", "*1xN/*1", "*1/*22", "no call"])
def test_a_statement_says_what_its_row_says(explain: Explain, diplotype: str) -> None:
    """Number, population, strength, effect, actions, conditions and source are the row's own; the row is in force."""
    tables = load_tables()
    found = explain(("CYP2D6", diplotype), ("CYP2C19", "*2/*17"), medicines=("codeine",))
    statements = [(medicine, statement) for medicine in found.medicines for statement in medicine.statements]
    assert statements
    for medicine, said in statements:
        row = tables.guidelines[FOLDER[said.source]][medicine.name][said.row - 2]
        source = tables.sources[row.source_id]
        assert row.status is RowStatus.CURRENT
        assert (said.population, said.strength, said.section) == (row.population, row.strength, row.section)
        assert (said.effect, said.actions, said.conditions) == (row.effect, row.actions, row.condition)
        assert (said.source_id, said.source_location) == (row.source_id, row.source_location)
        assert (said.guideline.title, said.guideline.url) == (source.title, source.url)
        assert said.guideline.pmid == (source.pmid or None)
        assert said.guideline.year == int((source.published_on or source.retrieved_on)[:4])
        assert said.guideline.retrieved_on == (None if source.published_on else source.retrieved_on)
        assert said.genes.keys() == row.keys.keys()


def test_a_medicine_carries_what_the_tables_have_of_it(explain: Explain) -> None:
    """Brand names, use, group, publishers and what is newer are told for each medicine that a guideline speaks of."""
    tables = load_tables()
    for medicine in explain(("CYP2D6", "*1/*4")).medicines:
        row = tables.drugs[medicine.name]
        assert (medicine.brand_names, medicine.used_for, medicine.group) == (row.brand_names, row.used_for, row.group)
        assert medicine.genes == tables.genes_of_drugs[medicine.name]
        assert medicine.sources == tuple(
            publisher for folder, publisher in PUBLISHER_OF_FOLDER.items() if medicine.name in tables.guidelines[folder]
        )
        newer = [(row.publisher, row.change) for row in tables.newer if row.drug == medicine.name]
        assert [(new.publisher, new.change) for new in medicine.newer] == newer
        rows = [row for folder in tables.guidelines.values() for row in folder.get(medicine.name, ())]
        superseded = all(row.status is not RowStatus.CURRENT for row in rows)
        assert (medicine.superseded_by is not None) is superseded


def test_a_superseded_guideline_names_the_newer_one(explain: Explain) -> None:
    """The publication that replaced it, which has no public table yet."""
    (ondansetron,) = (m for m in explain(("CYP2D6", "*1/*4")).medicines if m.name == "ondansetron")
    newer = load_tables().sources["cpic-ondansetron-2026"]
    assert ondansetron.superseded_by is not None
    assert (ondansetron.superseded_by.title, ondansetron.superseded_by.url) == (newer.title, newer.url)


@pytest.mark.parametrize(
    ("diplotype", "keys"),
    [
        ("*4/*4", ["0.0"]),
        ("*1/*4", ["1.0"]),
        ("*1xN/*4", ["≥2.0 (1.25 to 2.25)", "≥2.0 (2.5 or more)"]),
        ("*1/*22", ["n/a"]),
        ("*1/*999", ["n/a"]),
        ("no call", []),
    ],
)
def test_a_statement_tells_what_it_was_looked_up_with(explain: Explain, diplotype: str, keys: list[str]) -> None:
    """The patient's score; and where it leaves open which of two rows holds, the row's own range behind it."""
    (codeine,) = (m for m in explain(("CYP2D6", diplotype), ("CYP2C19", "*1/*1")).medicines if m.name == "codeine")
    found = [said.genes["CYP2D6"] for said in codeine.statements if said.source == "CPIC"]
    assert found == keys


@pytest.mark.parametrize(
    ("rows", "medicine", "source", "gene", "keys"),
    [
        (
            [("CYP2D6", "*1xN/*4")],
            "codeine",
            "DPWG",
            "CYP2D6",
            ["≥2.0 (1.25 to 1.5; 2.0 to 2.5)", "≥2.0 (3.0 or more)"],
        ),
        (
            [("CYP2C19", "", "Rapid/Ultrarapid Metabolizer")],
            "escitalopram",
            "CPIC",
            "CYP2C19",
            ["Rapid Metabolizer", "Ultrarapid Metabolizer"],
        ),
        (
            [("CYP2C19", "", "Rapid/Ultrarapid Metabolizer")],
            "escitalopram",
            "FDA",
            "CYP2C19",
            ["Ultrarapid Metabolizer"],
        ),
        (
            [("CYP2C19", "", "IM_or_PM")],
            "omeprazole",
            "FDA",
            "CYP2C19",
            ["Poor Metabolizer or Intermediate Metabolizer"],
        ),
    ],
)
def test_a_row_of_several_ranges_or_phenotypes_tells_those_that_the_result_can_have(
    explain: Explain, rows: list[tuple[str, ...]], medicine: str, source: str, gene: str, keys: list[str]
) -> None:
    """All ranges of a row stand behind the score; of its phenotypes those that the patient can have."""
    (found,) = (m for m in explain(*rows).medicines if m.name == medicine)
    assert [said.genes[gene] for said in found.statements if said.source == source] == keys
