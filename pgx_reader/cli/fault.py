"""What is shown of a fault in the program: where it is, and nothing of anybody's results."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator

_LINE_OF_ANOTHER_PROCESS = re.compile(r'File "[^"]*?([^/\\"]+)", line (\d+), in (\w+)')
_HEAD = (
    "Error: the program has a fault. Please report it with these lines. They say where it is and hold nothing of the "
    "results; the fault's own words might, and are left out.",
    "Traceback (most recent call last):",
)


def told_without_values(error: BaseException) -> Iterator[str]:
    """
    Lines with the places and kinds of an exception and of those behind it.

    Their messages are not among them, for they may quote results.
    """
    yield from _HEAD
    yield from _chain(error)


def _chain(error: BaseException) -> Iterator[str]:
    behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if behind is not None:
        yield from _chain(behind)
    # What was raised in a process of a batch comes with its traceback as a text.
    for file, line, function in _LINE_OF_ANOTHER_PROCESS.findall(str(getattr(error, "tb", ""))):
        yield f"  {file}, line {line}, in {function}"
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"  {frame.f_globals.get('__name__')}, line {line}, in {frame.f_code.co_name}"
    yield type(error).__qualname__
