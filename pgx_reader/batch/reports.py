"""What a batch tells at its end: a row a patient, and a row a problem."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from pgx_reader.batch.files import writing_whole
from pgx_reader.batch.journal import Journal
from pgx_reader.batch.spreadsheet import CsvTable

MANIFEST = "manifest.csv"
PROBLEMS = "problems.csv"
MANIFEST_COLUMNS = (
    "patient_id", "state", "handout", "sha256", "bytes", "needs_review", "file", "row", "versions", "error",
)  # fmt: skip
PROBLEM_COLUMNS = ("file", "row", "column", "patient_id", "value", "severity", "message")


def write_reports(folder: Path, journal: Journal, *, shared: bool = False) -> None:
    """`manifest.csv` and `problems.csv`, each whole or not at all."""
    with writing_whole(folder / MANIFEST, shared=shared) as file:
        _write(file, MANIFEST_COLUMNS, (_manifest_row(row) for row in journal.rows()))
    with writing_whole(folder / PROBLEMS, shared=shared) as file:
        _write(file, PROBLEM_COLUMNS, (problem.model_dump() for problem in journal.problems()))


def _write(file: TextIO, columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> None:
    table = CsvTable(file, columns)
    for row in rows:
        table.add({column: row[column] for column in columns})


def _manifest_row(row: dict[str, Any]) -> dict[str, Any]:
    review = {None: "", 0: "no", 1: "yes"}[row["needs_review"] if row["output"] else None]
    return row | {"handout": row["output"], "needs_review": review}
