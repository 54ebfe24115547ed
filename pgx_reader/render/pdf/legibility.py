"""Why a document cannot be printed: which letters no font has, where they stand, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from pgx_reader.errors import UnprintableTextError
from pgx_reader.models.document import Document, Facts, Heading, Text, Title
from pgx_reader.render.letters import composed
from pgx_reader.render.pdf.shaping import missing_letters, refusal
from pgx_reader.wording import Wording


def unprintable(document: Document, wording: Wording) -> UnprintableTextError:
    """
    The error for a document that holds text which cannot be shown.

    It names every such letter, and the places by their label or heading. It repeats none of the texts, since they may
    be a patient's name.
    """
    places: dict[str, None] = {}
    missing: set[str] = set()
    for place, text in _texts(document, wording):
        shown = composed(text)
        if letters := missing_letters(shown, bold=False) | missing_letters(shown, bold=True):
            missing |= letters
            places[place] = None
    return UnprintableTextError(f"{', '.join(places)}: {refusal(missing)}")


def _texts(document: Document, wording: Wording) -> Iterator[tuple[str, str]]:
    """Every text of a document, and where it stands."""
    for section in document.sections:
        heading = "the first page"
        for block in section.blocks:
            if isinstance(block, Facts):
                for fact in block.items:
                    yield f'"{wording.plain(fact.label)}"', wording.plain(fact.value)
                continue
            if isinstance(block, Title | Heading):
                heading = f'under "{wording.plain(block.text)}"'
            yield from ((heading, text) for text in _said(block, wording))
    yield from (("the footer", wording.plain(text)) for text in document.footer)


def _said(part: object, wording: Wording) -> Iterator[str]:
    if isinstance(part, Text):
        yield wording.plain(part)
    elif isinstance(part, str):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _said(getattr(part, name), wording)
    elif isinstance(part, tuple):
        for each in part:
            yield from _said(each, wording)
