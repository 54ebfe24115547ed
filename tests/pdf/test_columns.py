"""Columns of a table: they fill its width, and give each text the room that saves most lines."""

from __future__ import annotations

import pytest

from pgx_reader.render.pdf.columns import columns_of
from pgx_reader.render.pdf.text import natural_width
from pgx_reader.render.pdf.theme import TextStyle
from pgx_reader.wording import Run

STYLE = TextStyle(10, 12)
PADDING = 3.0


def columns(width: float, *rows: tuple[str, ...]) -> list[float]:
    """The widths of the columns of a table whose first row is its header."""
    groups = [[[(Run(cell),) for cell in row]] for row in rows]
    placed = columns_of(groups, STYLE, width, PADDING)
    end = 0.0
    for column in placed:
        assert column.x == pytest.approx(end + PADDING)
        end = column.x + column.width + PADDING
    assert end == pytest.approx(width)
    return [column.width for column in placed]


def length(text: str) -> float:
    """How long a text is on one line."""
    return natural_width((Run(text),), STYLE)


@pytest.mark.parametrize("width", [1, 30, 120, 500, 5000])
@pytest.mark.parametrize(
    "rows",
    [
        (("one",),),
        (("", ""), ("", "")),
        (("head", "head"), ("word " * 300, "a")),
        (("head", "head"), ("w" * 300, "v" * 90)),
    ],
    ids=["one cell", "no words", "much in one", "long words"],
)
def test_columns_fill_the_width(width: float, rows: tuple[tuple[str, ...], ...]) -> None:
    """Whatever stands in them, columns are side by side from edge to edge."""
    assert len(columns(width + 12, *rows)) == len(rows[0])


def test_what_has_room_on_one_line_gets_it() -> None:
    """Where all texts have room unbroken, none is broken."""
    rows = (("Medicine", "Strength"), ("amitriptyline", "section 3: level in blood, no advice"))
    assert all(width >= length(cell) for width, cell in zip(columns(300, *rows), rows[1], strict=True))


@pytest.mark.parametrize(("words", "whole"), [(12, "CPIC 2017"), (600, "2017")])
def test_a_long_text_breaks_no_word_beside_it(words: int, whole: str) -> None:
    """Beside a text of some lines short texts are whole; beside one of a great many their words are."""
    rows = (("Medicine", "Why", "Source"), ("amitriptyline", "many words " * words, "CPIC 2017"))
    first, long, last = columns(300, *rows)
    assert first >= length("amitriptyline")
    assert last >= length(whole)
    assert long > 140
