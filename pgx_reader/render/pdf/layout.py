"""From a document to pages that are ready to be drawn: sections, pieces, and the size of type that they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from pgx_reader.models.document import Audience, Block, Document, Heading, Paragraph, Section, Title
from pgx_reader.render.palette import shades_for
from pgx_reader.render.paper import Paper
from pgx_reader.render.pdf import blocks, cards, lists
from pgx_reader.render.pdf.boxes import Piece, Stack
from pgx_reader.render.pdf.footer import draw_band, footer_of
from pgx_reader.render.pdf.letterhead import letterhead
from pgx_reader.render.pdf.medicine_list import medicine_list
from pgx_reader.render.pdf.pages import paginate
from pgx_reader.render.pdf.results_card import results_card
from pgx_reader.render.pdf.setting import Setting
from pgx_reader.render.pdf.surface import Surface
from pgx_reader.render.pdf.table import table
from pgx_reader.render.pdf.tags import StructureTree
from pgx_reader.render.pdf.theme import Size, palette_with, theme_for
from pgx_reader.wording import Wording

_PIECES: dict[str, Callable[[Any, Setting], list[Piece]]] = {
    "letterhead": letterhead,
    "title": blocks.title,
    "heading": blocks.heading,
    "facts": lists.facts,
    "callout": blocks.callout,
    "key_message": blocks.key_message,
    "paragraph": blocks.paragraph,
    "items": lists.items,
    "gene_cards": cards.gene_cards,
    "medicine_cards": cards.medicine_cards,
    "medicine_list": medicine_list,
    "definitions": lists.definitions,
    "table": table,
    "signature_line": blocks.signature_line,
    "results_card": results_card,
}

_PATIENT_PAGES = 2
"""How many pages a patient reads at most, where smaller type and less air can do it."""

_LARGE = 0.65
"""Spaces of this share of the theme's gap, and larger ones, may grow to fill a page."""


def layout_of(document: Document, wording: Wording, paper: Paper, *, large_print: bool) -> Layout:
    """A document's layout in the size asked for, or in smaller type where that saves the patient a page too many."""
    patients = list(takewhile(lambda section: section.audience is Audience.PATIENT, document.sections))
    layout = Layout(document, wording, paper, Size.LARGE if large_print else Size.REGULAR)
    layout.add(patients)
    if len(layout.pages) > _PATIENT_PAGES and not large_print:
        compact = Layout(document, wording, paper, Size.COMPACT)
        compact.add(patients)
        layout = compact if len(compact.pages) < len(layout.pages) else layout
    layout.patient_pages = len(layout.pages)
    layout.add(document.sections[len(patients) :])
    return layout


class Layout:
    """
    A document's pages in one size of type: sections are laid out as they are added, then all is drawn.

    `patient_pages` is how many come before the professional's.
    """

    def __init__(self, document: Document, wording: Wording, paper: Paper, size: Size) -> None:
        self.surface = Surface(StructureTree(), palette_with(shades_for(document)))
        self.themes = {audience: theme_for(paper, audience, size) for audience in Audience}
        self.theme = self.themes[Audience.PATIENT]
        self.pages: list[Stack] = []
        self.patient_pages = 0
        setting = Setting(self.theme, wording, self.theme.width, self.theme.page_height, self.surface.tree.document)
        self._footer = footer_of(document, setting)
        self.setting = replace(setting, room=self.theme.page_height - self.theme.top - self._footer.height)

    def add(self, sections: Sequence[Section]) -> None:
        """
        Lay out sections, after those that are there, from a new page on.

        A section for another audience or a professional begins a new page, too.
        """
        flow: list[Piece] = []
        last = Audience.PATIENT
        for section in sections:
            if Audience.PROFESSIONAL in {section.audience, last}:
                self._end_pages(flow, last)
                flow = []
            last = section.audience
            flow += self._pieces(section)
        self._end_pages(flow, last)

    def drawn(self) -> bytes:
        """The finished PDF."""
        theme, pages = self.theme, self.pages or [Stack(())]
        for number, page in enumerate(pages, start=1):
            self.surface.begin_page(theme.page_width, theme.page_height)
            draw_band(self.surface, theme.page_width, theme.page_height)
            page.draw(self.surface, theme.margin, theme.page_height - theme.top)
            self._footer.draw(self.surface, number, len(pages))
            self.surface.end_page()
        return self.surface.finished()

    def _pieces(self, section: Section) -> list[Piece]:
        pieces: list[Piece] = []
        setting = replace(self.setting, theme=self.themes[section.audience])
        setting = setting.inside(setting.parent.add("Sect"))
        before: Block | None = None
        for block in section.blocks:
            setting = replace(setting, level=_level(block, setting.level))
            made = _PIECES[block.kind](block, setting)
            pieces += _kept(made) if isinstance(block, Paragraph) and isinstance(before, Heading) else made
            before = block
        self.setting = replace(self.setting, level=setting.level)
        return pieces

    def _end_pages(self, flow: list[Piece], audience: Audience) -> None:
        large = _LARGE * self.themes[audience].gap
        self.pages += [Stack(page) for page in paginate(flow, self.setting.room, large=large)]


def _kept(pieces: list[Piece]) -> list[Piece]:
    """A section's first words, kept with what they are about: no page ends with a heading and its lead alone."""
    return [replace(piece, keep=True) for piece in pieces]


def _level(block: Block, last: int) -> int:
    """The level of the last heading, if it is this block then its own; but a heading never skips a level."""
    if isinstance(block, Title | Heading):
        return min(block.level if isinstance(block, Heading) else 1, last + 1)
    return last
