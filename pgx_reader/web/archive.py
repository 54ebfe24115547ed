"""All handouts of a file in one zip, made one by one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pgx_reader.batch.names import file_names
from pgx_reader.batch.options import Style
from pgx_reader.batch.spreadsheet import CsvTable
from pgx_reader.errors import UnprintableTextError
from pgx_reader.models.results import Problem, Results
from pgx_reader.web.asked import Own

_COLUMNS = ("patient_id", "handout", "needs_review", "error")
_PROBLEM_COLUMNS = ("file", "row", "column", "patient_id", "value", "severity", "message")


@dataclass(frozen=True)
class Archive:
    """The zip, and how many handouts could not be made: its `manifest.csv` says which and why."""

    content: bytes
    failed: int


def make_archive(
    results: Results, problems: tuple[Problem, ...], own: dict[int, Own], style: Style, made_on: date
) -> Iterator[int | Archive]:
    """
    Make a handout for each patient, with what was chosen for that patient and no other.

    Gives the number of patients that are done, after each, and at the end the archive, which also has `manifest.csv`,
    a row a patient, and `problems.csv`. Nothing is written to disk. A handout that fails costs no other patient theirs.
    """
    rows: list[dict[str, object]] = []
    content = io.BytesIO()
    names = file_names((patient.patient.id for patient in results.patients), style.suffix)
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, (patient, name) in enumerate(zip(results.patients, names, strict=True)):
            interpretation = own.get(n, Own()).explaining().interpret(patient)
            row: dict[str, object] = {
                "patient_id": patient.patient.id,
                "needs_review": "yes" if interpretation.review.needed else "no",
            }
            try:
                archive.writestr(name, style.handout(interpretation, made_on))
                rows.append(row | {"handout": name})
            except UnprintableTextError as error:
                rows.append(row | {"error": str(error)})
            yield n + 1
        archive.writestr("manifest.csv", _csv(_COLUMNS, rows))
        archive.writestr("problems.csv", problems_csv(problems))
    yield Archive(content.getvalue(), sum("error" in row for row in rows))


def problems_csv(problems: tuple[Problem, ...]) -> str:
    """Every problem of a file as CSV, a row each."""
    return _csv(_PROBLEM_COLUMNS, (problem.model_dump(mode="json") for problem in problems))


def _csv(columns: tuple[str, ...], rows: Iterator[dict[str, object]] | list[dict[str, object]]) -> str:
    text = io.StringIO()
    table = CsvTable(text, columns)
    for row in rows:
        table.add(row)
    return text.getvalue()
