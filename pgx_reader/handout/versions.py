"""Which program and which tables a handout was made with, and how old the tables are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pgx_reader.handout.say import say
from pgx_reader.models.document import Text
from pgx_reader.models.interpretation import Interpretation, TableVersion

_MONTHS_IN_A_YEAR = 12


def version_sentences(interpretation: Interpretation, *, made_on: date, program_version: str) -> Iterator[Text]:
    """The versions, as of when each table stands, and which of them are older than a year."""
    yield say("pro.versions", program=program_version, tables=interpretation.tables_version, made_on=made_on)
    tables = interpretation.tables
    yield say("pro.editions", tables=tuple(_edition(table, made_on) for table in tables))
    old = tuple(_name(table) for table in tables if _is_old(table, made_on))
    if old:
        yield say("pro.editions.old", tables=old)


def _edition(table: TableVersion, made_on: date) -> Text:
    months = _months_old(table, made_on)
    if months < 1:
        return say("pro.edition.new", table=_name(table), as_of=table.date)
    message = "pro.edition.month" if months == 1 else "pro.edition"
    return say(message, table=_name(table), as_of=table.date, **({"months": months} if months > 1 else {}))


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
