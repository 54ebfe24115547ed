"""
How long a handout takes, beside the same text drawn on a bare canvas: `python benchmarks/one_handout.py`.

The floor is a ReportLab canvas that is given every line of the finished handout with its place, font and color, and
writes a PDF of these: no layout, no tags, no shapes. Both run in turns in one warm process, and every round is for
another patient, with a name, an identifier and dates of their own. Prints a table of ratios for the README; needs the
`test` extra.
"""

from __future__ import annotations

import ctypes
import os
import platform
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import pgx_reader
from pgx_reader import build_handout, interpret, read_results, render_pdf
from pgx_reader.models.document import Document
from pgx_reader.models.results import PatientResult

ROUNDS = 9
SAMPLES = Path(__file__).resolve().parents[1] / "sample_reports" / "results"
FONTS = Path(pgx_reader.__file__).parent / "render" / "pdf" / "fonts"
DAY = date(2026, 11, 23)
HEAD = ("sample", "pages", "kB", "PDF", "with interpretation")


class Shown(NamedTuple):
    """A stretch of text on a page."""

    x: float
    y: float
    text: str
    font: str
    size: float
    color: tuple[int, int, int]


class Page(NamedTuple):
    """A page's size, and its text in the order in which it is drawn."""

    size: tuple[float, float]
    text: list[Shown]


class Figures(NamedTuple):
    """A sample's handout: its pages, bytes, and seconds for the bare canvas, the PDF, and all that leads to it."""

    pages: int
    size: int
    floor: float
    pdf: float
    whole: float


def main() -> None:
    """Print the table, then the machine."""
    register_fonts()
    figures = {path.stem: measured(read_results(path).patients[0]) for path in sorted(SAMPLES.iterdir())}
    rows = [_row(name, each) for name, each in figures.items()]
    total = Figures(*(sum(each[n] for each in figures.values()) for n in range(len(Figures._fields))))
    rows.append(_row("all together", total))
    print("\n".join(f"| {' | '.join(row)} |" for row in [HEAD, ("---",) * len(HEAD), *rows]))
    floor = total.floor / len(figures) * 1000
    print(
        f"\nTimes are in those of the same text on a bare canvas, {floor:.1f} ms a handout here: medians of {ROUNDS}."
    )
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.")


def register_fonts() -> None:
    """Make the handout's two faces known to ReportLab."""
    for weight in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(weight, str(FONTS / f"NotoSans-{weight}.ttf"), asciiReadable=False))


def measured(result: PatientResult) -> Figures:
    """The figures of one sample."""
    others = [another(result, number) for number in range(ROUNDS)]
    first = handout_of(others[0])
    pages = pages_of(render_pdf(first))
    floors, pdfs, wholes = [], [], []
    for other in others:
        document = handout_of(other)
        floors.append(seconds(lambda: on_bare_canvas(pages)))
        pdfs.append(seconds(lambda document=document: render_pdf(document)))
        wholes.append(pdfs[-1] + seconds(lambda other=other: handout_of(other)))
    return Figures(len(pages), len(render_pdf(first)), median(floors), median(pdfs), median(wholes))


def another(result: PatientResult, number: int) -> PatientResult:
    """The same results of another patient."""
    born = str(date(1940, 1, 1) + timedelta(days=97 * number))
    person = {"id": f"BENCH-{number:05}", "name": f"Person {number} Sample", "date_of_birth": born}
    return result.model_copy(update={"patient": result.patient.model_copy(update=person)})


def handout_of(result: PatientResult) -> Document:
    """Interpretation and document."""
    return build_handout(interpret(result), made_on=DAY)


def seconds(action: Callable[[], object]) -> float:
    """How long something takes."""
    start = perf_counter()
    action()
    return perf_counter() - start


def pages_of(pdf: bytes) -> list[Page]:
    """All text of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [Page(page.get_size(), [_shown(thing) for thing in _text_objects(page)]) for page in document]


def on_bare_canvas(pages: list[Page]) -> bytes:
    """The same text as a PDF."""
    canvas = Canvas(BytesIO(), pageCompression=1, invariant=1, initialFontName="Regular")
    colors = {shown.color: Color(*(part / 255 for part in shown.color)) for page in pages for shown in page.text}
    for page in pages:
        canvas.setPageSize(page.size)
        font = color = None
        for shown in page.text:
            if (shown.font, shown.size) != font:
                font = shown.font, shown.size
                canvas.setFont(*font)
            if shown.color != color:
                color = shown.color
                canvas.setFillColor(colors[color])
            canvas.drawString(shown.x, shown.y, shown.text)
        canvas.showPage()
    return canvas.getpdfdata()


def _text_objects(page: pypdfium2.PdfPage) -> list[tuple[pypdfium2.PdfObject, pypdfium2.PdfTextPage]]:
    words = page.get_textpage()
    return [(thing, words) for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])]


def _shown(thing: tuple[pypdfium2.PdfObject, pypdfium2.PdfTextPage]) -> Shown:
    text, words = thing
    matrix = text.get_matrix()
    length = pdfium.FPDFTextObj_GetText(text, words, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFTextObj_GetText(text, words, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(text, size)
    color = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(text, *color)
    name = ctypes.create_string_buffer(100)
    pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(text), name, 100)
    return Shown(
        x=matrix.e,
        y=matrix.f,
        text=buffer.raw.decode("utf-16-le").rstrip("\0"),
        font="Bold" if b"Bold" in name.value else "Regular",
        size=size.value,
        color=tuple(part.value for part in color[:3]),
    )


def _row(name: str, figures: Figures) -> tuple[str, ...]:
    kilobytes, pdf, whole = figures.size / 1000, figures.pdf / figures.floor, figures.whole / figures.floor
    return name, str(figures.pages), f"{kilobytes:.0f}", f"{pdf:.2f}", f"{whole:.2f}"


if __name__ == "__main__":
    main()
