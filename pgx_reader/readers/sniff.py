"""Which format a file is in, told from its content alone, and the way in for all of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO, Protocol

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import LabFile
from pgx_reader.readers import table
from pgx_reader.readers.raw import RawFile, decode

STANDARD_INPUT = "-"


class Reader(Protocol):
    """The one door of a format's module."""

    def recognize(self, raw: RawFile) -> str | None:
        """What the file is, in words a counselor knows; `None` if it is not this format."""

    def read(self, raw: RawFile) -> LabFile:
        """Every result in it, unaltered. Problems with single rows are in the answer, not raised."""


READERS: tuple[Reader, ...] = (table,)


def read_results(source: str | Path | BinaryIO, *, name: str | None = None) -> LabFile:
    """
    Read a results file: a path, `-` for standard input, or an open binary file.

    Raises `UnusableInputError`, with what to do, where the file is missing, empty, binary, in no known format or
    without one usable row.
    """
    label, data = _bytes_of(source, name)
    raw = decode(label, data)
    for reader in READERS:
        if reader.recognize(raw):
            return reader.read(raw)
    raise UnusableInputError(f"{label}: {table.why_not(raw)}")


def _bytes_of(source: str | Path | BinaryIO, name: str | None) -> tuple[str, bytes]:
    if not isinstance(source, str | Path):
        return name or str(getattr(source, "name", "input")), source.read()
    if str(source) == STANDARD_INPUT:
        return name or "standard input", _standard_input()
    if not str(source):
        raise UnusableInputError("there is no such file: the name is empty. Give a results file.")
    path = Path(source)
    label = name or path.name
    try:
        return label, path.read_bytes()
    except FileNotFoundError:
        raise UnusableInputError(f"{source}: there is no such file. Check the name and the folder.") from None
    except IsADirectoryError:
        raise UnusableInputError(f"{source}: this is a folder. Give one results file.") from None
    except OSError as error:
        raise UnusableInputError(f"{label}: cannot be read: {error.strerror}.") from None
    except ValueError:
        raise UnusableInputError(f"{label!r}: cannot be read: this is not a file's name.") from None


def _standard_input() -> bytes:
    try:
        return sys.stdin.buffer.read()
    except (AttributeError, OSError, ValueError):
        raise UnusableInputError("standard input: it is closed. Give a file, or send one through a pipe.") from None
