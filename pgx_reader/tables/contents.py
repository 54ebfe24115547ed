"""Every table with its rows, whatever the rows are: for looking up and for comparing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from pgx_reader.models.base import Model
from pgx_reader.tables.check import sourced_tables
from pgx_reader.tables.load import ReferenceTables

Value = str | int | tuple[str, ...] | None

# Where a fact comes from, beside the fact.
CITATION = ("source_id", "source_location", "uses_source_id", "uses_source_location", "seen_in")


def all_tables(tables: ReferenceTables) -> Iterator[tuple[str, tuple[Model, ...]]]:
    """Each table but that of the sources: its path without `.csv`, and its rows."""
    for file, rows in sourced_tables(tables):
        yield file.removesuffix(".csv"), tuple(rows)
    yield "synonyms/genes", tables.gene_synonyms
    yield "synonyms/phenotypes", tables.phenotype_synonyms


def cells_of(row: Model) -> dict[str, Value]:
    """A row's cells as plain values, by column. `None` is an empty cell, `()` an empty list."""
    return {column: _plain(value) for column, value in row}


def citation_of(row: Model) -> dict[str, Value]:
    """The cells that say where a row's facts come from; empty for a row that names no source."""
    return {column: cell for column, cell in cells_of(row).items() if column in CITATION}


def _plain(value: object) -> Value:
    if isinstance(value, tuple):
        return tuple(str(part) for part in value)
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, int):
        return value
    return str(value) if isinstance(value, Decimal) or value else None
