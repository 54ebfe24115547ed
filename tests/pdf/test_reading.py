"""
Real handouts, read aloud: the tags say word for word and in order what the document and the wording say.

What is expected is made from the document alone (`outline`), what is found from the file alone (`tags`). A validator
sees neither a wrong order nor two words that a line's end has glued together.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from pgx_reader import build_handout, read_letterhead
from pgx_reader.models.document import Block, Document, Table
from pgx_reader.render.pdf import Paper, render_pdf
from pgx_reader.tables import load_tables
from pgx_reader.wording import load_wording
from tests.grid import CYP2C19, CYP2D6, MADE_ON, interpretation_of

from .outline import spoken
from .tags import read, same_spaces

ENGLISH = load_wording("en")
DRUGS = tuple(load_tables().drugs)
KINDS2D6, KINDS2C19 = list(CYP2D6), list(CYP2C19)
VARIANTS = list(product(Paper, (False, True), (False, True)))
"""Paper, large print, results card."""

LETTERHEAD = Path(__file__).parents[2] / "sample_reports" / "letterhead" / "letterhead.toml"
SAMPLE = [
    pytest.param(
        number, variant, id=f"{KINDS2D6[number]}, {variant[0]}{', large print' * variant[1]}{', card' * variant[2]}"
    )
    for number, variant in ((n, VARIANTS[n % len(VARIANTS)]) for n in range(len(KINDS2D6)))
]
"""Every kind of result of each gene at least once, every variant of the page five times."""


@cache
def handout(number: int, card: bool) -> Document | None:
    """A handout of the sample, with none to six medicines, the first of each variant under a clinic's letterhead."""
    medicines = tuple(DRUGS[(5 * number + n) % len(DRUGS)] for n in range(number % 7))
    interpretation = interpretation_of(KINDS2D6[number], KINDS2C19[number % len(KINDS2C19)], medicines)
    # In large print the lines of a letterhead are set apart: `test_letterhead` reads those.
    own = read_letterhead(LETTERHEAD) if number < len(VARIANTS) and not VARIANTS[number][1] else None
    return interpretation and build_handout(interpretation, made_on=MADE_ON, results_card=card, letterhead=own)


def test_the_sample_holds_every_kind_of_block() -> None:
    """In each variant of the page every kind of block that handouts have is read."""
    for offset, (_, large_print, card) in enumerate(VARIANTS):
        documents = [handout(n, card) for n in range(offset, len(KINDS2D6), len(VARIANTS))]
        kinds = {block.kind for document in documents if document for s in document.sections for block in s.blocks}
        every = {kind.model_fields["kind"].default for kind in Block.__args__[0].__args__}
        absent = {"letterhead"} if large_print else set()
        assert kinds == every - absent - (set() if card else {"results_card"})


@pytest.mark.share(3)
@pytest.mark.parametrize(("number", "variant"), SAMPLE)
def test_every_word_is_read_in_its_place(number: int, variant: tuple[Paper, bool, bool]) -> None:
    """Every block's words, and the scale's in words, are read in the document's order and in their roles, no other."""
    paper, large_print, card = variant
    document = handout(number, card)
    assert document is not None
    reading = read(render_pdf(document, ENGLISH, paper=paper, large_print=large_print))
    assert reading.elements == spoken(document, ENGLISH)
    assert reading.problems == []
    headers = [[], *_headers(document)]
    for number_of_page, artifacts in enumerate(reading.artifacts, start=1):
        of_pages = f"Page {number_of_page} of {len(reading.artifacts)}"
        footer = _words(*document.footer) + f" {of_pages}"
        assert artifacts.endswith(footer)
        assert sorted(artifacts.removesuffix(footer).split()) in headers, "what is drawn again"


def _headers(document: Document) -> Iterator[list[str]]:
    """The words that a page may begin with again: a table's header row, alone or with the name of a group of rows."""
    for block in _tables(document):
        yield sorted(_words(*block.header).split())
        yield from (sorted(_words(*block.header, group[0][0]).split()) for group in block.groups)


def _tables(document: Document) -> list[Table]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, Table)]


def _words(*texts: object) -> str:
    return same_spaces(" ".join(map(ENGLISH.plain, texts)))
