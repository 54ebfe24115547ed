"""The clinic's letterhead: its logo at the left, who it is at the right, and a rule under both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pgx_reader.models.document import verbatim
from pgx_reader.models.letterhead import Letterhead, Logo
from pgx_reader.render.letterhead import phone_of, website_of
from pgx_reader.render.pdf.boxes import Piece, TextLine
from pgx_reader.render.pdf.setting import Setting
from pgx_reader.render.pdf.surface import Paint, Surface
from pgx_reader.render.pdf.tags import Element
from pgx_reader.render.pdf.text import joined
from pgx_reader.render.pdf.theme import DEEP, HAIRLINE
from pgx_reader.render.pdf.words import Runs
from pgx_reader.wording import Run

_MM = 72 / 25.4
_WIDEST = 45 * _MM
_LINES_HIGH = 2.36  # A logo's height in sizes of type: 10 mm, and 15 mm in large print.
_PIXEL = 72 / 150  # A logo of few pixels is set small rather than coarse.
_GAP = 14
_TOP = 20  # How far from the edge of the page it begins: nearer to the band there than other text.
_ABOVE_RULE, _BELOW_RULE = 5, 3
_LEADING = 1.2


def letterhead(block: Letterhead, setting: Setting) -> list[Piece]:
    """All of it as one piece."""
    logo = None if block.logo is None else _placed(block.logo, setting)
    beside = 0 if logo is None else logo.width + _GAP
    within = setting.inside(setting.parent, setting.width - beside)
    style = replace(setting.theme.small, leading=setting.theme.small.size * _LEADING)
    name, *others = (_apart(part) for part in _parts(block, within))
    lines = within.lines(name, replace(style, color=DEEP), within.parent.add("P"))
    for text in others:
        lines += within.lines(text, style, within.parent.add("P"))
    return [Piece(Head(logo, tuple(lines), setting.width, setting.theme.top - _TOP))]


def _parts(block: Letterhead, setting: Setting) -> list[list[Runs]]:
    """What stands on one line each, the name first; in large print, there is room for less on a line."""
    name, phone = _bold(setting.runs(verbatim(block.name))), setting.runs(phone_of(block))
    address = [setting.runs(verbatim(line)) for line in block.address]
    website = [setting.runs(text) for text in website_of(block)]
    if setting.theme.columns > 1:
        return [[name, phone], [*address, *website]]
    return [[name], address, [phone, *website]]


def _bold(runs: Runs) -> Runs:
    return tuple(replace(run, bold=True) for run in runs)


def _apart(parts: Iterable[Runs]) -> Runs:
    """Texts on one line, with a dot between two."""
    return joined(runs for n, part in enumerate(parts) for runs in ([(Run("·"),), part] if n else [part]))


@dataclass(frozen=True, slots=True)
class Placed:
    """A logo in its size on the page."""

    logo: Logo
    figure: Element
    width: float
    height: float

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw it as one figure."""
        bottom = top - self.height
        self.figure.place(x, bottom, x + self.width, top)
        with surface.marked(self.figure):
            surface.picture(x, bottom, self.width, self.height, self.logo.png)


def _placed(logo: Logo, setting: Setting) -> Placed:
    """The logo, as large as its box and its pixels allow, never distorted."""
    figure = setting.parent.add("Figure")
    figure.alternative = "".join(run.text for run in setting.runs(verbatim(logo.alternative)))
    highest = _LINES_HIGH * setting.theme.small.size
    scale = min(_WIDEST / logo.width, highest / logo.height, _PIXEL)
    return Placed(logo, figure, logo.width * scale, logo.height * scale)


@dataclass(frozen=True, slots=True)
class Head:
    """
    The letterhead, which begins `higher` than it is placed.

    Beside a logo, the texts end at the right edge; without one, they begin at the left.
    """

    logo: Placed | None
    lines: Sequence[TextLine]
    width: float
    higher: float

    @property
    def height(self) -> float:
        """How much of the page's room it takes."""
        return self._content + _ABOVE_RULE + _BELOW_RULE - self.higher

    @property
    def _content(self) -> float:
        return max(self._text, self.logo.height if self.logo else 0)

    @property
    def _text(self) -> float:
        return sum(line.height for line in self.lines)

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw it: logo and texts in the middle of the line, one beside the other."""
        top += self.higher
        if self.logo is not None:
            self.logo.draw(surface, x, top - (self._content - self.logo.height) / 2)
        y = top - (self._content - self._text) / 2
        for line in self.lines:
            line.draw(surface, x + (self.width - line.line.width if self.logo else 0), y)
            y -= line.height
        rule = top - self._content - _ABOVE_RULE
        surface.line(x, rule, x + self.width, rule, Paint(edge=HAIRLINE, thickness=0.8))
