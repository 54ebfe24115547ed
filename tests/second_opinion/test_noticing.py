"""The comparisons can fail: one cell that is another for the opinion alone is noticed."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tests.second_opinion import cases
from tests.second_opinion.comparison import disagreements, statements_apart
from tests.second_opinion.drawing import FOLDER
from tests.second_opinion.opinion import NOT_KNOWN, Tables

TABLES = Tables(FOLDER)
ALLELES = [(gene, allele) for gene, rows in TABLES.alleles.items() for allele in rows]


@cache
def _everyone() -> list[tuple[str, str]]:
    """A diplotype for each allele, each score, each pair of functions and each former name."""
    pairs = [f"*{one}/*{two}" for one in (1, 2, 9, 17) for two in (1, 2, 9, 17)]
    return [
        *((gene, f"*1/{allele}") for gene, allele in ALLELES),
        *(("CYP2D6", text) for text in cases.scores()),
        *(("CYP2C19", text) for text in pairs),
        *((gene, f"*1/{name}") for gene, name in TABLES.names),
    ]


def _changed_cells() -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Each row of the tables on alleles and phenotypes with what is to be another in it."""
    for gene, allele in ALLELES:
        row = TABLES.alleles[gene][allele]
        if row["function"] in NOT_KNOWN:
            yield row, {"function": "No function", "activity_value": "0.0"}
        else:
            yield row, {"function": "Uncertain function"}
            if row["activity_value"]:
                yield row, {"activity_value": str(Decimal(row["activity_value"]) + Decimal("0.25"))}
    for rules in TABLES.rules.values():
        for rule in rules:
            yield rule, {"phenotype": "Rapid Metabolizer" if rule["phenotype"][0] != "R" else "Poor Metabolizer"}
    for band in TABLES.rules["CYP2D6"]:
        yield band, {"score_from": str(Decimal(band["score_from"]) + Decimal("0.25"))}
        if band["score_to"]:
            yield band, {"score_to": str(Decimal(band["score_to"]) + Decimal("0.25"))}


def test_every_cell_about_alleles_and_phenotypes_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever function, value, band or pair of functions is another, a diplotype is read differently."""
    assert disagreements(_everyone(), TABLES) == []
    changes = list(_changed_cells())
    assert len(changes) > len(ALLELES) + 20
    for row, cells in changes:
        named = [(gene, text) for gene, text in _everyone() if text == f"*1/{row['allele']}"] if "allele" in row else []
        with monkeypatch.context() as only_here:
            for column, text in cells.items():
                only_here.setitem(row, column, text)
            assert disagreements(named or _everyone()[len(ALLELES) :], TABLES), (row, cells)


def test_every_former_name_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever former name stands for another allele, a diplotype is read differently."""
    for gene, name in list(TABLES.names):
        with monkeypatch.context() as only_here:
            only_here.setitem(TABLES.names, (gene, name), "*9999")
            assert disagreements([(gene, f"*1/{name}")], TABLES), name


@pytest.mark.parametrize(
    ("table", "row", "column", "text"),
    [
        ("alleles/CYP2D6.csv", 10, "activity_value", "0.5"),
        ("alleles/CYP2C19.csv", 1, "function", "Normal function"),
        ("phenotypes/CYP2D6.csv", 1, "score_to", "1.25"),
        ("phenotypes/CYP2C19.csv", 2, "phenotype", "Normal Metabolizer"),
        ("guidelines/cpic/codeine.csv", 0, "actions", "standard"),
        ("guidelines/cpic/codeine.csv", 1, "CYP2D6", "0.25 to 1.25"),
        ("guidelines/cpic/amitriptyline.csv", 6, "CYP2C19", "Poor Metabolizer"),
        ("guidelines/cpic/clopidogrel.csv", 0, "population", "NVI"),
        ("guidelines/cpic/ondansetron.csv", 0, "status", "current"),
        ("guidelines/dpwg/codeine.csv", 2, "CYP2D6", "1.25 to 2.5"),
        ("guidelines/dpwg/imipramine.csv", 5, "effect", "builds_up"),
        ("guidelines/fda/codeine.csv", 0, "section", "2"),
        ("guidelines/fda/codeine.csv", 0, "CYP2D6", "Poor Metabolizer"),
        ("guidelines/fda/eliglustat.csv", 2, "condition", "other_medicines"),
    ],
)
def test_one_cell_of_a_file_that_is_another_is_noticed(
    table: str, row: int, column: str, text: str, tmp_path: Path
) -> None:
    """The tables are read by the opinion itself: a cell that is changed in its copy alone parts it from the program."""
    folder = shutil.copytree(FOLDER, tmp_path / "tables")
    with (folder / table).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[row][column] != text
    rows[row][column] = text
    with (folder / table).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    changed = Tables(folder)
    some = [{"CYP2D6": one, "CYP2C19": other} for one, other in zip(cases.scores(), cases.cyp2c19() * 2, strict=False)]
    apart, _ = statements_apart(some, changed)
    if table.startswith("guidelines"):
        drug = Path(table).stem
        assert apart
        assert {row.drug for found in apart for row in (*found.program_only, *found.opinion_only)} == {drug}
    else:
        assert disagreements(_everyone(), changed)
