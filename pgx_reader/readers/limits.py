"""How much of an input is read: bounds against files made to exhaust a machine."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from pgx_reader.errors import TooManyResultsError, UnusableInputError

MEGABYTE = 1_000_000
# What a text may take in memory once it is taken apart: for each of its letters, and besides.
_BYTES_A_LETTER = 15
_BYTES_BESIDES = 100 * MEGABYTE

Item = TypeVar("Item")


@dataclass(frozen=True)
class Limits:
    """
    The most that is read of one input, after unpacking.

    `megabytes` is the size of all its files together; `files` their number; `rows` the rows of one table; `results`
    what is held in memory at once: the results of all its files, and as many problems; `nesting` the depth of JSON and
    XML, and `archives` that of archives in archives.
    """

    megabytes: int = 500
    files: int = 100_000
    rows: int = 2_000_000
    results: int = 10_000
    nesting: int = 100
    archives: int = 3

    @property
    def size(self) -> int:
        """The size of all files together, in bytes."""
        return self.megabytes * MEGABYTE

    @property
    def for_parts(self) -> Limits:
        """The same for who reads part by part, and keeps nothing of a part: the number of results has no bound."""
        return replace(self, results=sys.maxsize)


DEFAULT_LIMITS = Limits()


class Held(list[Item]):
    """
    What is read of an input and held in memory. It refuses to grow beyond the number of results that may be.

    So reading stops where there are too many, and not after all of them were taken in. Raises `TooManyResultsError`.
    """

    def __init__(self, name: str, limits: Limits, items: Iterable[Item] = ()) -> None:
        super().__init__()
        self._name, self._limits = name, limits
        self.extend(items)

    def append(self, item: Item, /) -> None:
        """Hold one more."""
        require_within(self._name, self._limits, len(self) + 1)
        super().append(item)

    def extend(self, items: Iterable[Item], /) -> None:
        """Hold each, as they are made: where they are made one by one, none is made for nothing."""
        for item in items:
            self.append(item)

    def __iadd__(self, items: Iterable[Item], /) -> Held[Item]:  # type: ignore[override,misc]
        """As `extend`, which takes any items; a list's `+=` does so too, and is declared otherwise."""
        self.extend(items)
        return self


def require_within(name: str, limits: Limits, number: int) -> None:
    """Raise `TooManyResultsError` where so many results, or problems, are more than may be held at once."""
    if number > limits.results:
        raise too_many_results(name, limits)


def too_many_results(name: str, limits: Limits) -> TooManyResultsError:
    """The refusal to hold so many results, with the ways out."""
    return TooManyResultsError(
        f'{name}: more than {limits.results:,} results, which are too many to be read at once. The command "batch" '
        "reads them in parts; or split it, or raise --max-results."
    )


def require_large_parts(name: str, text: str, parts: int, bytes_each: int) -> None:
    """
    Raise `UnusableInputError` for a long text of nothing but tiny parts, each of which takes far more than its letters.

    No results are written so: a line, an element or a value of theirs has more letters than it has bytes of its own.
    """
    if parts * bytes_each > _BYTES_A_LETTER * len(text) + _BYTES_BESIDES:
        raise UnusableInputError(
            f"{name}: it consists of {parts:,} parts of a few letters each, which no results file does; it is not "
            "read. Export it again, or give the results alone."
        )
