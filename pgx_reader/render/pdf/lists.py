"""Lists as pieces: items with dots or numbers, labelled facts, and words explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pgx_reader.models.document import Definitions, Facts, Items
from pgx_reader.render.pdf.boxes import Box, Piece, TextLine, lines_as_pieces, side_by_side, stack_height
from pgx_reader.render.pdf.setting import Setting
from pgx_reader.render.pdf.surface import Paint, Surface
from pgx_reader.render.pdf.text import natural_width
from pgx_reader.render.pdf.theme import ACCENT, DEEP, INK, WHITE, TextStyle
from pgx_reader.render.pdf.words import Runs
from pgx_reader.wording import Run

_SHORT_ITEM = 5
"""An item of so many lines, or fewer, is not divided."""

_ENOUGH = 3
"""An item of so many lines, or more, may stand alone under a heading or on a page."""

_SHORT_LIST = 0.48
"""Of a page: a list as high, or lower, that is to be kept together is not divided."""


def items(block: Items, setting: Setting) -> list[Piece]:
    """A list, with a dot or a numbered disc before each item."""
    style = setting.theme.small if block.small else setting.theme.body
    numbering = "/Decimal" if block.numbered else "/Disc"
    listing = setting.parent.add("L", "List", ListNumbering=numbering)
    indent = style.size * (2.2 if block.numbered else 1.3)
    entries: list[list[Piece]] = []
    for number, item in enumerate(block.items, start=1):
        entry = listing.add("LI")
        label = str(number) if block.numbered else "•"
        mark = _mark(label, style, setting.inside(entry.add("Lbl")), disc=block.numbered)
        within = setting.inside(entry.add("LBody"), setting.width - indent)
        lines = within.lines(within.running(item), style, within.parent)
        boxes = side_by_side([(0, [mark]), (indent, lines)])
        entries.append(lines_as_pieces(boxes, before=setting.theme.item_gap * (1 if entries else 2)))
    if block.numbered:
        return _kept([piece for entry in entries for piece in entry])
    pieces = none_alone([_kept(entry) if len(entry) <= _SHORT_ITEM else entry for entry in entries])
    return _kept_with_next(pieces, setting) if block.kept else pieces


def _kept(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that stay on one page."""
    return [*(replace(piece, keep=True) for piece in pieces[:-1]), *pieces[-1:]]


def _kept_with_next(pieces: Sequence[Piece], setting: Setting) -> list[Piece]:
    """A list whose end stays on the page of what follows it; all of it where it is short."""
    together = _kept(pieces) if stack_height(pieces) <= setting.room * _SHORT_LIST else pieces
    return [*together[:-1], *(replace(piece, keep=True) for piece in together[-1:])]


def none_alone(entries: Sequence[Sequence[Piece]]) -> list[Piece]:
    """All entries of a list, a short first one kept with the second, and a short last one with the one before it."""
    pieces: list[Piece] = []
    for n, entry in enumerate(entries):
        first_is_short = n == 0 and len(entry) < _ENOUGH
        last_is_short = n == len(entries) - 2 and len(entries[-1]) < _ENOUGH
        pieces += entry
        if entry and n < len(entries) - 1 and (first_is_short or last_is_short):
            pieces[-1] = replace(entry[-1], keep=True)
    return pieces


def _mark(label: str, style: TextStyle, setting: Setting, *, disc: bool) -> Box:
    [text] = setting.lines((Run(label),), style.strong(WHITE if disc else ACCENT), setting.parent)
    return Disc(text, style.size * 0.76) if disc else text


@dataclass(frozen=True, slots=True)
class Disc:
    """A number on a disc."""

    number: TextLine
    radius: float

    @property
    def height(self) -> float:
        """The height of the number's line."""
        return self.number.height

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw both."""
        surface.circle(x + self.radius, top - self.height / 2, self.radius, Paint(fill=ACCENT))
        self.number.draw(surface, x + self.radius - self.number.line.width / 2, top)


def definitions(block: Definitions, setting: Setting) -> list[Piece]:
    """Words and their meanings in two columns, or in one where a word is long or the print is large."""
    style = setting.theme.body
    bold = style.strong(DEEP)
    listing = setting.parent.add("L")
    words = [(setting.runs(item.term), setting.runs(item.meaning)) for item in block.items]
    column = max((natural_width(term, bold) for term, _ in words), default=0) + setting.theme.gap * 1.5
    beside = setting.theme.columns > 1 and column < setting.width / 3
    entries: list[list[Piece]] = []
    for term, meaning in words:
        entry = listing.add("LI")
        terms = setting.lines(term, bold, entry.add("Lbl"))
        within = setting.inside(entry.add("LBody"), setting.width - column if beside else setting.width)
        meanings = within.lines(meaning, style, within.parent)
        boxes = side_by_side([(0, terms), (column, meanings)]) if beside else [*terms, *meanings]
        entries.append(lines_as_pieces(boxes, before=setting.theme.item_gap * (1 if entries else 2)))
    return none_alone(entries)


def facts(block: Facts, setting: Setting) -> list[Piece]:
    """Labelled facts, each label before its value, as many on a line as fit."""
    listing = setting.inside(setting.parent.add("L"))
    pieces: list[Piece] = []
    row: list[tuple[float, Sequence[Box]]] = []
    x = 0.0
    for fact in block.items:
        columns, width = _fact(setting.runs(fact.label), setting.runs(fact.value), listing)
        if row and x + width > setting.width:
            pieces += lines_as_pieces(side_by_side(row), before=setting.theme.gap * 0.2)
            row, x = [], 0.0
        row += [(x + indent, lines) for indent, lines in columns]
        x += width + 1.6 * setting.theme.gap
    return pieces + lines_as_pieces(side_by_side(row), before=setting.theme.gap * 0.2)


def _fact(label: Runs, value: Runs, setting: Setting) -> tuple[list[tuple[float, Sequence[Box]]], float]:
    """A label and its value in columns, or under each other where they are longer than a line; and their width."""
    theme = setting.theme
    bold = theme.card.strong(INK)
    entry = setting.parent.add("LI")
    labels = setting.lines(label, theme.note, entry.add("Lbl"))
    values = setting.lines(value, bold, entry.add("LBody"))
    indent = natural_width(label, theme.note) + theme.card.size * 0.4
    width = indent + natural_width(value, bold)
    return ([(0, labels), (indent, values)], width) if width <= setting.width else ([(0, [*labels, *values])], width)
