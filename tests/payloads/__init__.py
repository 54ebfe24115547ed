"""Texts that attack whoever shows, stores or calculates them, and every place that one can be put into."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("payloads.csv")


@dataclass(frozen=True)
class Payload:
    """A text, of which kind it is, and who tells of it. `number` is its row in the table."""

    number: int
    kind: str
    text: str
    origin: str

    @property
    def label(self) -> str:
        """What a test calls it."""
        return f"{self.number} {self.kind}"


def _payloads() -> tuple[Payload, ...]:
    """The table; in it a character that is not ASCII, or controls something, is written as Python's escape."""
    with TABLE.open(encoding="ascii", newline="") as file:
        return tuple(
            Payload(n, row["kind"], row["payload"].encode().decode("unicode_escape") * int(row["times"]), row["origin"])
            for n, row in enumerate(csv.DictReader(file), start=2)
        )


PAYLOADS = _payloads()
