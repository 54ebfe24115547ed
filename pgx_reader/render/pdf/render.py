"""From a document to a PDF: its layout is drawn, and the file says what it is."""

from __future__ import annotations

from pgx_reader.errors import UnprintableTextError
from pgx_reader.models.document import Document, Text
from pgx_reader.render.paper import Paper
from pgx_reader.render.pdf.archive import Attachment, archive
from pgx_reader.render.pdf.layout import layout_of
from pgx_reader.render.pdf.legibility import unprintable
from pgx_reader.render.pdf.metadata import describe
from pgx_reader.render.pdf.setting import Setting
from pgx_reader.render.pdf.surface import Surface
from pgx_reader.wording import Wording


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
    try:
        layout = layout_of(document, wording, paper, large_print=large_print)
        _describe(document, layout.surface, layout.setting, attached)
        return layout.drawn()
    except UnprintableTextError:
        raise unprintable(document, wording) from None


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
