"""From what was given (a file, a folder, an archive, a workbook, standard input) to its files as text."""

from __future__ import annotations

import gzip
import os
import stat
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO, Generic, TypeVar

from pgx_reader.errors import UnusableInputError
from pgx_reader.readers.beside import BROKEN_MEMBER, beside_in_archive, beside_in_folder
from pgx_reader.readers.decoding import decoded
from pgx_reader.readers.file_names import STANDARD_INPUT_NAME, name_as_text
from pgx_reader.readers.limits import Limits
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.workbook import is_workbook, sheets_of

STANDARD_INPUT = "-"

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_GZIP = b"\x1f\x8b"
CHANGED = (
    "it was changed while it was read: a row may be cut off. Wait until it is written to its end, and run it again."
)
# Enough of a file to tell what packs it.
_TOP = 4_096
# What operating systems leave in folders and archives; nobody's results.
_LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


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
                _raw(self.name, _limited(self.name, file, self.limits), self.limits, self.folder), beside=self.beside
            )


def _folder_of(path: Path) -> str:
    return name_as_text(path.parent.name)


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
            return Given(label, "folder", _of_folder(path, _Budget(limits), large))
        if _is_large_text(path, large):
            return Given(label, None, iter((LargeFile(label, path, _folder_of(path.resolve()), limits),)))
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
        return _of_bytes(label, _limited(label, source, limits), limits, "")
    if str(source) == STANDARD_INPUT:
        label = name or STANDARD_INPUT_NAME
        return _of_bytes(label, _standard_input(label, limits), limits, "")
    if not str(source):
        raise UnusableInputError("there is no such file: the name is empty. Give a results file.")
    path = Path(source)
    label = name or name_as_text(path.name or path.resolve().name)
    try:
        if path.is_dir():
            found = _of_folder(path, _Budget(limits), None)
            return Given(label, "folder", (file for file in found if not isinstance(file, LargeFile)))
        with path.open("rb") as file:
            return _of_bytes(label, _limited(label, file, limits), limits, _folder_of(path.resolve()))
    except FileNotFoundError:
        shown = name_as_text(str(source))
        raise UnusableInputError(f"{shown}: there is no such file. Check the name and the folder.") from None
    except OSError as error:
        raise UnusableInputError(f"{label}: cannot be read: {error.strerror}.") from None
    except ValueError:
        raise UnusableInputError(f"{label!r}: cannot be read: this is not a file's name.") from None


class _Budget:
    """How many bytes and files may still be unpacked."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.size, self.files = limits.size, limits.files

    def spend(self, name: str, size: int) -> None:
        """Take a file's size off. Raises `UnusableInputError` where the limit is passed."""
        self.size -= size
        self.files -= 1
        if self.size < 0:
            raise _too_large(name, self.limits)
        if self.files < 0:
            raise UnusableInputError(f"{name}: more than {self.limits.files:,} files. Give a part of them at a time.")


def _too_large(name: str, limits: Limits) -> UnusableInputError:
    return UnusableInputError(
        f"{name}: larger than {limits.megabytes:,} MB once unpacked; it is not read. If it is a real one, raise "
        "--max-megabytes."
    )


class _ChangedFileError(UnusableInputError):
    """A file that somebody writes into while it is read: a row of it may be cut off, and look whole."""


def _limited(name: str, file: BinaryIO, limits: Limits) -> bytes:
    """All of a file. Raises `UnusableInputError` for one that is too large, or that was changed meanwhile."""
    before = state_of(file)
    data = file.read(limits.size + 1)
    if len(data) > limits.size:
        raise _too_large(name, limits)
    if state_of(file) != before:
        raise _ChangedFileError(f"{name}: {CHANGED}")
    return data


def state_of(file: BinaryIO) -> tuple[int, int] | None:
    """The size and the time of the last change of a regular file that is open; `None` of anything else."""
    try:
        found = os.fstat(file.fileno())
    except (AttributeError, OSError, ValueError):
        return None
    return (found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None


def _standard_input(name: str, limits: Limits) -> bytes:
    try:
        return _limited(name, sys.stdin.buffer, limits)
    except OSError as error:
        raise UnusableInputError(
            f"standard input: it cannot be read: {error.strerror}. Give a file, or send one through a pipe."
        ) from None
    except (AttributeError, ValueError):
        raise UnusableInputError("standard input: it is closed. Give a file, or send one through a pipe.") from None


def _of_bytes(name: str, data: bytes, limits: Limits, folder: str) -> Given[RawFile | Unreadable]:
    budget = _Budget(limits)
    if data.startswith(_GZIP):
        data = _unzipped(name, data, budget)
        name = name.removesuffix(".gz")
    if is_workbook(data):
        return Given(name, "workbook", _sheets(name, data, budget, folder))
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return Given(name, "archive", _of_archive(name, data, budget, 1))
    return Given(name, None, iter((_raw(name, data, limits, folder),)))


def _raw(name: str, data: bytes, limits: Limits, folder: str) -> RawFile:
    text, notices = decoded(name, data)
    return RawFile(name, text, folder=folder, notices=notices, limits=limits)


def _is_large_text(path: Path, large: int | None) -> bool:
    """Whether a file is larger than that and may be text of a byte a letter. Raises `OSError`."""
    if large is None or not path.is_file() or path.stat().st_size <= large:
        return False
    with path.open("rb") as file:
        top = file.read(_TOP)
    return not top.startswith(_GZIP) and b"\0" not in top


def _of_folder(folder: Path, budget: _Budget, large: int | None) -> Iterator[RawFile | Unreadable | LargeFile]:
    """Every file below a folder, in the order of names. Hidden ones, and what systems leave behind, are not read."""
    found = _paths_below(folder)
    beside = beside_in_folder(found)
    for path, obstacle in found.items():
        inside = path.relative_to(folder)
        if _is_litter(inside):
            continue
        name = name_as_text(inside.as_posix())
        if obstacle is not None:
            yield Unreadable(name, obstacle)
            continue
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                yield Unreadable(name, "it is not a file but a pipe, a socket or a device.")
                continue
            if _is_large_text(path, large):
                yield LargeFile(name, path, _folder_of(path), budget.limits, beside.get(path.parent, {}))
                continue
            with path.open("rb") as file:
                data = _limited(name, file, budget.limits)
        except OSError as error:
            yield Unreadable(name, f"cannot be read: {error.strerror}.")
            continue
        except _ChangedFileError:
            yield Unreadable(name, CHANGED)
            continue
        budget.spend(name_as_text(folder.name), len(data))
        yield from _member(name, data, budget, _folder_of(path), 1, beside.get(path.parent, {}))


def _paths_below(folder: Path) -> dict[Path, str | None]:
    """
    Every file below a folder, in the order of names, with what keeps it from being read where that is known already.

    Folders are among them that cannot be opened, and links to folders, which are not followed: nothing is left out in
    silence. Raises `OSError` where the folder itself cannot be opened.
    """
    found: dict[Path, str | None] = {}

    def cannot_be_opened(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise error
        found[Path(error.filename)] = f"cannot be read: {error.strerror}."

    for place, folders, files in os.walk(folder, onerror=cannot_be_opened):
        links = [Path(place, name) for name in folders if Path(place, name).is_symlink()]
        found |= dict.fromkeys(links, "it is a link to a folder, which is not followed. Give that folder itself.")
        found |= dict.fromkeys(Path(place, name) for name in files)
    return dict(sorted(found.items()))


def _is_litter(path: PurePath) -> bool:
    return any(part in _LITTER or (part.startswith((".", "~$")) and part.strip(".")) for part in path.parts)


def _member(
    name: str, data: bytes, budget: _Budget, folder: str, depth: int, beside: dict[str, str]
) -> Iterator[RawFile | Unreadable]:
    """One file of a folder or archive: itself, or what it holds where it is an archive or a workbook."""
    try:
        if data.startswith(_GZIP):
            data = _unzipped(name, data, budget)
            name = name.removesuffix(".gz")
        if is_workbook(data):
            yield from _sheets(name, data, budget, folder)
        elif data.startswith((_ZIP, _EMPTY_ZIP)):
            yield from _of_archive(name, data, budget, depth + 1, prefix=f"{name}/")
        else:
            yield replace(_raw(name, data, budget.limits, folder), beside=beside)
    except UnusableInputError as error:
        if budget.size < 0 or budget.files < 0:
            raise
        yield Unreadable(name, str(error).removeprefix(f"{name}: "))


def _sheets(name: str, data: bytes, budget: _Budget, folder: str) -> Iterator[RawFile]:
    if data.startswith(_ZIP):
        _check_archive(name, data, budget)
    for sheet in sheets_of(name, data, budget.limits):
        yield replace(sheet, folder=folder)


def _unzipped(name: str, data: bytes, budget: _Budget) -> bytes:
    try:
        with gzip.open(BytesIO(data)) as file:
            unpacked = file.read(max(budget.size, 0) + 1)
    except (OSError, EOFError, zlib.error):
        raise UnusableInputError(f"{name}: the gzip file is broken or cut short. Copy or export it again.") from None
    if len(unpacked) > budget.size:
        budget.size = -1
        raise _too_large(name, budget.limits)
    return unpacked


def _check_archive(name: str, data: bytes, budget: _Budget) -> zipfile.ZipFile:
    """The archive, if it opens and what it says of its size keeps to the limits."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except BROKEN_MEMBER:
        raise UnusableInputError(f"{name}: the archive is broken or cut short. Copy or export it again.") from None
    if sum(member.file_size for member in archive.infolist()) > budget.size:
        budget.size = -1
        raise _too_large(name, budget.limits)
    return archive


def _of_archive(
    name: str, data: bytes, budget: _Budget, depth: int, prefix: str = ""
) -> Iterator[RawFile | Unreadable]:
    """Every file in an archive. Nothing is written to disk, so a member's path can lead nowhere."""
    if depth > budget.limits.archives:
        raise UnusableInputError(f"{name}: archives inside archives, more than {budget.limits.archives} deep.")
    archive = _check_archive(name, data, budget)
    members = [m for m in archive.infolist() if not m.is_dir() and not _is_litter(PurePath(m.filename))]
    beside = beside_in_archive(archive, members)
    for member in sorted(members, key=lambda m: m.filename):
        inside = prefix + member.filename
        try:
            content = _content(archive, member, budget)
            budget.spend(name, len(content))
        except UnusableInputError as error:
            if budget.size < 0 or budget.files < 0:
                raise
            yield Unreadable(inside, str(error))
            continue
        folder = PurePath(member.filename).parent
        yield from _member(inside, content, budget, folder.name, depth, beside.get(folder, {}))


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: _Budget) -> bytes:
    """A member's bytes; what it says of its size is not believed."""
    if member.flag_bits & 0x1:
        raise UnusableInputError("it is locked with a password. Unpack it first.")
    try:
        with archive.open(member) as file:
            content = file.read(max(budget.size, 0) + 1)
    except BROKEN_MEMBER:
        raise UnusableInputError("this part of the archive is broken. Copy or export it again.") from None
    return content
