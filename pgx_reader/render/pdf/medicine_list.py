"""A group of medicines as pieces: its title, and for each status its icon, its words and the medicines."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pgx_reader.models.document import MedicineLine, MedicineList, NamedMedicine, Text
from pgx_reader.render.pdf.boxes import Box, Piece, Row, TextLine, lines_as_pieces, side_by_side
from pgx_reader.render.pdf.icons import STATUS_ICONS, Icon
from pgx_reader.render.pdf.lists import none_alone
from pgx_reader.render.pdf.setting import Setting
from pgx_reader.render.pdf.text import Line, break_lines, lines_behind, natural_width
from pgx_reader.render.pdf.theme import ACCENT
from pgx_reader.render.pdf.words import Runs

_NO_BREAK_SPACE = "\u00a0"
_SHORT_NAME = 32


def medicine_list(block: MedicineList, setting: Setting) -> list[Piece]:
    """
    A group's title, then for each status its icon and words, and the medicines behind them.

    A status that holds for the whole group stands on the line of the title, if there is room for both.
    """
    theme = setting.theme
    title = setting.runs(block.title)
    heading = setting.heading(title, setting.level + 1, theme.heading3, before=theme.gap)
    listing = setting.inside(setting.parent.add("L"))
    status_at = natural_width(title, theme.heading3) + 2 * theme.gap
    if len(block.lines) == len(heading) == 1 and status_at + _width_of(block.lines[0], setting) <= setting.width:
        return _on_one_line(heading[0], _entry(block.lines[0], listing, status_at))
    entries = [_entry(line, listing, 0) for line in block.lines]
    return heading + none_alone([lines_as_pieces(_boxes(entry), before=theme.gap * 0.4) for entry in entries])


@dataclass(frozen=True, slots=True)
class _Entry:
    """A status that begins at `at`: its icon, its words, where the names may begin, and where they are set."""

    at: float
    icon: Icon
    words: list[TextLine]
    names: Runs
    names_at: float
    setting: Setting

    @property
    def words_at(self) -> float:
        return self.at + _words_at(self.setting)


def _entry(line: MedicineLine, setting: Setting, at: float) -> _Entry:
    style = setting.theme.card
    entry = setting.parent.add("LI")
    words = setting.inside(entry, setting.width - at - _words_at(setting)).lines(
        setting.runs(line.status_text), style.strong(ACCENT), entry.add("Lbl")
    )
    return _Entry(
        at=at,
        icon=Icon(STATUS_ICONS[line.status], style.size * 1.25, style.leading, ACCENT),
        words=words,
        names=setting.runs(Text(message="verbatim", values={"text": tuple(map(_name, line.medicines))})),
        names_at=at + _width_of(line, setting) + (2 if at else 1) * setting.theme.gap,
        setting=setting.inside(entry.add("LBody")),
    )


def _on_one_line(heading: Piece, entry: _Entry) -> list[Piece]:
    """The title, the status, and the first names behind it; the others under them."""
    drop = entry.setting.theme.heading3.drop
    parts: list[tuple[float, Box]] = [(0, heading.box), (entry.at, entry.icon)]
    parts += [(entry.words_at, replace(words, drop=drop)) for words in entry.words]
    behind, under = _names(entry, entry.setting.width)
    parts += [(entry.names_at, replace(first, drop=drop)) for first in behind]
    return [replace(heading, box=Row(tuple(parts)), keep=bool(under)), *lines_as_pieces(under)]


def _boxes(entry: _Entry) -> list[Box]:
    """The status, and the first names behind it; the others under them."""
    behind, under = _names(entry, entry.setting.width - entry.words_at)
    if not behind:
        return side_by_side([(entry.at, [entry.icon]), (entry.words_at, [*entry.words, *under])])
    status: tuple[tuple[float, Box], ...] = ((entry.at, entry.icon), (entry.words_at, entry.words[0]))
    return [Row((*status, (entry.names_at, behind[0]))), *(Row(((entry.words_at, line),)) for line in under)]


def _names(entry: _Entry, width: float) -> tuple[list[TextLine], list[TextLine]]:
    """The line of the names that stands behind the status, if any has room there, and those under it."""
    setting, style = entry.setting, entry.setting.theme.card
    lines: tuple[Line, ...] = ()
    if len(entry.words) == 1:
        lines = lines_behind(entry.names, style, width, setting.width - entry.names_at)
    count = 1 if lines else 0
    texts = [TextLine(line, style, setting.parent) for line in lines or break_lines(entry.names, style, width)]
    return texts[:count], texts[count:]


def _words_at(setting: Setting) -> float:
    """How far a status's words stand to the right of its icon's left edge."""
    return setting.theme.card.size * 1.9


def _width_of(line: MedicineLine, setting: Setting) -> float:
    """How wide a status's icon and words are."""
    return _words_at(setting) + natural_width(setting.runs(line.status_text), setting.theme.card.strong(ACCENT))


def _name(medicine: NamedMedicine) -> str:
    """The name and its brands, not to be broken over lines where they are short."""
    name = medicine.with_brands
    return name.replace(" ", _NO_BREAK_SPACE) if len(name) < _SHORT_NAME else name
