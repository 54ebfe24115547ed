"""Breaking text into lines: words of a style and a width go in, positioned fragments come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pgx_reader.render.pdf.directions import visual_order
from pgx_reader.render.pdf.fonts import width_of
from pgx_reader.render.pdf.theme import TextStyle
from pgx_reader.render.pdf.words import Fragment, Kind, Runs, Word, pieces_of, words_of
from pgx_reader.wording import Run

_MOST_BALANCED_LINES = 5
_LONE = 0.18


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text and its length."""

    fragments: tuple[Fragment, ...]
    width: float


@lru_cache(maxsize=8192)
def break_lines(runs: Runs, style: TextStyle, width: float) -> tuple[Line, ...]:
    """
    The lines of a text, as few as there can be, broken at spaces only; none for an empty text.

    A word that is longer than a line is cut, after a mark such as "/" where there is one. The last line of a short
    text is not left all but empty if the other lines can spare a word.
    """
    words = tuple(words_of(runs, style))
    lines = _filled(words, style, width)
    if 1 < len(lines) <= _MOST_BALANCED_LINES and _is_lone(lines[-1], width):
        for share in (0.95, 0.9, 0.85, 0.8):
            other = _filled(words, style, width * share)
            if len(other) == len(lines) and not _is_lone(other[-1], width):
                lines = other
                break
    return tuple(_line(words, style.size) for words in lines)


@lru_cache(maxsize=1024)
def lines_behind(runs: Runs, style: TextStyle, width: float, first: float) -> tuple[Line, ...]:
    """The lines of a text that begins behind other words, where there is less room; none if that is too little."""
    words = tuple(words_of(runs, style))
    lines = _filled(words, style, width, first)
    fits = sum(word.width for word in lines[0]) <= first if lines else False
    return tuple(_line(words, style.size) for words in lines) if fits else ()


@lru_cache(maxsize=1024)
def balanced_lines(runs: Runs, style: TextStyle, width: float) -> tuple[Line, ...]:
    """The lines of a heading: as few as `break_lines` needs, but of lengths as equal as can be."""
    words = tuple(words_of(runs, style))
    lines = _filled(words, style, width)
    if 1 < len(lines) <= _MOST_BALANCED_LINES:
        too_narrow, narrowest = width / 2, width
        while narrowest - too_narrow > style.size / 2:
            middle = (too_narrow + narrowest) / 2
            if len(_filled(words, style, middle)) > len(lines):
                too_narrow = middle
            else:
                narrowest = middle
        lines = _filled(words, style, narrowest)
    return tuple(_line(words, style.size) for words in lines)


@lru_cache(maxsize=8192)
def longest_word(runs: Runs, style: TextStyle) -> float:
    """How wide a text's longest word is."""
    return max((word.width for word in words_of(runs, style)), default=0.0)


def natural_width(runs: Runs, style: TextStyle) -> float:
    """How wide a text is on one line."""
    return max((line.width for line in break_lines(runs, style, float("inf"))), default=0.0)


def joined(sentences: Iterable[Runs]) -> Runs:
    """Sentences as one running text."""
    result: list[Run] = []
    for sentence in sentences:
        if result and sentence:
            result.append(Run(" "))
        result.extend(sentence)
    return tuple(result)


def _filled(words: Iterable[Word], style: TextStyle, width: float, first: float | None = None) -> list[list[Word]]:
    """The words of each line; the first one may have another width."""
    space = width_of(" ", style.bold, style.size)
    lines: list[list[Word]] = []
    room = 0.0
    for word in words:
        for part in (word,) if word.width <= width else pieces_of(word, style, width):
            if lines and lines[-1][-1].complete and space + part.width <= room:
                lines[-1].append(part)
                room -= space + part.width
            else:
                lines.append([part])
                room = (width if first is None or len(lines) > 1 else first) - part.width
    return lines


def _is_lone(words: list[Word], width: float) -> bool:
    return sum(word.width for word in words) < width * _LONE


def _line(words: list[Word], size: float) -> Line:
    """Set words side by side, and join what is of one kind."""
    placed, end = _placed(list(_spaced(words)), size)
    fragments: list[Fragment] = []
    for fragment in placed:
        last = fragments[-1] if fragments else None
        if last is not None and _can_join(last, fragment):
            width = fragment.x + fragment.width - last.x
            fragments[-1] = replace(last, text=last.text + fragment.text, width=width)
        else:
            fragments.append(fragment)
    return Line(tuple(fragments), end)


def _can_join(one: Fragment, other: Fragment) -> bool:
    return one.kind is other.kind is Kind.PLAIN and _look(one) == _look(other)


def _look(fragment: Fragment) -> tuple[bool, int | None, str | None]:
    return fragment.bold, fragment.link, fragment.language


def _placed(fragments: list[Fragment], size: float) -> tuple[list[Fragment], float]:
    """The fragments of a line in the order of reading, each at its place, and the length of the line."""
    parts: list[tuple[int, float, int]] = []
    for n, fragment in enumerate(fragments):
        parts.append((n, fragment.width, fragment.level))
        if fragment.text.endswith(" ") and n + 1 < len(fragments):
            both = fragment.level > 0 and fragments[n + 1].level > 0
            parts.append((-1, width_of(" ", fragment.bold, size), 1 if both else 0))
    places: dict[int, float] = {}
    x = 0.0
    for part in visual_order([level for *_, level in parts]):
        n, width, _ = parts[part]
        places[n] = x
        x += width
    return [replace(fragment, x=places[n]) for n, fragment in enumerate(fragments)], x


def _spaced(words: list[Word]) -> Iterator[Fragment]:
    """The fragments of a line, those at a word's end with a space after them."""
    for word in words:
        yield from word.fragments[:-1]
        last = word.fragments[-1]
        yield replace(last, text=last.text + " ") if word.complete else last
