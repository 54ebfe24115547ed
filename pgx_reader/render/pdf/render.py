"""From a document to a PDF: each section's blocks become pieces, the pieces pages, and the pages are drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from pgx_reader.errors import UnprintableTextError
from pgx_reader.models.document import Audience, Block, Document, Heading, Text, Title
from pgx_reader.render.palette import shades_for
from pgx_reader.render.pdf import blocks, cards, lists
from pgx_reader.render.pdf.archive import Attachment, archive
from pgx_reader.render.pdf.boxes import Piece, Stack
from pgx_reader.render.pdf.footer import Footer, draw_band, footer_of
from pgx_reader.render.pdf.legibility import unprintable
from pgx_reader.render.pdf.letterhead import letterhead
from pgx_reader.render.pdf.metadata import describe
from pgx_reader.render.pdf.pages import paginate
from pgx_reader.render.pdf.results_card import results_card
from pgx_reader.render.pdf.setting import Setting
from pgx_reader.render.pdf.surface import Surface
from pgx_reader.render.pdf.table import table
from pgx_reader.render.pdf.tags import StructureTree
from pgx_reader.render.pdf.theme import Paper, Size, Theme, palette_with, theme_for
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
    "medicine_list": lists.medicine_list,
    "definitions": lists.definitions,
    "table": table,
    "signature_line": blocks.signature_line,
    "results_card": results_card,
}

_PATIENT_PAGES = 2
"""How many pages a patient reads at most, where smaller type and less air can do it."""

_LARGE = 0.65
"""Spaces of this share of the theme's gap, and larger ones, may grow to fill a page."""

_ONE_AT_A_TIME = Lock()
"""ReportLab's font objects keep a position while they are embedded, so two threads must not draw at once."""


def render_pdf(
    document: Document,
    wording: Wording,
    *,
    paper: Paper = Paper.LETTER,
    large_print: bool = False,
    attached: bytes | None = None,
) -> bytes:
    """
    The document as a tagged PDF (PDF/UA-1), the same bytes for the same arguments.

    With `attached`, JSON in UTF-8, it is also PDF/A-3a, for an archive, and holds that as `interpretation.json`.
    Its dates are midnight UTC of the day the document was made. Raises `UnprintableTextError` where a text holds a
    character that no font has, by letter and place, and `WordingError` where the wording lacks a message.
    """
    with _ONE_AT_A_TIME:
        try:
            return _best_layout(document, wording, paper, large_print, attached).drawn()
        except UnprintableTextError:
            raise unprintable(document, wording) from None


@dataclass(frozen=True)
class _Layout:
    """A document's pages, ready to be drawn: the structure and the pieces of one size of type."""

    surface: Surface
    theme: Theme
    footer: Footer
    pages: list[Stack]
    patient_pages: int

    def drawn(self) -> bytes:
        """The finished PDF."""
        theme = self.theme
        for number, page in enumerate(self.pages, start=1):
            self.surface.begin_page(theme.page_width, theme.page_height)
            draw_band(self.surface, theme.page_width, theme.page_height)
            page.draw(self.surface, theme.margin, theme.page_height - theme.top)
            self.footer.draw(self.surface, number, len(self.pages))
            self.surface.end_page()
        return self.surface.finished()


def _best_layout(
    document: Document, wording: Wording, paper: Paper, large_print: bool, attached: bytes | None
) -> _Layout:
    """The layout in the size asked for, or in smaller type where that saves the patient a page too many."""
    layout = _laid_out(document, wording, paper, Size.LARGE if large_print else Size.REGULAR, attached)
    if layout.patient_pages > _PATIENT_PAGES and not large_print:
        compact = _laid_out(document, wording, paper, Size.COMPACT, attached)
        layout = compact if compact.patient_pages < layout.patient_pages else layout
    return layout


def _laid_out(document: Document, wording: Wording, paper: Paper, size: Size, attached: bytes | None) -> _Layout:
    surface = Surface(StructureTree(), palette_with(shades_for(document)))
    themes = {audience: theme_for(paper, audience, size) for audience in Audience}
    theme = themes[Audience.PATIENT]
    setting = Setting(theme, wording, theme.width, theme.page_height, surface.tree.document)
    footer = footer_of(document, setting)
    room = theme.page_height - theme.top - footer.height
    pages, patient_pages = _pages(document, replace(setting, room=room), themes)
    _describe(document, surface, setting, attached)
    return _Layout(surface, theme, footer, pages, patient_pages)


def _pages(document: Document, setting: Setting, themes: Mapping[Audience, Theme]) -> tuple[list[Stack], int]:
    """
    The content of each page, at least one, and how many of them come before the professional's.

    A section for another audience or a professional begins a new page.
    """
    pages: list[Stack] = []
    patient_pages = 0
    flow: list[Piece] = []
    last = Audience.PATIENT
    for section in document.sections:
        if Audience.PROFESSIONAL in {section.audience, last}:
            pages += _stacks(flow, setting)
            flow = []
            patient_pages = patient_pages or len(pages)
        last = section.audience
        setting = replace(setting, theme=themes[section.audience])
        within = setting.inside(setting.parent.add("Sect"))
        for block in section.blocks:
            within = replace(within, level=_level(block, within.level))
            flow += _PIECES[block.kind](block, within)
        setting = replace(setting, level=within.level)
    pages += _stacks(flow, setting)
    return pages or [Stack(())], patient_pages or len(pages)


def _stacks(flow: list[Piece], setting: Setting) -> list[Stack]:
    return [Stack(page) for page in paginate(flow, setting.room, large=_LARGE * setting.theme.gap)]


def _level(block: Block, last: int) -> int:
    """The level of the last heading, if it is this block then its own; but a heading never skips a level."""
    if isinstance(block, Title | Heading):
        return min(block.level if isinstance(block, Heading) else 1, last + 1)
    return last


def _describe(document: Document, surface: Surface, setting: Setting, attached: bytes | None) -> None:
    describe(
        surface.canvas,
        surface.tree,
        title=_plain(document.title, setting),
        subject=_plain(document.subject, setting),
        language=setting.wording.tag,
        made_on=document.made_on,
        archived=attached is not None,
    )
    if attached is not None:
        description = _plain(Text(message="attachment"), setting)
        archive(surface.canvas, Attachment(attached, description), document.made_on)


def _plain(text: Text, setting: Setting) -> str:
    return "".join(run.text for run in setting.runs(text))
