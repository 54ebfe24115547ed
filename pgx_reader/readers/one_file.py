"""One file: opened, read within the limits, and whole or told to have changed meanwhile."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from pgx_reader.errors import UnusableInputError
from pgx_reader.readers.decoding import decoded
from pgx_reader.readers.file_names import name_as_text
from pgx_reader.readers.limits import Limits
from pgx_reader.readers.raw import RawFile

CHANGED = (
    "it was changed while it was read: a row may be cut off. Wait until it is written to its end, and run it again."
)


@dataclass(frozen=True)
class Unreadable:
    """A file of a folder or archive that is no text, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class LargeFile:
    """A large text file that is not read yet: `open` is for what is read of it row by row, `whole` for the rest."""

    name: str
    path: Path
    folder: str
    limits: Limits
    beside: dict[str, str] = field(default_factory=dict)

    def open(self) -> BinaryIO:
        """The file, at its beginning."""
        try:
            return self.path.open("rb")
        except OSError as error:
            raise UnusableInputError(f"{self.name}: cannot be read: {error.strerror}.") from None

    def whole(self) -> RawFile:
        """The file decoded. Raises as `decoded` does, and where it is larger than the limits."""
        with self.open() as file:
            return replace(
                raw_of(self.name, limited(self.name, file, self.limits), self.limits, self.folder), beside=self.beside
            )


class Budget:
    """How many bytes and files may still be unpacked."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.size, self.files = limits.size, limits.files

    def spend(self, name: str, size: int) -> None:
        """Take a file's size off. Raises `UnusableInputError` where the limit is passed."""
        self.size -= size
        self.files -= 1
        if self.size < 0:
            raise too_large(name, self.limits)
        if self.files < 0:
            raise UnusableInputError(f"{name}: more than {self.limits.files:,} files. Give a part of them at a time.")


def too_large(name: str, limits: Limits) -> UnusableInputError:
    """The refusal of an input that is larger than the limits."""
    return UnusableInputError(
        f"{name}: larger than {limits.megabytes:,} MB once unpacked; it is not read. If it is a real one, raise "
        "--max-megabytes."
    )


class ChangedFileError(UnusableInputError):
    """A file that somebody writes into while it is read: a row of it may be cut off, and look whole."""


def limited(name: str, file: BinaryIO, limits: Limits) -> bytes:
    """All of a file. Raises `UnusableInputError` for one that is too large, or that was changed meanwhile."""
    before = state_of(file)
    data = file.read(limits.size + 1)
    if len(data) > limits.size:
        raise too_large(name, limits)
    if state_of(file) != before:
        raise ChangedFileError(f"{name}: {CHANGED}")
    return data


def state_of(file: BinaryIO) -> tuple[int, int] | None:
    """The size and the time of the last change of a regular file that is open; `None` of anything else."""
    try:
        found = os.fstat(file.fileno())
    except (AttributeError, OSError, ValueError):
        return None
    return (found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None


def raw_of(name: str, data: bytes, limits: Limits, folder: str) -> RawFile:
    """A file decoded. Raises as `decoded` does."""
    text, notices = decoded(name, data)
    return RawFile(name, text, folder=folder, notices=notices, limits=limits)


def folder_of(path: Path) -> str:
    """The name of the folder that holds a file."""
    return name_as_text(path.parent.name)
