"""What can be drawn, and how wide it is in the handout's own two faces."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from pgx_reader.render.letters import composed
from pgx_reader.render.pdf.faces import own_face
from pgx_reader.render.pdf.shaping import Part, parts_of, require_glyphs


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
    """The text as it can be drawn (`composed`). Raises `UnprintableTextError` where no face has a character."""
    shown = composed(text)
    if not plain_letters().issuperset(shown):
        require_glyphs(shown, bold=False)
        require_glyphs(shown, bold=True)
    return shown


@cache
def plain_letters() -> frozenset[str]:
    """The characters that need nothing but their own glyph of the two faces; all have two bytes in UTF-16."""
    both = _widths(bold=False).keys() & _widths(bold=True).keys()
    return frozenset(char for char in both if not unicodedata.category(char).startswith("M"))


@cache
def _widths(bold: bool) -> dict[str, int]:
    face = own_face(bold)
    return {chr(code): face.width_of(face.glyph_of(code)) for code in face.letters}
