from __future__ import annotations

from datetime import date

import pytest

from pgx_reader.handout.versions import version_sentences
from pgx_reader.models.document import Text
from pgx_reader.models.interpretation import TableVersion
from pgx_reader.wording import load_wording
from tests.grid import interpretation_of

NAMES = {
    "CPIC": "guidelines/cpic",
    "DPWG": "guidelines/dpwg",
    "FDA": "guidelines/fda",
    "alleles": "alleles/CYP2D6",
}


def said(made_on: date, **as_of: str) -> list[str]:
    """What the professional's page says where tables stand as of dates."""
    interpretation = interpretation_of("poor", "normal")
    assert interpretation is not None
    tables = tuple(TableVersion(name=NAMES[name], version="2026.11", date=day) for name, day in as_of.items())
    dated = interpretation.model_copy(update={"tables": tables, "tables_version": "2026.11"})
    texts: list[Text] = [*version_sentences(dated, made_on=made_on, program_version="1.2.3")]
    return [load_wording("en").plain(text) for text in texts]


@pytest.mark.parametrize(
    ("as_of", "made_on", "age", "old"),
    [
        ("2024-04", date(2026, 11, 24), "31 months", True),
        ("2025-11", date(2026, 11, 1), "12 months", False),
        ("2025-11", date(2026, 11, 2), "12 months", True),
        ("2026-05-29", date(2026, 11, 24), "5 months", False),
        ("2026-10-24", date(2026, 11, 24), "1 month", False),
        ("2026-10-25", date(2026, 11, 24), "less than a month", False),
        ("2024-02-29", date(2025, 3, 1), "12 months", True),
        ("2024", date(2026, 1, 1), "24 months", True),
        ("2026-05", date(1970, 1, 1), "less than a month", False),
    ],
)
def test_how_old_a_table_is_stands_on_the_professionals_page(as_of: str, made_on: date, age: str, old: bool) -> None:
    """The age is in whole months, and a table older than a year is said to be so."""
    versions, *editions = said(made_on, CPIC=as_of)
    assert versions.startswith("pgx_reader 1.2.3; reference tables 2026.11; made ")
    table = f"CPIC statements, {as_of} ({age})."
    expected = (
        f"Tables older than a year: {table} Newer statements may exist." if old else f"Not older than a year: {table}"
    )
    assert editions == [expected]


def test_tables_of_one_day_share_its_date() -> None:
    """Each date stands once, the oldest first, and what is older than a year apart from what is not."""
    _, old, new = said(date(2026, 11, 24), CPIC="2025-01", FDA="2026-11-01", DPWG="2024-04", alleles="2025-01")
    assert old == (
        "Tables older than a year: DPWG statements, 2024-04 (31 months); "
        "CPIC statements and CYP2D6 alleles, 2025-01 (22 months). Newer statements may exist."
    )
    assert new == "Not older than a year: FDA associations, 2026-11-01 (less than a month)."


def test_every_table_with_a_date_has_a_name_that_can_be_said() -> None:
    """The page names each edition of the tables."""
    interpretation = interpretation_of("poor", "normal")
    assert interpretation is not None
    assert len(interpretation.tables) == 6
    for text in version_sentences(interpretation, made_on=date(2026, 11, 24), program_version="1"):
        load_wording("en").plain(text)
