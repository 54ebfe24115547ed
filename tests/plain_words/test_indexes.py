"""The items of the Clear Communication Index and of PEMAT-P that a program can decide, for every kind of result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest

from pgx_reader.models.document import (
    Audience,
    Block,
    Callout,
    CalloutTone,
    Definitions,
    Document,
    GeneCards,
    Heading,
    Items,
    KeyMessage,
    MedicineCards,
    MedicineList,
    Table,
    Title,
)
from pgx_reader.render.paper import Paper
from pgx_reader.render.pdf.theme import Size, theme_for
from tests.grid import patient_blocks, texts_in
from tests.plain_words.english import ENGLISH
from tests.plain_words.handouts import sample, sentences_of_document
from tests.plain_words.score import neutral
from tests.plain_words.sheets import PAGE, items, score_sheets

WORDING = ENGLISH.wording
MOST_ITEMS = 7
TECHNICAL = {"metabolizer": "Metabolizer", "gene": "Gene"}
ABBREVIATIONS = {
    "TMS": "brain or nerve care like TMS",
    "ECT": "TMS or ECT",
    "FDA": "",
    "CPIC": "experts at",
    "DPWG": "experts at",
    "US": "988 in the US",
}
"""Letters on patients' pages and the words beside them that explain them. The FDA is known by its letters."""
IRREGULAR = "made|read|told|given|known|found|kept|done|seen|written|taken|shown|left|held|sent|chosen|meant|put|cut"
PASSIVE = re.compile(rf"\b(?:is|are|was|were|be|been|being)\s+(?:not\s+|only\s+|also\s+)?(?:\w+ed|{IRREGULAR})\b")
FIGURE = re.compile(r"\d")
NO_FIGURE = re.compile(r"988|911|[A-Z][a-z]+ \d{1,2}, \d{4}|\b20\d\d\b|\b\d+ more\b|\bpage \d\b")


@cache
def documents() -> tuple[Document, ...]:
    """The handouts of the sample."""
    return tuple(case.document for case in sample())


@cache
def sentences() -> frozenset[str]:
    """Every sentence of theirs that patients read."""
    return frozenset(s for document in documents() for s in sentences_of_document(document, ENGLISH))


@pytest.fixture(params=range(len(documents())), name="blocks")
def _blocks(request: pytest.FixtureRequest) -> tuple[Block, ...]:
    """The blocks of one handout's first part for patients."""
    return documents()[request.param].sections[0].blocks


def _of(kind: type, blocks: tuple[Block, ...]) -> list:
    return [block for block in blocks if isinstance(block, kind)]


def _said(*values: object) -> list[str]:
    return [WORDING.plain(text) for value in values for text in texts_in(value)]


def _first_section(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """What stands before the first heading under the title: a gene's card begins with one."""
    end = next(n for n, block in enumerate(blocks) if isinstance(block, Heading | GeneCards))
    return blocks[:end]


def test_there_is_one_main_message(blocks: tuple[Block, ...]) -> None:
    """A handout has one main message, of one to three sentences."""
    (message,) = _of(KeyMessage, blocks)
    assert 1 <= len(message.sentences) <= 3


def test_the_main_message_is_in_the_first_section(blocks: tuple[Block, ...]) -> None:
    """Title, what the paper is not, and the main message stand before the first heading."""
    kinds = [block.kind for block in _first_section(blocks)]
    assert kinds[0] == "title"
    assert kinds.index("callout") < kinds.index("key_message")


@pytest.mark.parametrize("size", Size)
def test_the_main_message_is_set_apart(size: Size) -> None:
    """It is larger than all running text, bold, and of another color."""
    theme = theme_for(Paper.LETTER, Audience.PATIENT, size)
    running = (theme.body, theme.small, theme.card, theme.note)
    assert theme.key_message.size > max(style.size for style in running)
    assert theme.key_message.bold
    assert theme.key_message.color not in {style.color for style in running}


def test_a_scale_shows_each_result_that_can_be_marked(blocks: tuple[Block, ...]) -> None:
    """Each scale has marks, words at its ends and in its middle, and stands under a headline; no scale is unmarked."""
    (genes,) = _of(GeneCards, blocks)
    for card in genes.cards:
        assert WORDING.plain(card.headline)
        if card.scale:
            assert card.scale.marks
            assert len({*_said(card.scale.low, card.scale.middle, card.scale.high)}) == 3


def test_the_reader_is_called_to_act(blocks: tuple[Block, ...]) -> None:
    """The box says to talk first, and at most five numbered steps begin with what to do, one to the reader each."""
    box = next(block for block in _of(Callout, blocks) if block.tone is CalloutTone.SAFETY)
    assert "Talk with your doctor or pharmacist first." in _said(box)
    (steps,) = [block for block in _of(Items, blocks) if block.numbered]
    said = [_said(item)[0] for item in steps.items]
    assert 3 <= len(said) <= 5
    assert {step.split()[0] for step in said} <= {"Keep", "Take", "Show", "Ask"}
    assert all("you" in step for step in said)


def test_message_and_call_are_active(blocks: tuple[Block, ...]) -> None:
    """The main message, the box and the steps have no passive."""
    steps = [block for block in _of(Items, blocks) if block.numbered]
    said = _said(*_of(KeyMessage, blocks), *_of(Callout, blocks), *steps)
    assert [sentence for sentence in said if PASSIVE.search(sentence)] == []


def test_the_voice_is_active() -> None:
    """No sentence that a patient reads is passive, as far as a form of "be" before a participle tells."""
    assert sorted(sentence for sentence in sentences() if PASSIVE.search(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "passive"),
    [("It was made by us.", True), ("None is found.", True), ("It is not used.", True), ("It is hard.", False)],
)
def test_a_passive_is_told(sentence: str, passive: bool) -> None:
    """A form of "be" before a participle is one."""
    assert bool(PASSIVE.search(sentence)) is passive


def test_abbreviations_are_few_and_explained() -> None:
    """Patients meet only these, each beside the words that explain it."""
    said = {neutral(sentence, ENGLISH) for sentence in sentences()}
    found = {(letters, sentence) for sentence in said for letters in re.findall(r"\b[A-Z]{2,}\b", sentence)}
    assert {letters for letters, _ in found} == ABBREVIATIONS.keys()
    assert sorted(pair for pair in found if ABBREVIATIONS[pair[0]] not in pair[1]) == []


def test_technical_words_are_explained(blocks: tuple[Block, ...]) -> None:
    """Every technical word of the handout is in its list of words, and there are six at most."""
    (words,) = _of(Definitions, blocks)
    terms = {WORDING.plain(item.term) for item in words.items}
    assert terms == set(TECHNICAL.values())
    assert len(terms) <= 6
    (genes,) = _of(GeneCards, blocks)
    for card in genes.cards:
        assert not re.search("metabolizer", " ".join(_said(card.headline, card.body)))


def test_lists_are_short(blocks: tuple[Block, ...]) -> None:
    """There is a list, and none has more than seven items without a heading between them."""
    lists = [len(block.items) for block in _of(Items, blocks)] + [len(b.lines) for b in _of(MedicineList, blocks)]
    assert any(3 <= count <= 5 for count in lists)
    assert max(lists) <= MOST_ITEMS


def test_chunks_have_headings(blocks: tuple[Block, ...]) -> None:
    """After the first section, lists, cards and running text stand under a heading; three sections or more."""
    rest = blocks[len(_first_section(blocks)) :]
    assert isinstance(rest[0], GeneCards)
    assert isinstance(rest[1], Heading)
    assert sum(isinstance(block, Heading) for block in rest) >= 3
    assert not any(isinstance(one, Heading) and isinstance(two, Heading) for one, two in pairwise(rest))
    assert sum(isinstance(block, Title) for block in blocks) == 1


def test_it_says_what_is_not_known(blocks: tuple[Block, ...]) -> None:
    """A section says what the test cannot tell, and that experts may differ; the last lines name sources."""
    said = " ".join(_said(*blocks))
    for text in ("What this test cannot tell you", "It cannot tell which medicine will work", "Experts may differ"):
        assert text in said
    assert "We made this from your lab’s file" in said


def test_it_says_why(blocks: tuple[Block, ...]) -> None:
    """The harm of stopping, and what the paper is good for."""
    said = " ".join(_said(*blocks))
    assert "Stopping one suddenly can harm you." in said
    assert "It can help your doctor choose." in said


def test_it_says_how(blocks: tuple[Block, ...]) -> None:
    """When, with which words, and whom to call."""
    said = " ".join(_said(*blocks))
    for text in ("your visit", "Show this paper", "Ask: “", "call or text 988"):
        assert text in said


def test_there_are_no_figures() -> None:
    """The only figures are phone numbers, dates, years and counts of names: nothing to calculate."""
    said = {neutral(sentence, ENGLISH) for sentence in sentences()}
    assert sorted(sentence for sentence in said if FIGURE.search(NO_FIGURE.sub("", sentence))) == []


def test_each_medicine_has_a_question() -> None:
    """The card of every medicine ends with a question to take along."""
    cards = [card for document in documents() for block in _medicine_cards(document) for card in block.cards]
    assert len(cards) > 100
    assert all(card.ask and WORDING.plain(card.ask).startswith("Ask: “") for card in cards)


def _medicine_cards(document: Document) -> Iterator[MedicineCards]:
    yield from (block for block in patient_blocks(document) if isinstance(block, MedicineCards))


def test_there_is_no_table(blocks: tuple[Block, ...]) -> None:
    """Tables are for the professional."""
    assert _of(Table, blocks) == []


def test_the_score_sheets_are_whole() -> None:
    """Each item of both instruments is scored once, with a reason, and the tests that are named exist."""
    index, understandable, actionable = map(
        items, ("CDC Clear Communication Index", "PEMAT-P: understandable", "PEMAT-P: actionable")
    )
    assert [item.number for item in index] == list(range(1, 21))
    assert [item.number for item in (*understandable, *actionable)] == [*range(1, 13), *range(15, 27)]
    elsewhere = {"test_the_worst_grade_is_the_one_aimed_for"}
    named = {test for item in (*index, *understandable, *actionable) for test in item.tests}
    assert named - elsewhere <= globals().keys()
    assert elsewhere <= named


def test_the_scores_reach_the_limits() -> None:
    """The Index is 90 or more and both of PEMAT-P's 90 or more, in the handout that fares worst."""
    assert min(score_sheets()) >= 90
    assert "self-assessment" in PAGE
