"""From a document to a page: each section's blocks become elements, and the page holds its styles and fonts."""

from __future__ import annotations

from pgx_reader.models.document import Audience, Document, Section, Title
from pgx_reader.render.html.elements import block_element
from pgx_reader.render.html.fonts import font_faces
from pgx_reader.render.html.markup import Markup, element, joined
from pgx_reader.render.html.setting import Setting
from pgx_reader.render.html.styles import style_sheet
from pgx_reader.render.palette import shades_for
from pgx_reader.wording import Wording

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
)
"""A page that fetches nothing, runs nothing and sends nothing, whatever stands in it."""


def render_html(document: Document, wording: Wording, *, large_print: bool = False) -> str:
    """
    The document as one HTML file that holds its styles, fonts and pictures; the same text for the same arguments.

    Raises `UnprintableTextError` where a text holds a character that no font has, and `WordingError` where the wording
    lacks a message.
    """
    setting = Setting(wording)
    sections = _sections(document, setting)
    footer = _footer(document, setting)
    body = element("body", element("main", *sections), footer)
    title = setting.plain(document.title)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="description", content=setting.plain(document.subject)),
        element("title", title),
        element("style", Markup(font_faces(title + body) + style_sheet(wording, shades_for(document)))),
    )
    look = "large-print" if large_print else None
    return f"<!DOCTYPE html>\n{element('html', head, body, lang=wording.tag, class_=look)}\n"


def _sections(document: Document, setting: Setting) -> list[Markup]:
    """The sections, each named by its first heading. On paper, one for another reader begins a new page."""
    sections: list[Markup] = []
    last = Audience.PATIENT
    for section in document.sections:
        new_page = bool(sections) and Audience.PROFESSIONAL in {section.audience, last}
        last = section.audience
        look = f"{section.audience} new-page" if new_page else str(section.audience)
        sections.append(_section(section, look, setting))
    return sections


def _section(section: Section, look: str, setting: Setting) -> Markup:
    titled = any(isinstance(block, Title) for block in section.blocks)
    setting.lower = 1 if titled and setting.level else 0
    before = setting.headings
    content = [block_element(block, setting) for block in section.blocks]
    label = f"heading-{before + 1}" if setting.headings > before else None
    return element("section", joined(content, between="\n"), class_=look, aria_labelledby=label)


def _footer(document: Document, setting: Setting) -> Markup:
    safety, whose = document.footer
    return element("footer", element("p", element("strong", setting.words(safety))), element("p", setting.words(whose)))
