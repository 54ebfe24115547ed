"""Whom to call in a crisis and in danger, by country."""

from __future__ import annotations

from functools import lru_cache

from pgx_reader.models.letterhead import HelpLines
from pgx_reader.tables.load import ReferenceTables

HOME_COUNTRY = "US"
"""The country of a handout that says nothing else."""


@lru_cache(maxsize=4)
def home_help_lines(tables: ReferenceTables) -> HelpLines:
    """Those of a handout that says nothing else. Raises `KeyError` where the tables have a fault."""
    return help_lines(tables)[HOME_COUNTRY]


def help_lines(tables: ReferenceTables) -> dict[str, HelpLines]:
    """Each country's crisis line and emergency number, by its two letters (ISO 3166-1)."""
    both = [country for country in tables.crisis_lines if country in tables.emergency_numbers]
    return {country: _of(tables, country) for country in both}


def _of(tables: ReferenceTables, country: str) -> HelpLines:
    line, emergency = tables.crisis_lines[country], tables.emergency_numbers[country]
    return HelpLines(crisis_line=line.number, how=line.how, country=country, emergency=emergency.number)
