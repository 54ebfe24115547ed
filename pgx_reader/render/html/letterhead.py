"""The clinic's letterhead as HTML: its logo, who it is, and where."""

from __future__ import annotations

from base64 import b64encode

from pgx_reader.models.document import Link, Text, verbatim
from pgx_reader.models.letterhead import Letterhead, Logo
from pgx_reader.render.html.markup import Markup, element, joined
from pgx_reader.render.html.setting import Setting


def letterhead(block: Letterhead, setting: Setting) -> Markup:
    """All of it; the picture is inside the page."""
    name = element("strong", setting.words(verbatim(block.name)))
    phone = setting.words(Text(message="letterhead.phone", values={"number": verbatim(block.phone)}))
    where = [*(setting.words(verbatim(line)) for line in block.address), *_website(block, setting)]
    words = joined([setting.paragraph(_apart([name, phone])), setting.paragraph(_apart(where))])
    logo = [] if block.logo is None else [_picture(block.logo)]
    return element("div", *logo, element("div", words), class_="letterhead")


def _apart(parts: list[Markup]) -> Markup:
    return joined(parts, between=" · ")


def _website(block: Letterhead, setting: Setting) -> list[Markup]:
    if block.website is None:
        return []
    shown = verbatim(block.website.removeprefix("https://").rstrip("/"))
    return [setting.words(Text(message="verbatim", values={"text": Link(text=shown, url=block.website)}))]


def _picture(logo: Logo) -> Markup:
    source = f"data:image/png;base64,{b64encode(logo.png).decode()}"
    return element("img", src=source, alt=logo.alternative, width=str(logo.width), height=str(logo.height))
