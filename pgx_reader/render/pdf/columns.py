"""The columns of a table: as wide as what stands in them needs, so that the table is low."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, hypot

from pgx_reader.render.pdf.text import longest_word, natural_width
from pgx_reader.render.pdf.theme import TextStyle
from pgx_reader.render.pdf.words import Runs

_WHOLE = (16, 12, 9, 7, 0)
"""Texts that are at most so many times as long as their letters are high may be kept on one line."""

_RAGGED = 1.08
"""How much longer a text is when it is broken, as lines end before the column does."""

_SHORT = 11
_BROKEN = 0.4
"""A text of at most so many times its letters' height is better not broken: that counts as so much of a line."""

_ROUNDING = 0.5

Groups = Sequence[Sequence[Sequence[Runs]]]
"""The cells of each row of each group; of a group's first cells only the first is drawn, beside all of its rows."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's text: how far it is from the table's left edge, and how long its lines are."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class _Cell:
    """The length of a cell's text on one line, and of its longest word."""

    whole: float
    word: float

    def needs(self, longest: float) -> float:
        return self.whole if self.whole <= longest else self.word

    def lines(self, width: float) -> int:
        """About how many lines the text takes."""
        return 1 if self.whole <= width else ceil(self.whole * _RAGGED / width)

    def is_short_and_broken(self, width: float, short: float) -> bool:
        return width < self.whole <= short


def columns_of(groups: Groups, style: TextStyle, width: float, padding: float) -> list[Column]:
    """
    Columns that fill a width, with `padding` at both sides of each. The first group is the header row.

    Where there is no room for every text on one line, some ways to share it are tried, and the one that needs fewest
    lines is used. Each keeps the words whole; where not even those have room, columns are narrower by the same share.
    """
    cells = [[[*map(_measure(style, n == 0), row, range(len(row)))] for row in group] for n, group in enumerate(groups)]
    columns = [*zip(*(row for group in cells for row in group), strict=True)]
    room = width - 2 * padding * len(columns)
    short = _SHORT * style.size
    best = min(_ways(columns, style.size, room), key=lambda widths: _cost(cells, widths, short))
    placed: list[Column] = []
    x = padding
    for inner in best:
        placed.append(Column(x, inner))
        x += inner + 2 * padding
    return placed


def _measure(style: TextStyle, header: bool) -> Callable[[Runs, int], _Cell]:
    bold = style.strong(style.color)

    def measured(text: Runs, column: int) -> _Cell:
        as_drawn = bold if header or column == 0 else style
        return _Cell(natural_width(text, as_drawn) + _ROUNDING, longest_word(text, as_drawn) + _ROUNDING)

    return measured


def _ways(columns: Sequence[Sequence[_Cell]], size: float, room: float) -> Iterator[list[float]]:
    """
    Ways to share the room, at least one.

    Each gives all columns what they need to keep their words and short texts whole, and shares the rest by how long
    their texts are: by the longest, or by what is usual in the column, so that one long text does not take it all.
    """
    longest = [max(cell.whole for cell in column) for column in columns]
    if sum(longest) <= room:
        yield _scaled(longest, room)
        return
    usual = [hypot(*(cell.whole for cell in column)) / len(column) ** 0.5 for column in columns]
    last: list[float] = []
    for times in _WHOLE:
        least = [max(cell.needs(times * size) for cell in column) for column in columns]
        if sum(least) <= room and least != last:
            yield _shared(room, least, longest)
            yield _shared(room, least, usual)
        elif sum(least) > room and not times:
            yield _scaled(least, room)
        last = least


def _shared(room: float, least: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """The least, and of the rest of the room what each column wants more in proportion."""
    more = [max(want - low, 0) for want, low in zip(wanted, least, strict=True)]
    if sum(more) <= room - sum(least):
        return _scaled([low + extra for low, extra in zip(least, more, strict=True)], room)
    share = (room - sum(least)) / sum(more)
    return [low + extra * share for low, extra in zip(least, more, strict=True)]


def _scaled(widths: Sequence[float], room: float) -> list[float]:
    return [width * room / sum(widths) for width in widths]


def _cost(groups: Sequence[Sequence[Sequence[_Cell]]], widths: Sequence[float], short: float) -> float:
    """
    About how many lines the table has, and something for each short text that is broken.

    A group has as many lines as its rows, or as its name where that has more.
    """
    lines, broken = 0, 0
    for group in groups:
        rows = 0
        for row in group:
            others = [*zip(row[1:], widths[1:], strict=True)]
            rows += max((cell.lines(width) for cell, width in others), default=1)
            broken += sum(cell.is_short_and_broken(width, short) for cell, width in others)
        lines += max(rows, group[0][0].lines(widths[0]))
    return lines + _BROKEN * broken
