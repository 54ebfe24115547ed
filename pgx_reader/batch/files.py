"""
Files out: never a half-written one, and for nobody else to read.

A file is 0600 and a folder 0700, however open the umask is. What is `shared` has the modes that the umask gives to
any other program's files. A folder that is there already keeps its own.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from pgx_reader.errors import FullDiskError, OutputError

TEMPORARY = ".pgx-reader-"
"""How the name of a file begins that is not finished yet."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

# The most that a new one can have; the umask takes from it.
_OWNER_READS, _OWNER_ENTERS = 0o600, 0o700
_ANYBODY_READS, _ANYBODY_ENTERS = 0o666, 0o777


def make_folder(folder: Path, *, shared: bool = False) -> None:
    """The folder, with those above it that are missing. Raises `OutputError` where it cannot be made."""
    try:
        # `parents=True` would give those above the modes of the umask.
        for missing in reversed([above for above in folder.parents if not above.exists()]):
            missing.mkdir(mode=_ANYBODY_ENTERS if shared else _OWNER_ENTERS, exist_ok=True)
        folder.mkdir(mode=_ANYBODY_ENTERS if shared else _OWNER_ENTERS, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: the folder cannot be made: {error.strerror}. Choose another with -o.") from None


def write_whole(path: Path, data: bytes, *, flush: bool = True, shared: bool = False) -> None:
    """
    Write a file so that it is there whole or not at all.

    With `flush` it is on the disk when this returns, whatever happens to the machine. Raises `OutputError` where that
    fails, `FullDiskError` where there is no room; nothing is left behind then.
    """
    with unfinished(path, flush=flush, shared=shared) as file:
        file.write(data)


@contextlib.contextmanager
def writing_whole(path: Path, *, shared: bool = False) -> Iterator[TextIO]:
    """A text file, UTF-8, that is there whole after the block or not at all. Raises as `write_whole` does."""
    with unfinished(path, shared=shared) as file:
        text = TextIOWrapper(file, encoding="utf-8", newline="")
        yield text
        text.flush()
        text.detach()


@contextlib.contextmanager
def unfinished(path: Path, *, flush: bool = True, shared: bool = False) -> Iterator[BinaryIO]:
    """A file beside the one that is meant, which takes its place at the end of the block. Raises as `write_whole`."""
    # Named before it is there: whenever the program is stopped, it is known what to remove.
    temporary = path.parent / f"{TEMPORARY}{secrets.token_hex(8)}"
    try:
        with open(temporary, "xb", opener=lambda name, _flags: new_file(Path(name), shared=shared)) as file:
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


def new_file(path: Path, *, shared: bool = False) -> int:
    """A handle to write to a new file. Raises `OSError` where it cannot be made, or is there."""
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.open(path, how, _ANYBODY_READS if shared else _OWNER_READS)


def remove_unfinished(folder: Path) -> None:
    """Remove what a program that was killed had begun to write. Only for a folder that no other one writes into."""
    for path in folder.glob(f"{TEMPORARY}*"):
        with contextlib.suppress(OSError):
            path.unlink()
