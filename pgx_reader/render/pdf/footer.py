"""What stands at the edges of every page: the band at its head, and the footer. All of it is an artifact."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pgx_reader.models.document import Document, Text
from pgx_reader.render.pdf.boxes import TextLine
from pgx_reader.render.pdf.setting import Setting
from pgx_reader.render.pdf.surface import FOOTER, Paint, Surface
from pgx_reader.render.pdf.text import break_lines, natural_width
from pgx_reader.render.pdf.theme import DEEP, EDGE, INK

_BAND = 10
_ABOVE = 14
_BELOW_RULE = 5
_BOTTOM = 26
_WIDEST_NUMBER = 99  # Of a third digit, the gap has room for two.


@dataclass(frozen=True, slots=True)
class Footer:
    """The footer's lines, the same on every page but for the page's number."""

    lines: tuple[TextLine, ...]
    setting: Setting

    @property
    def height(self) -> float:
        """How much of the page it takes, from its foot to where text may end."""
        return _BOTTOM + sum(line.height for line in self.lines) + _BELOW_RULE + _ABOVE

    def draw(self, surface: Surface, page: int, pages: int) -> None:
        """Draw it, with the number of the page among all."""
        theme = self.setting.theme
        top = _BOTTOM + sum(line.height for line in self.lines)
        with surface.artifact(FOOTER):
            rule = Paint(edge=EDGE, thickness=0.7)
            surface.line(theme.margin, top + _BELOW_RULE, theme.margin + theme.width, top + _BELOW_RULE, rule)
            for line in self.lines:
                line.draw(surface, theme.margin, top)
                top -= line.height
            number = _page_of(self.setting, page, pages)
            number.draw(surface, theme.margin + theme.width - number.line.width, top + number.height)


def footer_of(document: Document, setting: Setting) -> Footer:
    """The document's footer, as wide as the page's number leaves room for."""
    style = setting.theme.footer
    room = setting.width - _page_of(setting, _WIDEST_NUMBER, _WIDEST_NUMBER).line.width - 2 * style.size
    first, second = (setting.runs(text) for text in document.footer)
    bold = replace(style, bold=True, color=INK)
    lines = [TextLine(line, bold, None) for line in break_lines(first, bold, setting.width)]
    lines += [TextLine(line, style, None) for line in break_lines(second, style, room)]
    return Footer(tuple(lines), setting)


def draw_band(surface: Surface, width: float, height: float) -> None:
    """Draw the band of color at the head of a page."""
    surface.rectangle(0, height - _BAND, width, _BAND, Paint(fill=DEEP))


def _page_of(setting: Setting, page: int, pages: int) -> TextLine:
    style = setting.theme.footer
    runs = setting.runs(Text(message="page_of", values={"page": page, "pages": pages}))
    [line] = break_lines(runs, style, natural_width(runs, style) + 1)
    return TextLine(line, style, None)
