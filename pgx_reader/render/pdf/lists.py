"""Lists as pieces: items with dots or numbers, labelled facts, words explained, and medicines by status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pgx_reader.models.document import Definitions, Facts, Items, MedicineLine, MedicineList, NamedMedicine, Text
from pgx_reader.render.pdf.boxes import Box, Piece, Row, TextLine, lines_as_pieces, side_by_side
from pgx_reader.render.pdf.icons import STATUS_ICONS, Icon
from pgx_reader.render.pdf.setting import Setting
from pgx_reader.render.pdf.surface import Paint, Surface
from pgx_reader.render.pdf.text import natural_width
from pgx_reader.render.pdf.theme import ACCENT, DEEP, INK, WHITE, TextStyle
from pgx_reader.render.pdf.words import Runs
from pgx_reader.wording import Run

_NO_BREAK_SPACE = "\u00a0"
_SHORT_NAME = 32
_SHORT_ITEM = 5
"""An item of so many lines, or fewer, is not divided."""

_ENOUGH = 3
"""An item of so many lines, or more, may stand alone under a heading or on a page."""


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
        entries.append(
            lines_as_pieces(
                side_by_side([(0, [mark]), (indent, lines)]), before=setting.theme.gap * (0.6 if entries else 1.2)
            )
        )
    if block.numbered:
        return _kept([piece for entry in entries for piece in entry])
    return _none_alone([_kept(entry) if len(entry) <= _SHORT_ITEM else entry for entry in entries])


def _kept(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that stay on one page."""
    return [*(replace(piece, keep=True) for piece in pieces[:-1]), *pieces[-1:]]


def _none_alone(entries: Sequence[Sequence[Piece]]) -> list[Piece]:
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
        entries.append(lines_as_pieces(boxes, before=setting.theme.gap * (0.6 if entries else 1.2)))
    return _none_alone(entries)


def medicine_list(block: MedicineList, setting: Setting) -> list[Piece]:
    """
    A group's title, then for each status its icon and words, and the medicines under it.

    A status that holds for the whole group stands on the line of the title, if there is room for both; and names that
    fit behind a status stand there.
    """
    theme = setting.theme
    title = setting.runs(block.title)
    heading = setting.heading(title, setting.level + 1, theme.heading3, before=theme.gap)
    listing = setting.inside(setting.parent.add("L"))
    icon_at = natural_width(title, theme.heading3) + 2 * theme.gap
    if len(block.lines) == len(heading) == 1 and icon_at + _status_width(block.lines[0], setting) <= setting.width:
        icon, words, names = _medicine_entry(block.lines[0], listing, names_width=setting.width)
        status = replace(words[0], drop=theme.heading3.drop)
        parts: tuple[tuple[float, Box], ...] = (
            (0, heading[0].box),
            (icon_at, icon),
            (icon_at + _words_at(setting), status),
        )
        names_at = icon_at + _status_width(block.lines[0], setting) + 2 * theme.gap
        if _fit_behind(names, names_at, setting):
            parts = (*parts, (names_at, replace(names[0], drop=theme.heading3.drop)))
            names = []
        return [replace(heading[0], box=Row(parts), keep=bool(names)), *lines_as_pieces(names)]
    entries = []
    for line in block.lines:
        indent = _words_at(setting)
        icon, words, names = _medicine_entry(line, listing, names_width=setting.width - indent)
        names_at = _status_width(line, setting) + theme.gap
        if len(words) == 1 and _fit_behind(names, names_at, setting):
            boxes: Sequence[Box] = [Row(((0, icon), (indent, words[0]), (names_at, names[0])))]
        else:
            boxes = side_by_side([(0, [icon]), (indent, [*words, *names])])
        entries.append(lines_as_pieces(boxes, before=theme.gap * 0.4))
    return heading + _none_alone(entries)


def _fit_behind(names: Sequence[TextLine], at: float, setting: Setting) -> bool:
    """Whether all the names have room on the line of their status, from a place on it."""
    return len(names) == 1 and at + names[0].line.width <= setting.width


def _words_at(setting: Setting) -> float:
    """How far a status's words stand to the right of its icon's left edge."""
    return setting.theme.card.size * 1.9


def _status_width(line: MedicineLine, setting: Setting) -> float:
    words = natural_width(setting.runs(line.status_text), setting.theme.card.strong(ACCENT))
    return _words_at(setting) + words


def _medicine_entry(
    line: MedicineLine, setting: Setting, names_width: float
) -> tuple[Icon, list[TextLine], list[TextLine]]:
    """The icon of a status, its words, and the medicines."""
    style = setting.theme.card
    entry = setting.parent.add("LI")
    icon = Icon(STATUS_ICONS[line.status], style.size * 1.25, style.leading, ACCENT)
    beside_icon = setting.inside(entry, setting.width - _words_at(setting))
    words = beside_icon.lines(setting.runs(line.status_text), style.strong(ACCENT), entry.add("Lbl"))
    names = setting.inside(entry, names_width).lines(_names(line.medicines, setting), style, entry.add("LBody"))
    return icon, words, names


def _names(medicines: Sequence[NamedMedicine], setting: Setting) -> Runs:
    return setting.runs(Text(message="verbatim", values={"text": tuple(map(_name, medicines))}))


def _name(medicine: NamedMedicine) -> str:
    """The name and its brands, not to be broken over lines where they are short."""
    name = medicine.with_brands
    return name.replace(" ", _NO_BREAK_SPACE) if len(name) < _SHORT_NAME else name


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
