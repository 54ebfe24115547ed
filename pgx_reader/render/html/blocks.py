"""Plain blocks as HTML: headings, the main message, running text, callouts and the line to sign."""

from __future__ import annotations

from pgx_reader.models.document import Callout, Heading, KeyMessage, Paragraph, SignatureLine, Title
from pgx_reader.render.html.icons import CALLOUT_ICONS
from pgx_reader.render.html.markup import Markup, element, joined
from pgx_reader.render.html.setting import Setting


def heading(block: Title | Heading, setting: Setting) -> Markup:
    """A title or a section's heading."""
    return setting.heading_of(block)


def key_message(block: KeyMessage, setting: Setting) -> Markup:
    """The main message, large."""
    return setting.paragraph(setting.running(block.sentences), "key-message")


def paragraph(block: Paragraph, setting: Setting) -> Markup:
    """Running text."""
    return setting.paragraph(setting.running(block.sentences), "small" if block.small else None)


def callout(block: Callout, setting: Setting) -> Markup:
    """A box with an icon, its first sentence in bold. A note, and no landmark: the page has few of those."""
    lead = element("strong", setting.words(block.lead))
    words = joined([lead, *filter(None, [setting.running(block.body)])], between=" ")
    return element(
        "div", CALLOUT_ICONS[block.tone], setting.paragraph(words), class_=f"callout {block.tone}", role="note"
    )


def signature_line(block: SignatureLine, setting: Setting) -> Markup:
    """Two lines to write on, once the page is printed: for a name and for a day."""
    who, when = (setting.paragraph(setting.words(text)) for text in (block.who, block.when))
    return element("div", who, when, class_="signature")
