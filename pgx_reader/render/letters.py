"""What is one letter to a reader: a character with the marks on it, and how many marks a page can show on one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

INVISIBLE = frozenset("\u200c\u200d") | {chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}
"""Joiners and variation selectors: they change how letters look and have no look of their own."""

MOST_MARKS = 4
"""More marks on one letter than any name has would be drawn over the lines above."""

_VIRAMA = 9


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
