from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Table = Callable[..., Path]
HEADER = "patient_id,gene,diplotype,phenotype,activity_score\n"
ONE = HEADER + "PT-1,CYP2D6,*1/*4,IM,1\nPT-1,CYP2C19,*1/*17,Rapid Metabolizer,\n"
SEVERAL = ONE + "PT-2,CYP2D6,*4/*4,,\nPT-3,CYP2C19,*2/*2,PM,\n"

KEYS = {
    "": ["schema", "patient", "genes", "medicines", "interactions", "review", "problems", "tables"],
    "genes": [
        "gene",
        "reported",
        "diplotype",
        "activity_score",
        "phenotype",
        "possible_phenotypes",
        "basis",
        "agreement",
        "notes",
    ],
    "medicines": ["name", "taking", "statements"],
    "statements": ["source", "genes", "population", "strength", "actions", "guideline"],
    "problems": ["row", "column", "value", "message"],
    "tables": ["name", "version", "date"],
    "review": ["needed", "reasons", "reviewed_by"],
    "reported": ["diplotype", "phenotype", "activity_score"],
    "guideline": ["title", "year", "pmid", "url"],
    "notes": ["code", "message"],
}


def objects(result: Result) -> list[dict[str, object]]:
    """The JSON objects on standard output, one a line."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_is_one_line_a_patient_in_the_order_of_the_file(run: Run, table: Table) -> None:
    """Standard output is JSON lines and nothing else."""
    found = objects(run("explain", table(SEVERAL), "--json"))
    assert [record["patient"]["id"] for record in found] == ["PT-1", "PT-2", "PT-3"]  # type: ignore[index]
    assert {record["schema"] for record in found} == {"pgx-reader/interpretation/1"}


@pytest.mark.parametrize("part", list(KEYS))
def test_json_keys_stand_in_the_released_order(run: Run, table: Table, part: str) -> None:
    """The released keys come first and in their order; newer ones stand behind them."""
    content = HEADER + "PT-1,CYP2D6,*1/*4,NM,1\nPT-1,CYP2C19,nonsense,,\n"
    record = objects(run("explain", table(content), "--json", "--medicine", "codeine"))[0]
    gene = record["genes"][1]  # type: ignore[index]
    medicine = record["medicines"][0]  # type: ignore[index]
    places = {
        "": record,
        "genes": gene,
        "medicines": medicine,
        "statements": medicine["statements"][0],
        "problems": record["problems"][0],  # type: ignore[index]
        "tables": record["tables"][0],  # type: ignore[index]
        "review": record["review"],
        "reported": gene["reported"],
        "guideline": medicine["statements"][0]["guideline"],
        "notes": gene["notes"][0],
    }
    assert list(places[part])[: len(KEYS[part])] == KEYS[part]  # type: ignore[call-overload]


def test_json_says_null_for_unknown_and_never_for_a_list(run: Run, table: Table) -> None:
    """A gene without a result has nulls for values and empty lists for lists."""
    record = objects(run("explain", table(HEADER + "PT-1,CYP2D6,no call,,\n"), "--json"))[0]
    gene = next(found for found in record["genes"] if found["gene"] == "CYP2D6")  # type: ignore[attr-defined]
    assert {key for key, value in gene.items() if value is None} == {
        "diplotype",
        "activity_score",
        "phenotype",
        "basis",
        "tested",
        "explained_from",
    }
    assert (gene["possible_phenotypes"], gene["notes"]) == ([], [])
    lists = ("genes", "medicines", "interactions", "problems", "tables")
    assert all(isinstance(record[key], list) for key in lists)


def test_json_gives_values_as_released(run: Run, table: Table) -> None:
    """Scores are texts in CPIC's notation, and the words are the released ones."""
    record = objects(run("explain", table(HEADER + "PT-1,CYP2D6,*4/*1xN,,\n"), "--json"))[0]
    gene = next(found for found in record["genes"] if found["gene"] == "CYP2D6")  # type: ignore[attr-defined]
    assert gene["activity_score"] == "≥2.0"
    assert gene["diplotype"] == "*4/*1x≥2"
    assert gene["reported"] == {"diplotype": "*4/*1xN", "phenotype": None, "activity_score": None}
    assert gene["phenotype"] is None
    assert gene["possible_phenotypes"] == ["Normal Metabolizer", "Ultrarapid Metabolizer"]
    assert (gene["basis"], gene["agreement"]) == ("diplotype", "not_compared")
    assert record["review"]["needed"] is True  # type: ignore[index]


def test_json_says_that_it_is_no_prescription(run: Run, table: Table) -> None:
    """Every object carries the safety sentence."""
    assert all(
        "not a prescription" in str(record["notice"]) for record in objects(run("explain", table(SEVERAL), "--json"))
    )


@pytest.mark.parametrize("cell", ['"a ""quoted"" name"', "back\\slash", '"two\nlines"', "\u2028", "</script>", "日本"])
def test_no_text_breaks_a_line_of_json(run: Run, table: Table, cell: str) -> None:
    """Quotation marks, line breaks and other scripts in a cell stay inside their JSON string."""
    content = f"patient_id,patient_name,gene,diplotype\nPT-1,{cell},CYP2D6,*1/*4\n"
    result = run("explain", table(content), "--json")
    lines = [line for line in result.stdout.split("\n") if line]
    assert len(lines) == 1
    assert json.loads(lines[0])["patient"]["id"] == "PT-1"


def test_the_terminal_summary_begins_with_the_safety_line(run: Run, table: Table) -> None:
    """The first words on standard output are that this is not a prescription."""
    result = run("explain", table(ONE))
    assert result.exit_code == 0
    assert "This is not a prescription" in " ".join(result.stdout.split())[:300]
    assert "*1/*4" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ([], ["PT-1", "PT-2", "PT-3"]),
        (["--patient", "PT-2"], ["PT-2"]),
        (["--patient", "PT-3", "--patient", "PT-1"], ["PT-3", "PT-1"]),
    ],
)
def test_only_the_patients_asked_for_are_explained(
    run: Run, table: Table, arguments: list[str], ids: list[str]
) -> None:
    """`--patient` chooses, and may be given more than once."""
    found = objects(run("explain", table(SEVERAL), "--json", *arguments))
    assert [record["patient"]["id"] for record in found] == ids  # type: ignore[index]


def test_another_patients_problem_is_not_this_ones(run: Run, table: Table) -> None:
    """Where only a sound patient is asked for, the status is 0 and other patients' problems are not told."""
    result = run("explain", table(SEVERAL + "PT-4,CYP2D6,nonsense,,\n"), "--patient", "PT-1")
    assert result.exit_code == 0
    assert "PT-4" not in result.stderr


def test_medicines_are_marked_as_taken(run: Run, table: Table) -> None:
    """A medicine by its brand name is marked as taken and comes first; an unknown one is listed."""
    record = objects(run("explain", table(ONE), "--json", "--medicine", "Celexa", "--medicine", "ibuprofen"))[0]
    medicines = record["medicines"]
    assert [m["name"] for m in medicines if m["taking"]] == ["citalopram"]  # type: ignore[attr-defined]
    assert record["unknown_medicines"] == ["ibuprofen"]


def test_an_unknown_patient_is_refused(run: Run, table: Table) -> None:
    """An id that the file does not have ends with 2 and is named."""
    result = run("explain", table(ONE), "--patient", "PT-9")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "PT-9" in result.stderr


def test_an_explanation_writes_nothing(run: Run, table: Table) -> None:
    """`explain` leaves the folder as it was."""
    path = table(ONE)
    run("explain", path)
    run("explain", path, "--json")
    assert list(Path.cwd().iterdir()) == [path]


def test_the_terminal_speaks_spanish_and_json_does_not(run: Run, table: Table) -> None:
    """`--language es` is for readers; the JSON is the same in every language."""
    said = run("explain", table(ONE), "--language", "es").stdout
    assert "Esto no es una receta." in said
    assert "ningún traductor clínico" in said
    as_json = [run("explain", table(ONE), "--json", *language).stdout for language in ([], ["--language", "es"])]
    assert as_json[0] == as_json[1]
