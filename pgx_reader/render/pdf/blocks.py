"""Plain blocks as pieces: headings, the main message, running text, callouts and the line to sign."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pgx_reader.models.document import Callout, CalloutTone, Heading, KeyMessage, Paragraph, SignatureLine, Text, Title
from pgx_reader.render.pdf.boxes import Box, Look, Panel, Piece, TextLine, lines_as_pieces, side_by_side
from pgx_reader.render.pdf.icons import CALLOUT_ICONS, Icon
from pgx_reader.render.pdf.setting import Setting
from pgx_reader.render.pdf.surface import Paint, Surface
from pgx_reader.render.pdf.text import Line, joined
from pgx_reader.render.pdf.theme import ACCENT, DEEP, INK, TINT, WHITE
from pgx_reader.wording import Run

_LOOKS = {
    CalloutTone.SAFETY: Look(Paint(fill=TINT), bar=ACCENT, radius=0),
    CalloutTone.REVIEW: Look(Paint(edge=ACCENT, thickness=1.5)),
    CalloutTone.CRISIS: Look(Paint(fill=DEEP)),
}


def title(block: Title, setting: Setting) -> list[Piece]:
    """The title, as a heading of the first level."""
    return setting.heading(setting.runs(block.text), setting.level, setting.theme.title)


def heading(block: Heading, setting: Setting) -> list[Piece]:
    """A section's heading, with more space above it than below."""
    style = setting.theme.heading(block.level)
    return setting.heading(setting.runs(block.text), setting.level, style, before=setting.theme.gap * 1.4)


def key_message(block: KeyMessage, setting: Setting) -> list[Piece]:
    """The main message, large."""
    return setting.paragraph(setting.running(block.sentences), setting.theme.key_message, before=setting.theme.gap)


def paragraph(block: Paragraph, setting: Setting) -> list[Piece]:
    """Running text."""
    style = setting.theme.small if block.small else setting.theme.body
    return setting.paragraph(setting.running(block.sentences), style, before=setting.theme.gap / 2)


def callout(block: Callout, setting: Setting) -> list[Piece]:
    """A box with an icon, its first sentence in bold."""
    theme, dark = setting.theme, block.tone is CalloutTone.CRISIS
    style = theme.body.on_dark() if dark else theme.body
    size, padding = style.size * 1.9, theme.padding
    indent = size + theme.padding
    lead = tuple(Run(run.text, True, run.url) for run in setting.runs(block.lead))
    within = setting.inside(setting.parent, setting.width - indent - 2 * padding)
    pieces = within.paragraph(joined([lead, setting.running(block.body)]), style)
    icon = Icon(CALLOUT_ICONS[block.tone], size, len(pieces) * style.leading, WHITE if dark else ACCENT)
    if pieces:
        pieces[0] = replace(pieces[0], box=Beside(pieces[0].box, icon, -indent))
    panel = Panel(tuple(pieces), setting.width, padding, _LOOKS[block.tone], indent)
    first, *rest = panel.pieces_within(setting.room)
    return [replace(first, before=theme.gap), *rest]


@dataclass(frozen=True, slots=True)
class Beside:
    """A box with an icon beside it that may be higher and adds nothing to its height."""

    box: Box
    icon: Icon
    indent: float

    @property
    def height(self) -> float:
        """The height of the box alone."""
        return self.box.height

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw both."""
        self.icon.draw(surface, x + self.indent, top)
        self.box.draw(surface, x, top)


def signature_line(block: SignatureLine, setting: Setting) -> list[Piece]:
    """Two lines to write on, side by side: for a name and for a day."""
    gap = 2 * setting.theme.gap
    share = (setting.width - gap) * 0.64
    who = _line_to_write_on(block.who, setting.inside(setting.parent, share))
    when = _line_to_write_on(block.when, setting.inside(setting.parent, setting.width - gap - share))
    boxes = side_by_side([(0, who), (share + gap, when)])
    return lines_as_pieces(boxes, before=1.5 * setting.theme.body.leading)


def _line_to_write_on(text: Text, setting: Setting) -> list[Box]:
    style, element = setting.theme.body, setting.parent.add("P")
    *lines, last = setting.lines(setting.runs(text), style, element) or [TextLine(Line((), 0), style, element)]
    return [*lines, LineToWriteOn(last, setting.width)]


@dataclass(frozen=True, slots=True)
class LineToWriteOn:
    """A text with a rule after it, to the end of the line."""

    text: TextLine
    width: float

    @property
    def height(self) -> float:
        """The height of the text."""
        return self.text.height

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw the text and the rule."""
        self.text.draw(surface, x, top)
        y = top - self.text.style.drop - 2
        surface.line(x + self.text.line.width + 6, y, x + self.width, y, Paint(edge=INK, thickness=0.7))
