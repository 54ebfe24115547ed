"""A delimited text as rows of cells, counted as a spreadsheet counts them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import StringIO

import pandas as pd

from pgx_reader.errors import UnusableInputError
from pgx_reader.readers.columns import gene_column, role_of
from pgx_reader.readers.raw import RawFile

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
MAX_COLUMNS = 20_000


@dataclass(frozen=True)
class GridRow:
    """A row's number, counted as a spreadsheet does, and its cells. Missing cells at the end are empty."""

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

    Raises `UnusableInputError` where a quotation mark is never closed or there are more than 20,000 columns.
    """
    delimiter = find_delimiter(raw.text)
    width = 1 + max(line.count(delimiter) for line in raw.text.split("\n"))
    if width > MAX_COLUMNS:
        raise UnusableInputError(
            f"{raw.name}: {width:,} columns; at most {MAX_COLUMNS:,} are read. Keep the columns that hold results."
        )
    rows = tuple(
        GridRow(number, tuple(cell.strip() for cell in cells))
        for number, cells in enumerate(_cells(raw, delimiter, width), start=1)
        if any(cell.strip() for cell in cells)
    )
    header = rows[0].cells
    while len(header) > 1 and not header[-1]:
        header = header[:-1]
    return Grid(header, rows[1:], delimiter)


def find_delimiter(text: str) -> str:
    """The delimiter under which most headings of the first row are known ones; else the one that splits it most."""
    first = next(line for line in text.split("\n") if line.strip())

    def merit(delimiter: str) -> tuple[int, int]:
        headings = next(csv.reader([first[:200_000]], delimiter=delimiter))
        return sum(bool(role_of(h) or gene_column(h)) for h in headings), len(headings)

    return max(DELIMITERS, key=merit)


def _cells(raw: RawFile, delimiter: str, width: int) -> list[list[str]]:
    try:
        frame = pd.read_csv(
            StringIO(raw.text),
            sep=delimiter,
            header=None,
            names=range(width),
            index_col=False,
            dtype=str,
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
            low_memory=False,
        )
    except pd.errors.ParserError as error:
        row = re.search(r"starting at row (\d+)", str(error))
        place = f"{raw.name}, row {int(row[1]) + 1}" if row else raw.name
        raise UnusableInputError(
            f"{place}: a quotation mark is opened and never closed. Close it, or save the table anew as CSV."
        ) from None
    return [[cell if isinstance(cell, str) else "" for cell in row] for row in frame.to_numpy(dtype=object).tolist()]
