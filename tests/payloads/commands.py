"""What the commands write, print and show of the payloads in a file: text in a terminal, in tables, in files' names."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from click.testing import Result

from pgx_reader.readers import name_as_text
from tests.payloads import Payload
from tests.payloads.calculated import calculated
from tests.payloads.places import as_json, as_table, controls_in, rows_with

Run = Callable[..., Result]
Payloads = tuple[Payload, ...]

_OF_NAMES = ("path", "terminal", "bidi", "NUL and halves")


@dataclass(frozen=True)
class Look:
    """
    A look at what commands make of payloads, in an empty folder, which the process works in.

    `look` answers how often a payload was in an output that was looked at.
    """

    name: str
    look: Callable[[Run, Payloads], int]


def is_quiet(result: Result) -> None:
    """Neither standard output nor standard error holds a control character or one that turns a line round."""
    assert result.exit_code in (0, 1), result.output[-2000:]
    assert not controls_in(result.stdout, allowed="\n")
    assert not controls_in(result.stderr, allowed="\n")


def _in_one_file(payloads: Payloads) -> Path:
    """All payloads in one file, each in all places of an invented patient's rows."""
    path = Path("results.json")
    path.write_bytes(as_json([row for payload in payloads for row in rows_with(payload.text, everywhere=True)]))
    return path


def _printed(command: str, *options: str) -> Callable[[Run, Payloads], int]:
    def look(run: Run, payloads: Payloads) -> int:
        """Text on a terminal; JSON is whole, and no cell is calculated."""
        result = run(command, _in_one_file(payloads), *options)
        is_quiet(result)
        assert result.stdout
        if "--json" in options:
            assert all(json.loads(line) for line in result.stdout.splitlines())
        if "--csv" in options:
            assert calculated(result.stdout) == []
        return len(payloads)

    return look


def _tables(run: Run, payloads: Payloads) -> int:
    """No cell of the three tables begins as a formula does, and each row has its cells."""
    is_quiet(run("explain", _in_one_file(payloads), "--csv", "tables"))
    for name in ("genes", "statements", "problems"):
        _check_table(Path("tables") / f"{name}.csv")
    return len(payloads)


def _batch(run: Run, payloads: Payloads) -> int:
    """Every handout's file lies in the folder under a harmless name, and no cell of the lists is calculated."""
    options = ("--workers", 1, "--format", "html", "--name", "{patient_id} {patient_name}")
    is_quiet(run("batch", _in_one_file(payloads), "-o", "batch", *options))
    folder = Path("batch")
    _check_names(folder)
    rows = [_check_table(folder / f"{name}.csv") for name in ("manifest", "problems")]
    written = {row["handout"] for row in rows[0] if row["state"] == "written"}
    assert len(written) > len(payloads) * 0.8
    assert written == {path.name for path in folder.glob("*.html")}
    assert {row["state"] for row in rows[0]} == {"written", "failed"}
    return len(payloads)


def _report(run: Run, payloads: Payloads) -> int:
    """The same with `report`, whose paths are on standard output; of the payloads, paths and controls."""
    some = tuple(payload for payload in payloads if payload.kind in _OF_NAMES)
    result = run("report", _in_one_file(some), "-o", "handouts", "--format", "html")
    is_quiet(result)
    _check_names(Path("handouts"))
    assert sorted(result.stdout.splitlines()) == sorted(map(str, Path("handouts").iterdir()))
    return len(some)


def _files_of_their_own(run: Run, payloads: Payloads) -> int:
    """Each as a file of its own, as CSV: read, or refused in a message that controls nothing; under its name, too."""
    folder = Path("in")
    folder.mkdir()
    for payload in payloads:
        name = name_as_text(payload.text).replace("/", "_").replace("\0", "_")[:60]
        path = folder / f"{payload.number}{name}.csv"
        path.write_bytes(as_table(rows_with(payload.text, everywhere=True)))
    is_quiet(run("check", folder))
    is_quiet(run("explain", folder, "--csv", "tables"))
    for name in ("genes", "problems"):
        _check_table(Path("tables") / f"{name}.csv")
    return len(payloads)


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


PRINTED = (
    Look("check, printed", _printed("check")),
    Look("explain, printed", _printed("explain")),
    Look("explain --json, printed", _printed("explain", "--json")),
    Look("summary --csv, printed", _printed("summary", "--csv")),
)
TABLES = Look("tidy tables", _tables)
BATCH = Look("batch: files' names, manifest and problems", _batch)
REPORT = Look("report: files' names and standard output", _report)
FILES = Look("check and tidy tables of CSV files", _files_of_their_own)
LOOKS = (*PRINTED, TABLES, BATCH, REPORT, FILES)
