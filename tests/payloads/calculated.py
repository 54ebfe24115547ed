"""What a spreadsheet would calculate in a CSV file, whichever sign it takes for the one between cells."""

from __future__ import annotations

import csv
import re
from io import StringIO
from unicodedata import category

_SIGNS = "=+-@＝＋－＠"
_NUMBER = re.compile(r"[+-]?[0-9.]*|-{2,3}")


def calculated(table: str) -> list[str]:
    """
    The cells that begin as a formula does, behind blanks, quotation marks and what nobody sees.

    The table is read with each sign that programs take for the one between cells: as CSV, and by cutting at the sign
    alone, as where a quotation mark does not stand at a cell's beginning.
    """
    found = []
    for sign in ",;\t":
        found += [
            cell for row in csv.reader(StringIO(table, newline=""), delimiter=sign) for cell in row if _acts(cell)
        ]
    found += [cell for cell in re.split(r"[;\t\r\n]", table) if _acts(cell)]
    return list(dict.fromkeys(found))


def _acts(cell: str) -> bool:
    bare = cell
    while bare and (bare[0] == '"' or category(bare[0]) in ("Cc", "Cf", "Zs", "Zl", "Zp")):
        bare = bare[1:]
    # A number before a comma is no formula with what follows, whatever that is.
    return bare[:1] in tuple(_SIGNS) and not _NUMBER.fullmatch(bare.partition(",")[0].rstrip(' "\r\n'))


def text_of(cell: str) -> str:
    """A cell's text as `docs/tables.md` says that a machine gets it: each apostrophe before a formula taken off."""
    skipped = (
        "[\\s\"'\\x00-\\x1f\\x7f-\\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]*"
    )
    harmless = r"(?:[+-]?\d+(?:\.\d+)?|[+-]|-{2,3})\Z"
    formula = rf"(?={skipped}[{re.escape(_SIGNS)}])"
    return re.sub(rf"(?:\A'(?!{harmless})|(?<=[;\t\r\n])'){formula}|\A'(?='*[\t\r])", "", cell)
