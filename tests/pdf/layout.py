"""Where everything is drawn on a PDF's pages: pdfplumber's own reading, without its copy of every attribute."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2
from pdfminer.layout import LTChar, LTCurve, LTImage, LTLine
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfplumber.page import PDFPageAggregatorWithMarkedContent


class Drawn(NamedTuple):
    """A character or a shape: its box from the page's upper left corner, and the tag that it stands in."""

    x0: float
    x1: float
    top: float
    bottom: float
    tag: str | None = None
    text: str = ""
    size: float = 0.0

    @property
    def width(self) -> float:
        """From its left to its right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From its top to its bottom."""
        return self.bottom - self.top


@dataclass
class Sheet:
    """A page as it is drawn. `lines` are straight; `curves` are all other shapes, rectangles too."""

    number: int
    width: float
    height: float
    annotations: int
    chars: list[Drawn] = field(default_factory=list)
    lines: list[Drawn] = field(default_factory=list)
    curves: list[Drawn] = field(default_factory=list)
    images: list[Drawn] = field(default_factory=list)


def sheets_of(pdf: bytes, pages: slice = slice(None)) -> Iterator[Sheet]:
    """Each page of a PDF, or some of them."""
    resources = PDFResourceManager()
    device = PDFPageAggregatorWithMarkedContent(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    numbered = enumerate(PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(pdf)))), start=1)
    for number, page in list(numbered)[pages]:
        interpreter.process_page(page)
        layout = device.get_result()
        sheet = Sheet(number, layout.width, layout.height, len(resolve1(page.annots) or ()))
        for thing in layout:
            _list_for(thing, sheet).append(_drawn(thing, layout.height))
        yield sheet


def _list_for(thing: object, sheet: Sheet) -> list[Drawn]:
    kinds = ((LTChar, sheet.chars), (LTLine, sheet.lines), (LTCurve, sheet.curves), (LTImage, sheet.images))
    return next((found for kind, found in kinds if isinstance(thing, kind)), sheet.images)


def _drawn(thing: Any, height: float) -> Drawn:
    text, size = (thing.get_text(), thing.size) if isinstance(thing, LTChar) else ("", 0.0)
    return Drawn(thing.x0, thing.x1, height - thing.y1, height - thing.y0, getattr(thing, "tag", None), text, size)


def texts_of(pdf: bytes) -> list[str]:
    """The text of each page in the order in which it is drawn, with every stretch of spaces as one space."""
    with pypdfium2.PdfDocument(pdf) as file:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in file]
