"""The tables of a cohort as pandas' data frames, for a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd
from pandas.api.extensions import ExtensionDtype

from pgx_reader.batch.gathering import gathered
from pgx_reader.batch.options import Explaining
from pgx_reader.batch.tidy import TABLES, Columns, Row, gene_rows, medicine_notices, problem_row, statement_rows
from pgx_reader.models.results import Problem
from pgx_reader.readers import DEFAULT_LIMITS, Limits
from pgx_reader.terms import Preference

_DTYPES: dict[type, ExtensionDtype] = {str: pd.StringDtype(), int: pd.Int64Dtype(), bool: pd.BooleanDtype()}


def cohort_frames(
    *sources: str | Path,
    medicines: Iterable[str] = (),
    prefer: Preference = Preference.LAB,
    limits: Limits = DEFAULT_LIMITS,
) -> dict[str, pd.DataFrame]:
    """
    `genes`, `statements` and `problems` of all patients of the files, folders and archives, as `docs/tables.md` says.

    They are what `explain --csv` writes: texts are `string`, whole numbers `Int64`, truths `boolean`, and what is not
    known is `<NA>`; no text is taken for a number or for a missing value. `medicines` and `prefer` are as in
    `interpret`. A frame without rows has its columns all the same. All of it is held in memory.

    Raises `UnusableInputError` where no patient is found in any of the sources.
    """
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    explaining = Explaining(medicines=tuple(medicines), prefer=prefer)

    def told(_file: str, _what: str | None, problems: Sequence[Problem]) -> None:
        rows["problems"] += map(problem_row, problems)

    for each in gathered(tuple(map(Path, sources)), limits, told):
        rows["problems"] += map(problem_row, each.problems)
        if each.patient is not None:
            interpretation = explaining.interpret(each.patient)
            rows["genes"] += gene_rows(interpretation)
            rows["statements"] += statement_rows(interpretation)
            rows["problems"] += map(problem_row, medicine_notices(interpretation))
    return {name: _frame(rows[name], columns) for name, columns in TABLES.items()}


def _frame(rows: list[Row], columns: Columns) -> pd.DataFrame:
    """Rows as a frame whose types are given, column by column, and never guessed from what stands there."""
    return pd.DataFrame(
        {
            name: pd.Series([None if row[name] is None else kind(row[name]) for row in rows], dtype=_DTYPES[kind])
            for name, kind in columns.items()
        }
    )
