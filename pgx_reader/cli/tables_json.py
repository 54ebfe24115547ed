"""The reference tables, and what changed in them, as JSON: the released order of keys, `null` for what is not known."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pgx_reader.models.base import Model
from pgx_reader.tables import ReferenceTables
from pgx_reader.tables.contents import cells_of
from pgx_reader.tables.diff import Change, TablesDiff
from pgx_reader.tables.lookup import Excerpt, Meaning, sources_of

TABLES_SCHEMA = "pgx-reader/tables/1"
DIFF_SCHEMA = "pgx-reader/tables-diff/1"


def excerpts_json(
    name: str | None,
    meanings: Iterable[Meaning],
    excerpts: tuple[Excerpt, ...],
    loaded: ReferenceTables,
    *,
    ascii_only: bool = False,
) -> str:
    """
    Rows and their sources as one object. Without a name, it is the overview: no rows, and all sources.

    With `ascii_only`, other characters are written as escapes: the same JSON, for a stream that lacks them.
    """
    sources = loaded.sources.values() if name is None else sources_of(excerpts, loaded)
    answer = {
        "schema": TABLES_SCHEMA,
        "tables_version": loaded.version,
        "name": name,
        "meanings": [_meaning(meaning) for meaning in meanings],
        "tables": [_table(excerpt, with_rows=name is not None) for excerpt in excerpts],
        "sources": [cells_of(source) for source in sources],
    }
    return json.dumps(answer, ensure_ascii=ascii_only)


def diff_json(found: TablesDiff, *, ascii_only: bool = False) -> str:
    """Two editions of the tables, compared, as one object."""
    answer = {
        "schema": DIFF_SCHEMA,
        "old": {"tables_version": found.old_version, "tables_missing": list(found.old_lacks)},
        "new": {"tables_version": found.new_version, "tables_missing": list(found.new_lacks)},
        "clinical_change": found.is_clinical,
        "changes": [_change(change) for change in found.changes],
    }
    return json.dumps(answer, ensure_ascii=ascii_only)


def _meaning(meaning: Meaning) -> dict[str, Any]:
    return {
        "kind": meaning.kind,
        "name": meaning.name,
        "gene": meaning.gene,
        "stands_for": meaning.stands_for,
    }


def _table(excerpt: Excerpt, *, with_rows: bool) -> dict[str, Any]:
    edition = excerpt.edition
    return {
        "table": excerpt.table,
        "row_count": excerpt.row_count,
        "as_of": None if edition is None else edition.as_of,
        "as_of_source_id": None if edition is None else edition.source_id,
        "as_of_source_location": None if edition is None else edition.source_location,
        "source_ids": list(excerpt.source_ids),
        "rows": [_row(number, row) for number, row in excerpt.rows] if with_rows else [],
    }


def _row(number: int, row: Model) -> dict[str, Any]:
    """The cells of a row behind its number; a cell that is empty for every row of the table is `null` or `[]`."""
    return {"row": number} | cells_of(row)


def _change(change: Change) -> dict[str, Any]:
    return {
        "subject": change.subject,
        "kind": change.kind,
        "clinical": change.is_clinical,
        "table": change.table,
        "key": change.key,
        "values": [{"column": value.name, "old": value.old, "new": value.new} for value in change.values],
    }
