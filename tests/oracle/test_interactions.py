"""`explain --json` against every published pair of a medicine and an enzyme, through the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from pgx_reader.cli import main
from tests.oracle.published import published

ROWS = published("inhibitors_inducers")
RESULTS = "patient_id,gene,diplotype\nPT-1,CYP2D6,*1/*4\nPT-1,CYP2C19,*1/*2\n"
KEYS = ["medicine", "gene", "effect", "strength", "source", "date"]


@pytest.fixture(scope="module")
def interactions() -> list[dict[str, Any]]:
    """The interactions of an invented patient who takes every medicine of the list."""
    drugs = [option for drug in sorted({row["drug"] for row in ROWS}) for option in ("--medicine", drug)]
    result = CliRunner().invoke(main, ["explain", "-", "--json", *drugs], input=RESULTS)
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)["interactions"]
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['drug']}|{row['gene']}")
def test_a_published_pair_is_what_explain_gives(row: dict[str, str], interactions: list[dict[str, Any]]) -> None:
    """Each pair has its effect and strength, and the FDA's pairs the FDA's date."""
    (found,) = [i for i in interactions if (i["medicine"], i["gene"]) == (row["drug"], row["gene"])]
    assert (found["effect"], found["strength"]) == (row["effect"], row["strength"] or None)
    if row["source"] == "FDA":
        assert (found["source"], found["date"]) == ("FDA", row["date"])
    assert list(found)[: len(KEYS)] == KEYS


def test_no_other_pair_is_given(interactions: list[dict[str, Any]]) -> None:
    """The published pairs are all there are: 37 of the FDA, and St. John's wort."""
    assert len(ROWS) == 38
    given = sorted((i["medicine"], i["gene"]) for i in interactions)
    assert given == sorted((row["drug"], row["gene"]) for row in ROWS)
