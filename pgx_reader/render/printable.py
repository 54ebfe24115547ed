"""Text that is safe to print in a terminal."""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    """
    A text without control characters: nothing in a file can move the cursor, or turn text round.

    Line breaks become blanks, so that no text of a file begins a line of its own.
    """
    return "".join(" " if c in "\n\r\t" else "�" if unicodedata.category(c) in ("Cc", "Cf") else c for c in text)
