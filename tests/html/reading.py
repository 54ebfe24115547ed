"""What a reader gets from a page: its texts and their roles, in the order of its elements."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

from pgx_reader.models.document import Document
from pgx_reader.wording import Wording
from tests.pdf.outline import spoken
from tests.pdf.tags import same_spaces

_ROLES = {"p": "P", "dt": "Lbl", "dd": "LBody", "li": "LBody", "th": "TH", "td": "TD", "svg": "Figure"}
_SVG = "{http://www.w3.org/2000/svg}"


def parsed(page: str) -> Element:
    """The page's tree; a page that is not well-formed fails."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def name_of(element: Element) -> str:
    """An element's name, without SVG's address."""
    return str(element.tag).removeprefix(_SVG)


def read(page: str) -> list[tuple[str, str]]:
    """Every (role, text) of the page's main part: a heading of any level is "H", a picture's text is its title."""
    (main,) = parsed(page).iter("main")
    return [(role, same_spaces(text)) for role, text in _read(main) if text.strip()]


def _read(element: Element) -> Iterator[tuple[str, str]]:
    name = name_of(element)
    if name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        yield "H", "".join(element.itertext())
    elif name == "svg":
        if element.get("aria-hidden") != "true":
            yield "Figure", "".join(element[0].itertext())
    elif name == "img":
        yield "Figure", element.get("alt", "")
    elif name in _ROLES:
        yield _ROLES[name], "".join(element.itertext())
    else:
        assert not (element.text or "").strip(), f"words in no element of their own: {element.text}"
        for part in element:
            yield from _read(part)


def expected(document: Document, wording: Wording) -> list[tuple[str, str]]:
    """What a page of the document must say; the marks of lists are drawn by the style sheet."""
    return without_marks(spoken(document, wording))


def without_marks(elements: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Elements of a PDF as those of a page: all headings alike, and no dots and numbers before items."""
    return [
        ("H" if role[0] == "H" else role, text)
        for role, text in elements
        if not (role == "Lbl" and (text == "•" or text.isdecimal()))
    ]
