"""What all notations share: an error that says what was expected, and the words for "no result"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Words that callers and labs print where a diplotype would stand and there is none.
_WORDS = ("none", "no call", "not called", "no result", "not available", "unknown", "indeterminate", "undetermined")
_ABBREVIATIONS = ("na", "n/a", "nan", "nd", "und", ".", "?", "-", "--")
_NO_CALL = frozenset((*_WORDS, *_ABBREVIATIONS, *(f"{word}/{word}" for word in (*_WORDS, *_ABBREVIATIONS))))
_NOT_TESTED = frozenset(("not tested", "not done", "not performed", "not ordered"))


_QUOTED = 60


class NotationError(ValueError):
    """A text that is not understood. The message says why, and how it should be written."""


def visible(text: str) -> str:
    """A text without the characters that nobody sees: soft hyphens, blanks of no width, marks of direction."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def folded(text: str) -> str:
    """A text without case, underscores and doubled blanks, so that spellings of one word are one."""
    return re.sub(r"[\s_]+", " ", visible(unicodedata.normalize("NFKC", text))).strip().casefold()


def shortened(text: str) -> str:
    """A text on one line, as a message quotes it: an endless one is cut, with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else line[: _QUOTED - 1] + "…"


@lru_cache(maxsize=1024)
def folded_gene(text: str) -> str:
    """A gene's name without case, blanks and punctuation: `CYP 2D6`, `cyp-2d6` and `CYP2D6` are one."""
    return re.sub(r"[\W_]+", "", folded(text))


def means_no_call(text: str) -> bool:
    """Whether the lab says that it has no diplotype."""
    return folded(text) in _NO_CALL


def means_not_tested(text: str) -> bool:
    """Whether the lab says that it did not look."""
    return folded(text) in _NOT_TESTED
