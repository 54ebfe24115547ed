"""The clinic's letterhead as HTML: its logo, who it is, and a rule under both."""

from __future__ import annotations

from base64 import b64encode

from pgx_reader.models.document import Link, Text, verbatim
from pgx_reader.models.letterhead import Letterhead, Logo
from pgx_reader.render.html.markup import Markup, element, joined
from pgx_reader.render.html.setting import Setting

_BETWEEN = Markup(" · ")


def letterhead(block: Letterhead, setting: Setting) -> Markup:
    """All of it: the name with the telephone, then the address with the website."""
    name = element("strong", setting.words(verbatim(block.name)))
    phone = setting.words(Text(message="letterhead.phone", values={"number": verbatim(block.phone)}))
    address = [setting.words(verbatim(line)) for line in block.address]
    lines = [[name, phone], [*address, *_website(block, setting)]]
    paragraphs = [setting.paragraph(joined(line, between=_BETWEEN)) for line in lines]
    logo = [] if block.logo is None else [_picture(block.logo)]
    return element("div", *logo, element("div", *paragraphs), class_="letterhead")


def _website(block: Letterhead, setting: Setting) -> list[Markup]:
    if block.website is None:
        return []
    shown = verbatim(block.website.removeprefix("https://").rstrip("/"))
    return [setting.words(Text(message="verbatim", values={"text": Link(text=shown, url=block.website)}))]


def _picture(logo: Logo) -> Markup:
    """The logo inside the page. It is on white by night too: its colors were made for that."""
    source = f"data:image/png;base64,{b64encode(logo.png).decode('ascii')}"
    return element("img", src=source, alt=logo.alternative, width=str(logo.width), height=str(logo.height))
