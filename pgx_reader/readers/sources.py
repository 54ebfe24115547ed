"""From what was given (a file, a folder, an archive, a workbook, standard input) to its files as text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

from pgx_reader.errors import UnusableInputError
from pgx_reader.readers.file_names import STANDARD_INPUT_NAME, name_as_text
from pgx_reader.readers.folders import files_below, is_large_text
from pgx_reader.readers.limits import Limits
from pgx_reader.readers.one_file import Budget, LargeFile, Unreadable, folder_of, limited, raw_of
from pgx_reader.readers.packed import GZIP, is_archive, members_of, sheets_in, unzipped
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.workbook import is_workbook

STANDARD_INPUT = "-"

FileT_co = TypeVar("FileT_co", covariant=True)


@dataclass(frozen=True)
class Given(Generic[FileT_co]):
    """What was given, as messages call it, and its files one by one. `kind` is `None` where it is one file."""

    name: str
    kind: str | None
    files: Iterator[FileT_co]


def files_to_stream(source: str | Path, limits: Limits, large: int) -> Given[RawFile | Unreadable | LargeFile]:
    """The files of a source as `files_of` gives them; those of plain text of more than `large` bytes not read yet."""
    path = Path(source)
    label = name_as_text(path.name or path.resolve().name)
    try:
        if str(source) and path.is_dir():
            return Given(label, "folder", files_below(path, Budget(limits), large))
        if is_large_text(path, large):
            return Given(label, None, iter((LargeFile(label, path, folder_of(path.resolve()), limits),)))
    except (OSError, ValueError):
        # What cannot be opened has its message there.
        pass
    given = files_of(source, None, limits)
    return Given(given.name, given.kind, (file for file in given.files))


def files_of(source: str | Path | BinaryIO, name: str | None, limits: Limits) -> Given[RawFile | Unreadable]:
    """
    The files of a source, decoded, in the order of their names.

    One that cannot be decoded is `Unreadable` where there are others, and costs them nothing. Raises
    `UnusableInputError` where the source itself cannot be opened, or is larger than the limits.
    """
    if not isinstance(source, str | Path):
        label = name or name_as_text(str(getattr(source, "name", "input")))
        return _of_bytes(label, limited(label, source, limits), limits, "")
    if str(source) == STANDARD_INPUT:
        label = name or STANDARD_INPUT_NAME
        return _of_bytes(label, _standard_input(label, limits), limits, "")
    if not str(source):
        raise UnusableInputError("there is no such file: the name is empty. Give a results file.")
    path = Path(source)
    label = name or name_as_text(path.name or path.resolve().name)
    try:
        if path.is_dir():
            found = files_below(path, Budget(limits), None)
            return Given(label, "folder", (file for file in found if not isinstance(file, LargeFile)))
        with path.open("rb") as file:
            return _of_bytes(label, limited(label, file, limits), limits, folder_of(path.resolve()))
    except FileNotFoundError:
        shown = name_as_text(str(source))
        raise UnusableInputError(f"{shown}: there is no such file. Check the name and the folder.") from None
    except OSError as error:
        raise UnusableInputError(f"{label}: cannot be read: {error.strerror}.") from None
    except ValueError:
        raise UnusableInputError(f"{label!r}: cannot be read: this is not a file's name.") from None


def _standard_input(name: str, limits: Limits) -> bytes:
    try:
        return limited(name, sys.stdin.buffer, limits)
    except OSError as error:
        raise UnusableInputError(
            f"standard input: it cannot be read: {error.strerror}. Give a file, or send one through a pipe."
        ) from None
    except (AttributeError, ValueError):
        raise UnusableInputError("standard input: it is closed. Give a file, or send one through a pipe.") from None


def _of_bytes(name: str, data: bytes, limits: Limits, folder: str) -> Given[RawFile | Unreadable]:
    budget = Budget(limits)
    if data.startswith(GZIP):
        data = unzipped(name, data, budget)
        name = name.removesuffix(".gz")
    if is_workbook(data):
        return Given(name, "workbook", sheets_in(name, data, budget, folder))
    if is_archive(data):
        return Given(name, "archive", members_of(name, data, budget, 1))
    return Given(name, None, iter((raw_of(name, data, limits, folder),)))
