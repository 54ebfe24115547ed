"""That nobody has signed a translation yet, on the professional's page."""

from __future__ import annotations

from pgx_reader.handout.say import say
from pgx_reader.models.document import Audience, Document, Paragraph, Section
from pgx_reader.wording import Wording

_BEHIND_THE_LEAD = 2


def in_language(document: Document, wording: Wording) -> Document:
    """
    The document as it is handed to a renderer with a wording: the same, or with a note that the wording is unsigned.

    The note is about the wording and not about the patient, so it is no part of the document before its language is
    known; and it is put in here, once, so that no renderer can forget it.
    """
    if wording.is_signed:
        return document
    return document.model_copy(update={"sections": tuple(map(_with_note, document.sections))})


def _with_note(section: Section) -> Section:
    """A professional's section with the note behind its title and lead; another one as it is."""
    if section.audience is not Audience.PROFESSIONAL:
        return section
    before, after = section.blocks[:_BEHIND_THE_LEAD], section.blocks[_BEHIND_THE_LEAD:]
    note = Paragraph(sentences=(say("translation.unsigned"),), small=True)
    return section.model_copy(update={"blocks": (*before, note, *after)})
