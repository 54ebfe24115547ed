"""What all notations share: an error that says what was expected, and the words for "no result"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pgx_reader.tables import ReferenceTables

# Words that callers and labs print where a diplotype would stand and there is none.
_WORDS = (
    *(
        "none",
        "no call",
        "nocall",
        "not called",
        "no result",
        "no results",
        "not available",
        "unknown",
        "indeterminate",
    ),
    *("undetermined", "multiple", "no match", "no reads", "no translation available", "ungenotyped", "not genotyped"),
    *("exited with error", "no consensus", "empty genotype", "discrepancy", "unassigned", "unspecified", "conflicting"),
    *("failed", "inconclusive", "uncallable", "no data"),
)
_ABBREVIATIONS = ("na", "n/a", "nan", "nd", "und", "undh", "noamp", "null", ".", "?", "-", "--", "*?", "cn nocall")
_NO_CALL = frozenset((*_WORDS, *_ABBREVIATIONS, *(f"{word}/{word}" for word in (*_WORDS, *_ABBREVIATIONS))))
# Sentences that callers print in the diplotype's place; what follows them differs.
_NO_CALL_SENTENCES = (
    "no call:",
    "possible novel allele or suballele present",
    "possible rare cyp2d6/2d7 hybrid present",
)
_NOT_TESTED = frozenset(("not tested", "not done", "not performed", "not ordered"))


_QUOTED = 60


class NotationError(ValueError):
    """A text that is not understood. The message says why, and how it should be written."""


def visible(text: str) -> str:
    """A text without the characters that nobody sees: soft hyphens, blanks of no width, marks of direction."""
    if text.isascii():
        return text
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


def without_gene_name(gene: str, text: str, tables: ReferenceTables) -> str:
    """A folded text without the gene's own name, wherever it stands: `CYP2D6 poor metabolizer`."""
    for row in tables.gene_synonyms:
        if row.gene == gene:
            letters = r"[\s.-]*".join(re.escape(letter) for letter in folded_gene(row.name))
            text = re.sub(rf"\b{letters}\b", " ", text)
    return text


def means_no_call(text: str) -> bool:
    """Whether the lab says that it has no diplotype."""
    line = folded(text)
    word = line.strip(" []()'\"")
    return word in _NO_CALL or line in _NO_CALL or word.startswith(_NO_CALL_SENTENCES)


def means_not_tested(text: str) -> bool:
    """Whether the lab says that it did not look."""
    return folded(text) in _NOT_TESTED
