"""Which row of one edition of the tables is which row of another: told by the key, never by the place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from pgx_reader.models.base import Model
from pgx_reader.tables.contents import all_tables
from pgx_reader.tables.load import UNIQUE, ReferenceTables
from pgx_reader.tables.schemas import GuidelineRow, PairPhenotypeRow, ScorePhenotypeRow

# What a row is told apart by, where that is not what makes it unique: a band or a condition that changes is a change.
_KEYS: dict[type[Model], tuple[str, ...]] = {
    ScorePhenotypeRow: ("phenotype",),
    GuidelineRow: ("population", "CYP2D6", "CYP2C19", "CYP2B6"),
}

Identity = tuple[str, tuple[object, ...]]


def by_identity(tables: ReferenceTables) -> dict[Identity, list[Model]]:
    """Every row by its table and key. Few keys have more than one row."""
    found: dict[Identity, list[Model]] = {}
    for table, rows in (*all_tables(tables), ("sources", tuple(tables.sources.values()))):
        for row in rows:
            found.setdefault((table, _key_of(row)), []).append(row)
    return found


def matched(old: list[Model], new: list[Model]) -> Iterator[tuple[Model | None, Model | None]]:
    """The rows of one key on both sides, the most alike first; what has no partner stands alone."""
    left, right = list(old), list(new)
    while left and right:
        one, other = min(product(left, right), key=lambda pair: len(differing(*pair)))
        left.remove(one)
        right.remove(other)
        yield one, other
    yield from ((row, None) for row in left)
    yield from ((None, row) for row in right)


def differing(old: Model, new: Model) -> tuple[str, ...]:
    """The columns that are not the same, but for the key's."""
    before, after = dict(iter(old)), dict(iter(new))
    columns = (column for column in after if column not in key_columns(new))
    return tuple(column for column in columns if _unordered(before[column]) != _unordered(after[column]))


def key_columns(row: Model) -> tuple[str, ...]:
    """The columns that a row is told apart by."""
    return _KEYS.get(type(row), UNIQUE[type(row)])


def _key_of(row: Model) -> tuple[object, ...]:
    facts = dict(iter(row))
    key = tuple(_unordered(facts[column]) for column in key_columns(row))
    # A pair of functions has no order.
    return tuple(sorted(map(str, key))) if isinstance(row, PairPhenotypeRow) else key


def _unordered(value: object) -> object:
    """A list's members in whatever order: a list that is written otherwise says the same."""
    return tuple(sorted(str(part) for part in value)) if isinstance(value, tuple) else value
