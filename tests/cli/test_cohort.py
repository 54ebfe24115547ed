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

from pgx_reader.batch.cohort import COUNT_COLUMNS
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


def test_a_patient_who_is_not_there_is_an_error(run: Run, table: Write, tmp_path: Path) -> None:
    """As without tables: nothing is written, and it is said who is missing."""
    result = run("explain", table(PARTLY), "--csv", "tables", "--patient", "PT-1", "--patient", "NOBODY")
    assert (result.exit_code, "no readable results for patient NOBODY." in result.stderr) == (2, True)
    assert not (tmp_path / "tables").exists()


@pytest.mark.parametrize("command", [("explain", "--csv", "tables"), ("summary",)])
def test_what_could_not_be_read_is_said(command: tuple[str, ...], run: Run, table: Write) -> None:
    """The exit status 1 never comes without the row and the patient on standard error."""
    result = run(command[0], table(PARTLY), *command[1:])
    assert result.exit_code == 1
    assert "results.csv, row 6, column diplotype, patient PT-4" in result.stderr


@pytest.mark.parametrize(
    ("command", "where"), [(("explain", "--csv", "t"), "are in problems.csv"), (("summary",), 'The command "check"')]
)
def test_of_very_many_problems_the_first_are_said(command: tuple[str, ...], where: str, run: Run, table: Write) -> None:
    """And where all of them are."""
    result = run(command[0], table(ONE + "".join(f"B-{n},CYP2D6,nonsense,,\n" for n in range(40))), *command[1:])
    assert where in result.stderr
    assert result.stderr.count("nonsense") == 10


def test_a_medicine_that_is_not_known_is_in_the_problems(run: Run, table: Write, tmp_path: Path) -> None:
    """A name that the tables do not have is said once, and is a notice of each patient; it fails nothing."""
    result = run("explain", table(SEVERAL), "--csv", "tables", "--medicine", "citalopramm")
    assert (result.exit_code, result.stderr.count("citalopramm")) == (0, 1)
    rows = csv_rows(tmp_path / "tables" / "problems.csv")
    assert [(row["patient_id"], row["value"], row["severity"]) for row in rows] == [
        (patient, "citalopramm", "notice") for patient in ("PT-1", "PT-2", "PT-3")
    ]
    assert all("citalopram, which is not used" in row["message"] for row in rows)


def test_no_more_names_of_medicines_are_said_than_can_be_read(run: Run, table: Write) -> None:
    """Of very many unknown names, the first, and that there may be more."""
    asked = [part for n in range(30) for part in ("--medicine", f"zzqx{n}")]
    result = run("explain", table(ONE), "--csv", "tables", *asked)
    assert (result.stderr.count("zzqx"), result.stderr.count("More names")) == (20, 1)


def test_results_may_come_from_standard_input(run: Run, tmp_path: Path) -> None:
    """The tables are those of the same file."""
    assert run("explain", "-", "--csv", "tables", stdin=SEVERAL).exit_code == 0
    assert len(csv_rows(tmp_path / "tables" / "genes.csv")) == 6


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
    """Every column of the three tables and of the counts, in its order, and no other."""
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    documented = [re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) for part in page.split("| column |")[1:]]
    assert documented == [list(columns) for columns in (*TABLES.values(), COUNT_COLUMNS)]


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
    assert words.startswith("Phenotypes of CYP2C19 and CYP2D6. 3 patients. CYP2C19: ")
    assert "CYP2D6: Poor Metabolizer 1, Intermediate Metabolizer 1, not tested 1" in words


def test_a_picture_that_cannot_be_written_is_an_error(run: Run, table: Write) -> None:
    """It is said where, and no half of it is left."""
    result = run("summary", table(ONE), "--plot", "missing/phenotypes.png")
    assert (result.exit_code, "cannot be written" in result.stderr) == (2, True)
    assert "1 patient explained, 0 not" in " ".join(result.stdout.split())


def test_nobody_to_draw_is_no_picture(run: Run, table: Write, tmp_path: Path) -> None:
    """Where no patient can be explained, that is said, and no file is written."""
    result = run("summary", table(HEADER + "PT-1,CYP2D6,nonsense,,\n"), "--plot", "phenotypes.png")
    assert (result.exit_code, "nothing to draw" in result.stderr) == (1, True)
    assert not (tmp_path / "phenotypes.png").exists()


def test_the_picture_says_who_is_not_in_it(run: Run, table: Write, tmp_path: Path) -> None:
    """Patients of whom nothing could be explained are in no bar, and in the words."""
    assert run("summary", table(PARTLY), "--plot", "phenotypes.png").exit_code == 1
    with Image.open(tmp_path / "phenotypes.png") as picture:
        assert "3 patients; 1 without a result to explain are not shown." in picture.info["Description"]


def test_the_summary_as_csv_is_the_one_as_json(run: Run) -> None:
    """Each count stands in both, and none is more than what it is of."""
    (told,) = objects(run("summary", SAMPLES, "--json"))
    result = run("summary", SAMPLES, "--csv")
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert list(rows[0]) == list(COUNT_COLUMNS)
    found = {(row["gene"], row["counted"], row["value"]): int(row["number"]) for row in rows}
    expected = {("", "patients", key): told[key] for key in ("explained", "not_explained", "need_review")}
    expected |= {("", "problems", ""): told["problems"]}
    for gene in told["genes"]:
        for key, counted in (("results", "result"), ("agreement", "agreement"), ("findings", "finding")):
            expected |= {(gene["gene"], counted, value): number for value, number in gene[key].items()}
    assert (found, len(found)) == (expected, len(rows))
    assert all(int(row["number"]) <= int(row["of"]) for row in rows if row["counted"] != "problems")


def test_the_summary_is_printed_in_one_way(run: Run, table: Write) -> None:
    """JSON and CSV on one stream would be neither."""
    result = run("summary", table(ONE), "--json", "--csv")
    assert (result.exit_code, "one or the other" in result.stderr) == (2, True)
