"""A batch from Python: what kills a process, and what is told on the way."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from pgx_reader.batch.journal import Outcome
from pgx_reader.batch.names import Pattern
from pgx_reader.batch.options import Explaining, Style
from pgx_reader.batch.pool import make_all
from pgx_reader.batch.run import Batch, Tally, run
from pgx_reader.batch.store import LocalFolder
from pgx_reader.batch.work import Job
from pgx_reader.models.results import Problem
from pgx_reader.readers import DEFAULT_LIMITS
from tests.batch.deadly import Deadly
from tests.batch.running import results


class Notes:
    """A watcher that keeps what it is told."""

    def __init__(self) -> None:
        self.files: list[tuple[str, str | None]] = []
        self.problems: list[Problem] = []
        self.expected = (0, 0)
        self.made = 0

    def read(self, file: str, what: str | None, problems: Sequence[Problem]) -> None:
        """A part."""
        self.files.append((file, what))
        self.problems += problems

    def begun(self, waiting: int, kept: int) -> None:
        """All is read."""
        self.expected = (waiting, kept)

    def done(self, outcomes: Sequence[Outcome]) -> None:
        """Some are made."""
        self.made += len(outcomes)


def _run(folder: Path, number: int, style: Style, notes: Notes, *, resume: bool = False) -> Tally:
    table = folder / "results.csv"
    table.write_text(results(number), encoding="utf-8")
    job = Job(LocalFolder(folder / "out"), Explaining(), style, date(2026, 11, 23))
    make = partial(make_all, workers=2)
    batch = Batch((table,), folder / "out", job, Pattern("{patient_id}", ".pdf"), DEFAULT_LIMITS, make)
    return run(batch, notes, resume=resume)


def test_a_handout_that_processes_die_of_is_given_up(tmp_path: Path) -> None:
    """It has an error, all others have their handouts, and the batch comes to its end."""
    tally = _run(tmp_path, 40, Deadly(victim="P00017"), Notes())
    assert (tally.written, tally.failed, tally.waiting, tally.is_complete) == (39, 1, 0, False)
    with (tmp_path / "out" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        failed = [row for row in csv.DictReader(file) if row["state"] == "failed"]
    assert [(row["patient_id"], row["handout"], "died" in row["error"]) for row in failed] == [("P00017", "", True)]
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 39


def test_the_watcher_is_told_all(tmp_path: Path) -> None:
    """The file and what it is, how many there are to make and to keep, and each one that is made."""
    notes = Notes()
    _run(tmp_path, 10, Style(), notes)
    assert notes.files == [("results.csv", "long table, a row a result, comma-separated")]
    assert (notes.problems, notes.expected, notes.made) == ([], (10, 0), 10)
    again = Notes()
    tally = _run(tmp_path, 12, Style(), again, resume=True)
    assert (again.expected, again.made) == ((2, 10), 2)
    assert (tally.written, tally.kept, tally.is_complete) == (2, 10, True)


def test_the_journal_keeps_no_results(tmp_path: Path) -> None:
    """Once the handouts are made, neither names nor results are in the journal."""
    _run(tmp_path, 10, Style(), Notes())
    data = (tmp_path / "out" / "journal.sqlite").read_bytes()
    assert b"P00003" in data
    assert b"(invented)" not in data
    assert b"CYP2C19" not in data
