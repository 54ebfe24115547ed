"""A delimited text in pieces: never cut inside a cell, and a row whose quotation marks are broken by itself."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import BinaryIO

from pgx_reader.errors import UnusableInputError
from pgx_reader.readers.limits import Limits

# A cell may have some lines, between quotation marks. So many on, the mark was never closed.
_LINES_OF_A_CELL = 40
_QUOTE = b'"'


def pieces_of(stream: BinaryIO, size: int, delimiter: str, limits: Limits) -> Iterator[bytes]:
    """
    The file in pieces of about `size` bytes that end with a row. One piece at least.

    A row with a quotation mark that is not closed within a few lines is a piece of its own, so that it costs no other.
    Raises `UnusableInputError` for a line that is longer than a whole file may be.
    """
    held: list[bytes] = []
    held_bytes = 0
    for row, is_sound in _rows(stream, delimiter, limits):
        if is_sound:
            held.append(row)
            held_bytes += len(row)
        if held and (not is_sound or held_bytes >= size):
            yield b"".join(held)
            held, held_bytes = [], 0
        if not is_sound:
            yield row
    yield b"".join(held)


def _rows(stream: BinaryIO, delimiter: str, limits: Limits) -> Iterator[tuple[bytes, bool]]:
    """Each row with all lines of its cells, and whether it is sound; one that is not is its first line alone."""
    lines = _Lines(stream, limits)
    for line in lines:
        row = [line]
        if line.count(_QUOTE) % 2:
            for follower in islice(lines, _LINES_OF_A_CELL):
                row.append(follower)
                if follower.count(_QUOTE) % 2 and _is_sound(row, delimiter):
                    break
            else:
                lines.take_back(row[1:])
                yield line, False
                continue
        yield b"".join(row), True


class _Lines:
    """The lines of a file, of which some may be taken back and come again."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._stream, self._limits = stream, limits
        self._again: deque[bytes] = deque()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        line = self._again.popleft() if self._again else self._stream.readline(self._limits.size + 1)
        if len(line) > self._limits.size:
            raise UnusableInputError(f"a line is longer than {self._limits.megabytes:,} MB; it is not read.")
        if not line:
            raise StopIteration
        return line

    def take_back(self, lines: list[bytes]) -> None:
        """These lines come next, in their order."""
        self._again.extendleft(reversed(lines))


def apart(piece: bytes, delimiter: str) -> Iterator[bytes]:
    """Rows whose quotation marks are in order together, and each that breaks the order by itself."""
    lines = piece.splitlines(keepends=True)
    sound_from = at = 0
    while at < len(lines):
        until = next((n for n in range(at + 1, at + _LINES_OF_A_CELL) if _is_sound(lines[at:n], delimiter)), None)
        if until is None:
            yield from filter(None, (b"".join(lines[sound_from:at]), lines[at]))
            sound_from = at + 1
        at = until or at + 1
    if rest := b"".join(lines[sound_from:]):
        yield rest


def _is_sound(lines: list[bytes], delimiter: str) -> bool:
    """Whether quotation marks that are opened in these lines are closed there, each at the end of a cell."""
    together = b"".join(lines)
    if together.count(_QUOTE) % 2:
        return False
    text = StringIO(together.decode("latin-1"), newline="")
    try:
        for _ in csv.reader(text, delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return False
    return True
