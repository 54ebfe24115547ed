"""
Which table contents a version stands for.

A handout prints the version of its tables, so a version must mean one content and no other. `SHA256SUMS` holds the
digest of every table, in the format of the `sha256sum` command. `pgx-reader tables --sign` writes it anew after a
reviewed change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

SUMS = "SHA256SUMS"


def digest(data: bytes) -> str:
    """SHA-256 of a table's bytes, with line ends as on Unix: a checkout on another system changes those alone."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def digest_of_all(folder: Path) -> str:
    """One digest of all tables as they are, signed or not."""
    return digest("".join(f"{value}  {name}\n" for name, value in sorted(_digests(folder).items())).encode())


def signed_digests(folder: Path) -> dict[str, str]:
    """The digest of each signed file, by its name; empty where nothing is signed."""
    sums = folder / SUMS
    lines = sums.read_text(encoding="utf-8").splitlines() if sums.is_file() else []
    return {name: value for value, _, name in (line.partition("  ") for line in lines)}


def unsigned_files(folder: Path) -> Iterator[tuple[str, str]]:
    """The name of each file that is not as it was signed, and what is wrong with it."""
    signed = signed_digests(folder)
    present = _digests(folder)
    for name in sorted(signed.keys() | present.keys()):
        if name not in signed:
            yield name, "the file is not signed"
        elif name not in present:
            yield name, "the file is signed and missing"
        elif signed[name] != present[name]:
            yield name, "the file is not as it was signed"


def sign(folder: Path) -> None:
    """Write the digests of the tables as they are now."""
    lines = [f"{value}  {name}\n" for name, value in sorted(_digests(folder).items())]
    unfinished = folder / f"{SUMS}.unfinished"
    try:
        unfinished.write_text("".join(lines), encoding="utf-8", newline="\n")
        unfinished.replace(folder / SUMS)
    finally:
        unfinished.unlink(missing_ok=True)


def _digests(folder: Path) -> dict[str, str]:
    files = [*folder.rglob("*.csv"), *folder.glob("VERSION")]
    return {path.relative_to(folder).as_posix(): digest(path.read_bytes()) for path in files}
