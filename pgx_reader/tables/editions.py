"""As of which date each table stands."""

from __future__ import annotations

from collections.abc import Iterator

from pgx_reader.tables.load import PUBLISHER_OF_FOLDER, Fault, ReferenceTables
from pgx_reader.tables.schemas import EditionRow

_INTERACTIONS = "interactions"
_FILE = "editions.csv"


def edition_of(table: str, tables: ReferenceTables) -> EditionRow | None:
    """
    The edition of a table: its own, or that of the folder it is in. `None` for a table that has no date of its own.

    Synonyms, genes and drugs have none: each of their rows is as old as its source.
    """
    folder = table.rpartition("/")[0]
    return tables.editions.get(table) or tables.editions.get(folder)


def editions_are_complete(tables: ReferenceTables) -> Iterator[Fault]:
    """Each allele table, each folder of guidelines and the interactions have one edition, and nothing else has any."""
    alleles = [f"alleles/{gene}" for gene in tables.alleles]
    folders = {f"guidelines/{name}": bool(tables.guidelines.get(name)) for name in PUBLISHER_OF_FOLDER}
    there = [*alleles, *(folder for folder, filled in folders.items() if filled)]
    there += [_INTERACTIONS] if tables.interactions else []
    for table in there:
        if table not in tables.editions:
            yield Fault(_FILE, 0, "table", f"no edition for {table}")
    for number, table in enumerate(tables.editions, start=2):
        if table not in (*alleles, *folders, _INTERACTIONS):
            yield Fault(
                _FILE, number, "table", f'"{table}" is neither an allele table, nor guidelines, nor interactions'
            )
