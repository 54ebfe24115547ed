"""Text that is safe to print in a terminal."""

from __future__ import annotations

import unicodedata

_BLANK = frozenset("\n\r\t\u2028\u2029")


def printable(text: str) -> str:
    """
    A text without control characters: nothing in a file can move the cursor, or turn text round.

    Line breaks become blanks, so that no text of a file begins a line of its own; whatever else is not there to be
    seen becomes one and the same sign.
    """
    for char in _unseen(text):
        text = text.replace(char, " " if char in _BLANK else "�")
    return text


def printable_json(line: str) -> str:
    r"""
    A line of JSON without control characters: the same JSON, in which they are escapes.

    >>> printable_json('["\u009b\u202e"]')
    '["\\u009b\\u202e"]'
    """
    for char in _unseen(line):
        units = char.encode("utf-16-be", "surrogatepass").hex()
        line = line.replace(char, "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)))
    return line


def _unseen(text: str) -> list[str]:
    """The characters of a text that control something, or are halves of one, and those that end a line."""
    if text.isascii() and text.isprintable():
        return []
    return [c for c in set(text) if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
