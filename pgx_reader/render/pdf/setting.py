"""What a block needs to be set: the theme, the wording, the room it has, and its place in the structure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pgx_reader.models.document import Text
from pgx_reader.render.pdf.boxes import Box, HeadingLine, Piece, TextLine, lines_as_pieces
from pgx_reader.render.pdf.fonts import printable
from pgx_reader.render.pdf.tags import Element
from pgx_reader.render.pdf.text import balanced_lines, break_lines, joined
from pgx_reader.render.pdf.theme import TextStyle, Theme
from pgx_reader.render.pdf.words import Runs
from pgx_reader.wording import Run, Wording


@dataclass(frozen=True, slots=True)
class Setting:
    """
    Where a block is set.

    `width` is the length of a line and `room` the height of a page. `parent` takes the block's elements, in reading
    order. `level` is that of the last heading, 0 before the first.
    """

    theme: Theme
    wording: Wording
    width: float
    room: float
    parent: Element
    level: int = 0

    def inside(self, parent: Element, width: float | None = None) -> Setting:
        """The same setting within an element, on lines of another length if one is given."""
        return replace(self, parent=parent, width=self.width if width is None else width)

    def runs(self, text: Text) -> Runs:
        """The words of a text, as they can be drawn."""
        return tuple(map(_drawable, self.wording.runs(text)))

    def running(self, sentences: Iterable[Text]) -> Runs:
        """Sentences as one running text."""
        return joined(map(self.runs, sentences))

    def lines(self, runs: Runs, style: TextStyle, element: Element) -> list[TextLine]:
        """The lines of an element's text."""
        return [TextLine(line, style, element) for line in break_lines(runs, style, self.width)]

    def paragraph(self, runs: Runs, style: TextStyle, before: float = 0) -> list[Piece]:
        """A text as a paragraph of its own."""
        return lines_as_pieces(self.lines(runs, style, self.parent.add("P")), before) if runs else []

    def heading(self, runs: Runs, level: int, style: TextStyle, before: float = 0) -> list[Piece]:
        """A heading, kept with what follows it, and its place in the outline."""
        element = self.parent.add(f"H{level}")
        lines = [TextLine(line, style, element) for line in balanced_lines(runs, style, self.width)]
        title = "".join(run.text for run in runs)
        boxes: list[Box] = [HeadingLine(lines[0], title, level), *lines[1:]] if lines else []
        return [Piece(box, 0 if n else before, keep=True) for n, box in enumerate(boxes)]


def _drawable(run: Run) -> Run:
    text = printable(run.text)
    return run if text == run.text else replace(run, text=text)
