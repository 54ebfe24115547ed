"""A glyph as a shape: drawn like a letter, and no character of any font."""

from __future__ import annotations

import uharfbuzz as hb

from pgx_reader.render.pdf.shaping import Glyph

Point = tuple[float, float]


def outline(font: hb.Font, glyph: Glyph, size: float, x: float, baseline: float) -> str:
    """The operators that fill a glyph's outline, of a text that begins at a point; empty for one without a shape."""
    pen = _Pen(size / 1000, x + glyph.x * size / 1000, baseline + glyph.y * size / 1000)
    font.draw_glyph_with_pen(glyph.number, pen)
    return " ".join([*pen.code, "f"]) if pen.code else ""


class _Pen:
    """Writes an outline as a PDF's path. Its methods are those that HarfBuzz calls."""

    def __init__(self, scale: float, x: float, y: float) -> None:
        self.code: list[str] = []
        self._scale, self._x, self._y = scale, x, y
        self._last: Point = (0, 0)

    def moveTo(self, point: Point) -> None:  # noqa: N802
        self._add("m", point)

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self._add("l", point)

    def curveTo(self, first: Point, second: Point, end: Point) -> None:  # noqa: N802
        self._add("c", first, second, end)

    def qCurveTo(self, control: Point, end: Point) -> None:  # noqa: N802
        """A curve with one control point is one with two, each two thirds of the way to it."""
        first, second = (
            (start[0] + (control[0] - start[0]) * 2 / 3, start[1] + (control[1] - start[1]) * 2 / 3)
            for start in (self._last, end)
        )
        self._add("c", first, second, end)

    def closePath(self) -> None:  # noqa: N802
        self.code.append("h")

    def _add(self, operator: str, *points: Point) -> None:
        self._last = points[-1]
        places = (f"{self._x + x * self._scale:.2f} {self._y + y * self._scale:.2f}" for x, y in points)
        self.code.append(" ".join([*places, operator]))
