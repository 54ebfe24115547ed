"""A table's file as texts: no cell is ever turned into a number or a missing value."""

from __future__ import annotations

import csv
from pathlib import Path


def records_of(path: Path) -> list[tuple[int, dict[str, str]]]:
    """
    The rows of a CSV file by column, each with its number as a spreadsheet counts it; empty where there are none.

    A row that is too short lacks its last columns. Raises `OSError` or `ValueError`, with what is wrong, for a file
    that is not there, not text in UTF-8, or not a table: a row longer than the header, a column twice, an open quote.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            rows = list(csv.reader(file, strict=True))
        except csv.Error as error:
            raise ValueError(f"it is not CSV: {error}") from None
    if not rows:
        raise ValueError("it has no header")
    header = rows[0]
    if len(set(header)) < len(header):
        raise ValueError("its header has the same column twice")
    return [(number, _cells(header, row, number)) for number, row in enumerate(rows[1:], start=2)]


def _cells(header: list[str], row: list[str], number: int) -> dict[str, str]:
    if len(row) > len(header):
        raise ValueError(f"row {number} has {len(row)} cells, the header {len(header)}")
    return dict(zip(header, row, strict=False))
