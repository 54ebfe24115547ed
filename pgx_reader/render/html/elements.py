"""Every kind of block as HTML, the same in a handout and in a step of a talk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pgx_reader.models.document import Block
from pgx_reader.render.html import blocks, cards, lists
from pgx_reader.render.html.letterhead import letterhead
from pgx_reader.render.html.markup import Markup
from pgx_reader.render.html.results_card import results_card
from pgx_reader.render.html.setting import Setting
from pgx_reader.render.html.table import table

_ELEMENTS: dict[str, Callable[[Any, Setting], Markup]] = {
    "letterhead": letterhead,
    "title": blocks.heading,
    "heading": blocks.heading,
    "facts": lists.facts,
    "callout": blocks.callout,
    "key_message": blocks.key_message,
    "paragraph": blocks.paragraph,
    "items": lists.items,
    "gene_cards": cards.gene_cards,
    "medicine_cards": cards.medicine_cards,
    "medicine_list": lists.medicine_list,
    "definitions": lists.definitions,
    "table": table,
    "signature_line": blocks.signature_line,
    "results_card": results_card,
}


def block_element(block: Block, setting: Setting) -> Markup:
    """A block's element, in its place in the outline."""
    return _ELEMENTS[block.kind](block, setting)
