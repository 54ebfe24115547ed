from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import pytest

from pgx_reader.models.interpretation import Interpretation
from pgx_reader.models.results import Cell, LabRow
from pgx_reader.pipeline import interpret, read_results

Explain = Callable[..., Interpretation]
_COLUMNS = ("patient_id", "gene", "diplotype", "phenotype", "activity_score")


def row_of(gene: str, diplotype: str, phenotype: str = "", score: str = "", **more: Any) -> LabRow:
    """A row of a table; an empty text is a cell that is not there."""
    cells = {"diplotype": diplotype, "phenotype": phenotype, "activity_score": score}
    given = {name: Cell(value=value, column=name) for name, value in cells.items() if value}
    return LabRow(row=2, patient_id="A", gene=gene, **given, **more)


@pytest.fixture(scope="session")
def explain() -> Explain:
    """The interpretation of one invented patient with rows of gene, diplotype, phenotype and score."""

    def explain_them(*rows: tuple[str | None, ...], **asked: Any) -> Interpretation:
        text = StringIO()
        writer = csv.writer(text)
        writer.writerow(_COLUMNS)
        writer.writerows(("A (invented)", *(cell or "" for cell in row)) for row in rows)
        results = read_results(BytesIO(text.getvalue().encode()))
        return interpret(results.patients[0], **asked)

    return explain_them
