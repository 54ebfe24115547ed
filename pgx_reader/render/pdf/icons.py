"""Small drawings that repeat what the words beside them say. All are artifacts, in one color."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pgx_reader.models.document import CalloutTone, Status
from pgx_reader.render.pdf.pen import Pen
from pgx_reader.render.pdf.surface import Paint, Surface
from pgx_reader.render.pdf.theme import WHITE

_Drawing = Callable[[Surface, float, float, float, str], None]


@dataclass(frozen=True, slots=True)
class Icon:
    """A square drawing. `height` is that of the line it stands on; the icon is in its middle."""

    drawing: _Drawing
    size: float
    height: float
    color: str

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw it."""
        with surface.artifact():
            self.drawing(surface, x + self.size / 2, top - self.height / 2, self.size / 2, self.color)


def _speech_bubble(surface: Surface, x: float, y: float, r: float, color: str) -> None:
    line = Paint(edge=color, thickness=r * 0.19)
    pen = Pen()
    left, right, low, high, bend = x - 0.92 * r, x + 0.92 * r, y - 0.42 * r, y + 0.82 * r, 0.36 * r
    pen.move(left + bend, high)
    pen.line(right - bend, high)
    pen.curve(right, high, right, high, right, high - bend)
    pen.line(right, low + bend)
    pen.curve(right, low, right, low, right - bend, low)
    pen.line(x, low)
    pen.line(x - 0.48 * r, y - 0.92 * r)
    pen.line(x - 0.48 * r, low)
    pen.line(left + bend, low)
    pen.curve(left, low, left, low, left, low + bend)
    pen.line(left, high - bend)
    pen.curve(left, high, left, high, left + bend, high)
    pen.close()
    surface.path(pen, line)
    for shift in (-0.42, 0, 0.42):
        surface.circle(x + shift * r, y + 0.2 * r, 0.12 * r, Paint(fill=color))


def _clock(surface: Surface, x: float, y: float, r: float, color: str) -> None:
    _ring(surface, x, y, r, color)
    _stroke(surface, (x, y), (x, y + 0.5 * r), r, color)
    _stroke(surface, (x, y), (x + 0.38 * r, y - 0.16 * r), r, color)


def _equals_sign(surface: Surface, x: float, y: float, r: float, color: str) -> None:
    _ring(surface, x, y, r, color)
    for shift in (-0.2, 0.2):
        _stroke(surface, (x - 0.4 * r, y + shift * r), (x + 0.4 * r, y + shift * r), r, color)


def _dash(surface: Surface, x: float, y: float, r: float, color: str) -> None:
    _ring(surface, x, y, r, color)
    _stroke(surface, (x - 0.4 * r, y), (x + 0.4 * r, y), r, color)


def _question_mark(surface: Surface, x: float, y: float, r: float, color: str) -> None:
    _ring(surface, x, y, r, color)
    pen = Pen()
    pen.move(x - 0.27 * r, y + 0.26 * r)
    pen.curve(x - 0.27 * r, y + 0.62 * r, x + 0.3 * r, y + 0.6 * r, x + 0.28 * r, y + 0.24 * r)
    pen.curve(x + 0.26 * r, y + 0.02 * r, x, y + 0.06 * r, x, y - 0.2 * r)
    surface.path(pen, Paint(edge=color, thickness=r * 0.19))
    surface.circle(x, y - 0.48 * r, 0.13 * r, Paint(fill=color))


def _exclamation_mark(surface: Surface, x: float, y: float, r: float, color: str) -> None:
    surface.circle(x, y, r, Paint(fill=color))
    surface.line(x, y + 0.5 * r, x, y - 0.12 * r, Paint(edge=WHITE, thickness=r * 0.24))
    surface.circle(x, y - 0.5 * r, 0.15 * r, Paint(fill=WHITE))


def _magnifier(surface: Surface, x: float, y: float, r: float, color: str) -> None:
    line = Paint(edge=color, thickness=r * 0.2)
    surface.circle(x - 0.2 * r, y + 0.2 * r, 0.58 * r, line)
    surface.line(x + 0.24 * r, y - 0.24 * r, x + 0.82 * r, y - 0.82 * r, Paint(edge=color, thickness=r * 0.3))


def _telephone(surface: Surface, x: float, y: float, r: float, color: str) -> None:
    line = Paint(edge=color, thickness=r * 0.18)
    surface.rectangle(x - 0.55 * r, y - 0.95 * r, 1.1 * r, 1.9 * r, line, radius=0.2 * r)
    surface.line(x - 0.18 * r, y - 0.66 * r, x + 0.18 * r, y - 0.66 * r, line)


def _ring(surface: Surface, x: float, y: float, r: float, color: str) -> None:
    surface.circle(x, y, 0.9 * r, Paint(edge=color, thickness=r * 0.19))


def _stroke(surface: Surface, start: tuple[float, float], end: tuple[float, float], r: float, color: str) -> None:
    surface.line(*start, *end, Paint(edge=color, thickness=r * 0.19))


STATUS_ICONS: dict[Status, _Drawing] = {
    Status.TALK: _speech_bubble,
    Status.WATCH: _clock,
    Status.USUAL: _equals_sign,
    Status.NO_ADVICE: _dash,
    Status.NOT_KNOWN: _question_mark,
}

CALLOUT_ICONS: dict[CalloutTone, _Drawing] = {
    CalloutTone.SAFETY: _exclamation_mark,
    CalloutTone.REVIEW: _magnifier,
    CalloutTone.CRISIS: _telephone,
}
