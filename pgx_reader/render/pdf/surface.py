"""Pages that tag all that is drawn on them: content belongs to an element, anything else is an artifact."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import Any
from urllib.parse import quote

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from pgx_reader.render.pdf.embedding import ScriptText
from pgx_reader.render.pdf.fonts import face
from pgx_reader.render.pdf.streams import compressed
from pgx_reader.render.pdf.tags import Annotated, Element, Marked, StructureTree
from pgx_reader.render.pdf.text import Fragment, Kind, Line
from pgx_reader.render.pdf.theme import PALETTE, Palette, TextStyle

LAYOUT = "/Type /Layout"
FOOTER = "/Type /Pagination /Subtype /Footer"

_END = "EMC"
_LINK_PADDING = 2


@dataclass(frozen=True, slots=True)
class Paint:
    """How a shape is drawn: the colors of its inside and of its edge, how thick the edge is, and its dashes if any."""

    fill: str | None = None
    edge: str | None = None
    thickness: float = 1
    dashes: tuple[float, ...] = ()


class Surface:
    """The pages of one PDF. Lengths are in points; `y` grows from the foot of the page upward."""

    def __init__(self, tree: StructureTree, palette: Palette = PALETTE) -> None:
        self.tree = tree
        self.palette = palette
        self.canvas = Canvas(
            BytesIO(),
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 7),
            initialFontName=face(bold=False).fontName,  # type: ignore[arg-type] # the stubs take it for a number
        )
        self._headings = 0
        self._script_text = ScriptText(self._document)

    def begin_page(self, width: float, height: float) -> None:
        """Begin a page of a size."""
        self.canvas.setPageSize((width, height))
        self._claims: list[Element] = []
        self._annotations: list[object] = []
        self._open = False
        self._last: Element | str | None = None
        self._text_color: str | None = None

    def end_page(self) -> None:
        """Finish the page, and give it what ReportLab leaves out: its way back to the structure tree."""
        self.canvas.showPage()
        page = self._document.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self.tree.claim(self._claims)
        page.Tabs = PDFName("S")
        page.Annots = PDFArray(self._annotations)
        page.Contents = compressed(page.stream)
        # The file's identifier is of all that is on its pages.
        self._document.updateSignature(page.stream)

    @contextmanager
    def marked(self, element: Element, said: str = "") -> Iterator[None]:
        """
        All that is drawn inside is content of the element; but where a mark is open already, of that.

        `said` are properties of the mark, besides its number.
        """
        if self._open:
            yield
            return
        if not self._resumed(element):
            self._claims.append(element)
            number = len(self._claims) - 1
            element.kids.append(Marked(self._document.thisPageName(), number))
            self._code.append(f"/{element.role} <</MCID {number}{said}>> BDC")
        yield
        self._end(element)

    @contextmanager
    def artifact(self, kind: str = LAYOUT) -> Iterator[None]:
        """All that is drawn inside is no content; but where a mark is open already, it belongs to that."""
        if self._open:
            yield
            return
        if not self._resumed(kind):
            self._code.append(f"/Artifact <<{kind}>> BDC")
        yield
        self._end(kind)

    def text(self, x: float, baseline: float, line: Line, style: TextStyle, element: Element | None) -> None:
        """
        Draw a line as content of an element, or without one as artifact.

        Its links are content of elements within, and so are its words in another language.
        """
        for (number, language), group in groupby(line.fragments, key=lambda part: (part.link, part.language)):
            fragments = tuple(group)
            if element is None or number is None:
                within = element.passage(language) if element and language else element
                self._show(x, baseline, fragments, style, within)
            else:
                self._show_link(x, baseline, fragments, style, element.link(number))

    def rectangle(self, x: float, y: float, width: float, height: float, paint: Paint, *, radius: float = 0) -> None:
        """Draw a rectangle whose lower left corner is at `x`, `y`."""
        with self._painting(paint):
            self.canvas.roundRect(
                x, y, width, height, radius, stroke=paint.edge is not None, fill=paint.fill is not None
            )

    def circle(self, x: float, y: float, radius: float, paint: Paint) -> None:
        """Draw a circle around a point."""
        with self._painting(paint):
            self.canvas.circle(x, y, radius, stroke=paint.edge is not None, fill=paint.fill is not None)

    def path(self, path: PDFPathObject, paint: Paint) -> None:
        """Draw a path begun with `canvas.beginPath`."""
        with self._painting(paint):
            self.canvas.drawPath(path, stroke=paint.edge is not None, fill=paint.fill is not None)

    def line(self, x1: float, y1: float, x2: float, y2: float, paint: Paint) -> None:
        """Draw a straight line with the paint's edge."""
        with self._painting(paint):
            self.canvas.line(x1, y1, x2, y2)

    def picture(self, x: float, y: float, width: float, height: float, png: bytes) -> None:
        """Draw a picture whose lower left corner is at `x`, `y`."""
        with self.artifact():
            self.canvas.drawImage(ImageReader(BytesIO(png)), x, y, width, height)

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Add a heading of a level from 1 to the outline; it leads to a height of this page."""
        key = f"heading-{self._headings}"
        self._headings += 1
        self.canvas.bookmarkHorizontalAbsolute(key, top)
        self.canvas.addOutlineEntry(title, key, level - 1)

    def finished(self) -> bytes:
        """The PDF."""
        pdf: bytes = self.canvas.getpdfdata()  # type: ignore[no-untyped-call] # the stubs give no types
        return pdf

    @property
    def _document(self) -> Any:
        return self.canvas._doc  # type: ignore[attr-defined] # private, and the one way to what a file consists of

    @property
    def _code(self) -> list[str]:
        code: list[str] = self.canvas._code  # type: ignore[attr-defined] # private, and the one way to mark content
        return code

    def _resumed(self, kind: Element | str) -> bool:
        """Begin marked content; True where it continues what has just ended, which then did not end."""
        self._open = True
        if self._last is kind and self._code[-1] is _END:
            self._code.pop()
            return True
        return False

    def _end(self, kind: Element | str) -> None:
        self._code.append(_END)
        self._open = False
        self._last = kind

    def _show(
        self, x: float, baseline: float, fragments: tuple[Fragment, ...], style: TextStyle, element: Element | None
    ) -> None:
        """Draw the fragments of a line. Shaped ones are elements of their own that say what they stand for."""
        for kind, group in groupby(fragments, key=lambda fragment: fragment.kind):
            same = tuple(group)
            if kind is Kind.PLAIN:
                with self.artifact() if element is None else self.marked(element):
                    self._show_plain(x, baseline, same, style)
            elif kind is Kind.RIGHT_TO_LEFT:
                self._show_shaped(x, baseline, same, style, element)
            else:
                for fragment in same:
                    self._show_shaped(x, baseline, (fragment,), style, element)

    def _show_plain(self, x: float, baseline: float, fragments: tuple[Fragment, ...], style: TextStyle) -> None:
        self._set_text_color(style)
        code = [f"BT 1 0 0 1 {x + fragments[0].x:.2f} {baseline:.2f} Tm"]
        for fragment in fragments:
            font = face(fragment.bold)
            for subset, codes in font.splitString(fragment.text, self._document):
                name = font.getSubsetInternalName(subset, self._document)
                code.append(f"{name} {style.size:g} Tf <{codes.hex()}> Tj")
        self._code.append(" ".join([*code, "ET"]))

    def _show_shaped(
        self, x: float, baseline: float, fragments: tuple[Fragment, ...], style: TextStyle, element: Element | None
    ) -> None:
        """Draw fragments from left to right, as one element whose text is in the order of reading."""
        text = "".join(fragment.text for fragment in fragments)
        said = _actual_text(text, fragments[0].level)
        code = " ".join(
            self._script_text.show(fragment.shaped, style.size, x + fragment.x, baseline)
            for fragment in sorted(fragments, key=lambda fragment: fragment.x)
            if fragment.shaped is not None
        )
        if element is None or self._open:
            with self.artifact():
                self._set_text_color(style)
                self._code.append(f"/Span <<{said}>> BDC {code} EMC" if said else code)
            return
        span = element.add("Span")
        span.actual_text = text
        with self.marked(span, said):
            self._set_text_color(style)
            self._code.append(code)

    def _set_text_color(self, style: TextStyle) -> None:
        if self._text_color != style.color:
            self.canvas.setFillColor(_color(self.palette[style.color]))
            self._text_color = style.color

    def _show_link(
        self, x: float, baseline: float, fragments: tuple[Fragment, ...], style: TextStyle, element: Element
    ) -> None:
        self._show(x, baseline, fragments, style, element)
        start = x + min(fragment.x for fragment in fragments)
        end = x + max(fragment.x + fragment.width for fragment in fragments)
        self.line(start, baseline - 1.5, end, baseline - 1.5, Paint(edge=style.color, thickness=0.6))
        url = fragments[0].url or ""
        bottom, top = baseline - 0.3 * style.size, baseline + style.size
        annotation = PDFDictionary(
            {
                "Type": "/Annot",
                "Subtype": "/Link",
                "Rect": PDFArray([round(v, 2) for v in (start, bottom - _LINK_PADDING, end, top)]),
                "Border": PDFArray([0, 0, 0]),
                "F": 4,
                "Contents": PDFString(_where_to("".join(fragment.text for fragment in fragments).strip(), url)),
                "StructParent": self.tree.claim(element),
                "A": PDFDictionary({"S": "/URI", "URI": PDFString(_address(url))}),
            }
        )
        reference = self._document.Reference(annotation)
        self._annotations.append(reference)
        element.kids.append(Annotated(self._document.thisPageName(), reference))

    @contextmanager
    def _painting(self, paint: Paint) -> Iterator[None]:
        with self.artifact():
            if paint.fill is not None:
                self.canvas.setFillColor(_color(self.palette[paint.fill]))
                self._text_color = paint.fill
            if paint.edge is not None:
                self.canvas.setStrokeColor(_color(self.palette[paint.edge]))
                self.canvas.setLineWidth(paint.thickness)
            if paint.dashes:
                self.canvas.setDash(list(paint.dashes))
            yield
            if paint.dashes:
                self.canvas.setDash()


@cache
def _color(code: str) -> Color:
    return HexColor(code)


def _where_to(words: str, url: str) -> str:
    """A link's words and its address, or the words alone where they are the address."""
    place = url.partition(":")[2].strip("/")
    return words if place in words else f"{words}: {url}"


def _actual_text(text: str, level: int) -> str:
    """
    What copying gives for marked content, as an entry of its properties (ISO 32000-1, 14.9.4).

    None for text from right to left: programs that copy take such text as it is seen and turn it round themselves, and
    some would do so with this text, too. Whoever reads by the tags has it from the element.
    """
    return "" if level else f" /ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>"


def _address(url: str) -> str:
    """A URL in the characters that a PDF's URI action may hold (ISO 32000-1, 12.6.4.7)."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~")
