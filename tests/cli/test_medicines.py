"""The patient's medicines on the command line and in the file: every kind of list that people write."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Table = Callable[..., Path]
ONE = "patient_id,gene,diplotype\nPT-1,CYP2D6,*1/*4\nPT-1,CYP2C19,*1/*1\n"


def with_list(medicines: str) -> str:
    """A file of one invented patient with this list."""
    return f'patient_id,gene,diplotype,medicines\nPT-1,CYP2D6,*1/*4,"{medicines}"\nPT-1,CYP2C19,*1/*1,"{medicines}"\n'


def taken(record: dict[str, Any]) -> list[str]:
    """The medicines that the patient takes, with those that no guideline speaks of behind them."""
    return [m["name"] for m in record["medicines"] if m["taking"]] + record["other_medicines"]


@pytest.mark.parametrize("command", ["explain", "report"])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "citalopran",
            '"citalopran" is not in our tables; the nearest name there is citalopram. If that is meant, give',
        ),
        (
            "Zolft",
            '"Zolft" is not in our tables; the nearest name there is Zoloft (sertraline). If that is meant, give',
        ),
        ("aspirin", '"aspirin" is not in our tables; nothing is said of it.'),
        ("сертралин", '"сертралин" is not in our tables; nothing is said of it.'),
    ],
)
def test_standard_error_names_what_is_not_in_the_tables(
    run: Run, table: Table, command: str, name: str, said: str
) -> None:
    """A misspelled name is answered with the nearest one, which is not used."""
    result = run(command, table(ONE), "--medicine", name)
    assert result.exit_code == 0
    assert said in result.stderr


@pytest.mark.parametrize(
    ("medicines", "found", "unknown"),
    [
        ("", [], []),
        (" ; ;", [], []),
        ("citalopram;Celexa;CELEXA 20 mg", ["citalopram"], []),
        ("Toprol XL 50 mg; St Johns wort; ginkgo", ["metoprolol", "st. john's wort"], ["ginkgo"]),
        ("codeine 30 mg;bupropion XL 150", ["codeine", "bupropion"], []),
        ("舍曲林", [], ["舍曲林"]),
        (";".join(f"herb number{n}" for n in range(300)), [], [f"herb number{n}" for n in range(300)]),
    ],
)
def test_a_list_in_the_file_is_read_whole(
    run: Run, table: Table, medicines: str, found: list[str], unknown: list[str]
) -> None:
    """Each medicine once, in the list's order, and what is not in the tables by its name."""
    result = run("explain", table(with_list(medicines)), "--json")
    assert result.exit_code == 0
    record = json.loads(result.stdout)
    assert (taken(record), record["unknown_medicines"]) == (found, unknown)


def test_a_handout_of_three_hundred_entries_is_written(run: Run, table: Table) -> None:
    """A list without an end gives a handout, and every name is said on standard error."""
    result = run("report", table(with_list(";".join(f"herb number{n}" for n in range(300)))), "-o", "one.pdf")
    assert result.exit_code == 0
    assert result.stderr.count("is not in our tables") == 300


def test_the_json_has_the_nearest_name_apart(run: Run, table: Table) -> None:
    """The names as given stay in `unknown_medicines`; only those with a near one are in `nearest_medicines`."""
    result = run("explain", table(ONE), "--json", "--medicine", "citalopran", "--medicine", "aspirin")
    record = json.loads(result.stdout)
    assert record["unknown_medicines"] == ["citalopran", "aspirin"]
    assert record["nearest_medicines"] == [{"name": "citalopran", "nearest": "citalopram"}]


def test_the_json_has_what_a_medicine_affects_and_the_estimate(run: Run, table: Table) -> None:
    """An interaction names the patient's other medicines of its gene, and the estimate its guideline."""
    result = run("explain", table(ONE), "--json", "--medicine", "duloxetine", "--medicine", "codeine")
    record = json.loads(result.stdout)
    (interaction,) = record["interactions"]
    assert (interaction["medicine"], interaction["strength"], interaction["affects"]) == (
        "duloxetine",
        "moderate",
        ["codeine"],
    )
    assert record["score_estimates"] == [
        {
            "medicine": "codeine",
            "inhibitor": "duloxetine",
            "strength": "moderate",
            "estimated_activity_scores": ["0.5"],
            "source_id": "cpic-opioids-2021",
        }
    ]


def test_no_medicine_is_lost_when_our_own_json_is_read_again(run: Run, table: Table) -> None:
    """Those with statements, those of the interactions alone, and unknown ones are there again."""
    names = [option for name in ("codeine", "bupropion", "ginkgo") for option in ("--medicine", name)]
    first = run("explain", table(ONE), "--json", *names)
    second = run("explain", table(first.stdout, "explained.json"), "--json")
    one, two = (json.loads(result.stdout) for result in (first, second))
    for key in ("medicines", "interactions", "other_medicines", "unknown_medicines"):
        assert one[key] == two[key]
