"""`explain --json` against every row of CPIC's recommendations, through the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from pgx_reader.cli import main
from tests.oracle.published import keys_of, published, published_facts

SUPERSEDED = {"ondansetron", "tropisetron"}
COLUMNS = ("patient_id", "gene", "diplotype", "phenotype", "activity_score")
Key = tuple[str, str, str]


def _rows_of(patient: str, key: Key) -> Iterator[tuple[str, ...]]:
    """A patient's rows in a results file for a published key: score, CYP2C19 and CYP2B6 phenotype."""
    score, cyp2c19, cyp2b6 = key
    if score == "n/a":
        yield patient, "CYP2D6", "*1/*22", "", ""
    elif score not in ("", "No Result"):
        yield patient, "CYP2D6", "", "", score
    for gene, phenotype in (("CYP2C19", cyp2c19), ("CYP2B6", cyp2b6)):
        if phenotype not in ("", "No Result"):
            yield patient, gene, "", phenotype, ""
    if (score in ("", "No Result")) and cyp2c19 in ("", "No Result"):
        yield patient, "CYP2D6", "", "Normal Metabolizer", ""  # another gene, so that there is something to explain


@pytest.fixture(scope="module")
def explained() -> dict[Key, dict[str, Any]]:
    """The JSON of one invented patient for each distinct published key."""
    keys = sorted({key for row in published("cpic_recommendations") for key in keys_of(row)})
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for number, key in enumerate(keys):
        writer.writerows(_rows_of(f"KEY-{number}", key))
    result = CliRunner().invoke(main, ["explain", "-", "--json"], input=file.getvalue())
    assert result.exit_code == 0, result.stderr
    patients = [json.loads(line) for line in result.stdout.splitlines()]
    return dict(zip(keys, patients, strict=True))


def _facts(statement: dict[str, Any]) -> tuple[object, ...]:
    actions = set(statement["actions"])
    return (
        statement["strength"],
        bool(actions & {"alternative", "avoid"}),
        "lower_dose" in actions,
        "higher_dose" in actions,
        statement["guideline"]["pmid"],
        str(statement["guideline"]["year"]),
    )


@pytest.mark.parametrize(
    "row",
    [row for row in published("cpic_recommendations") if row["drug"] not in SUPERSEDED],
    ids=lambda r: "|".join((r["drug"], r["population"], r["cyp2d6_activity_scores"], r["cyp2c19_phenotype"])),
)
def test_a_published_row_is_what_explain_gives(row: dict[str, str], explained: dict[Key, dict[str, Any]]) -> None:
    """For each key of the row, its population has one statement, with CPIC's strength and directions."""
    for key in keys_of(row):
        (medicine,) = [m for m in explained[key]["medicines"] if m["name"] == row["drug"]]
        ours = [s for s in medicine["statements"] if s["source"] == "CPIC"]
        statements = [s for s in ours if s["population"] == row["population"]]
        assert [_facts(statement) for statement in statements] == [published_facts(row)]


@pytest.mark.parametrize("drug", sorted(SUPERSEDED))
def test_a_superseded_table_gives_no_statement(drug: str, explained: dict[Key, dict[str, Any]]) -> None:
    """A withdrawn table says nothing, for any result; the newer guideline is named instead."""
    for patient in explained.values():
        (medicine,) = [m for m in patient["medicines"] if m["name"] == drug]
        assert medicine["statements"] == []
        assert [note["code"] for note in medicine["notes"]] == ["guideline_superseded"]


def test_the_keys_are_all_there(explained: dict[Key, dict[str, Any]]) -> None:
    """Every one of the 471 published rows has at least one key that was asked."""
    rows = published("cpic_recommendations")
    assert len(rows) == 471
    assert all(key in explained for row in rows for key in keys_of(row))
