"""Whom to call in a crisis: the country's numbers, or the clinic's own."""

from __future__ import annotations

import pytest

from pgx_reader.handout.crisis import crisis_box
from pgx_reader.models.letterhead import HelpLines
from pgx_reader.tables import help_lines, home_help_lines, load_tables
from pgx_reader.terms import Reach
from pgx_reader.wording import available_languages, load_wording

TABLES = load_tables()
HARM = "If you think of harming yourself,"
OWN = HelpLines(crisis_line="555-0123", how=Reach.CALL, emergency="555-0199")


def _said(lines: HelpLines) -> str:
    box, wording = crisis_box(lines), load_wording()
    return " ".join(map(wording.plain, (box.lead, *box.body)))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (home_help_lines(TABLES), f"{HARM} call or text 988 in the US at any time. In danger, call 911."),
        (help_lines(TABLES)["GB"], f"{HARM} call 116 123 in the UK at any time. In danger, call 999."),
        (OWN, f"{HARM} call 555-0123. In danger, call 555-0199."),
        (
            OWN.model_copy(update={"crisis_name": "the county line", "how": Reach.CALL_OR_TEXT}),
            f"{HARM} call or text the county line at 555-0123. In danger, call 555-0199.",
        ),
    ],
    ids=["US", "GB", "own", "own with a name"],
)
def test_the_box_names_the_numbers(lines: HelpLines, expected: str) -> None:
    """A country's line is open at any time; of a clinic's own, nobody knows."""
    assert _said(lines) == f"Do you need help now? {expected}"


@pytest.mark.parametrize("language", available_languages())
@pytest.mark.parametrize("country", help_lines(TABLES))
def test_every_country_has_a_name(country: str, language: str) -> None:
    """No country of the tables is without its message in any language."""
    assert f"country.{country}" in load_wording(language).messages
