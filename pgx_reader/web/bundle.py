"""Several files that are given at once, as one archive, which is what the readers know."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from pgx_reader.web.asked import GivenFile


def bundled(files: tuple[GivenFile, ...], data: bytes) -> tuple[str, bytes]:
    """
    The name and content of what is given: of one file itself, of several an archive that holds them.

    `data` is the files' content, one behind the other. The archive is packed in memory and is not compressed; two files
    of one name are told apart by a number.
    """
    if len(files) == 1:
        return files[0].name, data
    packed = BytesIO()
    taken: set[str] = set()
    start = 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            archive.writestr(_apart(PurePosixPath(file.name).name or "file", taken), data[start : start + file.size])
            start += file.size
    return f"{len(files)} files", packed.getvalue()


def _apart(name: str, taken: set[str]) -> str:
    apart, number = name, 1
    while apart in taken:
        number += 1
        apart = f"{number}/{name}"
    taken.add(apart)
    return apart
