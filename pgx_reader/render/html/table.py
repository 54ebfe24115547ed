"""Tables as HTML: wide ones as tables, and on a narrow screen each row as a list under its own headers."""

from __future__ import annotations

from pgx_reader.models.document import Table
from pgx_reader.render.html.markup import Markup, element
from pgx_reader.render.html.setting import Setting


def table(block: Table, setting: Setting) -> Markup:
    """
    The table, named by the heading above it.

    The roles are those that the elements have; they are said because a style sheet that stacks the cells on a narrow
    screen takes them away in some browsers. There each cell shows its column's header, from `data-header`.
    """
    shares = [f"width:{100 * width / sum(block.widths):.1f}%" for width in block.widths]
    columns = element("colgroup", *(element("col", style=share) for share in shares))
    headers = [setting.plain(text) for text in block.header]
    head = element("tr", *(element("th", text, scope="col", role="columnheader") for text in headers), role="row")
    rows = []
    for row in block.rows:
        first, *others = (setting.words(text) for text in row)
        cells = [
            element("td", words, role="cell", data_header=header)
            for words, header in zip(others, headers[1:], strict=True)
        ]
        rows.append(element("tr", element("th", first, scope="row", role="rowheader"), *cells, role="row"))
    return element(
        "table",
        columns,
        element("thead", head, role="rowgroup"),
        element("tbody", *rows, role="rowgroup"),
        role="table",
        aria_labelledby=setting.label if setting.headings else None,
    )
