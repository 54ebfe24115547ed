"""Words as fragments: which face shows which part of a word, how wide it is, and where a long one may be cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from pgx_reader.render.letters import letters_of
from pgx_reader.render.links import can_be_followed
from pgx_reader.render.pdf.directions import levels_of
from pgx_reader.render.pdf.fonts import part_width, parts, width_of
from pgx_reader.render.pdf.shaping import Shaped
from pgx_reader.render.pdf.theme import TextStyle
from pgx_reader.wording import Run

Runs = tuple[Run, ...]

_GOOD_PLACES = re.compile(r"[/\-.,;_=&?]")


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
class Word:
    """A word, of one or more fragments (a bold word and the period after it are one word), or a piece of one."""

    fragments: tuple[Fragment, ...]
    complete: bool = True

    @property
    def width(self) -> float:
        """How wide it is."""
        return _width(self.fragments)


def words_of(runs: Runs, style: TextStyle) -> Iterator[Word]:
    """The words of a text, in the order of reading. Only a space ends a word."""
    levels = levels_of("".join(run.text for run in runs))
    word: list[Fragment] = []
    place = 0
    for run, link in _numbered_links(runs):
        for n, text in enumerate(run.text.split(" ")):
            if n:
                place += 1
                if word:
                    yield Word(tuple(word))
                    word = []
            if text:
                kind = _kind_of(run, link, style)
                word += _fragments(text, levels[place : place + len(text)], kind, style.size)
            place += len(text)
    if word:
        yield Word(tuple(word))


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


def pieces_of(word: Word, style: TextStyle, width: float) -> Iterator[Word]:
    """A word that is too long for a line, cut into pieces that fit."""
    pieces = [piece for fragment in word.fragments for piece in _cut(fragment, style, width)]
    piece: list[Fragment] = []
    for fragment in pieces:
        if piece and _width(piece) + fragment.width > width:
            yield Word(tuple(piece), complete=False)
            piece = []
        piece.append(fragment)
    yield Word(tuple(piece))


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
    for letter in letters_of(text):
        used += width_of(letter, fragment.bold, size)
        if used > width and ends[-1]:
            break
        ends.append(ends[-1] + len(letter))
    while fragment.shaped and ends[1:-1] and _width(_beginning(text, ends[-1], fragment, size)) > width:
        ends.pop()  # letters that join can be wider than each alone
    return ends[-1]


def _width(fragments: Iterable[Fragment]) -> float:
    return sum(fragment.width for fragment in fragments)
