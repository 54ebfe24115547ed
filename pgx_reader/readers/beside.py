"""Files that describe the others of their folder: PyPGx says the gene of a table in one of them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import IO

# What the zipfile module raises for a member that is broken, locked, or compressed in a way that it does not know.
BROKEN_MEMBER = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError,
)  # fmt: skip

_DESCRIBES = frozenset(("metadata.txt",))
_LARGEST = 10_000


def beside_in_folder(paths: Iterable[Path]) -> dict[PurePath, dict[str, str]]:
    """The texts that describe other files, by folder and name. One that cannot be read, or is large, is none."""
    found: dict[PurePath, dict[str, str]] = {}
    for path in paths:
        if path.name in _DESCRIBES:
            try:
                if path.is_file():
                    with path.open("rb") as file:
                        _keep(file, path, found)
            except OSError:
                continue
    return found


def beside_in_archive(archive: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo]) -> dict[PurePath, dict[str, str]]:
    """The texts that describe other members, by folder and name. One that cannot be read, or is large, is none."""
    found: dict[PurePath, dict[str, str]] = {}
    for path, member in ((PurePath(member.filename), member) for member in members):
        if path.name in _DESCRIBES:
            try:
                with archive.open(member) as file:
                    _keep(file, path, found)
            except BROKEN_MEMBER:
                continue
    return found


def _keep(file: IO[bytes], path: PurePath, found: dict[PurePath, dict[str, str]]) -> None:
    content = file.read(_LARGEST + 1)
    if len(content) <= _LARGEST:
        text = content.decode("utf-8-sig", errors="replace")
        found.setdefault(path.parent, {})[path.name] = text
