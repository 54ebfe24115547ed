"""The clinic's letterhead as HTML: its logo, who it is, and where."""

from __future__ import annotations

from base64 import b64encode

from pgx_reader.models.document import verbatim
from pgx_reader.models.letterhead import Letterhead, Logo
from pgx_reader.render.html.markup import APART, Markup, element, joined
from pgx_reader.render.html.setting import Setting
from pgx_reader.render.letterhead import phone_of, website_of


def letterhead(block: Letterhead, setting: Setting) -> Markup:
    """All of it; the picture is inside the page."""
    name = element("strong", setting.words(verbatim(block.name)))
    where = [*map(verbatim, block.address), *website_of(block)]
    words = [
        setting.paragraph(joined([name, setting.words(phone_of(block))], between=APART)),
        setting.paragraph(joined(map(setting.words, where), between=APART)),
    ]
    logo = [] if block.logo is None else [_picture(block.logo)]
    return element("div", *logo, element("div", *words), class_="letterhead")


def _picture(logo: Logo) -> Markup:
    source = f"data:image/png;base64,{b64encode(logo.png).decode()}"
    return element("img", src=source, alt=logo.alternative, width=str(logo.width), height=str(logo.height))
