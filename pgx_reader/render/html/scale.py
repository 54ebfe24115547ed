"""The speed scale as SVG: a row of steps from slow to fast, with marks over the possible results."""

from __future__ import annotations

from pgx_reader.models.document import Scale
from pgx_reader.render.html.markup import Markup, element
from pgx_reader.render.html.setting import Setting

_GAP = 1.6
_LABELS = (("0", "start"), ("50%", "middle"), ("100%", "end"))


def speed_scale(scale: Scale, setting: Setting) -> Markup:
    """
    The scale as one picture whose title says it in words.

    Lengths are shares of the card's width and heights are in `em`, so that it grows with the reader's own size of type
    and its words never shrink.
    """
    steps = [_step(number, scale) for number in range(1, scale.steps + 1)]
    ends = zip(_LABELS, (scale.low, scale.middle, scale.high), strict=True)
    labels = [_text(x, "4.6em", setting.plain(text), anchor, anchor) for (x, anchor), text in ends]
    return setting.picture(setting.plain(scale.alternative), *_marks(scale, setting), *steps, *labels, class_="scale")


def _marks(scale: Scale, setting: Setting) -> list[Markup]:
    """The mark's words over the middle of all marks, and a pointer at each."""
    if not scale.marks:
        return []
    middles = [_middle(mark, scale.steps) for mark in scale.marks]
    center = (min(middles) + max(middles)) / 2
    words = _text(f"{center:.2f}%", "1em", setting.plain(scale.mark_label), "middle", "mark")
    return [words, *map(_pointer, middles)]


def _pointer(middle: float) -> Markup:
    triangle = element("path", d="M-8 0H8L0 10Z")
    where = {"x": f"{middle:.2f}%", "y": "1.45em", "width": "1em", "height": "1em"}
    return element("svg", triangle, class_="pointer", viewBox="0 0 16 16", **where)


def _step(number: int, scale: Scale) -> Markup:
    width = _width(scale.steps)
    left = (number - 1) * (width + _GAP)
    return element(
        "rect",
        class_="step marked" if number in scale.marks else "step",
        x=f"{left:.2f}%",
        y="2.35em",
        width=f"{width:.2f}%",
        height="1em",
        rx="3",
    )


def _text(x: str, y: str, words: str, anchor: str, class_: str) -> Markup:
    return element("text", words, x=x, y=y, text_anchor=anchor, class_=class_)


def _width(steps: int) -> float:
    return (100 - _GAP * (steps - 1)) / steps


def _middle(step: int, steps: int) -> float:
    return (step - 1) * (_width(steps) + _GAP) + _width(steps) / 2
