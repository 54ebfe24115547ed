"""Text with brackets: cut only where no bracket is open, and what one pair of brackets takes in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pgx_reader.normalize.notation import NotationError

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_INNERMOST = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")


@dataclass(frozen=True)
class Group:
    """A pair of brackets with none inside: what stands before it, in it and behind it."""

    before: str
    opening: str
    inner: str
    after: str


def check_brackets(text: str) -> None:
    """Raise `NotationError` where a bracket is opened and not closed, or the other way round."""
    open_ones: list[str] = []
    for letter in text:
        if letter in _CLOSING:
            open_ones.append(_CLOSING[letter])
        elif letter in _CLOSING.values() and (not open_ones or open_ones.pop() != letter):
            raise NotationError("has a bracket that is not opened.")
    if open_ones:
        raise NotationError("has a bracket that is not closed.")


def split_outside(text: str, separator: re.Pattern[str]) -> list[str]:
    """The parts of a text between separators that stand outside of brackets, without blanks round them."""
    if not separator.search(text):
        return [text.strip()]
    depths = _depths(text)
    parts, start = [], 0
    for match in separator.finditer(text):
        if depths[match.start()] == 0:
            parts.append(text[start : match.start()])
            start = match.end()
    return [part.strip() for part in (*parts, text[start:])]


def inside(text: str) -> str | None:
    """
    What one pair of brackets takes in, where it takes in the whole text; else `None`.

    >>> inside("[*1/*31]")
    '*1/*31'
    >>> inside("[*3+*4]/[*18+*37]") is None
    True
    """
    if not text or text[0] not in _CLOSING or text[-1] != _CLOSING[text[0]]:
        return None
    ends = (place for place, depth in enumerate(_depths(text)) if depth == 1 and text[place] in _CLOSING.values())
    return text[1:-1].strip() if next(ends, None) == len(text) - 1 else None


def innermost(text: str) -> Group | None:
    """The first pair of brackets with none inside; `None` where there is no bracket."""
    match = _INNERMOST.search(text)
    if match is None:
        return None
    return Group(text[: match.start()].strip(), match[0][0], match[1].strip(), text[match.end() :].strip())


def _depths(text: str) -> list[int]:
    """For each letter, how many brackets are open before it; a bracket itself counts as inside."""
    depths, depth = [], 0
    for letter in text:
        depth += letter in _CLOSING
        depths.append(depth)
        depth -= letter in _CLOSING.values()
    return depths
