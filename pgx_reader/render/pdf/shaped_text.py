"""Drawing shaped text: each glyph at its place, and what it stands for."""

from __future__ import annotations

from typing import Any

from pgx_reader.render.pdf.embedding import embed, subset_of
from pgx_reader.render.pdf.faces import FontFace
from pgx_reader.render.pdf.outlines import outline
from pgx_reader.render.pdf.shaping import Glyph, Shaped


class ShapedText:
    """The shaped text of one PDF, and the faces that it needs."""

    def __init__(self, document: Any) -> None:
        self._fonts: dict[FontFace, _Font] = {}
        document.delayedFonts.append(self)

    def show(self, shaped: Shaped, size: float, x: float, baseline: float) -> str:
        """The operators that draw a text from a point."""
        face = shaped.face
        if face not in self._fonts:
            self._fonts[face] = _Font(face, f"S{len(self._fonts) + 1}")
        return self._fonts[face].show(shaped, size, x, baseline)

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - what ReportLab calls such a method
        """Embed what was drawn."""
        for font in self._fonts.values():
            embed(subset_of(font.face, font.glyphs, font.texts), font.name, doc)


class _Font:
    """
    A face as a font of one PDF: glyphs are noted as they are drawn, and only they are embedded.

    A glyph that stands for different texts has a code for each in a TrueType font, so that each copies as what it is.
    The other kind of font has no place for that: there the code is the glyph's number, for the first text met.
    """

    def __init__(self, face: FontFace, name: str) -> None:
        self.face = face
        self.name = name
        self.glyphs: dict[int, int] = {}
        self.texts: dict[int, str] = {}
        self._codes: dict[tuple[int, str], int] = {}

    def show(self, shaped: Shaped, size: float, x: float, baseline: float) -> str:
        """
        The operators that draw a text from a point.

        A glyph that stands for nothing by itself is drawn as an outline, since each character of a font must mean
        something.
        """
        code = [f"BT 1 0 0 1 {x:.2f} {baseline:.2f} Tm /{self.name} {size:g} Tf"]
        come_to = rise = 0
        for glyph in shaped.glyphs:
            if not glyph.text:
                continue
            if glyph.y != rise:
                rise = glyph.y
                code.append(f"{rise * size / 1000:.2f} Ts")
            shift = come_to - glyph.x
            shown = f"<{self._code(glyph):04X}>"
            code.append(f"[{shift} {shown}] TJ" if shift else f"{shown} Tj")
            come_to = glyph.x + self.face.width_of(glyph.number)
        code.append("0 Ts ET" if rise else "ET")
        for glyph in shaped.glyphs:
            if not glyph.text:
                code.append(outline(self.face.font, glyph, size, x, baseline))
        return " ".join(filter(None, code))

    def _code(self, glyph: Glyph) -> int:
        """The code of a glyph with its text; 0 is left for the glyph that is never drawn."""
        key = (glyph.number, glyph.text)
        if key not in self._codes:
            code = len(self._codes) + 1 if self.face.is_true_type else glyph.number
            self._codes[key] = code
            self.glyphs[code] = glyph.number
            self.texts.setdefault(code, glyph.text)
        return self._codes[key]
