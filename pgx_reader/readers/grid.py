"""A delimited text as rows of cells, counted as a spreadsheet counts them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from pgx_reader.errors import UnusableInputError
from pgx_reader.readers.columns import gene_column, role_of
from pgx_reader.readers.raw import RawFile

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
MAX_COLUMNS = 20_000

# The module's default refuses cells over 131,072 characters; how long a cell may be is for what reads it to say.
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class GridRow:
    """A row's number, counted as a spreadsheet does, and its cells, without blanks round them."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table with a header row. Blank rows are left out; their numbers are not used again."""

    header: tuple[str, ...]
    rows: tuple[GridRow, ...]
    delimiter: str


def read_grid(raw: RawFile) -> Grid:
    """
    The cells of a delimited text, each as the text it is: never a number, a date or a missing value.

    Missing cells at the end of a row are empty. Raises `UnusableInputError` where there is no cell with a text, where
    a quotation mark is not closed at the end of a cell, and where there are more than 20,000 columns.
    """
    delimiter = find_delimiter(raw.text)
    rows = _rows(raw, delimiter)
    header = _first(raw, rows)
    padding = ("",) * len(header)
    full = (GridRow(row.number, row.cells + padding[len(row.cells) :]) for row in rows)
    return Grid(header, tuple(full), delimiter)


def read_header(raw: RawFile) -> tuple[str, ...]:
    """The headings alone, without reading the rest. Raises as `read_grid` does."""
    return _first(raw, _rows(raw, find_delimiter(raw.text)))


def _first(raw: RawFile, rows: Iterator[GridRow]) -> tuple[str, ...]:
    row = next(rows, None)
    if row is None:
        raise UnusableInputError(f"{raw.name}: the file is empty. It needs a header row and a row for each result.")
    header = row.cells
    while not header[-1]:
        header = header[:-1]
    return header


def find_delimiter(text: str) -> str:
    """The delimiter under which most headings of the first row are known ones; else the one that splits it most."""
    first = next(line for line in text.split("\n") if line.strip())

    def merit(delimiter: str) -> tuple[int, int]:
        headings = next(csv.reader([first], delimiter=delimiter))
        return sum(bool(role_of(h) or gene_column(h)) for h in headings), len(headings)

    return max(DELIMITERS, key=merit)


def _rows(raw: RawFile, delimiter: str) -> Iterator[GridRow]:
    """The rows that have a text in any cell."""
    records = csv.reader(StringIO(raw.text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, record in enumerate(records, start=1):
            if len(record) > MAX_COLUMNS:
                raise UnusableInputError(
                    f"{raw.name}: {len(record):,} columns; at most {MAX_COLUMNS:,} are read. "
                    "Keep the columns that hold results."
                )
            cells = tuple(cell.strip() for cell in record)
            if any(cells):
                yield GridRow(number, cells)
    except csv.Error:
        raise UnusableInputError(
            f"{raw.name}, row {number + 1}: a quotation mark is opened and not closed at the end of a cell. "
            "Close it, or save the table anew as CSV."
        ) from None
