"""The names of the medicines in the tables, in the one spelling that names are compared in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pgx_reader.tables.load import ReferenceTables

_APOSTROPHES = re.compile(r"['’‘‛`´ʼʹ′＇]")
_BLANKS = re.compile(r"[\s.\-‐‑‒–—−_]+")


@lru_cache(maxsize=4)
def known_names(tables: ReferenceTables) -> dict[str, str]:
    """Every folded name of the tables, generic and brand, to its medicine."""
    return {folded(name): row.drug for row in tables.drugs.values() for name in (row.drug, *row.brand_names)}


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """
    A name in the one spelling that names are compared in.

    >>> folded("St. John’s-wort") == folded("ST JOHNS  WORT")
    True
    """
    letters = "".join(c for c in name if unicodedata.category(c) not in ("Cf", "So"))
    return _BLANKS.sub(" ", _APOSTROPHES.sub("", unicodedata.normalize("NFKC", letters))).strip().casefold()
