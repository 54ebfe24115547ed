"""Cards side by side: each gene's result, and each medicine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from pgx_reader.models.document import GeneCard, GeneCards, MedicineCard, MedicineCards, Status
from pgx_reader.render.pdf.boxes import Look, Panel, Piece, Row, TextLine, lines_as_pieces, side_by_side, stack_height
from pgx_reader.render.pdf.fonts import printable
from pgx_reader.render.pdf.icons import STATUS_ICONS, Icon
from pgx_reader.render.pdf.scale import speed_scale
from pgx_reader.render.pdf.setting import Setting
from pgx_reader.render.pdf.surface import Paint
from pgx_reader.render.pdf.text import natural_width
from pgx_reader.render.pdf.theme import ACCENT, EDGE, TINT, WHITE
from pgx_reader.render.pdf.words import Runs
from pgx_reader.wording import Run

AnyCard = TypeVar("AnyCard", GeneCard, MedicineCard)

Parts = list[list[Piece]]
"""What a card holds, in as many parts as its neighbors: a part begins at one height in all the cards of a row."""

_PLAIN = Look(Paint(WHITE, EDGE, 0.8))
_TINTED = Look(Paint(TINT, EDGE, 0.8))


def gene_cards(block: GeneCards, setting: Setting) -> list[Piece]:
    """The genes' cards, two in a row where the page is wide enough."""
    return _rows(block.cards, _gene_parts, lambda _: _PLAIN, setting)


def medicine_cards(block: MedicineCards, setting: Setting) -> list[Piece]:
    """The medicines' cards, two in a row where the page is wide enough; those to talk about are tinted."""
    return _rows(block.cards, _medicine_parts, lambda card: _TINTED if card.status is Status.TALK else _PLAIN, setting)


def _rows(
    cards: Sequence[AnyCard],
    parts: Callable[[AnyCard, Setting], Parts],
    look: Callable[[AnyCard], Look],
    setting: Setting,
) -> list[Piece]:
    """All cards, in rows. A last one alone is as wide as the page."""
    pieces: list[Piece] = []
    for start in range(0, len(cards), setting.theme.columns):
        row = cards[start : start + setting.theme.columns]
        width = (setting.width - setting.theme.gap * (len(row) - 1)) / len(row)
        within = setting.inside(setting.parent, width - 2 * setting.theme.padding)
        contents = _aligned([parts(card, within) for card in row])
        panels = [
            Panel(tuple(content), width, setting.theme.padding, look(card))
            for card, content in zip(row, contents, strict=True)
        ]
        pieces += _row(panels, setting)
    return pieces


def _row(panels: Sequence[Panel], setting: Setting) -> list[Piece]:
    """Panels of equal height in a row, or under each other where the row is higher than a page."""
    gap = setting.theme.gap
    height = max(panel.height for panel in panels)
    if height > setting.room:
        return [piece for panel in panels for piece in panel.pieces_within(setting.room)]
    equal = (replace(panel, least=height) for panel in panels)
    return [Piece(Row(tuple((n * (panel.width + gap), panel) for n, panel in enumerate(equal))), before=gap)]


def _aligned(cards: Sequence[Parts]) -> list[list[Piece]]:
    """The content of each card, with space so that equal parts begin at one height, if all cards have the same."""
    if len({tuple(map(bool, parts)) for parts in cards}) > 1:
        return [[piece for part in parts for piece in part] for parts in cards]
    heights = [max(map(stack_height, column)) for column in zip(*cards, strict=True)]
    return [_with_space(parts, heights) for parts in cards]


def _with_space(parts: Parts, heights: Sequence[float]) -> list[Piece]:
    content: list[Piece] = []
    missing = 0.0
    for part, height in zip(parts, heights, strict=True):
        if part:
            content += [replace(part[0], before=part[0].before + missing), *part[1:]]
            missing = height - stack_height(part)
    return content


def _gene_parts(card: GeneCard, setting: Setting) -> Parts:
    theme, gap = setting.theme, setting.theme.gap
    head = _head((Run(printable(card.gene)),), setting.runs(card.spoken), setting)
    headline = setting.paragraph(setting.runs(card.headline), theme.card_title, before=gap * 0.25)
    scale = [] if card.scale is None else [Piece(speed_scale(card.scale, setting), before=gap * 0.5)]
    body = setting.paragraph(setting.running(card.body), theme.card, before=gap * 0.6)
    lab_words = setting.paragraph(setting.running(card.lab_words), theme.note, before=gap * 0.5)
    return [head, headline, scale, body, lab_words]


def _medicine_parts(card: MedicineCard, setting: Setting) -> Parts:
    theme, gap = setting.theme, setting.theme.gap
    head = _head((Run(printable(card.name)),), (Run(printable(", ".join(card.brands))),), setting)
    status = _status(card, setting)
    meaning = setting.paragraph(setting.running(card.meaning), theme.card, before=gap * 0.4)
    ask = [] if card.ask is None else setting.paragraph(setting.runs(card.ask), theme.card, before=gap * 0.5)
    return [head, status, meaning, ask]


def _head(name: Runs, beside: Runs, setting: Setting) -> list[Piece]:
    """A card's name as a heading, and a note beside it, or under it where the line is too short for both."""
    theme = setting.theme
    pieces = setting.heading(name, setting.level + 1, theme.card_title)
    indent = natural_width(name, theme.card_title) + 0.6 * theme.card.size
    note = setting.paragraph(beside, theme.note)
    if len(pieces) == len(note) == 1 and indent + natural_width(beside, theme.note) <= setting.width:
        [line] = (piece.box for piece in note)
        if isinstance(line, TextLine):
            level_with_name = replace(line, drop=theme.card_title.drop)
            return [Piece(Row(((0, pieces[0].box), (indent, level_with_name))))]
    return pieces + note


def _status(card: MedicineCard, setting: Setting) -> list[Piece]:
    style = setting.theme.card.strong(ACCENT)
    icon = Icon(STATUS_ICONS[card.status], style.size * 1.3, style.leading, ACCENT)
    indent = style.size * 1.75
    within = setting.inside(setting.parent.add("P"), setting.width - indent)
    lines = within.lines(setting.runs(card.status_text), style, within.parent)
    return lines_as_pieces(side_by_side([(0, [icon]), (indent, lines)]), before=setting.theme.gap * 0.3)
