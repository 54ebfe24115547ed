"""A handout for the archive: what PDF/A-3a asks besides PDF/UA-1, and the data that the handout was made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import md5
from pathlib import Path
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFObject, PDFString
from reportlab.pdfgen.canvas import Canvas

from pgx_reader.render.pdf.streams import compressed

ATTACHED_NAME = "interpretation.json"
"""What the attached file is called."""

_PROFILE = Path(__file__).parent / "color" / "sRGB.icc"
_COLORS = "sRGB IEC61966-2.1"


@dataclass(frozen=True, slots=True)
class Attachment:
    """The data to attach, JSON in UTF-8, and the words that say what they are."""

    json: bytes
    description: str


def archive(canvas: Canvas, attachment: Attachment, made_on: date) -> None:
    """Attach the data (ISO 19005-3, 6.8) and say which colors the handout's numbers mean (6.2.3)."""
    document: Any = canvas._doc  # type: ignore[attr-defined] # private, and the one way to the catalog
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF", "OutputIntents"]
    file = document.Reference(_file(attachment, made_on, document))
    catalog.AF = PDFArray([file])
    names = PDFDictionary({"Names": PDFArray([PDFString(ATTACHED_NAME), file])})
    catalog.Names = PDFDictionary({"EmbeddedFiles": names})
    catalog.OutputIntents = PDFArray([_output_intent(document)])


def _file(attachment: Attachment, made_on: date, document: Any) -> PDFObject:
    digest = md5(attachment.json, usedforsecurity=False).digest()
    about = {
        "Size": len(attachment.json),
        "ModDate": PDFString(f"D:{made_on:%Y%m%d}000000+00'00'"),
        "CheckSum": f"<{digest.hex()}>",
    }
    data = compressed(attachment.json, Type="/EmbeddedFile", Subtype="/application#2Fjson", Params=PDFDictionary(about))
    reference = document.Reference(data)
    return PDFDictionary(
        {
            "Type": "/Filespec",
            "F": PDFString(ATTACHED_NAME),
            "UF": PDFString(ATTACHED_NAME),
            "Desc": PDFString(attachment.description),
            "AFRelationship": "/Data",
            "EF": PDFDictionary({"F": reference, "UF": reference}),
        }
    )


def _output_intent(document: Any) -> PDFObject:
    return PDFDictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": PDFString(_COLORS),
            "Info": PDFString(_COLORS),
            "DestOutputProfile": document.Reference(compressed(_profile(), N=3)),
        }
    )


@cache
def _profile() -> bytes:
    return _PROFILE.read_bytes()
