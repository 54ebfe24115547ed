"""The two faces of the handout: what they can show, how wide it is, and how they are embedded."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from pgx_reader.render.pdf.shaping import Part, parts_of, require_glyphs
from pgx_reader.render.pdf.streams import end_all_streams
from pgx_reader.render.pdf.tounicode import unicode_map

_FOLDER = Path(__file__).parent / "fonts"
_NO_BREAK = {"\u00a0", "\u2007", "\u202f"}
_JOINERS = {"\u200c", "\u200d"}
_FIRST_JOINING = "\u0600"
"""Latin, Greek, Cyrillic, Armenian and Hebrew letters, which do not join, all come before the Arabic block."""


class Face(TTFont):
    """A TrueType face whose map to Unicode names each character drawn and nothing else (ISO 14289-1, 7.21.7)."""

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        """Embed the subsets in use. ReportLab's own map also leads unused codes to U+0000, so it is replaced."""
        codes = dict(self.state[doc].assignments)  # type: ignore[attr-defined] # the stubs lack it
        subsets = len(self.state[doc].subsets)
        super().addObjects(doc)
        for number in range(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("ascii")
            used = {code & 0xFF: chr(char) for char, code in codes.items() if code >> 8 == number and char}
            doc.idToObject["toUnicodeCMap:" + name].content = unicode_map(name, used, digits=2)  # type: ignore[attr-defined]
        end_all_streams(doc)


@cache
def face(bold: bool) -> Face:
    """The regular or the bold face, registered with ReportLab under a name of our own."""
    weight = "Bold" if bold else "Regular"
    font = Face(f"pgx-reader-{weight}", str(_FOLDER / f"NotoSans-{weight}.ttf"), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return font


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
    """The characters that need nothing but their own glyph of the two faces."""
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
def _widths(bold: bool) -> dict[str, float]:
    glyphs = face(bold).face
    return {chr(code): glyphs.charWidths.get(code, glyphs.defaultWidth) for code in glyphs.charToGlyph}
