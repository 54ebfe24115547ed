"""A handout's document in a terminal: what a counselor needs at a glance, from the same blocks as the PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as RichTable
from rich.text import Text as RichText

from pgx_reader.models.document import (
    Audience,
    Callout,
    CalloutTone,
    Document,
    Facts,
    Heading,
    Items,
    KeyMessage,
    Paragraph,
    Table,
    Text,
    Title,
)
from pgx_reader.render.printable import printable
from pgx_reader.wording import Wording


def render_terminal(document: Document, wording: Wording) -> RenderableType:
    """The safety line, whose results, what needs a review, the main message, and the professional's page."""
    blocks = [_line(document.footer[0], wording, style="bold"), *_first_page(document, wording)]
    for section in document.sections:
        if section.audience is Audience.PROFESSIONAL:
            blocks += [_RENDERERS[block.kind](block, wording) for block in section.blocks if block.kind in _RENDERERS]
    return Group(Rule(style="dim"), *blocks)


def _first_page(document: Document, wording: Wording) -> Iterator[RenderableType]:
    for block in document.sections[0].blocks:
        wanted = isinstance(block, Facts | KeyMessage)
        if wanted or (isinstance(block, Callout) and block.tone is CalloutTone.REVIEW):
            yield _RENDERERS[block.kind](block, wording)


def _line(text: Text, wording: Wording, *, style: str = "") -> RichText:
    line = RichText(style=style)
    for run in wording.runs(text):
        link = f" link {run.url}" if run.url else ""
        line.append(printable(run.text), style=f"{'bold' if run.bold else ''}{link}".strip() or None)
    return line


def _sentences(texts: tuple[Text, ...], wording: Wording, *, style: str = "") -> RichText:
    return RichText(" ").join(_line(text, wording, style=style) for text in texts)


def _title(block: Title, wording: Wording) -> RenderableType:
    return Padding(_line(block.text, wording, style="bold underline"), (1, 0, 0, 0))


def _heading(block: Heading, wording: Wording) -> RenderableType:
    return Padding(_line(block.text, wording, style="bold"), (1, 0, 0, 0))


def _facts(block: Facts, wording: Wording) -> RenderableType:
    facts = (
        RichText.assemble(_line(fact.label, wording, style="dim"), " ", _line(fact.value, wording, style="bold"))
        for fact in block.items
    )
    return RichText("  ").join(facts)


def _callout(block: Callout, wording: Wording) -> RenderableType:
    lead = RichText.assemble(("! ", "bold"), _line(block.lead, wording, style="bold"))
    return RichText(" ").join([lead, *(_line(text, wording) for text in block.body)])


def _key_message(block: KeyMessage, wording: Wording) -> RenderableType:
    return _sentences(block.sentences, wording)


def _paragraph(block: Paragraph, wording: Wording) -> RenderableType:
    return _sentences(block.sentences, wording)


def _items(block: Items, wording: Wording) -> RenderableType:
    grid = RichTable.grid(padding=(0, 1))
    for number, sentences in enumerate(block.items, start=1):
        grid.add_row(f"{number}." if block.numbered else "•", _sentences(sentences, wording))
    return grid


def _table(block: Table, wording: Wording) -> RenderableType:
    table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for heading in block.header:
        table.add_column(_line(heading, wording), overflow="fold")
    for row in block.rows:
        table.add_row(*(_line(cell, wording) for cell in row))
    return table


_RENDERERS: dict[str, Callable[[Any, Wording], RenderableType]] = {
    "title": _title,
    "heading": _heading,
    "facts": _facts,
    "callout": _callout,
    "key_message": _key_message,
    "paragraph": _paragraph,
    "items": _items,
    "table": _table,
}
