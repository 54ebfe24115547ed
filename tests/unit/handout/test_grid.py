"""What a handout says, over the grid of results and medicines: a third of the pairs, or with `--whole` all."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

import pytest

from pgx_reader import build_handout
from pgx_reader.handout.status import status_of_statement
from pgx_reader.models.document import (
    Callout,
    CalloutTone,
    Document,
    GeneCards,
    MedicineCard,
    MedicineCards,
    MedicineList,
    Status,
    Text,
)
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.tables import load_tables
from pgx_reader.wording import load_wording
from tests.grid import A_FIFTH, CYP2C19, CYP2D6, MADE_ON, document_of, interpretation_of, patient_blocks, texts_in

PAIRS = list(product(CYP2D6, CYP2C19))
# Each kind of result of one gene beside a usual and a poor one of the other: these have the handouts of all medicines.
# The other pairs have a share of the medicines each.
EVERY_KIND = [pair for pair in PAIRS if set(pair) & {"normal", "poor"}]
DRUGS = tuple(d for d in load_tables().drugs if any(d in table for table in load_tables().guidelines.values()))
UNKNOWN_KINDS = {
    "not tested", "no call", "allele not in the tables", "function uncertain", "indeterminate", "not readable",
    "conflicting",
}  # fmt: skip
# What a patient must not meet: units and amounts, percentages, decimals, scores, and orders.
FORBIDDEN = re.compile(
    r"\d\s*(?:mg|mcg|g|ml|tablets?)\b|%|\d\.\d|activity score|\b(?:stop|start|double|halve) (?:taking|your)\b|"
    r"guarantee|(?<!which medicine )will work for you|\bbest\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4)
def interpreted(cyp2d6: str, cyp2c19: str) -> tuple[tuple[Interpretation, Document], ...]:
    """
    Handouts with the interpretations that they are of: for no medicines, and for all of them or a share, by sixes.

    Empty where neither gene has anything to explain.
    """
    pair = (cyp2d6, cyp2c19)
    first, step = (0, 6) if pair in EVERY_KIND else (6 * (PAIRS.index(pair) % 7), 42)
    parts = [DRUGS[n : n + 6] for n in range(first, len(DRUGS), step)]
    found = (interpretation_of(cyp2d6, cyp2c19, part) for part in [(), *parts])
    return tuple((each, build_handout(each, made_on=MADE_ON)) for each in found if each is not None)


def with_medicines(cyp2d6: str, cyp2c19: str) -> tuple[Document, ...]:
    """The handouts alone."""
    return tuple(document for _, document in interpreted(cyp2d6, cyp2c19))


def _words(text: Text) -> str:
    return load_wording("en").plain(text)


def _cards(document: Document) -> list[MedicineCard]:
    return [card for block in patient_blocks(document) if isinstance(block, MedicineCards) for card in block.cards]


def _headlines(document: Document) -> dict[str, str]:
    return {
        card.gene: _words(card.headline)
        for block in patient_blocks(document)
        if isinstance(block, GeneCards)
        for card in block.cards
    }


@A_FIFTH
@pytest.mark.parametrize(("cyp2d6", "cyp2c19"), PAIRS, scope="module")
def test_every_handout_can_be_said_and_holds_to_the_rules(cyp2d6: str, cyp2c19: str) -> None:
    """Every text has its message and values; patients meet no dose, amount, percentage, decimal, score or order."""
    for document in with_medicines(cyp2d6, cyp2c19):
        for text in texts_in(document):
            _words(text)
        for block in patient_blocks(document):
            for text in texts_in(block):
                if text.message != "verbatim":
                    assert not FORBIDDEN.search(_words(text)), _words(text)


@A_FIFTH
@pytest.mark.parametrize(("cyp2d6", "cyp2c19"), PAIRS, scope="module")
def test_every_handout_says_what_it_is_not(cyp2d6: str, cyp2c19: str) -> None:
    """The safety box is on every handout and the footer says it too."""
    for document in with_medicines(cyp2d6, cyp2c19):
        boxes = [b for b in patient_blocks(document) if isinstance(b, Callout) and b.tone is CalloutTone.SAFETY]
        assert [_words(box.lead) for box in boxes] == ["This is not a prescription."]
        assert "not a prescription" in _words(document.footer[0])
        assert "Do not start, stop or change any medicine" in _words(document.footer[0])


@pytest.mark.parametrize(("cyp2d6", "cyp2c19"), EVERY_KIND, scope="module")
def test_no_medicine_is_dropped(cyp2d6: str, cyp2c19: str) -> None:
    """With medicines, each has its card; without, each of CPIC's and each that wants a talk is in a list, once."""
    documents = with_medicines(cyp2d6, cyp2c19)
    if documents:
        listed = [
            medicine.name
            for block in patient_blocks(documents[0])
            if isinstance(block, MedicineList)
            for line in block.lines
            for medicine in line.medicines
        ]
        cards = [card for document in documents[1:] for card in _cards(document)]
        assert [card.name for card in cards] == list(DRUGS)
        urgent = {card.name for card in cards if card.status in (Status.TALK, Status.WATCH)}
        assert len(set(listed)) == len(listed)
        assert set(listed) == load_tables().guidelines["cpic"].keys() | urgent


@A_FIFTH
@pytest.mark.parametrize(("cyp2d6", "cyp2c19"), PAIRS, scope="module")
def test_a_card_never_says_two_things(cyp2d6: str, cyp2c19: str) -> None:
    """No badge stands over a sentence of another status, and "usual speed" is said for expected effects alone."""
    usual = {"card.usual_start", "card.as_expected.calm"}
    alarm = {"card.avoid", "card.builds_up", "card.cleared_fast", "card.less_active_form", "card.more_active_form"}
    for document in with_medicines(cyp2d6, cyp2c19):
        for card in _cards(document):
            said = {text.message for text in card.meaning}
            if card.status is Status.TALK:
                assert not said & usual, card
            else:
                assert not said & alarm, card
            unadvised = {"card.no_advice", "card.superseded", "card.silent"}
            of_the_fda_alone = card.status_text.message.startswith("status.fda_")
            assert (card.status is Status.NO_ADVICE) == (bool(said & unadvised) or of_the_fda_alone), card
            assert (card.status is Status.NOT_KNOWN) == ("card.gene_not_known" in said), card


@A_FIFTH
@pytest.mark.parametrize(("cyp2d6", "cyp2c19"), PAIRS, scope="module")
def test_a_strong_warning_is_never_hidden(cyp2d6: str, cyp2c19: str) -> None:
    """If any statement that may apply wants another drug or another dose from the start, the card says to talk."""
    for interpretation, document in interpreted(cyp2d6, cyp2c19)[1:]:
        statements = {m.name: m.statements for m in interpretation.medicines}
        for card in _cards(document):
            wanted = any(status_of_statement(statement) is Status.TALK for statement in statements[card.name])
            assert (card.status is Status.TALK) == wanted, card


@pytest.mark.parametrize("kind", sorted(UNKNOWN_KINDS))
def test_unknown_never_looks_normal(kind: str) -> None:
    """Each way of not knowing has no mark on the scale, no word "usual" and a sentence of its own."""
    for document in (document_of(kind, "normal"), document_of("normal", kind)):
        assert document is not None
        (cards,) = [b.cards for b in patient_blocks(document) if isinstance(b, GeneCards)]
        (card,) = [card for card in cards if _words(card.headline) != "About the same as most"]
        assert card.scale is None
        said = " ".join(map(_words, (card.headline, *card.body)))
        assert "as in most people" not in said
        assert "usual" not in said


def test_each_way_of_not_knowing_has_its_own_sentences() -> None:
    """Seven different values are seven different headlines, and seven different bodies."""
    found = {kind: _card_words(kind) for kind in UNKNOWN_KINDS}
    assert len(set(found.values())) == len(UNKNOWN_KINDS)
    assert len({headline for headline, _ in found.values()}) == len(UNKNOWN_KINDS)


def _card_words(kind: str) -> tuple[str, str]:
    document = document_of(kind, "normal")
    assert document is not None
    (cards,) = [b.cards for b in patient_blocks(document) if isinstance(b, GeneCards)]
    (card,) = [card for card in cards if card.gene == "CYP2D6"]
    return _words(card.headline), " ".join(map(_words, card.body))


def test_ultrarapid_is_not_rapid() -> None:
    """The two have different headlines and stand on different steps of the scale."""
    rapid, ultrarapid = (document_of("normal", kind) for kind in ("rapid", "ultrarapid"))
    assert rapid is not None and ultrarapid is not None  # noqa: PT018
    assert _headlines(rapid)["CYP2C19"] == "Faster than most"
    assert _headlines(ultrarapid)["CYP2C19"] == "Much faster than most"


def test_a_poor_metabolizers_text_is_never_shown_to_a_normal_one() -> None:
    """The sentences for slow results are absent where both genes are normal."""
    document = document_of("normal", "normal")
    assert document is not None
    said = {text.message for block in patient_blocks(document) for text in texts_in(block)}
    assert not {m for m in said if ".poor" in m or ".intermediate" in m or m.startswith("key.slow")}


@pytest.mark.parametrize(
    ("cyp2d6", "cyp2c19", "expected"),
    [
        ("normal", "normal", ["key.usual", "key.one_part"]),
        ("poor", "ultrarapid", ["key.mixed", "key.show"]),
        ("poor", "normal", ["key.much_slower", "key.show"]),
        ("score 1.0", "normal", ["key.slower", "key.show"]),
        ("normal", "rapid", ["key.faster", "key.show"]),
        ("ultrarapid", "normal", ["key.much_faster", "key.show"]),
        ("normal", "not tested", ["key.one_usual", "key.show"]),
        ("not tested", "poor", ["key.much_slower", "key.one_unknown", "key.show"]),
        ("open copy number", "normal", ["key.several", "key.show"]),
        ("no call", "no call", ["key.unknown", "key.ask_lab"]),
        ("function uncertain", "indeterminate", ["key.unknown", "key.ask_lab"]),
    ],
)
def test_the_one_main_message(cyp2d6: str, cyp2c19: str, expected: list[str]) -> None:
    """One to three sentences say how fast, what is not known, and what to do; unknown is never called usual."""
    document = document_of(cyp2d6, cyp2c19)
    assert document is not None
    (message,) = [block for block in patient_blocks(document) if block.kind == "key_message"]
    assert [text.message for text in message.sentences] == expected


# What every handout says, whatever the results: the message that says it. Other pills are named where they are listed.
STATEMENTS = {
    "not a prescription": "safety.lead",
    "do not start, stop or change": "safety.change",
    "stopping suddenly can harm": "safety.stopping",
    "genes are one part": "limits.one_part",
    "not which medicine will work": "limits.mood",
    "only some changes, and what normal means": "limits.some_changes",
    "copies cannot always be counted": "limits.copies",
    "other pills": "good_to_know.pills",
    "experts disagree, knowledge changes": "limits.experts",
    "the lab's report wins": "sources.lab",
    "not medical advice, not reviewed by the FDA": "sources.fda",
    "not tested, unknown and normal differ": "limits.three_words",
    "whom to call in a crisis": "crisis.call_or_text",
    "family": "good_to_know.family",
    "other treatments": "limits.therapies",
}


@A_FIFTH
@pytest.mark.parametrize(("cyp2d6", "cyp2c19"), PAIRS, scope="module")
def test_every_handout_makes_every_statement_that_all_must_make(cyp2d6: str, cyp2c19: str) -> None:
    """None of the statements that hold for everybody is ever missing."""
    for document in with_medicines(cyp2d6, cyp2c19):
        said = {text.message for block in patient_blocks(document) for text in texts_in(block)}
        if "interactions.ask" in said:
            said.add("good_to_know.pills")
        assert not set(STATEMENTS.values()) - said
