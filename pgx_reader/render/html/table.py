"""Tables as HTML: wide ones as tables, and on a narrow screen each row as a list under its own headers."""

from __future__ import annotations

from collections.abc import Sequence

from pgx_reader.models.document import Table, Text
from pgx_reader.render.html.markup import Markup, element
from pgx_reader.render.html.setting import Setting

_LONG_WORD = 16
_LINE = 60
"""Letters of a word that is not broken, and how many letters all columns together have room for on any screen."""


def table(block: Table, setting: Setting) -> Markup:
    """
    The table, named by the heading above it. Rows of one name are a group, with the name as the header of all of them.

    The roles are those that the elements have; they are said because a style sheet that stacks the cells on a narrow
    screen takes them away in some browsers. There each cell shows its column's header, from `data-header`.
    """
    headers = [setting.plain(text) for text in block.header]
    heads = [
        element("th", text, scope="col", role="columnheader", style=f"--letters:{letters}")
        for text, letters in zip(headers, _longest_words(block, setting), strict=True)
    ]
    head = element("tr", *heads, role="row")
    return element(
        "table",
        element("thead", head, role="rowgroup"),
        *(_group(group, headers, setting) for group in block.groups),
        role="table",
        aria_labelledby=setting.label if setting.headings else None,
    )


def _longest_words(block: Table, setting: Setting) -> list[int]:
    """
    How many digits wide each column is at least, so that a word is broken only where it is longer than usual.

    A letter is about as wide as a digit; one more makes room for bold and capitals.
    """
    columns = zip(*(map(setting.plain, row) for row in (block.header, *block.rows)), strict=True)
    longest = [max((len(word) for cell in column for word in cell.split()), default=0) for column in columns]
    usual = [min(letters, _LONG_WORD) + 1 for letters in longest]
    return [letters * _LINE // max(sum(usual), _LINE) for letters in usual]


def _group(rows: Sequence[Sequence[Text]], headers: Sequence[str], setting: Setting) -> Markup:
    span = str(len(rows)) if len(rows) > 1 else None
    name = element("th", setting.words(rows[0][0]), scope="row", role="rowheader", rowspan=span)
    lines = []
    for n, row in enumerate(rows):
        cells = [
            element("td", setting.words(text), role="cell", data_header=header)
            for text, header in zip(row[1:], headers[1:], strict=True)
        ]
        lines.append(element("tr", *([] if n else [name]), *cells, role="row"))
    return element("tbody", *lines, role="rowgroup")
