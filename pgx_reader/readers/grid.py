"""A delimited text as rows of cells, counted as a spreadsheet counts them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from pgx_reader.errors import UnusableInputError
from pgx_reader.readers.heading import MOST_ABOVE, GridRow, Heading, find_heading
from pgx_reader.readers.limits import require_large_parts, require_within
from pgx_reader.readers.raw import RawFile

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MAX_COLUMNS = 20_000
# The rows that are looked at to tell what a table is; the header is among them.
_TOP = MOST_ABOVE + 70
_TOP_OF_TEXT = 3_000
_LONGEST_TOP = 2_000_000
# What is kept with a file: its delimiter and its first rows are asked for by what recognizes a table and what reads it.
_DELIMITER_KEPT, _TOP_KEPT = f"{__name__}: delimiter", f"{__name__}: first rows"
# What a cell of two letters takes in memory, in bytes.
_OF_A_CELL = 65
# Cells at the ends of rows that are left out, as spreadsheets do, besides one for each letter of the text.
_MOST_MISSING = 1_000_000

# The module's default refuses cells over 131,072 characters; how long a cell may be is for what reads it to say.
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class Grid:
    """
    A table with a header, and what stands above it. Blank rows are left out; their numbers are not used again.

    `outside` is what follows a table that is drawn with bars inside a text. `is_whole` is false where only the first
    rows were read, and there are others.
    """

    heading: Heading
    rows: tuple[GridRow, ...]
    delimiter: str
    outside: tuple[GridRow, ...] = ()
    is_whole: bool = True

    @property
    def header(self) -> tuple[str, ...]:
        """The headings."""
        return self.heading.names


def read_grid(raw: RawFile) -> Grid:
    """
    The cells of a delimited text, each as the text it is: never a number, a date or a missing value.

    Missing cells at the end of a row are empty. Raises `UnusableInputError` where there is no cell with a text, where
    a quotation mark is not closed at the end of a cell, and where there are more than 20,000 columns.
    """
    top = raw.kept.get(_TOP_KEPT)
    return top if top is not None and top.is_whole else _grid(raw, None)


def read_top(raw: RawFile) -> Grid:
    """The table's first rows alone, without reading the rest. Raises as `read_grid` does."""
    if _TOP_KEPT not in raw.kept:
        raw.kept[_TOP_KEPT] = _grid(raw, _TOP)
    found: Grid = raw.kept[_TOP_KEPT]
    return found


def _grid(raw: RawFile, most: int | None) -> Grid:
    delimiter = find_delimiter(raw)
    require_large_parts(raw.name, raw.text, raw.text.count(delimiter), _OF_A_CELL)
    is_drawn = delimiter == "|" and _has_bars_at_edges(raw)
    if most is not None:
        most = _TOP_OF_TEXT if is_drawn else most
    rows = list(islice(_rows(raw, delimiter), most))
    if not rows:
        raise UnusableInputError(f"{raw.name}: the file is empty. It needs a header row and a row for each result.")
    heading = find_heading(rows, _TOP_OF_TEXT if is_drawn else MOST_ABOVE)
    padding = ("",) * len(heading.names)
    below = [row for row in rows if row.number > heading.number]
    require_within(raw.name, raw.limits, len(below))
    _refuse_short_rows(raw, heading, below)
    ends = _end_of_ruled(rows, heading) if delimiter == "|" else None
    outside = tuple(row for row in below if ends is not None and row.number > ends)
    below = below[: len(below) - len(outside)]
    full = (GridRow(row.number, row.cells + padding[len(row.cells) :]) for row in below if not _is_rule(row))
    return Grid(heading, tuple(full), delimiter, outside, is_whole=most is None or len(rows) < most)


def _refuse_short_rows(raw: RawFile, heading: Heading, rows: list[GridRow]) -> None:
    """Rows of a few letters below thousands of columns, which would be filled up with more than a machine holds."""
    missing = sum(max(len(heading.names) - len(row.cells), 0) for row in rows)
    if missing > len(raw.text) + _MOST_MISSING:
        raise UnusableInputError(
            f"{raw.name}: most rows have far fewer cells than the header's {len(heading.names):,}. Keep the columns "
            "that hold results."
        )


def find_delimiter(raw: RawFile) -> str:
    """The delimiter under which the best header is found; else the one that splits the first row most."""
    if raw.is_sheet:
        return "\t"
    if _DELIMITER_KEPT not in raw.kept:
        # Under all those that the text does not have, it is the same: one of them is enough.
        there = [delimiter for delimiter in DELIMITERS if delimiter in raw.text]
        absent = [delimiter for delimiter in DELIMITERS if delimiter not in there][:1]
        some = sorted(there + absent, key=list(DELIMITERS).index)
        raw.kept[_DELIMITER_KEPT] = max(some, key=lambda delimiter: _merit(raw, delimiter))
    found: str = raw.kept[_DELIMITER_KEPT]
    return found


def _has_bars_at_edges(raw: RawFile) -> bool:
    """Whether a line is drawn as a row of a table: in a text, such a table may stand anywhere."""
    return any(line.lstrip()[:1] == "|" for line in raw.lines[:_TOP_OF_TEXT])


def _merit(raw: RawFile, delimiter: str) -> tuple[int, int, int]:
    top = raw.text if len(raw.text) <= _LONGEST_TOP else raw.text[: max(raw.text.find("\n"), _LONGEST_TOP)]
    is_drawn = delimiter == "|" and _has_bars_at_edges(raw)
    most = _TOP_OF_TEXT if is_drawn else _TOP
    rows = []
    try:
        for number, record in enumerate(islice(csv.reader(StringIO(top, newline=""), delimiter=delimiter), most), 1):
            cells = tuple(cell.strip() for cell in record[:MAX_COLUMNS])
            if any(cells):
                rows.append(GridRow(number, cells))
    except csv.Error:
        pass
    if not rows:
        return 0, 0, 0
    heading = find_heading(rows, most if is_drawn else MOST_ABOVE)
    return heading.worth, heading.known, len(rows[0].cells)


def _rows(raw: RawFile, delimiter: str) -> Iterator[GridRow]:
    """The rows that have a text in any cell."""
    records = csv.reader(StringIO(raw.text, newline=""), delimiter=delimiter, strict=True)
    number = filled = 0
    after, left_out = raw.left_out
    try:
        for at, record in enumerate(records, start=1):
            number = at + left_out if at > after else at
            if number > raw.limits.rows:
                raise UnusableInputError(
                    f"{raw.name}: more than {raw.limits.rows:,} rows. Split it, or raise --max-rows."
                )
            if len(record) > MAX_COLUMNS:
                raise UnusableInputError(
                    f"{raw.name}: {len(record):,} columns; at most {MAX_COLUMNS:,} are read. "
                    "Keep the columns that hold results."
                )
            cells = tuple(cell.strip() for cell in record)
            if any(cells):
                filled += 1
                require_within(raw.name, raw.limits, filled - _TOP_OF_TEXT)
                yield GridRow(number, cells)
    except csv.Error:
        raise UnusableInputError(
            f"{raw.name}, row {number + 1}: a quotation mark is opened and not closed at the end of a cell. "
            "Close it, or save the table anew as CSV."
        ) from None


def _end_of_ruled(rows: list[GridRow], heading: Heading) -> int | None:
    """The last row of a table drawn with bars at its edges, as texts have; `None` where it is not drawn so."""
    if heading.names[0]:
        return None
    last = heading.number
    for row in rows:
        if row.number == last + 1 and not row.cells[0]:
            last = row.number
    return last


def _is_rule(row: GridRow) -> bool:
    """A row of dashes, as a table in plain text has below its header."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) > 1 and all(len(cell) > 1 and not cell.strip("-:=+ ") for cell in filled)
