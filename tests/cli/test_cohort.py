"""A cohort as tables, as numbers and as a picture."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from click.testing import Result
from PIL import Image

from pgx_reader.batch.tidy import TABLES
from tests.cli.conftest import HEADER, ONE, PARTLY, SEVERAL

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_reports" / "results"
Run = Callable[..., Result]
Write = Callable[..., Path]


def csv_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def objects(result: Result) -> list[dict[str, Any]]:
    """The JSON lines that were printed."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_tables_say_what_the_json_says(run: Run, tmp_path: Path) -> None:
    """Every patient, gene and statement of the samples stands in them once, with the values of `--json`."""
    as_json = run("explain", SAMPLES, "--json")
    patients = objects(as_json)
    assert run("explain", SAMPLES, "--csv", "tables").exit_code == as_json.exit_code
    genes = [(p["patient"]["id"], g) for p in patients for g in p["genes"]]
    found = csv_rows(tmp_path / "tables" / "genes.csv")
    assert [(row["patient_id"], row["gene"], row["phenotype"], row["status"]) for row in found] == [
        (patient, gene["gene"], gene["phenotype"] or "", gene["status"]) for patient, gene in genes
    ]
    assert [row["possible_phenotypes"] for row in found] == ["; ".join(g["possible_phenotypes"]) for _, g in genes]
    statements = [(p["patient"]["id"], m, s) for p in patients for m in p["medicines"] for s in m["statements"]]
    told = csv_rows(tmp_path / "tables" / "statements.csv")
    assert [(row["patient_id"], row["medicine"], row["source"], row["actions"], row["taking"]) for row in told] == [
        (patient, medicine["name"], s["source"], "; ".join(s["actions"]), str(medicine["taking"]).lower())
        for patient, medicine, s in statements
    ]


def test_parquet_is_the_same_with_types(run: Run, tmp_path: Path) -> None:
    """Read back, it has the values of the CSV, with numbers, truths and nulls as such."""
    assert run("explain", SAMPLES, "--csv", "as_csv").exit_code == run("explain", SAMPLES, "--parquet", "p").exit_code
    for name in TABLES:
        rows = pyarrow.parquet.read_table(tmp_path / "p" / f"{name}.parquet").to_pylist()
        as_text = [
            {key: "" if v is None else str(v).lower() if isinstance(v, bool) else str(v) for key, v in row.items()}
            for row in rows
        ]
        assert as_text == csv_rows(tmp_path / "as_csv" / f"{name}.csv")
    first = pyarrow.parquet.read_table(tmp_path / "p" / "statements.parquet").to_pylist()[0]
    assert (type(first["taking"]), type(first["guideline_year"]), first["section"]) == (bool, int, None)


def test_what_could_not_be_read_is_in_the_tables(run: Run, table: Write, tmp_path: Path) -> None:
    """A broken row is a row of `problems`, and the exit status says so; the others are whole."""
    result = run("explain", table(PARTLY), "--csv", "tables")
    assert result.exit_code == 1
    assert {row["row"] for row in csv_rows(tmp_path / "tables" / "problems.csv")} == {"6"}
    assert len({row["patient_id"] for row in csv_rows(tmp_path / "tables" / "genes.csv")}) == 3


def test_one_patient_can_be_asked_for(run: Run, table: Write, tmp_path: Path) -> None:
    """The tables then have that patient alone."""
    assert run("explain", table(SEVERAL), "--csv", "tables", "--patient", "PT-2").exit_code == 0
    assert {row["patient_id"] for row in csv_rows(tmp_path / "tables" / "genes.csv")} == {"PT-2"}


BAD = [
    (("--csv", "a", "--json"), "one or the other"),
    (("--csv", "a", "--parquet", "b"), "one or the other"),
    (("--csv", "full"), "nothing is written over"),
    (("--csv", "results.csv"), "nothing is written over"),
    (("--csv", "results.csv/deep"), "cannot be made"),
]


@pytest.mark.parametrize(("options", "message"), BAD)
def test_bad_targets_are_refused(options: tuple[str, ...], message: str, run: Run, table: Write) -> None:
    """Nothing is written over, and it is said what is wrong."""
    theirs = table("theirs", "full/genes.csv")
    result = run("explain", table(ONE), *options)
    assert (result.exit_code, message in result.stderr) == (2, True), result.output
    assert theirs.read_text() == "theirs"


@pytest.mark.parametrize("content", ["", "no results here", HEADER + "PT-1,CYP2D6,nonsense,,\n"])
def test_nothing_to_explain_leaves_nothing_behind(content: str, run: Run, table: Write, tmp_path: Path) -> None:
    """An unusable input is said; tables without any patient are written only where rows were read."""
    result = run("explain", table(content), "--csv", "tables")
    assert result.exit_code in (1, 2)
    assert result.exit_code == 1 or not (tmp_path / "tables").exists()


MISSING = [
    ("pyarrow", ("explain", "--parquet", "out"), "[parquet]"),
    ("matplotlib", ("summary", "--plot", "o.png"), "[plot]"),
]


@pytest.mark.parametrize(("library", "command", "extra"), MISSING)
def test_a_missing_library_is_named(
    library: str, command: tuple[str, ...], extra: str, run: Run, table: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said what to install, and nothing is written."""
    for name in [name for name in sys.modules if name.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    result = run(command[0], table(ONE), *command[1:])
    assert (result.exit_code, extra in result.stderr) == (2, True), result.output
    assert not Path(command[-1]).exists()


def test_the_page_about_the_tables_lists_their_columns() -> None:
    """Every column of the three tables, in its order, and no other."""
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    documented = [re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) for part in page.split("| column |")[1:]]
    assert documented == [list(columns) for columns in TABLES.values()]


def test_the_summary_counts_every_patient_once(run: Run) -> None:
    """Each gene's results add up to the patients that are explained, and are those of `explain --json`."""
    (told,) = objects(run("summary", SAMPLES, "--json"))
    patients = objects(run("explain", SAMPLES, "--json"))
    assert told["explained"] == len(patients)
    assert told["need_review"] == sum(patient["review"]["needed"] for patient in patients)
    for gene in told["genes"]:
        assert sum(gene["results"].values()) == sum(gene["agreement"].values()) == told["explained"]
        mine = [g for patient in patients for g in patient["genes"] if g["gene"] == gene["gene"]]
        assert gene["results"].get("Poor Metabolizer", 0) == sum(g["phenotype"] == "Poor Metabolizer" for g in mine)
        assert gene["results"].get("not tested", 0) == sum(g["status"] == "not_tested" for g in mine)


def test_the_summary_in_the_terminal_has_denominators(run: Run, table: Write) -> None:
    """Counts stand beside how many there are; what could not be read has its number, and the exit status 1."""
    result = run("summary", table(PARTLY))
    assert result.exit_code == 1
    assert "of 3" in result.stdout
    assert "3 patients explained, 1 not; 0 need a review;" in " ".join(result.stdout.split())


def test_the_picture_has_its_words(run: Run, table: Write, tmp_path: Path) -> None:
    """The plot is a PNG, wide enough to read, that says in words what it shows."""
    assert run("summary", table(SEVERAL), "--plot", "phenotypes.png").exit_code == 0
    with Image.open(tmp_path / "phenotypes.png") as picture:
        assert picture.format == "PNG"
        assert min(picture.size) > 300
        words = picture.info["Description"]
    assert words.startswith("Results of 3 patients.")
    assert "CYP2D6: Poor Metabolizer 1, Intermediate Metabolizer 1, not tested 1" in words


def test_a_picture_that_cannot_be_written_is_an_error(run: Run, table: Write) -> None:
    """It is said where, and no half of it is left."""
    result = run("summary", table(ONE), "--plot", "missing/phenotypes.png")
    assert (result.exit_code, "cannot be written" in result.stderr) == (2, True)
