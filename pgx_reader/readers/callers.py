"""What the readers of callers' files share: tables with a line a row, and which results are told."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, Problem, Severity
from pgx_reader.readers.layout import named
from pgx_reader.readers.raw import RawFile

# The genes that are explained: that one of them was looked for and not called is told, and is not "not tested".
_EXPLAINED = frozenset(("CYP2D6", "CYP2C19"))
# PharmCAT's words for nothing, and those of the callers that write for it. What a result means is not asked here: only
# whether a gene that is not explained is worth naming.
_NO_CALLS = frozenset((
    "", ".", "./.", "multiple/multiple", "no_match/no_match", "no_reads/no_reads", "unknown/unknown", "unknown",
    "no call", "no result", "not available", "not called", "n/a",
))  # fmt: skip

_LONGEST_HEADER = 1_000_000


@dataclass(frozen=True)
class LineRow:
    """A line of a table: its row number, its cells by heading, and whether its cells can be told apart."""

    number: int
    cells: dict[str, str]
    is_whole: bool

    def text(self, heading: str) -> str:
        """A cell's text; empty where there is no such column."""
        return self.cells.get(heading, "")

    def cell(self, heading: str, *, empty: Iterable[str] = ()) -> Cell | None:
        """A cell with its column; `None` where it has no text, or one of those that stand for none."""
        value = self.text(heading)
        return Cell(value=value, column=heading) if value and value not in empty else None


def cells_of(line: str) -> tuple[str, ...]:
    """
    A header's cells without blanks and quotation marks round them; the delimiter is the tab, where there is one.

    A line that is longer than any header, such as a JSON text without line ends, is not taken apart: it has one cell.
    """
    return _split(line, _delimiter(line)) if len(line) <= _LONGEST_HEADER else (line,)


def rows_under(raw: RawFile, header_at: int, needed: Iterable[str]) -> Iterator[LineRow]:
    """
    The rows below the header line, which is counted from 0. Each line is a row, whatever quotation marks it has.

    A row may lack its last cells where they are empty. But what is `needed` must have a cell after it: else the line
    may have been cut in the middle of it. Raises `UnusableInputError` where a heading stands twice.
    """
    delimiter = _delimiter(raw.lines[header_at])
    header = _split(raw.lines[header_at], delimiter)
    _refuse_repeated(raw, header_at, header)
    enough = 1 + max((header.index(heading) + 1 for heading in needed if heading in header), default=0)
    for number, text in enumerate(raw.lines[header_at + 1 :], start=header_at + 2):
        cells = _split(text, delimiter)
        if any(cells):
            whole = len(cells) >= min(enough, len(header)) and not any(cells[len(header) :])
            padded = cells + ("",) * (len(header) - len(cells))
            yield LineRow(number, dict(zip(header, padded, strict=False)), whole)


def _refuse_repeated(raw: RawFile, header_at: int, header: tuple[str, ...]) -> None:
    twice = [heading for heading, times in Counter(header).items() if heading and times > 1]
    if twice:
        raise UnusableInputError(
            f"{raw.name}, row {header_at + 1}: {named(twice)} heads more than one column; one would hide the other. "
            "Rename or remove the column that was added."
        )


def broken_row(row: LineRow, patient_id: str | None) -> Problem:
    """The problem of a row whose cells cannot be told apart."""
    message = "the row has more or fewer cells than the header; it may be cut short, and is left out. Export it again."
    return Problem(message=message, row=row.number, patient_id=patient_id)


def nobodys_row(row: LineRow) -> Problem:
    """The problem of a row that names no patient."""
    message = "the patient's id is missing; the row belongs to nobody and is left out. Fill it in."
    return Problem(message=message, row=row.number, value="")


def unread_columns(headings: Iterable[str], row: int) -> Iterator[Problem]:
    """A notice of the columns that this program does not know, if there are any."""
    unread = [heading for heading in headings if heading]
    if unread:
        message = f"columns that are not read, because they are not known: {named(unread)}."
        yield Problem(message=message, row=row, severity=Severity.NOTICE)


def says_a_call(texts: Iterable[str]) -> bool:
    """Whether any of the texts is more than a word for nothing."""
    return any(text.casefold() not in _NO_CALLS for text in texts)


def is_explained(gene: str) -> bool:
    """Whether a gene is one of those that are explained."""
    return gene.upper() in _EXPLAINED


def is_told(gene: str, *, called: bool) -> bool:
    """Whether a result is told: of the genes that are explained every one, of the others those that were called."""
    return called or is_explained(gene)


def _delimiter(line: str) -> str:
    return next((mark for mark in "\t;," if mark in line), "\t")


def _split(line: str, delimiter: str) -> tuple[str, ...]:
    cells = next(csv.reader([line], delimiter=delimiter), [])
    return tuple(cell.strip() for cell in cells) or ("",)
