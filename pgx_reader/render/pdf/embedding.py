"""Embedding a subset of a face in a PDF: what is drawn of it by codes of two bytes (ISO 32000-1, 9.7)."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import md5
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

from pgx_reader.render.pdf.faces import FontFace
from pgx_reader.render.pdf.tounicode import unicode_map

_FLAGS = hb.SubsetFlags
_NOT_IN_A_PDF = (b"GSUB", b"GPOS", b"GDEF", b"STAT", b"name", b"cmap")
_SYMBOLIC = 4
_STEM = {400: 80, 700: 140}


@dataclass(frozen=True, slots=True)
class Subset:
    """
    Some glyphs of a face as they are embedded, ready for any PDF.

    `program`, `glyphs` (which glyph each code is; None where the code is its number) and `texts` (what each code
    means) are compressed; `length` is that of the program before.
    """

    face: FontFace
    label: str
    program: bytes
    length: int
    widths: str
    glyphs: bytes | None
    texts: bytes


def subset_of(face: FontFace, glyphs: Mapping[int, int], texts: Mapping[int, str]) -> Subset:
    """
    The glyph of each code, and the text that each stands for, as a subset of a face.

    Where the face is no TrueType font, a code has to be its glyph's number.
    """
    subset = _only(face, set(glyphs.values()))
    label = f"{_tag(glyphs)}+{face.name}"
    widths = " ".join(f"{code} [{face.width_of(glyph)}]" for code, glyph in sorted(glyphs.items()))
    program = subset.blob.data if face.is_true_type else subset.reference_table("CFF ").data
    numbers = b"".join(glyphs.get(code, 0).to_bytes(2, "big") for code in range(max(glyphs) + 1))
    return Subset(
        face=face,
        label=label,
        program=zlib.compress(program, 9),
        length=len(program),
        widths=f"[{widths}]",
        glyphs=zlib.compress(numbers, 9) if face.is_true_type else None,
        texts=zlib.compress(unicode_map(label, texts, digits=4).encode("ascii"), 9),
    )


def embed(subset: Subset, name: str, document: Any) -> None:
    """Put a subset into a PDF as the font of a name."""
    descendant = {
        "Type": "/Font",
        "Subtype": "/CIDFontType0" if subset.glyphs is None else "/CIDFontType2",
        "BaseFont": PDFName(subset.label),
        "CIDSystemInfo": PDFDictionary(
            {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
        ),
        "FontDescriptor": document.Reference(_descriptor(subset, document)),
        "DW": 0,
        "W": subset.widths,
    }
    if subset.glyphs is not None:
        descendant["CIDToGIDMap"] = document.Reference(_stream(subset.glyphs))
    font = {
        "Type": "/Font",
        "Subtype": "/Type0",
        "BaseFont": PDFName(subset.label),
        "Encoding": "/Identity-H",
        "DescendantFonts": PDFArray([document.Reference(PDFDictionary(descendant))]),
        "ToUnicode": document.Reference(_stream(subset.texts)),
    }
    fonts = document.idToObject["BasicFonts"]
    fonts.dict[name] = document.Reference(PDFDictionary(font), name)


def _only(face: FontFace, glyphs: Collection[int]) -> hb.Face:
    """The face with these glyphs only, under their own numbers, at its weight."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = (
        _FLAGS.RETAIN_GIDS | _FLAGS.NO_HINTING | _FLAGS.NO_LAYOUT_CLOSURE | _FLAGS.NOTDEF_OUTLINE
        | _FLAGS.DOWNGRADE_CFF2 | _FLAGS.CFF_IDENTITY_CHARSET
    )  # fmt: skip
    wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _NOT_IN_A_PDF)
    wanted.pin_all_axes_to_default(face.hb_face)
    if face.has_weights:
        wanted.pin_axis_location(face.hb_face, "wght", face.weight)
    return hb.subset(face.hb_face, wanted)


def _descriptor(subset: Subset, document: Any) -> PDFDictionary:
    extents = subset.face.font.get_font_extents("ltr")
    entries = {
        "Type": "/FontDescriptor",
        "FontName": PDFName(subset.label),
        "Flags": _SYMBOLIC,
        "FontBBox": PDFArray([-1000, extents.descender, 2000, extents.ascender]),
        "ItalicAngle": 0,
        "Ascent": extents.ascender,
        "Descent": extents.descender,
        "CapHeight": 714,
        "StemV": _STEM[subset.face.weight],
    }
    if subset.glyphs is None:
        entries["FontFile3"] = document.Reference(_stream(subset.program, Subtype="/CIDFontType0C"))
    else:
        entries["FontFile2"] = document.Reference(_stream(subset.program, Length1=subset.length))
    return PDFDictionary(entries)


def _stream(content: bytes, **entries: object) -> PDFStream:
    """A stream of bytes that are compressed already."""
    return PDFStream(PDFDictionary({"Filter": "/FlateDecode", **entries}), content)


def _tag(glyphs: Mapping[int, int]) -> str:
    """Six capitals that say which subset of a font this is (ISO 32000-1, 9.6.4)."""
    digest = md5(repr(sorted(glyphs.items())).encode(), usedforsecurity=False).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
