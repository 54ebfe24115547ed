"""The files below a folder, those that are large not read yet."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from pgx_reader.readers.beside import beside_in_folder
from pgx_reader.readers.file_names import name_as_text
from pgx_reader.readers.one_file import (
    CHANGED,
    Budget,
    ChangedFileError,
    LargeFile,
    Unreadable,
    folder_of,
    limited,
)
from pgx_reader.readers.packed import GZIP, files_in, is_litter
from pgx_reader.readers.raw import RawFile

# Enough of a file to tell what packs it.
_TOP = 4_096


def files_below(folder: Path, budget: Budget, large: int | None) -> Iterator[RawFile | Unreadable | LargeFile]:
    """Every file below a folder, in the order of names. Hidden ones, and what systems leave behind, are not read."""
    found = _paths_below(folder)
    beside = beside_in_folder(found)
    for path, obstacle in found.items():
        inside = path.relative_to(folder)
        if is_litter(inside):
            continue
        name = name_as_text(inside.as_posix())
        if obstacle is not None:
            yield Unreadable(name, obstacle)
            continue
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                yield Unreadable(name, "it is not a file but a pipe, a socket or a device.")
                continue
            if is_large_text(path, large):
                yield LargeFile(name, path, folder_of(path), budget.limits, beside.get(path.parent, {}))
                continue
            with path.open("rb") as file:
                data = limited(name, file, budget.limits)
        except OSError as error:
            yield Unreadable(name, f"cannot be read: {error.strerror}.")
            continue
        except ChangedFileError:
            yield Unreadable(name, CHANGED)
            continue
        budget.spend(name_as_text(folder.name), len(data))
        yield from files_in(name, data, budget, folder_of(path), 1, beside.get(path.parent, {}))


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


def is_large_text(path: Path, large: int | None) -> bool:
    """Whether a file is larger than that and may be text of a byte a letter. Raises `OSError`."""
    if large is None or not path.is_file() or path.stat().st_size <= large:
        return False
    with path.open("rb") as file:
        top = file.read(_TOP)
    return not top.startswith(GZIP) and b"\0" not in top
