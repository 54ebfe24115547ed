"""What a file holds where it is packed: archives in archives, gzip and workbooks, each file of them as text."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePath

from pgx_reader.errors import UnusableInputError
from pgx_reader.readers.beside import BROKEN_MEMBER, beside_in_archive
from pgx_reader.readers.one_file import Budget, Unreadable, raw_of, too_large
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.workbook import is_workbook, sheets_of

GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
# What operating systems leave in folders and archives; nobody's results.
_LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


def is_archive(data: bytes) -> bool:
    """Whether it begins as a zip archive does; a workbook may, too."""
    return data.startswith((_ZIP, _EMPTY_ZIP))


def files_in(
    name: str, data: bytes, budget: Budget, folder: str, depth: int, beside: dict[str, str]
) -> Iterator[RawFile | Unreadable]:
    """One file of a folder or archive: itself, or what it holds where it is an archive or a workbook."""
    try:
        if data.startswith(GZIP):
            data = unzipped(name, data, budget)
            name = name.removesuffix(".gz")
        if is_workbook(data):
            yield from sheets_in(name, data, budget, folder)
        elif is_archive(data):
            yield from members_of(name, data, budget, depth + 1, prefix=f"{name}/")
        else:
            yield replace(raw_of(name, data, budget.limits, folder), beside=beside)
    except UnusableInputError as error:
        if budget.size < 0 or budget.files < 0:
            raise
        yield Unreadable(name, str(error).removeprefix(f"{name}: "))


def sheets_in(name: str, data: bytes, budget: Budget, folder: str) -> Iterator[RawFile]:
    """The sheets of a workbook. Raises as `sheets_of` does, and where it is larger than the budget."""
    if data.startswith(_ZIP):
        _check_archive(name, data, budget)
    for sheet in sheets_of(name, data, budget.limits):
        yield replace(sheet, folder=folder)


def unzipped(name: str, data: bytes, budget: Budget) -> bytes:
    """What is in a gzip file. Raises `UnusableInputError` where it is broken, or larger than the budget."""
    try:
        with gzip.open(BytesIO(data)) as file:
            unpacked = file.read(max(budget.size, 0) + 1)
    except (OSError, EOFError, zlib.error):
        raise UnusableInputError(f"{name}: the gzip file is broken or cut short. Copy or export it again.") from None
    if len(unpacked) > budget.size:
        budget.size = -1
        raise too_large(name, budget.limits)
    return unpacked


def _check_archive(name: str, data: bytes, budget: Budget) -> zipfile.ZipFile:
    """The archive, if it opens and what it says of its size keeps to the limits."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except BROKEN_MEMBER:
        raise UnusableInputError(f"{name}: the archive is broken or cut short. Copy or export it again.") from None
    if sum(member.file_size for member in archive.infolist()) > budget.size:
        budget.size = -1
        raise too_large(name, budget.limits)
    return archive


def members_of(name: str, data: bytes, budget: Budget, depth: int, prefix: str = "") -> Iterator[RawFile | Unreadable]:
    """Every file in an archive. Nothing is written to disk, so a member's path can lead nowhere."""
    if depth > budget.limits.archives:
        raise UnusableInputError(f"{name}: archives inside archives, more than {budget.limits.archives} deep.")
    archive = _check_archive(name, data, budget)
    members = [m for m in archive.infolist() if not m.is_dir() and not is_litter(PurePath(m.filename))]
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
        yield from files_in(inside, content, budget, folder.name, depth, beside.get(folder, {}))


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> bytes:
    """A member's bytes; what it says of its size is not believed."""
    if member.flag_bits & 0x1:
        raise UnusableInputError("it is locked with a password. Unpack it first.")
    try:
        with archive.open(member) as file:
            content = file.read(max(budget.size, 0) + 1)
    except BROKEN_MEMBER:
        raise UnusableInputError("this part of the archive is broken. Copy or export it again.") from None
    return content


def is_litter(path: PurePath) -> bool:
    """Whether a file is hidden, or one that systems and programs leave behind."""
    return any(part in _LITTER or (part.startswith((".", "~$")) and part.strip(".")) for part in path.parts)
