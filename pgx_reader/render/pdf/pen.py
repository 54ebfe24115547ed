"""Shapes as paths: the operators that a PDF draws them with (ISO 32000-1, 8.5.2). Lengths are in points."""

from __future__ import annotations

_ROUND = 0.5523
"""How far the handles of a quarter circle's curve reach, in radii."""


class Pen:
    """Writes the outline of a shape, or of several, as one path."""

    def __init__(self) -> None:
        self.code: list[str] = []

    def move(self, x: float, y: float) -> None:
        """Begin an outline at a point."""
        self.code.append(f"{x:.2f} {y:.2f} m")

    def line(self, x: float, y: float) -> None:
        """Go straight to a point."""
        self.code.append(f"{x:.2f} {y:.2f} l")

    def curve(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        """Go to a point, `x` and `y`, on a Bézier curve with two handles."""
        self.code.append(f"{x1:.2f} {y1:.2f} {x2:.2f} {y2:.2f} {x:.2f} {y:.2f} c")

    def close(self) -> None:
        """Go straight to where the outline began."""
        self.code.append("h")

    def rectangle(self, x: float, y: float, width: float, height: float, radius: float = 0) -> None:
        """A whole rectangle whose lower left corner is at `x`, `y`; with a radius, its corners are round."""
        if not radius:
            self.code.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re")
            return
        right, top, bend = x + width, y + height, radius * (1 - _ROUND)
        self.move(x + radius, y)
        self.line(right - radius, y)
        self.curve(right - bend, y, right, y + bend, right, y + radius)
        self.line(right, top - radius)
        self.curve(right, top - bend, right - bend, top, right - radius, top)
        self.line(x + radius, top)
        self.curve(x + bend, top, x, top - bend, x, top - radius)
        self.line(x, y + radius)
        self.curve(x, y + bend, x + bend, y, x + radius, y)
        self.close()

    def circle(self, x: float, y: float, radius: float) -> None:
        """A whole circle around a point."""
        self.rectangle(x - radius, y - radius, 2 * radius, 2 * radius, radius)
