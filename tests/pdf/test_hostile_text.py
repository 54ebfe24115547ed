"""Whatever stands in a lab's file, it is text: it is drawn as it is, or refused by name, and never lost."""

from __future__ import annotations

import pytest

from pgx_reader.models.document import Paragraph
from pgx_reader.render.pdf import render_pdf

from .hostile import LONG_WORD, MANY_WORDS, MARKUP, every_block
from .outline import spoken
from .samples import GENES, WORDING, flowing, texts
from .tags import read


@pytest.mark.parametrize("text", [MARKUP, LONG_WORD, MANY_WORDS], ids=["markup", "a long word", "many words"])
@pytest.mark.parametrize("large_print", [False, True])
def test_no_word_is_lost(text: str, large_print: bool) -> None:
    """Every block holds every word of a hostile text, unaltered and in its place."""
    handout = flowing(*every_block(text))
    reading = read(render_pdf(handout, WORDING, large_print=large_print))
    assert reading.elements == spoken(handout, WORDING)
    assert reading.problems == []


def test_empty_texts() -> None:
    """Texts without words leave nothing behind and break nothing."""
    reading = read(render_pdf(flowing(*every_block(" ")), WORDING))
    assert {text for _, text in reading.elements} <= {
        "A handout",
        "( )",
        "1",
        "2",
        GENES.cards[0].scale.alternative.values["text"],
    }


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("abc\u202edef\u2066ghi\u200f", "abcdefghi"),
        ("a\x00b\x07c\x1b", "abc"),
        ("two\nlines\tand\r\nmore", "two lines and more"),
        ("Zoe\u0308 Nguye\u0302\u0303n", "Zoë Nguyễn"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("≥3.0 ≤2 → “quoted” ’s – — … •", "≥3.0 ≤2 → “quoted” ’s – — … •"),
        ("Ωμέγα Зоя Đặng Őrsi", "Ωμέγα Зоя Đặng Őrsi"),
    ],
)
def test_what_is_drawn(text: str, shown: str) -> None:
    """Text is drawn composed, without control characters, and never in an order that a file asked for."""
    reading = read(render_pdf(flowing(Paragraph(sentences=texts(text))), WORDING))
    assert reading.elements[1] == ("P", shown)
