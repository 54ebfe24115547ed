"""What can be drawn, and how wide it is in the handout's own two faces."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from pgx_reader.render.pdf.faces import own_face
from pgx_reader.render.pdf.shaping import Part, parts_of, require_glyphs

_NO_BREAK = {"\u00a0", "\u2007", "\u202f"}
_JOINERS = {"\u200c", "\u200d"}
_FIRST_JOINING = "\u0600"
"""Latin, Greek, Cyrillic, Armenian and Hebrew letters, which do not join, all come before the Arabic block."""


def width_of(text: str, bold: bool, size: float) -> float:
    """How wide a printable text is, in points."""
    widths = _widths(bold)
    if widths.keys() >= set(text):
        return sum(map(widths.__getitem__, text)) * size / 1000
    return sum(part_width(part, bold, size) for part in parts(text, (), bold))


def parts(text: str, levels: Sequence[int], bold: bool) -> tuple[Part, ...]:
    """A printable text by the faces that show it. `levels` are those of `levels_of` for its characters, or empty."""
    return parts_of(text, levels, bold, plain_letters())


def part_width(part: Part, bold: bool, size: float) -> float:
    """How wide a part of a text is, in points."""
    return width_of(part.text, bold, size) if part.shaped is None else part.shaped.width * size / 1000


@lru_cache(maxsize=8192)
def printable(text: str) -> str:
    r"""
    The text as it can be drawn: composed (NFC), with line ends and tabs as spaces, without control characters.

    Controls of writing direction are dropped too: a value from a lab's file must not reorder what a reader sees.
    Joiners stay where they join letters other than Latin, Greek and Cyrillic ones, as in Persian names. Raises
    `UnprintableTextError` where no face has a character.

    >>> printable("Zoe\u0308\tM.\u202e")
    'Zoë M.'
    """
    shown = composed(text)
    if not plain_letters().issuperset(shown):
        require_glyphs(shown, bold=False)
        require_glyphs(shown, bold=True)
    return shown


def composed(text: str) -> str:
    """The text as `printable` gives it, whether or not a face has all of it."""
    return unicodedata.normalize("NFC", "".join(_drawn(char, before) for before, char in pairwise(" " + text)))


@cache
def plain_letters() -> frozenset[str]:
    """The characters that need nothing but their own glyph of the two faces; all have two bytes in UTF-16."""
    both = _widths(bold=False).keys() & _widths(bold=True).keys()
    return frozenset(char for char in both if not unicodedata.category(char).startswith("M"))


def _drawn(char: str, before: str) -> str:
    if " " <= char <= "~":
        return char
    category = unicodedata.category(char)
    if category in {"Cc", "Zl", "Zp"}:
        return " " if char.isspace() else ""
    if category == "Cf":
        return char if char in _JOINERS and before >= _FIRST_JOINING and before.isprintable() else ""
    if category == "Zs":
        return "\u00a0" if char in _NO_BREAK else " "
    return char


@cache
def _widths(bold: bool) -> dict[str, int]:
    face = own_face(bold)
    return {chr(code): face.width_of(face.glyph_of(code)) for code in face.letters}
