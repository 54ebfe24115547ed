"""Text as letters: what of it any page shows, what is one letter to a reader, and how many marks it may have."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

INVISIBLE = frozenset("\u200c\u200d") | {chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}
"""Joiners and variation selectors: they change how letters look and have no look of their own."""

MOST_MARKS = 4
"""More marks on one letter than any name has would be drawn over the lines above."""

_VIRAMA = 9
_NO_BREAK = {"\u00a0", "\u2007", "\u202f"}
_JOINERS = {"\u200c", "\u200d"}
_FIRST_JOINING = "\u0600"
"""Latin, Greek, Cyrillic, Armenian and Hebrew letters, which do not join, all come before the Arabic block."""


def composed(text: str) -> str:
    r"""
    The text as a page shows it: composed (NFC), with line ends and tabs as spaces, without control characters.

    Controls of writing direction are dropped too: a value from a lab's file must not reorder what a reader sees.
    Joiners stay where they join letters other than Latin, Greek and Cyrillic ones, as in Persian names.

    >>> composed("Zoe\u0308\tM.\u202e")
    'Zoë M.'
    """
    return unicodedata.normalize("NFC", "".join(_shown(char, before) for before, char in pairwise(" " + text)))


def _shown(char: str, before: str) -> str:
    if " " <= char <= "~":
        return char
    category = unicodedata.category(char)
    if category in {"Cc", "Zl", "Zp"}:
        return " " if char.isspace() else ""
    if category == "Cf":
        return char if char in _JOINERS and before >= _FIRST_JOINING and before.isprintable() else ""
    if category == "Zs":
        return "\u00a0" if char in _NO_BREAK else " "
    return char


def letters_of(text: str) -> Iterator[str]:
    """A text in letters with the marks on them; letters that are joined to one stay together."""
    start = 0
    for place in range(1, len(text)):
        before, char = text[place - 1], text[place]
        mark = unicodedata.category(char).startswith("M") or char in INVISIBLE
        if not (mark or before == "\u200d" or unicodedata.combining(before) == _VIRAMA):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def has_too_many_marks(letter: str) -> bool:
    """Whether more marks stand on a letter than `MOST_MARKS`."""
    marks = sum(unicodedata.category(char) in {"Mn", "Me"} and char not in INVISIBLE for char in letter)
    return marks > MOST_MARKS


def marks_refused(letters: Iterable[str]) -> str:
    """What is said of letters with too many marks, by their first characters, and what to do."""
    named = ", ".join(dict.fromkeys(described(letter[0]) for letter in sorted(letters)))
    return (
        f"more than {MOST_MARKS} marks on one letter cannot be shown ({named} and what follows it). "
        "Write the text without them."
    )


def described(char: str) -> str:
    """A character as a message names it: itself where it can stand alone, its code point and its name."""
    name = unicodedata.name(char, "no name")
    shown = f'"{char}" ' if unicodedata.category(char)[0] in "LNS" else ""
    return f"{shown}U+{ord(char):04X} ({name})"
