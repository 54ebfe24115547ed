"""Tables: a header row that is repeated on each page, and rows that no page break divides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pgx_reader.models.document import Table
from pgx_reader.render.pdf.boxes import Box, Piece, TextLine, side_by_side
from pgx_reader.render.pdf.setting import Setting
from pgx_reader.render.pdf.surface import Paint, Surface
from pgx_reader.render.pdf.tags import Element
from pgx_reader.render.pdf.text import break_lines, longest_word, natural_width
from pgx_reader.render.pdf.theme import DEEP, EDGE, WHITE, TextStyle
from pgx_reader.render.pdf.words import Runs

_PADDING = 5
_HIGHEST_HEADER = 1 / 3
_SHORT = 8.5


@dataclass(frozen=True, slots=True)
class TableRow:
    """Rows of lines on a background, with a rule under them if the row of the table ends here and has no background."""

    lines: tuple[Box, ...]
    width: float
    fill: str | None
    rule: bool = True

    @property
    def height(self) -> float:
        """The height of the lines and of the space above and below them."""
        return sum(line.height for line in self.lines) + 2 * _PADDING

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw the background, the rule and the lines."""
        bottom = top - self.height
        if self.fill is not None:
            surface.rectangle(x, bottom, self.width, self.height, Paint(fill=self.fill))
        if self.rule and self.fill is None:
            surface.line(x, bottom, x + self.width, bottom, Paint(edge=EDGE, thickness=0.5))
        top -= _PADDING
        for line in self.lines:
            line.draw(surface, x, top)
            top -= line.height


@dataclass(frozen=True, slots=True)
class _Column:
    x: float
    width: float


def table(block: Table, setting: Setting) -> list[Piece]:
    """The rows, each with the header to repeat where it begins a page."""
    style = setting.theme.card
    header = [setting.runs(text) for text in block.header]
    rows = [[setting.runs(text) for text in row] for row in block.rows]
    columns = _columns([header, *rows], block.widths, style, setting.width)
    element = setting.parent.add("Table")
    pieces, repeat = _header(header, columns, element.add("THead"), setting)
    body = element.add("TBody")
    for row in rows:
        line = body.add("TR")
        cells = [line.add("TD") if n else line.add("TH", "Table", Scope="/Row") for n in range(len(row))]
        whole = TableRow(_lines(row, columns, style, cells), setting.width, fill=None)
        pieces += _pieces(whole, setting.room, repeat)
    return pieces


def _header(
    cells: list[Runs], columns: list[_Column], part: Element, setting: Setting
) -> tuple[list[Piece], Box | None]:
    """The header row, kept with the row after it, and the same as an artifact, if it is low enough to be repeated."""
    style = setting.theme.card.strong(WHITE)
    line = part.add("TR")
    elements = [line.add("TH", "Table", Scope="/Column") for _ in cells]
    first = TableRow(_lines(cells, columns, style, elements), setting.width, DEEP)
    again = TableRow(_lines(cells, columns, style, [None] * len(cells)), setting.width, DEEP)
    pieces = _pieces(first, setting.room, repeat=None)
    *others, last = pieces
    repeat = again if again.height <= setting.room * _HIGHEST_HEADER else None
    return [replace(others[0] if others else last, before=setting.theme.gap, keep=True), *pieces[1:]], repeat


def _lines(
    cells: Sequence[Runs], columns: Sequence[_Column], style: TextStyle, elements: Sequence[Element | None]
) -> tuple[Box, ...]:
    """The lines of a row: a cell's text belongs to its element, or is an artifact where there is none."""
    texts = [
        (column.x + _PADDING, [TextLine(line, style, element) for line in break_lines(runs, style, column.width)])
        for runs, column, element in zip(cells, columns, elements, strict=True)
    ]
    return tuple(side_by_side(texts))


def _pieces(row: TableRow, room: float, repeat: Box | None) -> list[Piece]:
    """A row as one piece, or where it is higher than a page as one piece a line."""
    if row.height + (0 if repeat is None else repeat.height) <= room:
        return [Piece(row, repeat=repeat)]
    return [Piece(replace(row, lines=(line,), rule=line is row.lines[-1]), repeat=repeat) for line in row.lines]


def _columns(rows: Sequence[Sequence[Runs]], shares: Sequence[float], style: TextStyle, width: float) -> list[_Column]:
    """
    Columns of the wanted shares, but where one is too narrow and others have room to give, they give it.

    A column needs the width of its longest word, and of a few short words side by side ("PMID 37032427").
    """
    wanted = [share * width / sum(shares) - 2 * _PADDING for share in shares]
    bold = style.strong(style.color)
    needed = [max(_needed(cell, bold) for cell in column) for column in zip(*rows, strict=True)]
    lacking = sum(max(need - want, 0) for need, want in zip(needed, wanted, strict=True))
    spare = sum(max(want - need, 0) for need, want in zip(needed, wanted, strict=True))
    given = min(lacking / spare, 1) if spare else 0
    received = min(spare / lacking, 1) if lacking else 0
    columns: list[_Column] = []
    x = 0.0
    for need, want in zip(needed, wanted, strict=True):
        inner = want + (need - want) * (received if need > want else given)
        columns.append(_Column(x, inner))
        x += inner + 2 * _PADDING
    return columns


def _needed(cell: Runs, style: TextStyle) -> float:
    whole = natural_width(cell, style)
    return (whole if whole < _SHORT * style.size else longest_word(cell, style)) + 0.5
