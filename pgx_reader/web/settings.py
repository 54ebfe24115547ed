"""What bounds the page: how much it takes, how long it works, how long it remembers."""

from __future__ import annotations

from dataclasses import dataclass, field

from pgx_reader.models.letterhead import Letterhead
from pgx_reader.readers import Limits

MEGABYTE = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Settings:
    """
    The page's bounds, and the clinic's letterhead where one was given at the start.

    `megabytes` is the size of what is given at once, and of what it unpacks to; `patients` the number in it, and
    `results` that of their results; `seconds` how long the reading may take; `idle_minutes` after how long without use
    everything of a session is forgotten; `sessions` how many pages can be open at once.
    """

    megabytes: int = 50
    patients: int = 500
    results: int = 50_000
    seconds: int = 20
    idle_minutes: int = 30
    sessions: int = 200
    letterhead: Letterhead | None = field(default=None, repr=False)

    @property
    def bytes(self) -> int:
        """The size of what is given at once, in bytes."""
        return self.megabytes * MEGABYTE

    @property
    def limits(self) -> Limits:
        """The same bounds, as the readers know them."""
        return Limits(megabytes=self.megabytes, files=2_000, rows=200_000, results=self.results)
