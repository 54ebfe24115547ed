"""Embedding the faces of shaped text: each glyph by its number in the font, and what it stands for."""

from __future__ import annotations

from hashlib import md5
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFStream, PDFString, PDFZCompress

from pgx_reader.render.pdf.faces import ScriptFace
from pgx_reader.render.pdf.outlines import outline
from pgx_reader.render.pdf.shaping import Glyph, Shaped
from pgx_reader.render.pdf.tounicode import unicode_map

_FLAGS = hb.SubsetFlags
_NOT_IN_A_PDF = (b"GSUB", b"GPOS", b"GDEF", b"STAT", b"name", b"cmap")
_SYMBOLIC = 4
_STEM = {400: 80, 700: 140}


class ScriptText:
    """The shaped text of one PDF, and the faces that it needs."""

    def __init__(self, document: PDFDocument) -> None:
        self._document = document
        self._faces: dict[ScriptFace, EmbeddedFace] = {}

    def show(self, shaped: Shaped, size: float, x: float, baseline: float) -> str:
        """The operators that draw a text from a point."""
        face = shaped.face
        if face not in self._faces:
            self._faces[face] = EmbeddedFace(face, f"S{len(self._faces) + 1}", self._document)
        return self._faces[face].show(shaped, size, x, baseline)


class EmbeddedFace:
    """
    A face as a font of one PDF: glyphs are noted as they are drawn, and only they are embedded.

    A glyph that stands for different texts has a code for each in a TrueType font, so that each copies as what it is.
    The other kind of font has no place for that: there the code is the glyph's number, for the first text met.
    """

    def __init__(self, face: ScriptFace, name: str, document: PDFDocument) -> None:
        self.face = face
        self.name = name
        self._true_type = "glyf" in face.hb_face.table_tags
        self._codes: dict[tuple[int, str], int] = {}
        self._glyphs: dict[int, int] = {}
        self._texts: dict[int, str] = {}
        document.delayedFonts.append(self)

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
            come_to = glyph.x + self._width(glyph.number)
        code.append("0 Ts ET" if rise else "ET")
        for glyph in shaped.glyphs:
            if not glyph.text:
                code.append(outline(self.face.font, glyph, size, x, baseline))
        return " ".join(filter(None, code))

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - what ReportLab calls to embed a font
        """Embed the font."""
        subset = self._subset()
        label = f"{_tag(self._glyphs)}+{self.face.path.stem.partition('[')[0]}-{self.face.weight}"
        used = sorted(self._glyphs.items())
        descendant = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2" if self._true_type else "/CIDFontType0",
            "BaseFont": PDFName(label),
            "CIDSystemInfo": _system_info(),
            "FontDescriptor": _reference(doc, self._descriptor(label, subset, doc)),
            "DW": 0,
            "W": PDFArray([each for code, glyph in used for each in (code, PDFArray([self._width(glyph)]))]),
        }
        if self._true_type:
            numbers = b"".join(self._glyphs.get(code, 0).to_bytes(2, "big") for code in range(max(self._glyphs) + 1))
            descendant["CIDToGIDMap"] = _reference(doc, _stream(numbers))
        font = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": PDFName(label),
            "Encoding": "/Identity-H",
            "DescendantFonts": PDFArray([_reference(doc, PDFDictionary(descendant))]),
            "ToUnicode": _reference(doc, _stream(unicode_map(label, self._texts, digits=4).encode("ascii"))),
        }
        fonts: Any = doc.idToObject["BasicFonts"]
        fonts.dict[self.name] = _reference(doc, PDFDictionary(font), self.name)

    def _code(self, glyph: Glyph) -> int:
        """The code of a glyph with its text; 0 is left for the glyph that is never drawn."""
        key = (glyph.number, glyph.text)
        if key not in self._codes:
            code = len(self._codes) + 1 if self._true_type else glyph.number
            self._codes[key] = code
            self._glyphs[code] = glyph.number
            self._texts.setdefault(code, glyph.text)
        return self._codes[key]

    def _width(self, glyph: int) -> int:
        return int(self.face.font.get_glyph_h_advance(glyph))

    def _subset(self) -> hb.Face:
        """The face with these glyphs only, under their own numbers, at its weight."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(set(self._glyphs.values()))
        wanted.flags = (
            _FLAGS.RETAIN_GIDS | _FLAGS.NO_HINTING | _FLAGS.NO_LAYOUT_CLOSURE | _FLAGS.NOTDEF_OUTLINE
            | _FLAGS.DOWNGRADE_CFF2 | _FLAGS.CFF_IDENTITY_CHARSET
        )  # fmt: skip
        wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _NOT_IN_A_PDF)
        wanted.pin_all_axes_to_default(self.face.hb_face)
        if self.face.has_weights:
            wanted.pin_axis_location(self.face.hb_face, "wght", self.face.weight)
        return hb.subset(self.face.hb_face, wanted)

    def _descriptor(self, label: str, subset: hb.Face, doc: PDFDocument) -> PDFDictionary:
        extents = self.face.font.get_font_extents("ltr")
        entries = {
            "Type": "/FontDescriptor",
            "FontName": PDFName(label),
            "Flags": _SYMBOLIC,
            "FontBBox": PDFArray([-1000, extents.descender, 2000, extents.ascender]),
            "ItalicAngle": 0,
            "Ascent": extents.ascender,
            "Descent": extents.descender,
            "CapHeight": 714,
            "StemV": _STEM[self.face.weight],
        }
        if self._true_type:
            file = _stream(subset.blob.data)
            file.dictionary["Length1"] = len(subset.blob.data)
            entries["FontFile2"] = _reference(doc, file)
        else:
            file = _stream(subset.reference_table("CFF ").data)
            file.dictionary["Subtype"] = "/CIDFontType0C"
            entries["FontFile3"] = _reference(doc, file)
        return PDFDictionary(entries)


def _reference(doc: Any, thing: object, name: str | None = None) -> Any:
    return doc.Reference(thing, name)


def _stream(content: bytes) -> Any:
    return PDFStream(content=content, filters=[PDFZCompress])


def _system_info() -> PDFDictionary:
    return PDFDictionary({"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0})


def _tag(glyphs: dict[int, int]) -> str:
    """Six capitals that say which subset of a font this is (ISO 32000-1, 9.6.4)."""
    digest = md5(repr(sorted(glyphs.items())).encode(), usedforsecurity=False).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
