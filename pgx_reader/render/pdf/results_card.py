"""The results card: as large as a credit card, on every paper and in every size of type."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pgx_reader.models.document import CardResult, Fact, ResultsCard
from pgx_reader.render.pdf.boxes import Piece, TextLine, lines_as_pieces, stack_height
from pgx_reader.render.pdf.pen import Pen
from pgx_reader.render.pdf.setting import Setting
from pgx_reader.render.pdf.surface import Paint, Surface
from pgx_reader.render.pdf.tags import Element
from pgx_reader.render.pdf.text import break_lines, joined, natural_width
from pgx_reader.render.pdf.theme import DEEP, EDGE, HAIRLINE, INK, MUTED, WHITE, TextStyle
from pgx_reader.render.pdf.words import Runs
from pgx_reader.render.qr_code import CARD_SIZE, MOST_CARD_SIZE, QUIET_ZONE, Code, code_of, words_for_card
from pgx_reader.wording import Run

_MM = 72 / 25.4
WIDTH, HEIGHT = 85.6 * _MM, 54 * _MM
"""The size of a card in points (ISO/IEC 7810, ID-1)."""

MODULE = 0.4 * _MM
"""The size of a code's module that every phone reads from paper."""

_RADIUS = 3.18 * _MM
_PADDING = 8
_GAP = 8
_BAND_INSET, _BAND_HEIGHT = 5, 18
_CODE_SIDE = CARD_SIZE * MODULE
_CODE_TOP = 29.5
_WIDEST_MODULE = 1.5  # A quiet zone of four of these is white above, under and beside the code.
_TEXT_TOP, _TEXT_HEIGHT = 26.5, 86
_BOTTOM = 5.5
_BELOW = 14
_SIZES = (9.5, 9, 8.5, 8)
_LEADING = 1.15
_ELLIPSIS = "…"
_LINES_OF_A_NAME = 2


def results_card(block: ResultsCard, setting: Setting) -> list[Piece]:
    """The card, in the middle of the line."""
    return [Piece(_card(block, setting), before=1.5 * setting.theme.gap)]


@dataclass(frozen=True, slots=True)
class Card:
    """The card with its cut line, its texts, and its code as one figure."""

    indent: float
    owner: TextLine
    results: tuple[Piece, ...]
    facts: tuple[TextLine, ...]
    safety: TextLine
    code: Code
    figure: Element

    @property
    def height(self) -> float:
        """The height of a credit card, and the room under it for scissors."""
        return HEIGHT + _BELOW

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw it."""
        x += self.indent
        cut = Paint(fill=WHITE, edge=EDGE, thickness=0.8, dashes=(4, 2.5))
        surface.rectangle(x, top - HEIGHT, WIDTH, HEIGHT, cut, radius=_RADIUS)
        band = top - _BAND_INSET - _BAND_HEIGHT
        width = WIDTH - 2 * _BAND_INSET
        surface.rectangle(x + _BAND_INSET, band, width, _BAND_HEIGHT, Paint(fill=DEEP), radius=5)
        self.owner.draw(surface, x + _PADDING + 2, band + (_BAND_HEIGHT + self.owner.height) / 2)
        self._draw_results(surface, x + _PADDING, top - _TEXT_TOP)
        self._draw_foot(surface, x + _PADDING, top - HEIGHT + _BOTTOM)
        self._draw_code(surface, x, top)
        _draw_scissors(surface, x + 24, top)

    def _draw_results(self, surface: Surface, x: float, top: float) -> None:
        """Draw the results, with what room is left between and around them."""
        spare = _TEXT_HEIGHT - stack_height(self.results)
        top -= min(spare / 3, 4)
        for n, piece in enumerate(self.results):
            top -= piece.before + (min(spare / 3, 6) if piece.before else 0) if n else 0
            piece.box.draw(surface, x, top)
            top -= piece.box.height

    def _draw_foot(self, surface: Surface, x: float, bottom: float) -> None:
        self.safety.draw(surface, x, bottom + self.safety.height)
        rule = bottom + self.safety.height + 1.5
        surface.line(x, rule, x + WIDTH - 2 * _PADDING, rule, Paint(edge=HAIRLINE, thickness=0.8))
        top = rule + 2 + sum(line.height for line in self.facts)
        for line in self.facts:
            line.draw(surface, x, top)
            top -= line.height

    def _draw_code(self, surface: Surface, x: float, top: float) -> None:
        module = min(_CODE_SIDE / self.code.size, _WIDEST_MODULE)
        side = module * self.code.size
        left, upper = x + WIDTH - _PADDING - side, top - _CODE_TOP
        quiet = QUIET_ZONE * module
        self.figure.place(left - quiet, upper - side - quiet, left + side + quiet, upper + quiet)
        with surface.marked(self.figure):
            _draw_modules(self.code, surface, left, upper, module)


def _draw_modules(code: Code, surface: Surface, x: float, top: float, module: float) -> None:
    """Draw all dark modules as one shape, so that no viewer shows a seam between two."""
    pen = Pen()
    for row, start, length in code.dark():
        pen.rectangle(x + start * module, top - (row + 1) * module, length * module, module)
    surface.path(pen, Paint(fill=INK))


def _draw_scissors(surface: Surface, x: float, y: float) -> None:
    """Scissors on the cut line, that cut to the right."""
    line = Paint(edge=MUTED, thickness=0.9)
    surface.rectangle(x - 5, y - 2, 15, 4, Paint(fill=WHITE))
    for side in (1, -1):
        surface.circle(x - 2.2, y + side * 2.6, 1.9, line)
        surface.line(x - 0.6, y + side * 1.6, x + 9, y - side * 2.2, line)


def _card(block: ResultsCard, setting: Setting) -> Card:
    full = WIDTH - 2 * _PADDING
    owner = _one_line(setting.runs(block.owner), (10, 9.5, 9, 8.5), WHITE, full - 4, setting)
    column = setting.inside(setting.parent, full - _CODE_SIDE - _GAP)
    results = _results(block.results, column)
    facts = _facts(block.facts, setting.inside(setting.parent, full))
    safety = _one_line(setting.runs(block.safety), (9, 8.5, 8), DEEP, full, setting)
    words = _words_of_code(block, setting)
    figure = setting.parent.add("Figure")
    figure.alternative = " ".join(["".join(r.text for r in setting.runs(block.code_alternative)), *words.split("\n")])
    return Card(
        indent=(setting.width - WIDTH) / 2,
        owner=owner,
        results=tuple(results),
        facts=tuple(facts),
        safety=safety,
        code=code_of(words, MOST_CARD_SIZE),
        figure=figure,
    )


def _words_of_code(block: ResultsCard, setting: Setting) -> str:
    """What the code holds."""
    contents = ["\n".join("".join(r.text for r in setting.runs(line)) for line in lines) for lines in block.code]
    return words_for_card(contents)


def _one_line(runs: Runs, sizes: Sequence[float], color: str, width: float, setting: Setting) -> TextLine:
    """A bold text on one line: in the largest size that fits, or cut in the smallest."""
    styles = [TextStyle(size, size * 1.25, color, bold=True) for size in sizes]
    style = next((style for style in styles if natural_width(runs, style) <= width), styles[-1])
    [line, *_] = break_lines(_cut(runs, style, width, 1), style, width)
    return TextLine(line, style, setting.parent.add("P"))


def _cut(runs: Runs, style: TextStyle, width: float, lines: int) -> Runs:
    """The runs, with the end of the longest cut off, and of the next longest, until all fit on so many lines."""
    for n in sorted(range(len(runs)), key=lambda n: -len(runs[n].text)):
        if len(break_lines(runs, style, width)) <= lines:
            break
        shorter = [_ended(runs, n, end) for end in range(len(runs[n].text))] or [runs]
        first_too_long = bisect_left(shorter, True, key=lambda said: len(break_lines(said, style, width)) > lines)
        runs = shorter[max(first_too_long - 1, 0)]
    return runs or (Run(" "),)


def _ended(runs: Runs, n: int, end: int) -> Runs:
    """The runs, with an ellipsis after so many characters of one."""
    ended = replace(runs[n], text=runs[n].text[:end].rstrip() + _ELLIPSIS)
    return (*runs[:n], ended, *runs[n + 1 :])


_Lines = list[tuple[Runs, TextStyle]]


def _results(results: Sequence[CardResult], setting: Setting) -> list[Piece]:
    """Every gene's texts, in the largest size that breaks no line in vain; with fewer terms if none has room."""
    sizes = [[_texts(result, result.terms, size, setting) for result in results] for size in _SIZES]
    fitting = [texts for texts in sizes if _height(texts, setting) <= _TEXT_HEIGHT]
    fewest = min((_count(texts, setting) for texts in fitting), default=0)
    texts = next((texts for texts in fitting if _count(texts, setting) == fewest), None) or _with_less(results, setting)
    pieces: list[Piece] = []
    for gene in texts:
        for n, (runs, style) in enumerate(gene):
            lines = setting.lines(runs, style, setting.parent.add("P"))
            pieces += lines_as_pieces(lines, before=0 if n else _between(style))
    return pieces


def _texts(result: CardResult, terms: Sequence[object], size: float, setting: Setting) -> _Lines:
    name = TextStyle(size, size * _LEADING, DEEP)
    word = name.strong(INK)
    term = replace(name, color=MUTED)
    lines = [(setting.runs(result.name), name), (setting.runs(result.word), word)]
    return [*lines, *((setting.runs(text), term) for text in terms)]  # type: ignore[arg-type]


def _between(style: TextStyle) -> float:
    return 0.25 * style.size


def _count(texts: Sequence[_Lines], setting: Setting) -> int:
    return sum(len(break_lines(runs, style, setting.width)) for gene in texts for runs, style in gene)


def _height(texts: Sequence[_Lines], setting: Setting) -> float:
    lines = sum(_count([gene], setting) * gene[0][1].leading for gene in texts)
    return lines + sum(_between(gene[0][1]) for gene in texts[1:])


def _with_less(results: Sequence[CardResult], setting: Setting) -> list[_Lines]:
    """Where the terms of all genes have no room: those of the longest say instead where to look; texts are cut."""
    size = _SIZES[-1]
    texts = [_texts(result, result.terms, size, setting) for result in results]
    longest_first = sorted(range(len(texts)), key=lambda n: -_height([texts[n]], setting))
    for n in longest_first:
        (name, style), *rest = _texts(results[n], (results[n].instead,), size, setting)
        first = (_cut(name, style, setting.width, _LINES_OF_A_NAME), style)
        texts[n] = [first, *((_cut(runs, style, setting.width, 1), style) for runs, style in rest)]
        if _height(texts, setting) <= _TEXT_HEIGHT:
            break
    return texts


def _facts(facts: Sequence[Fact], setting: Setting) -> list[TextLine]:
    """All facts on one line, or two; values that have no room are cut."""
    style = TextStyle(8, 9.6, MUTED)
    element = setting.parent.add("P")
    said = [joined((setting.runs(fact.label), _bold(setting.runs(fact.value)))) for fact in facts]
    rows = [_apart(said)]
    if natural_width(rows[0], style) > setting.width and len(said) > 1:
        splits = [[_apart(said[:n]), _apart(said[n:])] for n in range(1, len(said))]
        rows = min(splits, key=lambda rows: max(natural_width(row, style) for row in rows))
    cut = [_cut(row, style, setting.width, 1) for row in rows]
    return [TextLine(line, style, element) for row in cut for line in break_lines(row, style, setting.width)]


def _bold(runs: Runs) -> Runs:
    return tuple(replace(run, bold=True) for run in runs)


def _apart(said: Sequence[Runs]) -> Runs:
    """Facts side by side, with a dot between."""
    return joined(runs for n, fact in enumerate(said) for runs in ([(Run("·"),), fact] if n else [fact]))
