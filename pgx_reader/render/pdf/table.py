"""Tables: columns as wide as what stands in them, a header row repeated on each page, rows of one name together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pgx_reader.models.document import Table
from pgx_reader.render.pdf.boxes import Box, Piece, Stack, TextLine, side_by_side
from pgx_reader.render.pdf.columns import Column, columns_of
from pgx_reader.render.pdf.setting import Setting
from pgx_reader.render.pdf.surface import Paint, Surface
from pgx_reader.render.pdf.tags import Element
from pgx_reader.render.pdf.text import break_lines
from pgx_reader.render.pdf.theme import DEEP, EDGE, HAIRLINE, WHITE, TextStyle
from pgx_reader.render.pdf.words import Runs

_HIGHEST_HEADER = 1 / 3
_HIGHEST_GROUP = 1 / 3
"""Shares of a page: what is higher is not drawn again, or is divided."""

_WIDER = 1.5
"""How much more room a cell has at its sides than above and below."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """Lines of a row on a background, with a rule under them unless the row goes on or has a background."""

    lines: tuple[Box, ...]
    width: float
    padding: float
    fill: str | None = None
    rule: Rule | None = None

    @property
    def height(self) -> float:
        """The height of the lines and of the space above and below them."""
        return sum(line.height for line in self.lines) + 2 * self.padding

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw the background, the rule and the lines."""
        bottom = top - self.height
        if self.fill is not None:
            surface.rectangle(x, bottom, self.width, self.height, Paint(fill=self.fill))
        if self.rule is not None:
            left = x + self.rule.indent
            surface.line(left, bottom, x + self.width, bottom, Paint(edge=self.rule.edge, thickness=0.5))
        top -= self.padding
        for line in self.lines:
            line.draw(surface, x, top)
            top -= line.height


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule under a row, in a color and from a distance from the left."""

    edge: str
    indent: float = 0


@dataclass(frozen=True, slots=True)
class Hanging:
    """Lines that hang from the first of them into the rows below, and add nothing to its height."""

    lines: tuple[TextLine, ...]

    @property
    def height(self) -> float:
        """The height of the first line."""
        return self.lines[0].height

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw all of them."""
        Stack(tuple(map(Piece, self.lines))).draw(surface, x, top)


@dataclass(frozen=True, slots=True)
class _Table:
    """What all rows of a table share. `repeat` is drawn above each row that begins a page."""

    setting: Setting
    columns: Sequence[Column]
    repeat: Box | None = None

    @property
    def style(self) -> TextStyle:
        return self.setting.theme.card

    @property
    def beside(self) -> float:
        """The distance of a row's text from its column's edges."""
        return _beside(self.setting)

    def row(self, cells: Sequence[Sequence[Box]], fill: str | None = None, rule: Rule | None = None) -> TableRow:
        """A row of cells, of which the first may be missing: those of the last columns are given."""
        places = [column.x for column in self.columns[len(self.columns) - len(cells) :]]
        lines = tuple(side_by_side(list(zip(places, cells, strict=True))))
        return TableRow(lines, self.setting.width, self.setting.theme.cell_padding, fill, rule)

    def lines(self, runs: Runs, column: int, style: TextStyle, element: Element | None) -> list[TextLine]:
        """The lines of a cell, which belong to its element, or are an artifact where there is none."""
        return [TextLine(line, style, element) for line in break_lines(runs, style, self.columns[column].width)]

    def pieces(self, row: TableRow, repeat: Box | None) -> list[Piece]:
        """A row as one piece, or where it is higher than a page as one piece a line."""
        if row.height + (0 if repeat is None else repeat.height) <= self.setting.room:
            return [Piece(row, repeat=repeat)]
        last = row.lines[-1]
        return [
            Piece(replace(row, lines=(line,), rule=row.rule if line is last else None), repeat=repeat)
            for line in row.lines
        ]


def table(block: Table, setting: Setting) -> list[Piece]:
    """The rows, each with the header to repeat where it begins a page; rows of one name in one group."""
    header = [setting.runs(text) for text in block.header]
    groups = [[[setting.runs(text) for text in row] for row in group] for group in block.groups]
    columns = columns_of([[header], *groups], setting.theme.card, setting.width, _beside(setting))
    whole = _Table(setting, columns)
    element = setting.parent.add("Table")
    pieces, repeat = _header(header, whole, element.add("THead"))
    whole = replace(whole, repeat=repeat)
    body = element.add("TBody")
    for group in groups:
        pieces += _group(group, whole, body)
    return pieces


def _beside(setting: Setting) -> float:
    return setting.theme.cell_padding * _WIDER


def _header(cells: list[Runs], table: _Table, part: Element) -> tuple[list[Piece], Box | None]:
    """The header row, kept with the row after it, and the same as an artifact, if it is low enough to be repeated."""
    style = table.style.strong(WHITE)
    line = part.add("TR")
    elements = [line.add("TH", "Table", Scope="/Column") for _ in cells]
    first = table.row([table.lines(c, n, style, e) for n, (c, e) in enumerate(zip(cells, elements, strict=True))], DEEP)
    again = table.row([table.lines(c, n, style, None) for n, c in enumerate(cells)], DEEP)
    pieces = table.pieces(first, repeat=None)
    *others, last = pieces
    repeat = again if again.height <= table.setting.room * _HIGHEST_HEADER else None
    return [
        replace(others[0] if others else last, before=table.setting.theme.gap * 0.6, keep=True),
        *pieces[1:],
    ], repeat


def _group(rows: Sequence[Sequence[Runs]], table: _Table, body: Element) -> list[Piece]:
    """
    The rows of one name, which stands once, as the header of all of them.

    A low group stays on one page. Where another begins a page in its middle, its name is drawn there again.
    """
    style = table.style.strong(DEEP)
    name = rows[0][0]
    lines = [body.add("TR") for _ in rows]
    span = {"RowSpan": len(rows)} if len(rows) > 1 else {}
    names = table.lines(name, 0, style, lines[0].add("TH", "Table", Scope="/Row", **span))
    cells = [_cells(row[1:], table, line) for row, line in zip(rows, lines, strict=True)]
    set_rows = [table.row(row, rule=rule) for row, rule in zip(cells, _rules(len(rows), table), strict=True)]
    whole = Stack(tuple(map(Piece, _with_name(names, set_rows, table, hanging=True))))
    if whole.height <= table.setting.room * _HIGHEST_GROUP:
        return [Piece(whole, repeat=table.repeat)]
    first, *others = _with_name(names, set_rows, table, hanging=False)
    again = _name_again(name, style, table)
    return [*table.pieces(first, table.repeat), *(piece for row in others for piece in table.pieces(row, again))]


def _rules(rows: int, table: _Table) -> list[Rule]:
    """A line under each row of a group: a light one beside the name, and a whole one under the last."""
    inner = Rule(HAIRLINE, table.columns[0].width + 2 * table.beside)
    return [*[inner] * (rows - 1), Rule(EDGE)]


def _cells(texts: Sequence[Runs], table: _Table, line: Element) -> list[list[TextLine]]:
    return [table.lines(text, n, table.style, line.add("TD")) for n, text in enumerate(texts, start=1)]


def _with_name(names: list[TextLine], rows: list[TableRow], table: _Table, *, hanging: bool) -> list[TableRow]:
    """The rows with the name in the first: `hanging` into the others if they are high enough, or in that one alone."""
    first, *others = rows
    room = sum(row.height for row in rows) - 2 * first.padding
    hangs = hanging and names and sum(line.height for line in names) <= room
    left: Sequence[Box] = [Hanging(tuple(names))] if hangs else names
    lines = side_by_side([(table.columns[0].x, left), (0, first.lines)])
    return [replace(first, lines=tuple(lines)), *others]


def _name_again(name: Runs, style: TextStyle, table: _Table) -> Box | None:
    """The header row and the name under it, as artifacts; the header alone where the two are too high."""
    if table.repeat is None:
        return None
    again = table.row([table.lines(name, 0, style, None), *([[]] * (len(table.columns) - 1))])
    both = Stack((Piece(table.repeat), Piece(again)))
    return both if both.height <= table.setting.room * _HIGHEST_HEADER else table.repeat
