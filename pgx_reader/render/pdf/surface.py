"""Pages that tag all that is drawn on them: content belongs to an element, anything else is an artifact."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray, PDFName
from reportlab.pdfgen.canvas import Canvas

from pgx_reader.render.pdf.annotations import LinkAnnotation
from pgx_reader.render.pdf.file import file_of
from pgx_reader.render.pdf.pen import Pen
from pgx_reader.render.pdf.plain_text import PlainText
from pgx_reader.render.pdf.shaped_text import ShapedText
from pgx_reader.render.pdf.streams import compressed
from pgx_reader.render.pdf.tags import Annotated, Element, Marked, StructureTree
from pgx_reader.render.pdf.text import Line
from pgx_reader.render.pdf.theme import PALETTE, Palette, TextStyle
from pgx_reader.render.pdf.words import Fragment, Kind

LAYOUT = "/Type /Layout"
FOOTER = "/Type /Pagination /Subtype /Footer"

_END = "EMC"
_OPERATORS = {(True, True): "B", (True, False): "f", (False, True): "S"}
"""How a path is painted, by whether it is filled and whether its edge is drawn."""

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
        self.canvas = _Canvas(BytesIO(), invariant=1)
        self._headings = 0
        self._plain_text = PlainText(self._document)
        self._shaped_text = ShapedText(self._document)

    def begin_page(self, width: float, height: float) -> None:
        """Begin a page of a size."""
        self.canvas.setPageSize((width, height))
        self._claims: list[Element] = []
        self._annotations: list[object] = []
        self._open = False
        self._last: Element | str | None = None
        self._filled_with: str | None = None

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
        self._mark(element, said)
        yield
        self._end(element)

    @contextmanager
    def artifact(self, kind: str = LAYOUT) -> Iterator[None]:
        """All that is drawn inside is no content; but where a mark is open already, it belongs to that."""
        if self._open:
            yield
            return
        self._mark(kind)
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
        pen = Pen()
        pen.rectangle(x, y, width, height, radius)
        self.path(pen, paint)

    def circle(self, x: float, y: float, radius: float, paint: Paint) -> None:
        """Draw a circle around a point."""
        pen = Pen()
        pen.circle(x, y, radius)
        self.path(pen, paint)

    def line(self, x1: float, y1: float, x2: float, y2: float, paint: Paint) -> None:
        """Draw a straight line with the paint's edge."""
        pen = Pen()
        pen.move(x1, y1)
        pen.line(x2, y2)
        self.path(pen, paint)

    def path(self, pen: Pen, paint: Paint) -> None:
        """Draw what a pen has outlined."""
        code = []
        if paint.fill is not None:
            code.append(self._fill_color(paint.fill))
        if paint.edge is not None:
            code.append(f"{_color(self.palette[paint.edge])} RG {paint.thickness:.2f} w")
        if paint.dashes:
            code.append(f"[{' '.join(f'{length:g}' for length in paint.dashes)}] 0 d")
        code += pen.code
        code.append(_OPERATORS[paint.fill is not None, paint.edge is not None])
        if paint.dashes:
            code.append("[] 0 d")
        with self.artifact():
            self._code.append(" ".join(filter(None, code)))

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
        return file_of(self.canvas)

    @property
    def _document(self) -> Any:
        return self.canvas._doc  # type: ignore[attr-defined] # private, and the one way to what a file consists of

    @property
    def _code(self) -> list[str]:
        code: list[str] = self.canvas._code  # type: ignore[attr-defined] # private, and the one way to mark content
        return code

    def _mark(self, kind: Element | str, said: str = "") -> None:
        """Begin marked content; what continues the content that has just ended goes on with it."""
        self._open = True
        if self._last is kind and self._code[-1] is _END:
            self._code.pop()
        elif isinstance(kind, Element):
            number = len(self._claims)
            self._claims.append(kind)
            kind.kids.append(Marked(self._document.thisPageName(), number))
            self._code.append(f"/{kind.role} <</MCID {number}{said}>> BDC")
        else:
            self._code.append(f"/Artifact <<{kind}>> BDC")

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
        code = [self._fill_color(style.color), f"BT 1 0 0 1 {x + fragments[0].x:.2f} {baseline:.2f} Tm"]
        code += [self._plain_text.show(part.text, style.size, bold=part.bold) for part in fragments]
        self._code.append(" ".join([*filter(None, code), "ET"]))

    def _show_shaped(
        self, x: float, baseline: float, fragments: tuple[Fragment, ...], style: TextStyle, element: Element | None
    ) -> None:
        """Draw fragments from left to right, as one element whose text is in the order of reading."""
        text = "".join(fragment.text for fragment in fragments)
        said = _actual_text(text, fragments[0].level)
        code = " ".join(
            self._shaped_text.show(fragment.shaped, style.size, x + fragment.x, baseline)
            for fragment in sorted(fragments, key=lambda fragment: fragment.x)
            if fragment.shaped is not None
        )
        code = f"{self._fill_color(style.color)} {code}"
        if element is None or self._open:
            with self.artifact():
                self._code.append(f"/Span <<{said}>> BDC {code} EMC" if said else code)
            return
        span = element.add("Span")
        span.actual_text = text
        with self.marked(span, said):
            self._code.append(code)

    def _fill_color(self, color: str) -> str:
        """The operator that chooses the color of text and insides; empty where it is chosen already."""
        if self._filled_with == color:
            return ""
        self._filled_with = color
        return f"{_color(self.palette[color])} rg"

    def _show_link(
        self, x: float, baseline: float, fragments: tuple[Fragment, ...], style: TextStyle, element: Element
    ) -> None:
        self._show(x, baseline, fragments, style, element)
        start = x + min(fragment.x for fragment in fragments)
        end = x + max(fragment.x + fragment.width for fragment in fragments)
        self.line(start, baseline - 1.5, end, baseline - 1.5, Paint(edge=style.color, thickness=0.6))
        box = (start, baseline - 0.3 * style.size - _LINK_PADDING, end, baseline + style.size)
        words = "".join(fragment.text for fragment in fragments).strip()
        annotation = LinkAnnotation(box, words, fragments[0].url or "", self.tree.claim(element))
        reference = self._document.Reference(annotation)
        self._annotations.append(reference)
        element.kids.append(Annotated(self._document.thisPageName(), reference))


class _Canvas(Canvas):
    def _make_preamble(self) -> None:
        """Begin pages with nothing: ReportLab would choose a font of its own, which the file would then need."""
        self._preamble = ""


@cache
def _color(code: str) -> str:
    """A color as a PDF's operands: red, green and blue from 0 to 1."""
    return " ".join(f"{int(code[n : n + 2], 16) / 255:.4g}" for n in (1, 3, 5))


def _actual_text(text: str, level: int) -> str:
    """
    What copying gives for marked content, as an entry of its properties (ISO 32000-1, 14.9.4).

    None for text from right to left: programs that copy take such text as it is seen and turn it round themselves, and
    some would do so with this text, too. Whoever reads by the tags has it from the element.
    """
    return "" if level else f" /ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>"
