"""Change any single value in the reference tables, and something notices."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pgx_reader.models.base import Model
from pgx_reader.tables import ReferenceTables, check_tables, load_tables, tables_folder
from pgx_reader.tables.signing import digest, signed_digests
from pgx_reader.terms import Action, Function, Phenotype, Population, RowStatus, Section, Strength
from tests.oracle.other_sources import dpwg_disagreements, fda_disagreements
from tests.oracle.published import allele_disagreements, guideline_disagreements, identifier_disagreements

FILES = sorted(path.relative_to(tables_folder()).as_posix() for path in tables_folder().rglob("*.csv"))


def _changed_cells(path: Path) -> Iterator[tuple[int, str, bytes]]:
    """The file's bytes with one cell changed, for every cell: row, column and bytes."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for number, row in enumerate(rows[1:], start=1):
        for position, column in enumerate(rows[0]):
            altered = [*row[:position], row[position] + "0", *row[position + 1 :]]
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows([*rows[:number], altered, *rows[number + 1 :]])
            yield number + 1, column, text.getvalue().encode()


@pytest.mark.parametrize("name", FILES)
def test_a_change_of_any_value_breaks_the_signature(name: str) -> None:
    """No cell of a table can change without its file being unsigned."""
    path = tables_folder() / name
    signed = signed_digests(tables_folder())[name]
    assert digest(path.read_bytes()) == signed
    for row, column, data in _changed_cells(path):
        assert digest(data) != signed, (row, column)


def _others(value: Any) -> list[Any]:
    """Other values that the cell could hold just as well."""
    if isinstance(value, Function | Phenotype | Strength | Section | Population | RowStatus):
        return [other for other in type(value) if other is not value]
    if isinstance(value, Decimal):
        return [other for other in (value + Decimal("0.25"), value - Decimal("0.25")) if other >= 0]
    if isinstance(value, tuple) and value and isinstance(value[0], Action):
        others: list[Any] = [tuple(a for a in value if a is not left) for left in value if left in _DECIDED]
        others += [(*value, more) for more in Action if more in _DECIDED and more not in value]
        kinds = {Action.AVOID, Action.ALTERNATIVE}
        return [other for other in others if (bool(kinds & set(other)), *_doses(other)) != (
            bool(kinds & set(value)), *_doses(value))]  # fmt: skip
    if isinstance(value, tuple):
        return [("0.5",) if value[0][0].isdigit() else ("Rapid Metabolizer",), ("No Result",)] if value else []
    return []


_DECIDED = (Action.AVOID, Action.ALTERNATIVE, Action.LOWER_DOSE, Action.HIGHER_DOSE)


def _doses(actions: tuple[Action, ...]) -> tuple[bool, bool]:
    return Action.LOWER_DOSE in actions, Action.HIGHER_DOSE in actions


def _mutants(row: Model, columns: tuple[str, ...]) -> Iterator[tuple[str, Any, Model]]:
    for column in columns:
        for other in _others(getattr(row, column)):
            if other != getattr(row, column):
                yield column, other, row.model_copy(update={column: other})


@pytest.fixture(scope="module")
def tables() -> ReferenceTables:
    """The reference tables of this checkout."""
    return load_tables()


def test_a_change_of_any_allele_is_noticed_by_the_published_facts(tables: ReferenceTables) -> None:
    """Without the signature, too: no function or activity value can change and still be CPIC's."""
    for gene, alleles in tables.alleles.items():
        for allele, row in alleles.items():
            for column, other, mutant in _mutants(row, ("function", "activity_value")):
                rows = (alleles | {allele: mutant}).values()
                assert allele_disagreements(gene, rows) == [allele], (gene, allele, column, other)  # type: ignore[arg-type]


@pytest.mark.share(3)
@pytest.mark.parametrize("drug", sorted(load_tables().guidelines["cpic"]))
def test_a_change_of_any_statement_is_noticed_by_the_published_facts(tables: ReferenceTables, drug: str) -> None:
    """Without the signature, too: no key, population, strength, direction or status can change and still be CPIC's."""
    rows = tables.guidelines["cpic"][drug]
    columns = ("population", "CYP2D6", "CYP2C19", "CYP2B6", "strength", "actions", "status")
    for position, row in enumerate(rows):
        for column, other, mutant in _mutants(row, columns):
            changed = (*rows[:position], mutant, *rows[position + 1 :])
            found = next(guideline_disagreements(drug, changed, tables.sources), None)  # type: ignore[arg-type]
            assert found, (drug, position + 2, column, other)


@pytest.mark.parametrize(
    ("folder", "drug"), [(f, d) for f in ("dpwg", "fda") for d in sorted(load_tables().guidelines[f])]
)
def test_a_change_of_any_other_statement_is_noticed_by_the_published_facts(
    tables: ReferenceTables, folder: str, drug: str
) -> None:
    """Without the signature, too: no key, section, direction, source or population can change unnoticed."""
    rows = tables.guidelines[folder][drug]
    disagreements = dpwg_disagreements if folder == "dpwg" else fda_disagreements
    columns = (
        ("population", "CYP2D6", "CYP2C19", "actions")
        if folder == "dpwg"
        else ("population", "CYP2D6", "CYP2C19", "section")
    )
    for position, row in enumerate(rows):
        mutants = [*_mutants(row, columns), ("source_id", "nowhere", row.model_copy(update={"source_id": "nowhere"}))]
        for column, other, mutant in mutants:
            changed = (*rows[:position], mutant, *rows[position + 1 :])
            assert disagreements(drug, changed, tables.sources), (drug, position + 2, column, other)  # type: ignore[arg-type]
    for position in range(len(rows)):
        assert disagreements(drug, rows[:position] + rows[position + 1 :], tables.sources), (drug, position + 2, "gone")


def test_a_change_of_any_former_value_or_phenotype_is_noticed(tables: ReferenceTables) -> None:
    """A former value that is today's is a fault; any other that is not 0.5 is not what the consensus replaced."""
    for gene, rows in tables.former_values.items():
        assert {row.activity_value for row in rows} == {Decimal("0.5")}
        assert {row.allele for row in rows} == {"*9", "*10", "*32", "*41", "*52", "*91", "*109", "*119", "*132"}
        for position, row in enumerate(rows):
            today = tables.alleles[gene][row.allele].activity_value
            mutant = row.model_copy(update={"activity_value": today})
            spoiled = replace(tables, former_values={gene: (*rows[:position], mutant, *rows[position + 1 :])})
            assert check_tables(spoiled), (gene, position + 2)
    for gene, bands in tables.former_phenotypes.items():
        assert [(str(b.score_from), str(b.score_to), b.phenotype) for b in bands] == [("1.0", "1.0", Phenotype.NORMAL)]
        mutant_band = bands[0].model_copy(update={"phenotype": Phenotype.INTERMEDIATE})
        assert check_tables(replace(tables, former_phenotypes={gene: (mutant_band,)}))


def test_a_change_of_any_phenotype_rule_is_noticed(tables: ReferenceTables) -> None:
    """No band and no pair can change its phenotype, and no band its ends, without a fault or another total."""
    for gene, rows in tables.score_phenotypes.items():
        for position, row in enumerate(rows):
            for column, other, mutant in _mutants(row, ("score_from", "score_to")):
                changed = {gene: (*rows[:position], mutant, *rows[position + 1 :])}
                spoiled = replace(tables, score_phenotypes=changed)  # type: ignore[arg-type]
                assert check_tables(spoiled), (gene, position + 2, column, other)
    for gene, pairs in tables.pair_phenotypes.items():
        for position, pair in enumerate(pairs):
            for column, other, mutant in _mutants(pair, ("function_1", "function_2")):
                changed_pairs = {gene: (*pairs[:position], mutant, *pairs[position + 1 :])}
                spoiled = replace(tables, pair_phenotypes=changed_pairs)  # type: ignore[arg-type]
                assert check_tables(spoiled), (gene, position + 2, column, other)


def test_a_change_of_any_identifier_is_noticed(tables: ReferenceTables) -> None:
    """No RxNorm or ATC identifier can change and still be the published one."""
    for row in tables.drugs.values():
        assert identifier_disagreements(row.model_copy(update={"rxnorm": row.rxnorm + "1"}))
        assert identifier_disagreements(row.model_copy(update={"atc": (*row.atc, "Z99ZZ99")}))
