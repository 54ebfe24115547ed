from __future__ import annotations

from datetime import date

import pytest

from pgx_reader.handout.versions import version_sentences
from pgx_reader.models.document import Text
from pgx_reader.models.interpretation import TableVersion
from pgx_reader.wording import load_wording
from tests.grid import interpretation_of


def said(as_of: str, made_on: date) -> list[str]:
    """What the professional's page says where one table stands as of a date."""
    interpretation = interpretation_of("poor", "normal")
    assert interpretation is not None
    table = TableVersion(name="guidelines/cpic", version="2026.11", date=as_of)
    dated = interpretation.model_copy(update={"tables": (table,), "tables_version": "2026.11"})
    texts: list[Text] = [*version_sentences(dated, made_on=made_on, program_version="1.2.3")]
    return [load_wording("en").plain(text) for text in texts]


@pytest.mark.parametrize(
    ("as_of", "made_on", "age", "old"),
    [
        ("2024-04", date(2026, 11, 24), "31 months old", True),
        ("2025-11", date(2026, 11, 1), "12 months old", False),
        ("2025-11", date(2026, 11, 2), "12 months old", True),
        ("2026-05-29", date(2026, 11, 24), "5 months old", False),
        ("2026-10-24", date(2026, 11, 24), "1 month old", False),
        ("2026-10-25", date(2026, 11, 24), "less than a month old", False),
        ("2024-02-29", date(2025, 3, 1), "12 months old", True),
        ("2024", date(2026, 1, 1), "24 months old", True),
        ("2026-05", date(1970, 1, 1), "less than a month old", False),
    ],
)
def test_how_old_a_table_is_stands_on_the_professionals_page(as_of: str, made_on: date, age: str, old: bool) -> None:
    """The age is in whole months, and a table older than a year is said to be so."""
    sentences = said(as_of, made_on)
    assert sentences[0].startswith("pgx_reader 1.2.3; reference tables 2026.11; made ")
    assert sentences[1] == f"As of: CPIC statements, {as_of} ({age})."
    assert sentences[2:] == (["Older than a year: CPIC statements. Newer statements may exist."] if old else [])


def test_every_table_with_a_date_has_a_name_that_can_be_said() -> None:
    """The page names each edition of the tables."""
    interpretation = interpretation_of("poor", "normal")
    assert interpretation is not None
    assert len(interpretation.tables) == 6
    for text in version_sentences(interpretation, made_on=date(2026, 11, 24), program_version="1"):
        load_wording("en").plain(text)
