"""The reference tables against the published facts."""

from __future__ import annotations

from collections import Counter
from itertools import combinations_with_replacement

import pytest

from pgx_reader.interpret.genes import read_diplotype
from pgx_reader.normalize.diplotypes import parse_call
from pgx_reader.tables import ReferenceTables, load_tables
from tests.oracle.published import (
    allele_disagreements,
    guideline_disagreements,
    identifier_disagreements,
    published,
)

# CPIC's published totals over all pairs of alleles that have a function row.
PAIRS = {
    "CYP2D6": {
        "Indeterminate": 10_965,
        "Poor Metabolizer": 1_081,
        "Intermediate Metabolizer": 1_783,
        "Normal Metabolizer": 596,
        "Ultrarapid Metabolizer": 281,
    },
    "CYP2C19": {
        "Indeterminate": 315,
        "Poor Metabolizer": 78,
        "Likely Poor Metabolizer": 72,
        "Intermediate Metabolizer": 96,
        "Likely Intermediate Metabolizer": 69,
        "Normal Metabolizer": 28,
        "Rapid Metabolizer": 7,
        "Ultrarapid Metabolizer": 1,
    },
}
RULES_OF_SCORES = [
    ("0", "0", "Poor"),
    ("0.25", "1", "Intermediate"),
    ("1.25", "2.25", "Normal"),
    ("2.5", None, "Ultrarapid"),
]
RULES_OF_PAIRS = [
    ("No", "No", "Poor"),
    ("No", "Decreased", "Likely Poor"),
    ("No", "Normal", "Intermediate"),
    ("No", "Increased", "Intermediate"),
    ("Decreased", "Decreased", "Likely Intermediate"),
    ("Decreased", "Normal", "Likely Intermediate"),
    ("Decreased", "Increased", "Likely Intermediate"),
    ("Normal", "Normal", "Normal"),
    ("Normal", "Increased", "Rapid"),
    ("Increased", "Increased", "Ultrarapid"),
]
SCORES = {
    "0.25": 414, "0.5": 551, "0.75": 145, "1.0": 673,
    "1.25": 128, "1.5": 144, "1.75": 13, "2.0": 275, "2.25": 36,
}  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> ReferenceTables:
    """The reference tables of this checkout."""
    return load_tables()


def test_the_rules_are_the_published_ones(tables: ReferenceTables) -> None:
    """The bands of activity scores and the pairs of functions have CPIC's phenotypes."""
    bands = [
        (str(row.score_from), str(row.score_to) if row.score_to is not None else None, f"{row.phenotype}")
        for row in tables.score_phenotypes["CYP2D6"]
    ]
    assert bands == [(low, high, f"{word} Metabolizer") for low, high, word in RULES_OF_SCORES]
    pairs = [(f"{r.function_1}", f"{r.function_2}", f"{r.phenotype}") for r in tables.pair_phenotypes["CYP2C19"]]
    assert pairs == [(f"{a} function", f"{b} function", f"{word} Metabolizer") for a, b, word in RULES_OF_PAIRS]


def _alleles_with_a_function(gene: str) -> list[str]:
    rows = published(f"{gene.lower()}_alleles")
    return [row["allele"] for row in rows if row["clinical_function"] != "Not assigned"]


@pytest.mark.parametrize(("gene", "pairs"), [("CYP2D6", 14_706), ("CYP2C19", 666)])
def test_every_pair_of_alleles_has_the_published_phenotype(tables: ReferenceTables, gene: str, pairs: int) -> None:
    """All pairs of alleles, counted by phenotype, give CPIC's published totals."""
    found: Counter[str] = Counter()
    for one, two in combinations_with_replacement(_alleles_with_a_function(gene), 2):
        view = read_diplotype(parse_call(gene, f"{one}/{two}", tables).call.readings[0], tables)
        assert len(view.phenotypes) == 1
        found[view.phenotypes[0].value] += 1
    assert found.total() == pairs
    assert found == PAIRS[gene]


def test_every_pair_of_cyp2d6_alleles_has_the_published_score(tables: ReferenceTables) -> None:
    """All intermediate and normal pairs, counted by score, give CPIC's published totals; poor is always 0."""
    found: Counter[str] = Counter()
    for one, two in combinations_with_replacement(_alleles_with_a_function("CYP2D6"), 2):
        view = read_diplotype(parse_call("CYP2D6", f"{one}/{two}", tables).call.readings[0], tables)
        found.update(map(str, view.scores))
    assert {score: found[score] for score in SCORES} == SCORES
    assert found["0.0"] == PAIRS["CYP2D6"]["Poor Metabolizer"]
    above = sum(n for score, n in found.items() if score not in SCORES and score != "0.0")
    assert above == PAIRS["CYP2D6"]["Ultrarapid Metabolizer"]


@pytest.mark.parametrize(
    "row", [r for r in published("cyp2d6_alleles") if "x" in r["allele"]], ids=lambda r: r["allele"]
)
def test_copies_of_an_allele_have_the_published_value(tables: ReferenceTables, row: dict[str, str]) -> None:
    """CPIC's rows for duplications follow from the value of one copy: none of them needs a row of its own."""
    diplotype = parse_call("CYP2D6", f"{row['allele']}/*5", tables).call.readings[0]
    scores = read_diplotype(diplotype, tables).scores
    assert "".join(map(str, scores)) == row["activity_value"]


@pytest.mark.parametrize("gene", ["CYP2D6", "CYP2C19"])
def test_every_allele_has_the_published_function(tables: ReferenceTables, gene: str) -> None:
    """Each allele has CPIC's clinical function and activity value; none is missing and none is added."""
    assert allele_disagreements(gene, tables.alleles[gene].values()) == []


@pytest.mark.parametrize("drug", sorted({row["drug"] for row in published("cpic_recommendations")}))
def test_every_recommendation_is_as_published(tables: ReferenceTables, drug: str) -> None:
    """Each published key of a drug is answered by one row, with CPIC's strength, directions and publication."""
    assert list(guideline_disagreements(drug, tables.guidelines["cpic"][drug], tables.sources)) == []


def test_every_drug_has_the_published_identifiers(tables: ReferenceTables) -> None:
    """RxNorm and ATC identifiers are those of CPIC's list, and empty where it has none."""
    assert [drug for drug, row in tables.drugs.items() if identifier_disagreements(row)] == []
