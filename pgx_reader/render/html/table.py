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
    The table, named by the heading above it.

    The roles are those that the elements have; they are said because a style sheet that stacks the cells on a narrow
    screen takes them away in some browsers. There each cell shows its column's header, from `data-header`.
    """
    shares = [f"width:{100 * width / sum(block.widths):.1f}%" for width in block.widths]
    columns = element("colgroup", *(element("col", style=share) for share in shares))
    headers = [setting.plain(text) for text in block.header]
    names = [element("th", name, class_=_look(name), scope="col", role="columnheader") for name in headers]
    return element(
        "table",
        columns,
        element("thead", element("tr", *names, role="row"), role="rowgroup"),
        element("tbody", *(_row(row, headers, setting) for row in block.rows), role="rowgroup"),
        role="table",
        aria_labelledby=setting.label if setting.headings else None,
    )


def _row(row: Sequence[Text], headers: Sequence[str], setting: Setting) -> Markup:
    """A row, named by its first cell."""
    first, *others = row
    name = element("th", setting.words(first), class_=_look(setting.plain(first)), scope="row", role="rowheader")
    cells = [
        element("td", setting.words(text), class_=_look(setting.plain(text)), role="cell", data_header=header)
        for text, header in zip(others, headers[1:], strict=True)
    ]
    return element("tr", name, *cells, role="row")


def _look(words: str) -> str | None:
    return "endless" if any(len(word) > _LONGEST_WORD for word in words.split()) else None
