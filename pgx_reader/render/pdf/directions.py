"""Which way text runs: a page's lines go from left to right, and each Arabic or Hebrew stretch in them the other way.

This is the Unicode bidirectional algorithm (UAX #9) for lines from left to right in which every stretch stands in an
isolate of its own. So a name never turns round a number or a mark that the page has after it. Characters that would
set a direction themselves never get here; `printable` drops them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_HAS_RTL = re.compile(f"[{_RTL}]")
_NUMBER = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,:/\-][0-9\u0660-\u0669\u06f0-\u06f9]+)*")
_HANGING = re.compile(rf"[.,:/\-]?({_NUMBER.pattern})")
_CLOSING = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
_STRONG = {"R", "AL"}
_WITHIN = {"NSM", "BN"}


def levels_of(text: str) -> tuple[int, ...]:
    """
    Each character's level: 0 from left to right, 1 from right to left, 2 for a number within such a stretch.

    Empty where all of the text runs from left to right.

    >>> levels_of("a \u05d0\u05d1 12 \u05d2, 3")
    (0, 0, 1, 1, 1, 2, 2, 1, 1, 0, 0, 0)
    >>> levels_of("abc")
    ()
    """
    if not _HAS_RTL.search(text):
        return ()
    levels = [0] * len(text)
    for start, end in _stretches(text):
        levels[start:end] = [1] * (end - start)
        for number in _NUMBER.finditer(text, start, end):
            levels[number.start() : number.end()] = [2] * len(number.group())
    return tuple(levels)


def visual_order(levels: Sequence[int]) -> list[int]:
    """
    The places of a line's parts as seen from left to right (UAX #9, rule L2).

    >>> visual_order([0, 1, 1, 2, 2, 0])
    [0, 3, 4, 2, 1, 5]
    """
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return order


def _stretches(text: str) -> list[tuple[int, int]]:
    """From each first strong character to the last one with no left-to-right letter between, and what hangs on it."""
    stretches: list[tuple[int, int]] = []
    start = end = -1
    for place, char in enumerate(text):
        kind = unicodedata.bidirectional(char)
        if kind in _STRONG or kind == "AN" or (start >= 0 and end == place and kind in _WITHIN):
            start, end = place if start < 0 else start, place + 1
        elif kind == "L" and start >= 0:
            stretches.append((start, _with_tail(text, start, end)))
            start = -1
    return [*stretches, (start, _with_tail(text, start, end))] if start >= 0 else stretches


def _with_tail(text: str, start: int, end: int) -> int:
    """The end of a stretch, moved behind brackets that it opens and a number that hangs on its last letter."""
    opened = [_CLOSING[char] for char in text[start:end] if char in _CLOSING]
    for char in text[start:end]:
        if char in opened:
            opened.remove(char)
    while opened and text[end : end + 1] == opened[-1]:
        end += 1
        opened.pop()
    hanging = _HANGING.match(text, end)
    return hanging.end() if hanging else end
