"""How real handouts flow over pages: nothing cut, no heading alone, no card divided, no page left bare."""

from __future__ import annotations

import re
from functools import cache

import pytest

from pgx_reader import Paper, build_handout, render_pdf
from pgx_reader.models.document import Audience, Document, GeneCards, MedicineCards, Section
from pgx_reader.render.pdf.layout import layout_of
from pgx_reader.render.pdf.theme import PAGE_SIZES
from pgx_reader.tables import load_tables
from pgx_reader.wording import load_wording
from tests.grid import CYP2C19, CYP2D6, MADE_ON, interpretation_of

from .layout import sheets_of
from .outline import spoken
from .tags import same_spaces

ENGLISH = load_wording("en")
DRUGS = tuple(load_tables().drugs)
HEADING = re.compile("H[1-6]")
LEAST_FULL = 0.45
"""Two cards of more than half a page each stand on a page each."""

SAMPLE = [
    pytest.param(n, paper, large_print, id=f"{cyp2d6}, {paper}{', large print' * large_print}")
    for n, cyp2d6 in enumerate(CYP2D6)
    for paper, large_print in [(list(Paper)[n // 2 % 2], n % 4 != 3)]
]
"""Each kind of result for CYP2D6, three of four in large print."""


@cache
def handout(number: int) -> Document | None:
    """A handout of the sample, with none to six medicines."""
    medicines = tuple(DRUGS[(7 * number + n) % len(DRUGS)] for n in range(number % 7))
    kinds = list(CYP2D6)[number], list(CYP2C19)[5 * number % len(CYP2C19)]
    interpretation = interpretation_of(*kinds, medicines)
    return interpretation and build_handout(interpretation, made_on=MADE_ON)


@pytest.mark.share(3)
@pytest.mark.parametrize(("number", "paper", "large_print"), SAMPLE)
def test_pages_end_well(number: int, paper: Paper, large_print: bool) -> None:
    """Every word is within the margins, every page well filled and not ended by a heading, every card on one page."""
    document = handout(number)
    assert document is not None
    theme = layout_of(document, ENGLISH, paper, large_print=large_print).theme
    width, _ = PAGE_SIZES[paper]
    said, ends = [], []
    for sheet in sheets_of(render_pdf(document, paper=paper, large_print=large_print)):
        rule = max(line.bottom for line in sheet.lines if line.width > width - 2 * theme.margin - 1)
        content = [char for char in sheet.chars if char.tag != "Artifact"]
        for char in (char for char in content if char.text != " "):
            assert theme.margin - 1 < char.x0 < char.x1 < width - theme.margin + 1
            assert theme.top - 1 < char.top < char.bottom < rule + 1
        lowest = max(content, key=lambda char: char.bottom)
        assert not HEADING.fullmatch(str(lowest.tag)), f"{lowest.tag} ends page {sheet.number}"
        ends.append((lowest.bottom - theme.top) / (rule - theme.top))
        said.append(same_spaces("".join(char.text for char in content)))
    last_for_patient = next(n for n, text in enumerate(said) if "For your doctor or pharmacist" in text) - 1
    not_last = [end for n, end in enumerate(ends[:-1]) if n != last_for_patient]
    assert min(not_last, default=1) > LEAST_FULL
    for words in _cards(document):
        assert any(all(part in page for part in words) for page in said), words[0]


def _cards(document: Document) -> list[list[str]]:
    """The texts of each card, but for what a figure says."""
    blocks = [block for section in document.sections for block in section.blocks]
    cards = [
        block.model_copy(update={"cards": (card,)})
        for block in blocks
        if isinstance(block, GeneCards | MedicineCards)
        for card in block.cards
    ]
    sections = (Section(audience=Audience.PATIENT, blocks=(card,)) for card in cards)
    alone = (document.model_copy(update={"sections": (section,)}) for section in sections)
    return [[text for role, text in spoken(one, ENGLISH) if role != "Figure"] for one in alone]
