"""What is drawn on a PDF's pages, by the marked content that it stands in, without where and how it is drawn."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pikepdf

_PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"}
_RANGES = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_CODES = re.compile(rb"<([0-9A-Fa-f]+)>")


@dataclass
class PageMarks:
    """
    The text of each mark of a page, that of its artifacts and what of it is bold, and what no mark holds.

    A character that its font gives no meaning fails.
    """

    contents: dict[int, str] = field(default_factory=dict)
    artifact: str = ""
    bold_artifact: str = ""
    unmarked: str = ""
    unmarked_drawings: int = 0


def marks_of(pdf: bytes) -> Iterator[PageMarks]:
    """Each page's marks: pikepdf's reading of the operators, and the meaning that each font gives to its codes."""
    fonts: dict[tuple[int, int], _Font] = {}
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for page in file.pages:
            drawing = _Drawing(page, fonts)
            for operands, operator in pikepdf.parse_content_stream(page):
                drawing.goes_on(str(operator), operands)
            assert not drawing.around, "marked content is not ended"
            yield drawing.page


class _Font:
    """A font whose codes are of two bytes, each with the text that it stands for."""

    def __init__(self, font: pikepdf.Object) -> None:
        assert font.Encoding == "/Identity-H", font.Encoding
        self.is_bold = "Bold" in str(font.BaseFont)
        self.meanings = dict(_meanings(font.ToUnicode.read_bytes()))

    def text(self, codes: bytes) -> str:
        return "".join(self.meanings[codes[at : at + 2]] for at in range(0, len(codes), 2))


def _meanings(table: bytes) -> Iterator[tuple[bytes, str]]:
    """The text of each code, by a font's ToUnicode table (PDF 32000-1, 9.10.3)."""
    for kind, entries in _RANGES.findall(table):
        codes = [bytes.fromhex(code.decode()) for code in _CODES.findall(entries)]
        if kind == b"char":
            yield from ((code, text.decode("utf-16-be")) for code, text in zip(codes[::2], codes[1::2], strict=True))
            continue
        assert b"[" not in entries, "a range with a list of texts"
        for first, last, text in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
            for n in range(int.from_bytes(last, "big") - int.from_bytes(first, "big") + 1):
                code, meaning = (int.from_bytes(start, "big") + n for start in (first, text))
                yield code.to_bytes(2, "big"), meaning.to_bytes(len(text), "big").decode("utf-16-be")


class _Drawing:
    """A page while it is drawn, operator by operator."""

    def __init__(self, page: pikepdf.Page, fonts: dict[tuple[int, int], _Font]) -> None:
        self.page = PageMarks()
        self.around: list[tuple[str, int | None]] = []
        """The tags and marks that are open, from the outermost."""
        self._resources, self._fonts = page.Resources, fonts
        self._font: _Font | None = None
        self._kept: list[_Font | None] = []
        self._answers: dict[str, Callable[[list[pikepdf.Object]], None]] = {
            "q": lambda _: self._kept.append(self._font),
            "Q": lambda _: self._back(),
            "Tf": lambda operands: self._choose(str(operands[0])),
            "BMC": lambda operands: self._begin(*operands),
            "BDC": lambda operands: self._begin(*operands),
            "EMC": lambda _: self._end(),
            "Tj": lambda operands: self._show(operands[0]),
            "TJ": lambda operands: self._show(*operands[0]),
            "'": lambda operands: self._show(operands[0]),
            '"': lambda operands: self._show(operands[2]),
        }

    def goes_on(self, operator: str, operands: list[pikepdf.Object]) -> None:
        """What one operator does to the marks and their text."""
        if operator == "Do":
            assert self._resources.XObject[operands[0]].Subtype == "/Image", "a form, which may hold text"
        if operator in _PAINTING:
            self.page.unmarked_drawings += self.mark is None and not self.is_artifact
        elif operator in self._answers:
            self._answers[operator](operands)

    @property
    def mark(self) -> int | None:
        """The innermost mark that is open."""
        return next((mark for _, mark in reversed(self.around) if mark is not None), None)

    @property
    def is_artifact(self) -> bool:
        """Whether what is drawn now means nothing."""
        return any(tag == "/Artifact" for tag, _ in self.around)

    def _begin(self, tag: pikepdf.Object, properties: pikepdf.Object | None = None) -> None:
        assert not isinstance(properties, pikepdf.Name), "properties that stand elsewhere"
        mark = None if properties is None else properties.get("/MCID")
        self.around.append((str(tag), None if mark is None else int(mark)))

    def _end(self) -> None:
        self.around.pop()

    def _back(self) -> None:
        self._font = self._kept.pop()

    def _choose(self, name: str) -> None:
        font = self._resources.Font[name]
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = _Font(font)
        self._font = self._fonts[font.objgen]

    def _show(self, *parts: pikepdf.Object) -> None:
        assert self._font is not None
        text = "".join(self._font.text(bytes(part)) for part in parts if isinstance(part, pikepdf.String))
        mark = self.mark
        if mark is not None:
            self.page.contents[mark] = self.page.contents.get(mark, "") + text
        elif self.is_artifact:
            self.page.artifact += text
            self.page.bold_artifact += text if self._font.is_bold else ""
        else:
            self.page.unmarked += text
