"""Tables as HTML: wide ones as tables, and on a narrow screen each row as a list under its own headers."""

from __future__ import annotations

from collections.abc import Sequence

from pgx_reader.models.document import Table, Text
from pgx_reader.render.html.markup import Markup, element
from pgx_reader.render.html.setting import Setting

_LONGEST_WORD = 18
"""So many letters have room in any column. A longer word is no word of a language and may be broken anywhere."""


def table(block: Table, setting: Setting) -> Markup:
    """
    The table, named by the heading above it. Rows of one name are a group, with the name as the header of all of them.

    The roles are those that the elements have; they are said because a style sheet that stacks the cells on a narrow
    screen takes them away in some browsers. There each cell shows its column's header, from `data-header`.
    """
    headers = [setting.plain(text) for text in block.header]
    heads = [element("th", text, class_=_look(text), scope="col", role="columnheader") for text in headers]
    head = element("tr", *heads, role="row")
    return element(
        "table",
        element("thead", head, role="rowgroup"),
        *(_group(group, headers, setting) for group in block.groups),
        role="table",
        aria_labelledby=setting.label if setting.headings else None,
    )


def _group(rows: Sequence[Sequence[Text]], headers: Sequence[str], setting: Setting) -> Markup:
    first = rows[0][0]
    span = str(len(rows)) if len(rows) > 1 else None
    look = _look(setting.plain(first))
    name = element("th", setting.words(first), class_=look, scope="row", role="rowheader", rowspan=span)
    lines = []
    for n, row in enumerate(rows):
        cells = [
            element("td", setting.words(text), class_=_look(setting.plain(text)), role="cell", data_header=header)
            for text, header in zip(row[1:], headers[1:], strict=True)
        ]
        lines.append(element("tr", *([] if n else [name]), *cells, role="row"))
    return element("tbody", *lines, role="rowgroup")


def _look(words: str) -> str | None:
    return "endless" if any(len(word) > _LONGEST_WORD for word in words.split()) else None
