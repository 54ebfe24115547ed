"""What all notations share: an error that says what was expected, and the words for "no result"."""

from __future__ import annotations

import re
import unicodedata

# Words that callers and labs print where a diplotype would stand and there is none.
_WORDS = ("none", "no call", "not called", "no result", "not available", "unknown", "indeterminate", "undetermined")
_ABBREVIATIONS = ("na", "n/a", "nan", "nd", "und", ".", "?", "-", "--")
_NO_CALL = frozenset((*_WORDS, *_ABBREVIATIONS, *(f"{word}/{word}" for word in (*_WORDS, *_ABBREVIATIONS))))
_NOT_TESTED = frozenset(("not tested", "not done", "not performed", "not ordered"))


class NotationError(ValueError):
    """A text that is not understood. The message says why, and how it should be written."""


def folded(text: str) -> str:
    """A text without case, underscores and doubled blanks, so that spellings of one word are one."""
    return re.sub(r"[\s_]+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()


def means_no_call(text: str) -> bool:
    """Whether the lab says that it has no diplotype."""
    return folded(text) in _NO_CALL


def means_not_tested(text: str) -> bool:
    """Whether the lab says that it did not look."""
    return folded(text) in _NOT_TESTED
