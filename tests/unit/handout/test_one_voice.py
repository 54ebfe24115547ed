"""The sentence, the icon, the question and the statements of a medicine agree, read from the document alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pytest

from pgx_reader.models.document import Audience, Document, MedicineCard, MedicineCards, Status, Table, Text
from pgx_reader.tables import load_tables
from tests.grid import document_of, patient_blocks, texts_in

# Every phenotype of each gene, by a score or diplotype where that makes a difference, and ways of not knowing.
CYP2D6 = (
    "poor", "score 0.25", "score 0.5", "score 0.75", "score 1.0", "score 1.25", "normal", "at least 3", "ultrarapid",
    "intermediate, no diplotype", "open copy number", "indeterminate", "not tested",
)  # fmt: skip
CYP2C19 = (
    "poor", "likely poor", "intermediate", "likely intermediate", "normal", "rapid", "ultrarapid",
    "rapid or ultrarapid", "indeterminate", "not tested",
)  # fmt: skip
PAIRS = [
    *((kind, "normal") for kind in CYP2D6),
    *(("normal", kind) for kind in CYP2C19 if kind != "normal"),
    ("poor", "ultrarapid"), ("ultrarapid", "poor"), ("poor", "poor"), ("score 1.0", "intermediate"),
    ("poor", "not tested"),
]  # fmt: skip
ALONGSIDE = {"nothing else": (), "one inhibitor": ("bupropion",), "one inducer": ("rifampin",)}
DRUGS = tuple(d for d in load_tables().drugs if any(d in table for table in load_tables().guidelines.values()))

DOSES = {"action.lower_dose", "action.higher_dose", "action.other_dose"}
OTHERS = {"action.alternative", "action.avoid"}
ALARMS = {"card.builds_up", "card.cleared_fast", "card.less_active_form", "card.more_active_form", "card.effect_open"}
CALM = {"card.usual_start", "card.then_check", "card.as_expected.calm"}
AVOID = {"card.avoid", "card.avoid.some"}
WHERE_THERE_IS_ROOM = {"card.usual_start", "fda.impact"}
QUESTIONS = {
    Status.TALK: {"ask.dose_or_other", "ask.other", "ask.dose", "ask.check", "ask.guide"},
    Status.WATCH: {"ask.check"},
    Status.USUAL: {"ask.working"},
    Status.NO_ADVICE: {"ask.guide"},
    Status.NOT_KNOWN: {"ask.retest"},
}


@lru_cache(maxsize=8)
def documents(cyp2d6: str, cyp2c19: str, alongside: str) -> tuple[Document, ...]:
    """The handouts for all medicines, five at a time beside what else is taken."""
    parts = (DRUGS[n : n + 5] for n in range(0, len(DRUGS), 5))
    found = (document_of(cyp2d6, cyp2c19, (*part, *ALONGSIDE[alongside])) for part in parts)
    return tuple(document for document in found if document is not None)


def cards_and_actions(document: Document) -> Iterator[tuple[MedicineCard, list[set[str]]]]:
    """Each medicine's card, and the actions of each of its statements on the professional's page."""
    rows = [row for table in _statement_tables(document) for row in table.rows]
    for block in patient_blocks(document):
        if isinstance(block, MedicineCards):
            for card in block.cards:
                yield card, [_actions(row[2]) for row in rows if card.name in row[0].values["text"]]  # type: ignore[operator]


def _statement_tables(document: Document) -> Iterator[Table]:
    for section in document.sections:
        if section.audience is Audience.PROFESSIONAL:
            for block in section.blocks:
                if isinstance(block, Table) and block.header[0].message == "pro.statements.medicine":
                    yield block


def _actions(cell: Text) -> set[str]:
    return {text.message for text in texts_in(cell.values.get("text"))} or {cell.message}


@pytest.mark.parametrize("alongside", ALONGSIDE)
@pytest.mark.parametrize(("cyp2d6", "cyp2c19"), PAIRS, scope="module")
def test_a_medicine_has_one_voice(cyp2d6: str, cyp2c19: str, alongside: str) -> None:
    """What the patient reads of a medicine is what its most urgent statement asks for, and never two things at once."""
    seen = []
    for document in documents(cyp2d6, cyp2c19, alongside):
        for card, statements in cards_and_actions(document):
            seen.append(card.name)
            _check_status(card, statements)
            _check_sentences(card, statements)
            _check_question(card, statements)
    assert set(seen) >= set(DRUGS)


def _check_status(card: MedicineCard, statements: list[set[str]]) -> None:
    wanted = [actions for actions in statements if "action.no_recommendation" not in actions]
    if any("action.standard" not in actions for actions in wanted):
        assert card.status is Status.TALK, card
    elif any(actions & (DOSES | OTHERS) for actions in wanted):
        assert card.status in (Status.WATCH, Status.NO_ADVICE, Status.NOT_KNOWN), card
        assert card.status is Status.WATCH or len(wanted) < len(statements), card
    elif card.status is Status.USUAL:
        assert wanted, card
    else:
        assert card.status in (Status.NO_ADVICE, Status.NOT_KNOWN), card
    assert card.status_text.message.startswith(("status.fda_", "status.superseded", f"status.{card.status.value}")), (
        card
    )


def _check_sentences(card: MedicineCard, statements: list[set[str]]) -> None:
    said = {text.message for text in card.meaning}
    actions = set().union(*statements)
    assert said, card
    assert not (said & ALARMS and said & CALM), card
    assert card.status is Status.TALK or not said & (ALARMS | AVOID), card
    assert bool(said & AVOID) == ("action.avoid" in actions), card
    assert card.status is Status.WATCH or "card.then_check" not in said, card
    assert card.status in (Status.USUAL, Status.WATCH) or "card.usual_start" not in said, card
    assert ("card.gene_not_known" in said) == (card.status is Status.NOT_KNOWN), card
    assert not ("card.silent" in said and statements), card
    if said & {"card.sources_differ", "card.avoid.some"}:
        assert len(statements) > 1, card


def _check_question(card: MedicineCard, statements: list[set[str]]) -> None:
    assert card.ask is not None
    assert card.ask.message in QUESTIONS[card.status], card
    urgent = set().union(*(actions for actions in statements if "action.standard" not in actions))
    if card.status is Status.TALK:
        assert ("dose" in card.ask.message) == bool(urgent & DOSES), card
        assert ("other" in card.ask.message) == bool(urgent & OTHERS), card


@pytest.mark.parametrize("alongside", ["one inhibitor", "one inducer"])
@pytest.mark.parametrize(("cyp2d6", "cyp2c19"), PAIRS, scope="module")
def test_another_medicine_changes_no_status_and_no_statement(cyp2d6: str, cyp2c19: str, alongside: str) -> None:
    """Beside an inhibitor or inducer each card has the status, the question and the statements that it has alone."""
    for alone, beside in zip(
        documents(cyp2d6, cyp2c19, "nothing else"), documents(cyp2d6, cyp2c19, alongside), strict=True
    ):
        found = {card.name: (card, actions) for card, actions in cards_and_actions(beside)}
        for card, actions in cards_and_actions(alone):
            other, other_actions = found[card.name]
            assert (card.status, card.ask, actions) == (other.status, other.ask, other_actions)
            assert _without_other_pills(card) <= _without_other_pills(other)


def _without_other_pills(card: MedicineCard) -> set[str]:
    """What a card says of the result alone, and however many cards stand beside it."""
    said = (text for text in card.meaning if text.message not in WHERE_THERE_IS_ROOM)
    return {str(text) for text in said if not text.message.startswith("card.other_pills.")}
