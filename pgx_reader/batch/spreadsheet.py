"""CSV that people open in a spreadsheet: what comes from a file is text there, and is never calculated."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Mapping
from io import StringIO
from typing import Any, TextIO

# What may stand before a formula's first sign and is skipped, or not seen, by one spreadsheet or another: blanks,
# quotation marks, controls and characters without width. An apostrophe is among them, so that the mark can be undone.
_SKIPPED = "[\\s\"'\\x00-\\x1f\\x7f-\\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]*"
# The wide forms are taken for the plain ones where Chinese, Japanese or Korean is set.
_SIGNS = "[=+\\-@＝＋－＠]"
# A number with its sign, and dashes that stand for nothing, are as harmless as they look.
_HARMLESS = r"(?:[+-]?\d+(?:\.\d+)?|[+-]|-{2,3})\Z"
# A cell begins where the text does, and behind what divides cells where a semicolon or a tab does so and no comma.
_BEHIND = r"(?<=[;\t\r\n])"
_FORMULA = re.compile(rf"(?:\A(?!{_HARMLESS})|{_BEHIND})(?={_SKIPPED}{_SIGNS})|\A(?='*[\t\r])")
_MARKED = re.compile(rf"(?:\A|{_BEHIND})'(?={_SKIPPED}{_SIGNS})|\A'(?='*[\t\r])")


def as_text(text: str) -> str:
    r"""
    A text that no spreadsheet calculates: an apostrophe stands where a formula could begin.

    That is before `=`, `+`, `-` or `@` at the beginning of the text, or behind a semicolon, tab or line break in it,
    blanks and quotation marks between them or not; and before a tab or carriage return that a text begins with.
    A number, or a dash, that is the whole text stays as it is. Whoever reads the table by machine takes off each such
    apostrophe and has the text again.

    >>> as_text('=HYPERLINK("http://x")'), as_text("a;=1+1"), as_text("*1/*4"), as_text("-0.5"), as_text("-")
    ('\'=HYPERLINK("http://x")', "a;'=1+1", '*1/*4', '-0.5', '-')
    """
    return _FORMULA.sub("'", text)


def as_written(cell: str) -> str:
    r"""
    The text that a cell has by `as_text`.

    >>> as_written("'=1+1"), as_written("a;'=1+1"), as_written("'tis")
    ('=1+1', 'a;=1+1', "'tis")
    """
    return _MARKED.sub("", cell)


class CsvTable:
    """A table as CSV below its headings: what is `None` or not given is an empty cell, a truth `true` or `false`."""

    def __init__(self, file: TextIO, columns: Collection[str]) -> None:
        self._file = file
        self._line = StringIO(newline="")
        # By its line's end the module tells what to quote: with this one a lone carriage return, too, which would end
        # the row where it is read.
        self._writer = csv.DictWriter(self._line, list(columns), lineterminator="\r\n")
        self._write(dict(zip(columns, columns, strict=True)))

    def add(self, row: Mapping[str, Any]) -> None:
        """One row more."""
        self._write({column: _cell(value) for column, value in row.items()})

    def _write(self, row: Mapping[str, Any]) -> None:
        self._writer.writerow(row)
        self._file.write(self._line.getvalue().removesuffix("\r\n") + "\n")
        self._line.seek(0)
        self._line.truncate()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return as_text(value) if isinstance(value, str) else value
