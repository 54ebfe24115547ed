"""Files out: safe names, and never a half-written one."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from pgx_reader.errors import OutputError

_LONGEST = 100


def file_names(patient_ids: Iterable[str], suffix: str) -> list[str]:
    """
    A file name for each patient id, in order: safe on every system, and no two alike.

    >>> file_names(["PT-1", "../../etc", "PT/1", "PT 1"], ".pdf")
    ['PT-1.pdf', 'etc.pdf', 'PT_1.pdf', 'PT_1-2.pdf']
    """
    taken: set[str] = set()
    names = []
    for patient_id in patient_ids:
        stem = base = _safe(patient_id)
        number = 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{base}-{number}"
        taken.add(stem.casefold())
        names.append(stem + suffix)
    return names


def _safe(patient_id: str) -> str:
    plain = unicodedata.normalize("NFKD", patient_id).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9._-]+", "_", plain).strip("._-")[:_LONGEST]
    return f"patient_{stem}" if re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)?(\..*)?", stem) else stem


def make_folder(folder: Path) -> None:
    """The folder, with those above it. Raises `OutputError` where it cannot be made."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: the folder cannot be made: {error.strerror}. Choose another with -o.") from None


def write_whole(path: Path, data: bytes) -> None:
    """
    Write a file so that it is there whole or not at all: beside it first, then renamed.

    Raises `OutputError` where that fails; nothing is left behind then.
    """
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=".pgx-reader-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}. Choose another place with -o.") from None
    finally:
        if temporary is not None:
            with contextlib.suppress(FileNotFoundError):
                Path(temporary).unlink()
