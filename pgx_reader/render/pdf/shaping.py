"""Letters that depend on their neighbors: which glyphs of which face a text becomes, and where they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb

from pgx_reader.errors import UnprintableTextError
from pgx_reader.render.letters import INVISIBLE, described, has_too_many_marks, letters_of, marks_refused
from pgx_reader.render.pdf.faces import FontFace, face_for, way_out

_DOTTED_CIRCLE = "\u25cc"
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


@dataclass(frozen=True, slots=True)
class Glyph:
    """
    A glyph of a face, and where it stands from the text's left end, in thousandths of the type's size.

    `text` is what it stands for, and is empty where another glyph stands for all, as a letter for the dots on it.
    """

    number: int
    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Shaped:
    """
    A text of one face and one direction as glyphs. `width` is in thousandths of the type's size.

    Glyphs come from left to right. Those of a text from right to left come in the order of its characters, from the
    last one to the first, and so do the characters of a `Glyph.text`: programs that copy a page's text expect what is
    seen from left to right, and turn it round.
    """

    face: FontFace
    glyphs: tuple[Glyph, ...]
    width: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a word. `level` is that of its direction; `shaped` is None where the handout's own faces show it."""

    text: str
    level: int
    shaped: Shaped | None


def parts_of(word: str, levels: Sequence[int], bold: bool, plain: frozenset[str]) -> tuple[Part, ...]:
    """
    A word in as few parts as its faces and directions allow. `levels` is empty or has one level a character.

    `plain` are the characters that the handout's own faces show. Raises `UnprintableTextError` as `require_glyphs`.
    """
    return tuple(
        Part("".join(group), level, None if face is None else shape("".join(group), face, level % 2 == 1))
        for (face, level), group in _grouped(word, levels, bold, plain)
    )


def require_glyphs(text: str, bold: bool) -> None:
    """Raise `UnprintableTextError`, as `refusal` says it, unless there is a face for all of a text."""
    if missing := missing_letters(text, bold):
        raise UnprintableTextError(refusal(missing))


def missing_letters(text: str, bold: bool) -> frozenset[str]:
    """
    What no face has of a text: characters, and letters with marks where no one face has them together.

    A letter with more marks than `MOST_MARKS` is among them. Empty where all can be shown.
    """
    missing: set[str] = set()
    for cluster in letters_of(text):
        if has_too_many_marks(cluster):
            missing.add(cluster)
        elif face_for(cluster, bold) is None:
            missing |= {char for char in cluster if char not in INVISIBLE and face_for(char, bold) is None} or {cluster}
    return frozenset(missing)


def refusal(missing: Iterable[str]) -> str:
    """What cannot be shown, by letter and code point, and what to install or do."""
    stacked = sorted(filter(has_too_many_marks, missing))
    letters = sorted(set(missing) - set(stacked))
    said = []
    if letters:
        said.append(f"no font here has {', '.join(' with '.join(map(described, each)) for each in letters)}.")
        said.append(way_out("".join(letters)))
    if stacked:
        said.append(marks_refused(stacked))
    return " ".join(said)


@lru_cache(maxsize=4096)
def shape(text: str, face: FontFace, right_to_left: bool) -> Shaped:
    """The glyphs of a text in a face that has all of it. Marks on nothing get a dotted circle to stand on."""
    base = _DOTTED_CIRCLE if unicodedata.category(text[0]).startswith("M") and face.has(_DOTTED_CIRCLE) else ""
    buffer = hb.Buffer()
    levels = hb.BufferClusterLevel
    buffer.cluster_level = levels.MONOTONE_GRAPHEMES if right_to_left else levels.CHARACTERS
    buffer.add_str(base + text)
    buffer.direction = "rtl" if right_to_left else "ltr"
    buffer.language = "en"  # or else that of the machine, and the same handout would differ from place to place
    buffer.guess_segment_properties()
    hb.shape(face.font, buffer)
    places = [max(info.cluster - len(base), 0) for info in buffer.glyph_infos]
    glyphs = _glyphs(buffer, _texts(_mirrored(text) if right_to_left else text, places, buffer.glyph_positions))
    if any(glyph.number == 0 for glyph in glyphs):
        raise UnprintableTextError(f"no glyph for a part of {', '.join(map(described, text))}.")
    if right_to_left:
        order = sorted(range(len(places)), key=lambda n: -places[n])
        glyphs = [replace(glyphs[n], text=glyphs[n].text[::-1]) for n in order]
    return Shaped(face, tuple(glyphs), sum(at.x_advance for at in buffer.glyph_positions))


def _glyphs(buffer: hb.Buffer, texts: Iterable[str]) -> list[Glyph]:
    """The glyphs of a shaped text from left to right."""
    glyphs: list[Glyph] = []
    pen = 0
    for info, at, text in zip(buffer.glyph_infos, buffer.glyph_positions, texts, strict=True):
        glyphs.append(Glyph(info.codepoint, text, pen + at.x_offset, at.y_offset))
        pen += at.x_advance
    return glyphs


def _grouped(
    word: str, levels: Sequence[int], bold: bool, plain: frozenset[str]
) -> Iterator[tuple[tuple[FontFace | None, int], list[str]]]:
    """The clusters of a word, those of one face and level together."""
    if not any(levels) and plain.issuperset(word):
        yield (None, 0), [word]
        return
    whole = face_for(word, bold)
    placed: list[tuple[FontFace | None, int, str]] = []
    place = 0
    for cluster in letters_of(word):
        level = levels[place] if levels else 0
        place += len(cluster)
        face = None if whole is None and not level and plain.issuperset(cluster) else whole or face_for(cluster, bold)
        if face is None and not plain.issuperset(cluster):
            require_glyphs(cluster, bold)
        placed.append((face, level, cluster))
    for key, group in groupby(placed, key=lambda each: each[:2]):
        yield key, [cluster for *_, cluster in group]


def _texts(text: str, places: Sequence[int], positions: Sequence[hb.GlyphPosition]) -> Iterator[str]:
    """What each glyph stands for: the widest of a place for the characters from there to the next place."""
    ends = dict(zip(sorted(set(places)), [*sorted(set(places))[1:], len(text)], strict=True))
    widest: dict[int, int] = {}
    for n, place in enumerate(places):
        if place not in widest or positions[n].x_advance > positions[widest[place]].x_advance:
            widest[place] = n
    for n, place in enumerate(places):
        yield text[place : ends[place]] if widest[place] == n else ""


def _mirrored(text: str) -> str:
    """A text as its glyphs look from right to left: an opening bracket is drawn, and taken, as a closing one."""
    return text.translate(_MIRRORED)
