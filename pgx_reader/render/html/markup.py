"""HTML that is safe by how it is made: a text becomes markup in one place only, and is escaped there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from pgx_reader.errors import UnprintableTextError
from pgx_reader.render.letters import composed, has_too_many_marks, letters_of, marks_refused

_NO_FONT_HAS = {"Cn", "Co", "Cs"}
_VOID = {"img", "meta"}

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_STRETCH = re.compile(f"[{_RIGHT_TO_LEFT}](?:[^A-Za-z0-9·;()]*[{_RIGHT_TO_LEFT}])?")


class Markup(str):
    """Text that is HTML already, and is not escaped again."""

    __slots__ = ()


APART = " · "
"""What stands between short texts on one line."""


def element(name: str, /, *content: str, **attributes: str | None) -> Markup:
    """
    An element. Attributes are escaped, and so is content unless it is `Markup`; an attribute that is None is left out.

    In an attribute's name "_" stands for "-", and one at the end is dropped: `class_`, `aria_label`.

    >>> element("p", "1 < 2", class_="note")
    '<p class="note">1 &lt; 2</p>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(readable(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{joined(content)}</{name}>")


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """Parts one after the other, each escaped unless it is `Markup`."""
    return Markup(between.join(part if isinstance(part, Markup) else text(part) for part in parts))


def text(words: str) -> Markup:
    """
    Words as HTML: escaped, and what is written from right to left kept apart from the words around it.

    >>> text('<b> & "x"')
    '&lt;b&gt; &amp; &quot;x&quot;'
    """
    return Markup(_STRETCH.sub(r"<bdi>\g<0></bdi>", escape(readable(words))))


@lru_cache(maxsize=8192)
def readable(words: str) -> str:
    """
    Words as a browser can show them (`composed`).

    Letters that the handout's own fonts lack are left to the reader's fonts; raises `UnprintableTextError` for a
    character that no font has, and for marks that would pile up over the lines above.
    """
    shown = composed(words)
    if missing := sorted({char for char in shown if unicodedata.category(char) in _NO_FONT_HAS}):
        raise UnprintableTextError(
            f"no font has {', '.join(f'U+{ord(char):04X}' for char in missing)}. "
            "Write the name or text that holds it in letters."
        )
    if not shown.isascii() and (stacked := set(filter(has_too_many_marks, letters_of(shown)))):
        raise UnprintableTextError(marks_refused(stacked))
    return shown
