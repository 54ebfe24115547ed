"""Every payload in every place of a file, through the commands: text in the terminal, in tables, in files' names."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from click.testing import Result

from pgx_reader.readers import name_as_text
from tests.payloads import PAYLOADS
from tests.payloads.calculated import calculated
from tests.payloads.places import as_json, as_table, controls_in, rows_with

Run = Callable[..., Result]
_ROWS = [row for payload in PAYLOADS for row in rows_with(payload.text, everywhere=True)]


@pytest.fixture
def results() -> Path:
    """All payloads in one file, each in all places of an invented patient's rows."""
    path = Path("results.json")
    path.write_bytes(as_json(_ROWS))
    return path


def _is_quiet(result: Result) -> None:
    assert result.exit_code in (0, 1), result.output[-2000:]
    assert not controls_in(result.stdout, allowed="\n")
    assert not controls_in(result.stderr, allowed="\n")


@pytest.mark.parametrize(
    "arguments",
    [("check",), ("explain",), ("explain", "--json"), ("summary", "--csv")],
)
def test_a_terminal_gets_text(arguments: tuple[str, ...], run: Run, results: Path) -> None:
    """Neither standard output nor standard error holds a control character or one that turns a line round."""
    command, *options = arguments
    result = run(command, results, *options)
    _is_quiet(result)
    assert result.stdout
    if "--json" in options:
        assert all(json.loads(line) for line in result.stdout.splitlines())
    if "--csv" in options:
        assert calculated(result.stdout) == []


def test_tables_of_a_cohort_are_not_calculated(run: Run, results: Path) -> None:
    """No cell of the three tables begins as a formula does, and each row has its cells."""
    _is_quiet(run("explain", results, "--csv", "tables"))
    for name in ("genes", "statements", "problems"):
        _check_table(Path("tables") / f"{name}.csv")


def test_a_batch_writes_harmless_names_and_lists(run: Run, results: Path) -> None:
    """Every handout's file lies in the folder under a harmless name, and no cell of the lists is calculated."""
    _is_quiet(
        run(
            "batch", results, "-o", "batch", "--workers", 1, "--format", "html", "--name", "{patient_id} {patient_name}"
        )
    )
    folder = Path("batch")
    _check_names(folder)
    rows = [_check_table(folder / f"{name}.csv") for name in ("manifest", "problems")]
    written = {row["handout"] for row in rows[0] if row["state"] == "written"}
    assert len(written) > len(PAYLOADS) * 0.8
    assert written == {path.name for path in folder.glob("*.html")}
    assert {row["state"] for row in rows[0]} == {"written", "failed"}


def test_a_report_writes_harmless_names(run: Run, results: Path) -> None:
    """The same with `report`, whose paths are on standard output; of the payloads, paths and controls."""
    kinds = ("path", "terminal", "bidi", "NUL and halves")
    rows = [row for p in PAYLOADS if p.kind in kinds for row in rows_with(p.text, everywhere=True)]
    results.write_bytes(as_json(rows))
    result = run("report", results, "-o", "handouts", "--format", "html")
    _is_quiet(result)
    _check_names(Path("handouts"))
    assert sorted(result.stdout.splitlines()) == sorted(map(str, Path("handouts").iterdir()))


def _check_names(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()} - {"manifest.csv", "problems.csv", "journal.sqlite"}
    assert names
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") for name in names)
    assert not {name for name in names if name.startswith((".", "-")) or len(name) > 120}
    assert {path.name for path in Path.cwd().iterdir()} <= {"results.json", "results.csv", "in", folder.name}


def _check_table(path: Path) -> list[dict[str, str]]:
    content = path.read_bytes().decode("utf-8")
    assert calculated(content) == []
    rows = list(csv.DictReader(StringIO(content, newline="")))
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


def test_a_table_with_any_of_them_is_read_or_refused(run: Run) -> None:
    """As a file of its own, as CSV: read, or refused in a message that controls nothing; under its own name, too."""
    folder = Path("in")
    folder.mkdir()
    for payload in PAYLOADS:
        name = name_as_text(payload.text).replace("/", "_").replace("\0", "_")[:60]
        path = folder / f"{payload.number}{name}.csv"
        path.write_bytes(as_table(rows_with(payload.text, everywhere=True)))
    _is_quiet(run("check", folder))
    _is_quiet(run("explain", folder, "--csv", "tables"))
    for name in ("genes", "problems"):
        _check_table(Path("tables") / f"{name}.csv")


def test_a_name_that_is_no_utf_8_stops_nothing(run: Run) -> None:
    """A file's name in another encoding, in a folder too, and such bytes in an argument: shown with a sign for them."""
    folder = Path("in")
    folder.mkdir()
    path = folder / "ana\udcff\x1b.csv"
    path.write_text("patient_id,gene,diplotype\nPT-1,CYP2D6,*1/*4\nPT-2,CYP2D6,nonsense\n", encoding="utf-8")
    asked = ("--medicine", "x\udcff", "--reviewed-by", "Ana\udcff")
    for number, source in enumerate((path, folder)):
        _is_quiet(run("batch", source, "-o", f"out-{number}", "--workers", 1, *asked))
        _is_quiet(run("explain", source, "--csv", f"tables-{number}", *asked))
        _is_quiet(run("report", source, "-o", f"handouts-{number}", *asked))
        assert "ana�" in (Path(f"out-{number}") / "problems.csv").read_text(encoding="utf-8")


def test_a_usage_error_quotes_no_control_character(run: Run) -> None:
    """A file's name that stands where none should be, as where a shell put several."""
    result = run("check", "one.csv", "two\x1b]0;x\x07\u202e.csv")
    assert result.exit_code == 2
    assert "two" in result.stderr
    assert not controls_in(result.stderr, allowed="\n")
