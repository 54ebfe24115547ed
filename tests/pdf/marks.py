"""What is drawn on a PDF's pages, by the marked content that it stands in, without where and how it is drawn."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

_ARTIFACT = "Artifact"


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
    """Each page's marks: pdfminer's reading of fonts and operators, which pdfplumber rests on, and nothing after it."""
    resources = PDFResourceManager()
    for page in PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(pdf)))):
        device = _Marks(resources)
        PDFPageInterpreter(resources, device).process_page(page)
        yield device.page


class _Marks(PDFDevice):
    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.page = PageMarks()
        self.around: list[tuple[str, int | None]] = []
        """The tags and marks that are open, from the outermost."""

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        self.around.append((tag.name, props.get("MCID") if isinstance(props, dict) else None))

    def end_tag(self) -> None:
        self.around.pop()

    @property
    def mark(self) -> int | None:
        return next((mark for _, mark in reversed(self.around) if mark is not None), None)

    @property
    def is_artifact(self) -> bool:
        return any(tag == _ARTIFACT for tag, _ in self.around)

    def render_string(self, textstate: Any, seq: Any, *_: Any) -> None:
        font = textstate.font
        codes = (code for part in seq if isinstance(part, bytes) for code in font.decode(part))
        text = "".join(map(font.to_unichr, codes))
        mark = self.mark
        if mark is not None:
            self.page.contents[mark] = self.page.contents.get(mark, "") + text
        elif self.is_artifact:
            self.page.artifact += text
            self.page.bold_artifact += text if "Bold" in font.fontname else ""
        else:
            self.page.unmarked += text

    def paint_path(self, *_: Any) -> None:
        self.page.unmarked_drawings += self.mark is None and not self.is_artifact

    def render_image(self, *_: Any) -> None:
        self.page.unmarked_drawings += self.mark is None and not self.is_artifact
