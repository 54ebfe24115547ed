"""Reading a file that somebody named: a regular one, of a bounded size."""

from __future__ import annotations

import stat
from pathlib import Path


def read_regular_file(path: Path, most_bytes: int) -> bytes:
    """
    The bytes of a file.

    Raises `ValueError`, with what to do, for one that is not there, is a folder, a device or a pipe, or is too large.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ValueError("is not a file but a folder, device or pipe. Give a file.")
        with path.open("rb") as file:
            data = file.read(most_bytes + 1)
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}. Check its name and who may read it.") from None
    if len(data) > most_bytes:
        raise ValueError(f"is larger than {most_bytes // 1024:,} KB. Make it smaller.")
    return data
