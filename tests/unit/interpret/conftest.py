from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import pytest

from pgx_reader.models.interpretation import Interpretation
from pgx_reader.pipeline import interpret, read_results

_COLUMNS = ("patient_id", "gene", "diplotype", "phenotype", "activity_score")
Explain = Callable[..., Interpretation]


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
