"""The speed scale: a row of steps from slow to fast, with marks over the possible results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pgx_reader.models.document import Scale
from pgx_reader.render.pdf.boxes import TextLine
from pgx_reader.render.pdf.pen import Pen
from pgx_reader.render.pdf.setting import Setting
from pgx_reader.render.pdf.surface import Paint, Surface
from pgx_reader.render.pdf.tags import Element
from pgx_reader.render.pdf.theme import ACCENT, DEEP, EDGE, TINT

_GAP = 4
_LABEL_GAP = 3


@dataclass(frozen=True, slots=True)
class SpeedScale:
    """The scale as one figure: the mark's words, the marks, the steps, and the words under them."""

    figure: Element
    width: float
    steps: int
    marks: tuple[int, ...]
    mark_lines: tuple[TextLine, ...]
    labels: tuple[tuple[TextLine, ...], ...]
    unit: float

    @property
    def height(self) -> float:
        """All of it, from the mark's words to those under the steps."""
        below = max((_height(lines) for lines in self.labels), default=0)
        return _height(self.mark_lines) + 2 * self.unit + 2 * _LABEL_GAP + below

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw it as one piece of content."""
        self.figure.place(x, top - self.height, x + self.width, top)
        with surface.marked(self.figure):
            top = self._draw_marks(surface, x, top) if self.marks else top
            self._draw_steps(surface, x, top - self.unit)
            self._draw_labels(surface, x, top - self.unit - _LABEL_GAP)

    def _draw_marks(self, surface: Surface, x: float, top: float) -> float:
        """Draw the mark's words over the middle of all marks, and a pointer at each; return where the steps begin."""
        middles = [self._middle(mark) for mark in self.marks]
        center = (min(middles) + max(middles)) / 2
        for line in self.mark_lines:
            left = min(max(center - line.line.width / 2, 0), self.width - line.line.width)
            line.draw(surface, x + left, top)
            top -= line.height
        for middle in middles:
            pen = Pen()
            pen.move(x + middle - 0.62 * self.unit, top)
            pen.line(x + middle + 0.62 * self.unit, top)
            pen.line(x + middle, top - 0.8 * self.unit)
            pen.close()
            surface.path(pen, Paint(fill=DEEP))
        return top - self.unit - _LABEL_GAP

    def _draw_steps(self, surface: Surface, x: float, bottom: float) -> None:
        for step in range(1, self.steps + 1):
            paint = Paint(ACCENT, ACCENT, 0.8) if step in self.marks else Paint(TINT, EDGE, 0.8)
            left = x + self._middle(step) - self._step / 2
            surface.rectangle(left, bottom, self._step, self.unit, paint, radius=2)

    def _draw_labels(self, surface: Surface, x: float, top: float) -> None:
        for share, lines in zip((0, 0.5, 1), self.labels, strict=True):
            for n, line in enumerate(lines):
                line.draw(surface, x + (self.width - line.line.width) * share, top - n * line.height)

    @property
    def _step(self) -> float:
        return (self.width - _GAP * (self.steps - 1)) / self.steps

    def _middle(self, step: int) -> float:
        return (step - 1) * (self._step + _GAP) + self._step / 2


def speed_scale(scale: Scale, setting: Setting) -> SpeedScale:
    """The scale on a line's width, as a figure whose alternative is the scale's own."""
    style = setting.theme.card
    figure = setting.parent.add("Figure")
    figure.alternative = "".join(run.text for run in setting.runs(scale.alternative))
    whole, third = (setting.inside(figure, width) for width in (setting.width, setting.width / 3 - _GAP))
    ends = (scale.low, scale.middle, scale.high)
    return SpeedScale(
        figure=figure,
        width=setting.width,
        steps=scale.steps,
        marks=scale.marks,
        mark_lines=tuple(whole.lines(setting.runs(scale.mark_label), style.strong(DEEP), figure)),
        labels=tuple(tuple(third.lines(setting.runs(text), style, figure)) for text in ends),
        unit=style.size * 0.95,
    )


def _height(lines: Sequence[TextLine]) -> float:
    return sum(line.height for line in lines)
