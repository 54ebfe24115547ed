"""Files out: never a half-written one."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO
from uuid import uuid4

from pgx_reader.errors import FullDiskError, OutputError

TEMPORARY = ".pgx-reader-"
"""How the name of a file begins that is not finished yet."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def make_folder(folder: Path) -> None:
    """The folder, with those above it. Raises `OutputError` where it cannot be made."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: the folder cannot be made: {error.strerror}. Choose another with -o.") from None


def write_whole(path: Path, data: bytes, *, flush: bool = True) -> None:
    """
    Write a file so that it is there whole or not at all.

    With `flush` it is on the disk when this returns, whatever happens to the machine. Raises `OutputError` where that
    fails, `FullDiskError` where there is no room; nothing is left behind then.
    """
    with unfinished(path, flush=flush) as file:
        file.write(data)


@contextlib.contextmanager
def writing_whole(path: Path) -> Iterator[TextIO]:
    """A text file, UTF-8, that is there whole after the block or not at all. Raises as `write_whole` does."""
    with unfinished(path) as file:
        text = TextIOWrapper(file, encoding="utf-8", newline="")
        yield text
        text.flush()
        text.detach()


@contextlib.contextmanager
def unfinished(path: Path, *, flush: bool = True) -> Iterator[BinaryIO]:
    """A file beside the one that is meant, which takes its place at the end of the block. Raises as `write_whole`."""
    # Named before it is there: whenever the program is stopped, it is known what to remove.
    temporary = path.parent / f"{TEMPORARY}{uuid4().hex}"
    try:
        with open(temporary, "xb", opener=_for_its_owner) as file:
            yield file
            if flush:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise cannot_be_written(path, error) from None
    finally:
        # A folder that was made read-only meanwhile keeps it, and the message says that it cannot be written.
        with contextlib.suppress(OSError):
            temporary.unlink()


def cannot_be_written(path: Path, error: OSError) -> OutputError:
    """What the system has against it, with what to do: a `FullDiskError` where there is no room."""
    if error.errno in _FULL:
        return FullDiskError(f"{path}: cannot be written: {error.strerror}. Free some room, or choose another place.")
    return OutputError(f"{path}: cannot be written: {error.strerror}. Choose another place for it.")


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def remove_unfinished(folder: Path) -> None:
    """Remove what a program that was killed had begun to write. Only for a folder that no other one writes into."""
    for path in folder.glob(f"{TEMPORARY}*"):
        with contextlib.suppress(OSError):
            path.unlink()
