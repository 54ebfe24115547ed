"""The two faces of the handout: what they can show, how wide it is, and how they are embedded."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from pgx_reader.errors import UnprintableTextError
from pgx_reader.render.pdf.streams import end_all_streams

_FOLDER = Path(__file__).parent / "fonts"
_NO_BREAK = {"\u00a0", "\u2007", "\u202f"}


class Face(TTFont):
    """A TrueType face whose map to Unicode names each character drawn and nothing else (ISO 14289-1, 7.21.7)."""

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        """Embed the subsets in use. ReportLab's own map also leads unused codes to U+0000, so it is replaced."""
        codes = dict(self.state[doc].assignments)  # type: ignore[attr-defined] # the stubs lack it
        subsets = len(self.state[doc].subsets)
        super().addObjects(doc)
        for number in range(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("ascii")
            used = [(code & 0xFF, char) for char, code in codes.items() if code >> 8 == number and char]
            doc.idToObject["toUnicodeCMap:" + name].content = _unicode_map(name, used)  # type: ignore[attr-defined]
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
    return sum(map(widths.__getitem__, text)) * size / 1000


@lru_cache(maxsize=8192)
def printable(text: str) -> str:
    r"""
    The text as it can be drawn: composed (NFC), with line ends and tabs as spaces, without control characters.

    Controls of writing direction are dropped too: a value from a lab's file must not reorder what a reader sees.
    Raises `UnprintableTextError` where the faces lack a character.

    >>> printable("Zoe\u0308\tM.\u202e")
    'Zoë M.'
    """
    shown = unicodedata.normalize("NFC", "".join(map(_drawn, text)))
    if missing := sorted(set(shown) - _coverage()):
        raise UnprintableTextError(
            f"the handout's fonts cannot show {', '.join(map(_described, missing))}. "
            "Write the name or text that holds it in Latin, Greek or Cyrillic letters."
        )
    return shown


def _drawn(char: str) -> str:
    if " " <= char <= "~":
        return char
    category = unicodedata.category(char)
    if category in {"Cc", "Zl", "Zp"}:
        return " " if char.isspace() else ""
    if category == "Cf":
        return ""
    if category == "Zs":
        return "\u00a0" if char in _NO_BREAK else " "
    return char


def _described(char: str) -> str:
    return f"U+{ord(char):04X} ({unicodedata.name(char, 'no name')})"


@cache
def _coverage() -> frozenset[str]:
    return frozenset(_widths(bold=False).keys() & _widths(bold=True).keys())


@cache
def _widths(bold: bool) -> dict[str, float]:
    glyphs = face(bold).face
    return {chr(code): glyphs.charWidths.get(code, glyphs.defaultWidth) for code in glyphs.charToGlyph}


def _unicode_map(name: str, used: list[tuple[int, int]]) -> str:
    """A ToUnicode CMap, in blocks of at most the 100 entries that Adobe's Technical Note 5014 allows."""
    lines = [f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in sorted(used)]
    blocks = [lines[n : n + 100] for n in range(0, len(lines), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )
