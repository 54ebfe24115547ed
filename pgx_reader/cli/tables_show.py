"""The reference tables in the terminal: rows as they are, each with its source."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

import click
from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from pgx_reader.cli.frame import counted
from pgx_reader.render.printable import printable
from pgx_reader.tables import ReferenceTables
from pgx_reader.tables.contents import Value, cells_of
from pgx_reader.tables.load import PUBLISHER_OF_FOLDER
from pgx_reader.tables.lookup import Excerpt, Meaning, sources_of
from pgx_reader.tables.schemas import SourceRow

_WIDE_ENOUGH = 140
_GAP = 2
_SOURCE = ("source_id", "source_location")
_TITLES = {
    "genes": "Gene",
    "drugs": "Drug",
    "alleles": "Alleles",
    "phenotypes": "Phenotypes",
    "guidelines": "Statements",
    "interactions": "Interactions",
    "history": "Former rules",
    "newer": "Known and not in the tables",
}
_WHOLE_TITLES = {
    "synonyms/alleles": "Names that stand for another allele",
    "synonyms/genes": "Names of the gene",
}


def show_overview(excerpts: Iterable[Excerpt], loaded: ReferenceTables) -> None:
    """Every table with its date, number of rows and sources; then every source."""
    counts = _grid(f"Reference tables {loaded.version}", ("table", "as of"))
    counts.add_column("rows", justify="right")
    counts.add_column("sources", overflow="fold")
    for excerpt in excerpts:
        sources = _many(excerpt.source_ids)
        counts.add_row(*map(_text, (excerpt.table, _as_of(excerpt), str(excerpt.row_count), sources)))
    _print((counts, _sources(loaded.sources.values())))


def show_excerpts(
    name: str, meanings: Iterable[Meaning], excerpts: tuple[Excerpt, ...], loaded: ReferenceTables
) -> None:
    """What a name stands for, the rows about it, and their sources."""
    for meaning in meanings:
        click.echo(printable(_said(name, meaning)))
    click.echo(f"Reference tables {loaded.version}")
    _print((*(_rows(excerpt) for excerpt in excerpts), _sources(sources_of(excerpts, loaded))))


def _said(name: str, meaning: Meaning) -> str:
    if meaning.gene is None:
        same = name.casefold() == meaning.name.casefold()
        return f"{meaning.name} ({meaning.kind})" if same else f"{name} is a name of {meaning.name} ({meaning.kind})"
    if meaning.stands_for is None:
        return f"{meaning.gene} {meaning.name} (star allele)"
    return f"{meaning.gene} {meaning.name} stands for {meaning.gene} {meaning.stands_for} (star allele)"


def _print(parts: Iterable[RenderableType]) -> None:
    console = _console()
    for part in parts:
        console.print(part)


def _console() -> Console:
    """As wide as the terminal; wide where there is none and nobody says how wide."""
    console = Console(highlight=False)
    if console.is_terminal or "COLUMNS" in os.environ:
        return console
    return Console(highlight=False, width=_WIDE_ENOUGH)


def _rows(excerpt: Excerpt) -> RenderableType:
    """
    Rows as they are, the fact first. What no row fills is left out, and what all share is said once.

    A single row stands upright, a cell a line, and so do rows whose words are too wide for the terminal.
    """
    records = [cells_of(row) for _, row in excerpt.rows]
    columns = [column for column in records[0] if any(record[column] not in (None, ()) for record in records)]
    columns = [*(c for c in columns if c not in _SOURCE), *(c for c in _SOURCE if c in columns)]
    shared = [c for c in columns if len(records) > 1 and all(record[c] == records[0][c] for record in records)]
    kept = [column for column in columns if column not in shared]
    title = [_title(excerpt), *(f"{column}: {_cell(records[0][column])}" for column in shared)]
    widths = _widths(kept, records, _console().width)
    table = _side_by_side(widths, records) if widths and len(records) > 1 else _upright(kept, records)
    return Group(_text("\n".join(title)), table)


def _widths(columns: list[str], records: list[dict[str, Value]], room: int) -> dict[str, int]:
    """How wide each column is, none narrower than its longest word: words stay whole. Empty where they do not fit."""
    cells = {column: [column, *(_cell(record[column]) for record in records)] for column in columns}
    widths = {column: max(len(word) for cell in cells[column] for word in cell.split()) for column in columns}
    spare = room - sum(widths.values()) - _GAP * len(columns)
    missing = {column: max(map(len, cells[column])) - widths[column] for column in columns}
    for column in sorted(columns, key=missing.__getitem__) if spare >= 0 else ():
        more = min(missing[column], spare)
        widths[column] += more
        spare -= more
    return widths if spare >= 0 else {}


def _side_by_side(widths: dict[str, int], records: list[dict[str, Value]]) -> Table:
    """A row a record."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column, width in widths.items():
        table.add_column(column, overflow="fold", width=width)
    for record in records:
        table.add_row(*(_text(_cell(record[column])) for column in widths))
    return table


def _upright(columns: list[str], records: list[dict[str, Value]]) -> Table:
    """A cell a line, and a blank line behind each record."""
    table = Table(box=None, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for record in records:
        for column in columns:
            table.add_row(_text(column), _text(_cell(record[column])))
        table.add_row()
    return table


def _title(excerpt: Excerpt) -> str:
    first, _, rest = excerpt.table.partition("/")
    said = _WHOLE_TITLES.get(excerpt.table) or _TITLES.get(first, first.capitalize())
    folder, _, stem = rest.partition("/")
    if first == "guidelines":
        said = f"{said}: {PUBLISHER_OF_FOLDER.get(folder, folder)}"
    elif first in ("alleles", "phenotypes", "history"):
        said = f"{said} of {stem or folder}"
    found, whole = len(excerpt.rows), excerpt.row_count
    rows = counted(whole, "row") if found == whole else f"{found} of {counted(whole, 'row')}"
    as_of = f", as of {excerpt.edition.as_of}" if excerpt.edition is not None else ""
    return f"{said} ({excerpt.table}.csv: {rows}{as_of})"


def _sources(sources: Iterable[SourceRow]) -> Table:
    """Each source with its publisher, date, licence, title, version and link."""
    table = _grid("Sources", ("source",))
    table.add_column("publisher, date, licence; title; version; link", overflow="fold")
    for source in sources:
        table.add_row(_text(source.source_id), _text("\n".join(_lines(source))), end_section=True)
    return table


def _lines(source: SourceRow) -> Iterator[str]:
    yield f"{source.publisher}, {source.published_on or f'read {source.retrieved_on}'}, {source.licence}"
    yield f"{source.title}.{f' Superseded by {source.superseded_by}.' if source.superseded_by else ''}"
    if source.version:
        yield source.version
    yield f"{source.url}{f' (PMID {source.pmid})' if source.pmid else ''}"


def _grid(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        table.add_column(column, no_wrap=True)
    return table


def _text(text: str) -> Text:
    """A text as it is: brackets in a table's cell are no markup."""
    return Text("\n".join(printable(line) for line in text.split("\n")))


def _many(names: tuple[str, ...], most: int = 4) -> str:
    """A list of names, and how many more there are where it is endless."""
    more = len(names) - most
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:most])} and {more} more"


def _as_of(excerpt: Excerpt) -> str:
    return excerpt.edition.as_of if excerpt.edition is not None else ""


def _cell(value: Value) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)
