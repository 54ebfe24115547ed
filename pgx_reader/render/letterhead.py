"""What every form of the handout says of a clinic, in the same words."""

from __future__ import annotations

from pgx_reader.models.document import Link, Text, verbatim
from pgx_reader.models.letterhead import Letterhead


def phone_of(block: Letterhead) -> Text:
    """The clinic's telephone number, with the word for what it is."""
    return Text(message="letterhead.phone", values={"number": verbatim(block.phone)})


def website_of(block: Letterhead) -> list[Text]:
    """The clinic's website as a link that says its address; nothing where it has none."""
    if block.website is None:
        return []
    shown = verbatim(block.website.removeprefix("https://").rstrip("/"))
    return [Text(message="verbatim", values={"text": Link(text=shown, url=block.website)})]
