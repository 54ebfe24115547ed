"""How much of an input is read: bounds against files made to exhaust a machine."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """
    The most that is read of one input, after unpacking.

    `megabytes` is the size of all its files together; `files` their number; `rows` the rows of one table; `nesting`
    the depth of JSON and XML, and `archives` that of archives in archives.
    """

    megabytes: int = 500
    files: int = 100_000
    rows: int = 2_000_000
    nesting: int = 100
    archives: int = 3

    @property
    def size(self) -> int:
        """The size of all files together, in bytes."""
        return self.megabytes * MEGABYTE


DEFAULT_LIMITS = Limits()
