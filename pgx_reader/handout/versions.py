"""Which program and which tables a handout was made with, and how old the tables are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache, reduce

from pgx_reader.handout.say import say
from pgx_reader.models.document import Text
from pgx_reader.models.interpretation import Interpretation, TableVersion

_MONTHS_IN_A_YEAR = 12


def version_sentences(interpretation: Interpretation, *, made_on: date, program_version: str) -> Iterator[Text]:
    """The versions, and as of when each table stands: first those that are older than a year, then the others."""
    yield say("pro.versions", program=program_version, tables=interpretation.tables_version, made_on=made_on)
    yield from edition_sentences(interpretation.tables, made_on)


# Said alike in all handouts of a day.
@lru_cache(maxsize=16)
def edition_sentences(tables: tuple[TableVersion, ...], made_on: date) -> tuple[Text, ...]:
    """As of when each table stands: first those that are older than a year, then the others."""
    old = [table for table in tables if _is_old(table, made_on)]
    recent = [table for table in tables if table not in old]
    sentences = (("pro.editions.old", old), ("pro.editions", recent))
    return tuple(say(message, tables=_editions(named, made_on)) for message, named in sentences if named)


def _editions(tables: Iterable[TableVersion], made_on: date) -> Text:
    """Tables by their dates, oldest first; those of one date together. There is at least one."""
    by_date: dict[str, list[TableVersion]] = {}
    for table in sorted(tables, key=lambda table: table.date):
        by_date.setdefault(table.date, []).append(table)
    editions = [_edition(of_a_date, made_on) for of_a_date in by_date.values()]
    return reduce(lambda one, two: say("pro.editions.and", one=one, two=two), editions)


def _edition(tables: list[TableVersion], made_on: date) -> Text:
    """Tables of one date, which is said once with how long ago it is."""
    names, as_of, months = tuple(map(_name, tables)), tables[0].date, _months_old(tables[0], made_on)
    if months < 1:
        return say("pro.edition.new", tables=names, as_of=as_of)
    if months == 1:
        return say("pro.edition.month", tables=names, as_of=as_of)
    return say("pro.edition", tables=names, as_of=as_of, months=months)


def _name(table: TableVersion) -> Text:
    return say(f"edition.{table.name.replace('/', '.')}")


def _is_old(table: TableVersion, made_on: date) -> bool:
    """Older than a year, counted from the first day that its date can mean."""
    first = _first_day(table)
    return made_on > first.replace(year=first.year + 1, day=min(first.day, 28))


def _months_old(table: TableVersion, made_on: date) -> int:
    """Whole months between a table's date and a day; less than one where the day is not after it."""
    first = _first_day(table)
    months = (made_on.year - first.year) * _MONTHS_IN_A_YEAR + made_on.month - first.month
    return months - (made_on.day < first.day)


def _first_day(table: TableVersion) -> date:
    """The first day that a date means which may be a year or a month."""
    year, month, day = (*map(int, table.date.split("-")), 1, 1)[:3]
    return date(year, month, day)
