"""Files out: never a half-written one."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from pgx_reader.errors import FullDiskError, OutputError

TEMPORARY = ".pgx-reader-"
"""How the name of a file begins that is not finished yet."""


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
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            yield file
            if flush:
                file.flush()
                os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        kind = FullDiskError if error.errno in (errno.ENOSPC, errno.EDQUOT) else OutputError
        raise kind(f"{path}: cannot be written: {error.strerror}. Choose another place with -o.") from None
    finally:
        if temporary is not None:
            with contextlib.suppress(FileNotFoundError):
                Path(temporary).unlink()


def remove_unfinished(folder: Path) -> None:
    """Remove what a program that was killed had begun to write. Only for a folder that no other one writes into."""
    for path in folder.glob(f"{TEMPORARY}*"):
        with contextlib.suppress(OSError):
            path.unlink()
