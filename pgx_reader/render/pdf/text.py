"""Breaking text into lines: words of a style and a width go in, positioned fragments come out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from pgx_reader.render.links import can_be_followed
from pgx_reader.render.pdf.directions import levels_of, visual_order
from pgx_reader.render.pdf.fonts import part_width, parts, width_of
from pgx_reader.render.pdf.shaping import Shaped, clusters
from pgx_reader.render.pdf.theme import TextStyle
from pgx_reader.wording import Run

Runs = tuple[Run, ...]

_GOOD_PLACES = re.compile(r"[/\-.,;_=&?]")
_MOST_BALANCED_LINES = 5
_LONE = 0.18


class Kind(Enum):
    """How a fragment is drawn: with the handout's own two faces, or shaped, in either direction."""

    PLAIN = auto()
    SHAPED = auto()
    RIGHT_TO_LEFT = auto()


@dataclass(frozen=True, slots=True)
class Fragment:
    """
    A stretch of a line in one face. `link` numbers the text's links from 0 and is None outside them.

    `text` ends with a space where a word ends, even at a line's end, so that no reader of the tags joins two words.
    `width` is without that space. Fragments come in the order in which they are read, which is not from left to right
    where a `level` says so (`directions.levels_of`). `shaped` is None where the handout's own two faces show the text.
    `language` is given where it is not the handout's.
    """

    text: str
    x: float
    width: float
    bold: bool
    link: int | None = None
    url: str | None = None
    level: int = 0
    shaped: Shaped | None = None
    language: str | None = None

    @property
    def kind(self) -> Kind:
        """How it is drawn."""
        if self.shaped is None:
            return Kind.PLAIN
        return Kind.RIGHT_TO_LEFT if self.level else Kind.SHAPED


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
    words = tuple(_words(runs, style))
    lines = _filled(words, style, width)
    if 1 < len(lines) <= _MOST_BALANCED_LINES and _is_lone(lines[-1], width):
        for share in (0.95, 0.9, 0.85, 0.8):
            other = _filled(words, style, width * share)
            if len(other) == len(lines) and not _is_lone(other[-1], width):
                lines = other
                break
    return tuple(_line(words, style.size) for words in lines)


@lru_cache(maxsize=1024)
def balanced_lines(runs: Runs, style: TextStyle, width: float) -> tuple[Line, ...]:
    """The lines of a heading: as few as `break_lines` needs, but of lengths as equal as can be."""
    words = tuple(_words(runs, style))
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
    return max((word.width for word in _words(runs, style)), default=0.0)


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


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, of one or more fragments (a bold word and the period after it are one word), or a piece of one."""

    fragments: tuple[Fragment, ...]
    complete: bool = True

    @property
    def width(self) -> float:
        return _width(self.fragments)


def _words(runs: Runs, style: TextStyle) -> Iterator[_Word]:
    levels = levels_of("".join(run.text for run in runs))
    word: list[Fragment] = []
    place = 0
    for run, link in _numbered_links(runs):
        for n, text in enumerate(run.text.split(" ")):
            if n:
                place += 1
                if word:
                    yield _Word(tuple(word))
                    word = []
            if text:
                kind = _kind_of(run, link, style)
                word += _fragments(text, levels[place : place + len(text)], kind, style.size)
            place += len(text)
    if word:
        yield _Word(tuple(word))


def _kind_of(run: Run, link: int | None, style: TextStyle) -> Fragment:
    """What all fragments of a run have in common."""
    url = None if link is None else run.url
    return Fragment("", 0.0, 0.0, style.bold or run.bold, link, url, language=run.language)


def _fragments(text: str, levels: tuple[int, ...], kind: Fragment, size: float) -> Iterator[Fragment]:
    for part in parts(text, levels, kind.bold):
        width = part_width(part, kind.bold, size)
        yield replace(kind, text=part.text, width=width, level=part.level, shaped=part.shaped)


def _numbered_links(runs: Runs) -> Iterator[tuple[Run, int | None]]:
    number, last = -1, None
    for run in runs:
        url = run.url if can_be_followed(run.url) else None
        if url is not None and url != last:
            number += 1
        last = url
        yield run, number if url is not None else None


def _filled(words: Iterable[_Word], style: TextStyle, width: float) -> list[list[_Word]]:
    """The words of each line."""
    space = width_of(" ", style.bold, style.size)
    lines: list[list[_Word]] = []
    room = 0.0
    for word in words:
        for part in (word,) if word.width <= width else _pieces(word, style, width):
            if lines and lines[-1][-1].complete and space + part.width <= room:
                lines[-1].append(part)
                room -= space + part.width
            else:
                lines.append([part])
                room = width - part.width
    return lines


def _is_lone(words: list[_Word], width: float) -> bool:
    return sum(word.width for word in words) < width * _LONE


def _pieces(word: _Word, style: TextStyle, width: float) -> Iterator[_Word]:
    """A word that is too long for a line, cut into pieces that fit."""
    pieces = [piece for fragment in word.fragments for piece in _cut(fragment, style, width)]
    piece: list[Fragment] = []
    for fragment in pieces:
        if piece and _width(piece) + fragment.width > width:
            yield _Word(tuple(piece), complete=False)
            piece = []
        piece.append(fragment)
    yield _Word(tuple(piece))


def _cut(fragment: Fragment, style: TextStyle, width: float) -> Iterator[Fragment]:
    text = fragment.text
    while text:
        fits = _how_many_fit(text, fragment, style.size, width)
        places = [match.end() for match in _GOOD_PLACES.finditer(text, 0, fits)]
        end = places[-1] if fits < len(text) and places and places[-1] > fits / 2 else fits
        yield from _beginning(text, end, fragment, style.size)
        text = text[end:]


def _beginning(text: str, end: int, kind: Fragment, size: float) -> tuple[Fragment, ...]:
    return tuple(_fragments(text[:end], (kind.level,) * end if kind.level else (), kind, size))


def _how_many_fit(text: str, fragment: Fragment, size: float, width: float) -> int:
    """The length of the longest beginning of a text that fits on a line; never less than a letter with its marks."""
    used, ends = 0.0, [0]
    for letter in clusters(text):
        used += width_of(letter, fragment.bold, size)
        if used > width and ends[-1]:
            break
        ends.append(ends[-1] + len(letter))
    while fragment.shaped and ends[1:-1] and _width(_beginning(text, ends[-1], fragment, size)) > width:
        ends.pop()  # letters that join can be wider than each alone
    return ends[-1]


def _width(fragments: Iterable[Fragment]) -> float:
    return sum(fragment.width for fragment in fragments)


def _line(words: list[_Word], size: float) -> Line:
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


def _spaced(words: list[_Word]) -> Iterator[Fragment]:
    """The fragments of a line, those at a word's end with a space after them."""
    for word in words:
        yield from word.fragments[:-1]
        last = word.fragments[-1]
        yield replace(last, text=last.text + " ") if word.complete else last
