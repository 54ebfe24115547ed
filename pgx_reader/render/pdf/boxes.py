"""Boxes: things of a known height that can be drawn, and the pieces they are stacked as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from pgx_reader.render.pdf.surface import Paint, Surface
from pgx_reader.render.pdf.tags import Element
from pgx_reader.render.pdf.text import Line
from pgx_reader.render.pdf.theme import TextStyle


class Box(Protocol):
    """Something of a known height. It is drawn from its upper left corner down."""

    @property
    def height(self) -> float:
        """How high it is."""

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A box in a stack, that no page break divides.

    `before` is the space above it, left out at the top of a page; with `keep` it stays on the page of the piece
    after it. `repeat` is drawn again above it (a table's header row) where it begins a page.
    """

    box: Box
    before: float = 0
    keep: bool = False
    repeat: Box | None = None


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text. `drop` is how far its baseline lies below its top, by default the style's own."""

    line: Line
    style: TextStyle
    element: Element | None
    drop: float | None = None

    @property
    def height(self) -> float:
        """How high it is."""
        return self.style.leading

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw it."""
        drop = self.style.drop if self.drop is None else self.drop
        surface.text(x, top - drop, self.line, self.style, self.element)


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A heading's first line, which the outline leads to."""

    text: TextLine
    title: str
    level: int

    @property
    def height(self) -> float:
        """How high it is."""
        return self.text.height

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw it."""
        surface.bookmark(self.title, self.level, top)
        self.text.draw(surface, x, top)


@dataclass(frozen=True)
class Row:
    """Boxes side by side, each with its distance from the left; they share their top."""

    boxes: tuple[tuple[float, Box], ...]

    @cached_property
    def height(self) -> float:
        """How high it is."""
        return max(box.height for _, box in self.boxes)

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw it."""
        for indent, box in self.boxes:
            box.draw(surface, x + indent, top)


@dataclass(frozen=True)
class Stack:
    """Pieces under each other, drawn as one box."""

    pieces: tuple[Piece, ...]

    @cached_property
    def height(self) -> float:
        """How high it is."""
        return stack_height(self.pieces)

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw it."""
        for n, piece in enumerate(self.pieces):
            top -= piece.before if n else 0
            piece.box.draw(surface, x, top)
            top -= piece.box.height


@dataclass(frozen=True, slots=True)
class Look:
    """How a panel looks: its colors, the accent bar at its left, and how round its corners are."""

    paint: Paint
    bar: str | None = None
    bar_width: float = 6
    radius: float = 8


@dataclass(frozen=True)
class Panel:
    """A framed stack. `least` is the height it has at least, so that panels side by side can be equal."""

    pieces: tuple[Piece, ...]
    width: float
    padding: float
    look: Look
    indent: float = 0
    least: float = 0

    @cached_property
    def height(self) -> float:
        """How high it is."""
        return max(self.least, stack_height(self.pieces) + 2 * self.padding)

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw it."""
        look, bottom = self.look, top - self.height
        surface.rectangle(x, bottom, self.width, self.height, look.paint, radius=look.radius)
        if look.bar is not None:
            surface.rectangle(x, bottom, look.bar_width, self.height, Paint(fill=look.bar))
        Stack(self.pieces).draw(surface, x + self.padding + self.indent, top - self.padding)

    def pieces_within(self, room: float) -> list[Piece]:
        """This panel as one piece, or where that is higher than `room` as several panels that are not."""
        if self.height <= room:
            return [Piece(self)]
        parts: list[list[Piece]] = [[]]
        for piece in self.pieces:
            if parts[-1] and stack_height([*parts[-1], piece]) > room - 2 * self.padding:
                parts.append([])
            parts[-1].append(piece)
        return [Piece(replace(self, pieces=tuple(part), least=0)) for part in parts]


def stack_height(pieces: Sequence[Piece]) -> float:
    """How high pieces are, one under the other."""
    return sum(piece.box.height + (piece.before if n else 0) for n, piece in enumerate(pieces))


def side_by_side(columns: Sequence[tuple[float, Sequence[Box]]]) -> list[Box]:
    """Columns of lines as rows: the first lines of all columns, then the second ones, and so on."""
    count = max((len(lines) for _, lines in columns), default=0)
    return [Row(tuple((x, lines[n]) for x, lines in columns if n < len(lines))) for n in range(count)]


def lines_as_pieces(boxes: Iterable[Box], before: float = 0) -> list[Piece]:
    """Lines of one text as pieces: no page ends after its first line or begins with its last."""
    boxes = list(boxes)
    last = len(boxes) - 1
    return [
        Piece(box, before if n == 0 else 0, keep=last > 0 and (n == 0 or n == last - 1)) for n, box in enumerate(boxes)
    ]
