"""A QR code as rows of squares: text that any phone reads without a network (ISO/IEC 18004)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

QUIET_ZONE = 4
"""How many modules around a code stay white."""

CARD_SIZE = 69
"""How many modules a side a code on the results card should have: version 13, in modules of 0.4 mm."""

MOST_CARD_SIZE = 93
"""How many it may have where the shortest words need them: version 19, in modules of 0.3 mm."""

_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Code:
    """The modules of a code, row by row from the top, True where dark; as many rows as columns."""

    modules: tuple[tuple[bool, ...], ...]

    @property
    def size(self) -> int:
        """How many modules a side has, without the quiet zone."""
        return len(self.modules)

    def dark(self) -> Iterator[tuple[int, int, int]]:
        """Each row's stretches of dark modules: the row, the first column, and how many."""
        for n, row in enumerate(self.modules):
            start = 0
            for dark, group in groupby(row):
                length = len(list(group))
                if dark:
                    yield n, start, length
                start += length


def fits(text: str, size: int) -> bool:
    """Whether a code of at most `size` modules a side can hold a text, at error correction M."""
    code = _smallest(text)
    return code is not None and code.size <= size


def code_of(text: str, size: int) -> Code:
    """
    The smallest code that holds a text, at error correction M; at most `size` modules a side.

    Text beyond ASCII is UTF-8 and the code says so. Raises `ValueError` where the text does not fit.
    """
    code = _smallest(text)
    if code is None or code.size > size:
        raise ValueError(f"{len(text.encode())} bytes do not fit into a code of {size} modules")
    return code


def words_for_card(contents: Sequence[str]) -> str:
    """The first of a card's contents that its modules can be large for; else the last, cut where it must be."""
    words = next((text for text in contents if fits(text, CARD_SIZE)), contents[-1])
    while not fits(words, MOST_CARD_SIZE):
        words = words[: len(words) * 9 // 10].rstrip(_ELLIPSIS) + _ELLIPSIS
    return words


@lru_cache(maxsize=32)
def _smallest(text: str) -> Code | None:
    import segno  # noqa: PLC0415 - slow to import, and few handouts have a code

    try:
        code = segno.make_qr(text, error="m", boost_error=False, mode="byte", encoding="utf-8", eci=not text.isascii())
    except segno.DataOverflowError:
        return None
    return Code(tuple(tuple(map(bool, row)) for row in code.matrix))
