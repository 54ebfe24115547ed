"""The results card: what it says of every kind of result, and what its code holds."""

from __future__ import annotations

from itertools import product

import pytest

from pgx_reader import build_handout
from pgx_reader.handout.results_card import results_card
from pgx_reader.models.document import Audience, Callout, CardResult, ResultsCard
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.terms import Agreement
from pgx_reader.wording import load_wording
from tests.grid import CYP2C19, CYP2D6, MADE_ON, interpretation_of, texts_in

PAIRS = list(product(CYP2D6, CYP2C19))
WORDS = load_wording("en").plain
NOT_NORMAL = "This does not mean normal"

# The kind of result of CYP2D6: the gene's line, the plain word, and the terms.
SAID = {
    "poor": ("CYP2D6 *4/*5", "Much slower than most", "Tables say: poor metabolizer"),
    "normal": ("CYP2D6 *1/*2", "About the same as most", "Lab says: normal metabolizer"),
    "at least 3": ("CYP2D6 *1x≥3/*4", "Much faster than most", "Tables say: ultrarapid metabolizer"),
    "intermediate, no diplotype": ("CYP2D6", "Slower than most", "Lab says: intermediate metabolizer"),
    "open copy number": (
        "CYP2D6 *1x≥2/*4 - check first",
        "Not certain",
        "Tables say: normal metabolizer or ultrarapid metabolizer",
    ),
    "older cut-off": (
        "CYP2D6 *1/*4 - check first",
        "About the same as most",
        "Lab says: normal metabolizer",
        "Tables say: intermediate metabolizer",
    ),
    "older score": (
        "CYP2D6 *1/*41 - check first",
        "About the same as most",
        "Lab says: normal metabolizer",
        "Tables count it differently",
    ),
    "lab normal, function uncertain": (
        "CYP2D6 *1/*22 - check first",
        "About the same as most",
        "Lab says: normal metabolizer",
        "Tables say: indeterminate",
    ),
    "lab indeterminate, tables normal": (
        "CYP2D6 *1/*2 - check first",
        "The lab could not tell",
        "Lab says: indeterminate",
        "Tables say: normal metabolizer",
    ),
    "lab leaves open": (
        "CYP2D6 *1/*4 - check first",
        "Not certain",
        "Lab says: poor metabolizer or intermediate metabolizer",
        "Tables say: intermediate metabolizer",
    ),
    "allele not in the tables, lab normal": (
        "CYP2D6 *1/*999 - check first",
        "About the same as most",
        "Lab says: normal metabolizer",
    ),
    "allele not in the tables": ("CYP2D6 *1/*999 - check first", "A form we do not know", NOT_NORMAL),
    "function uncertain": (
        "CYP2D6 *1/*22",
        "A form nobody fully knows yet",
        "Tables say: indeterminate",
        NOT_NORMAL,
    ),
    "indeterminate": ("CYP2D6", "The lab could not tell", "Lab says: indeterminate", NOT_NORMAL),
    "no call": (
        "CYP2D6 - check first",
        "Tested, but with no result",
        "Lab wrote, not used: Poor Metabolizer",
        NOT_NORMAL,
    ),
    "one allele not named, lab intermediate": (
        "CYP2D6 *4/? - check first",
        "Not settled yet",
        "Lab wrote, not used: IM",
        NOT_NORMAL,
    ),
    "not readable": ("CYP2D6 *1/*2/*4 - check first", "We could not read it", NOT_NORMAL),
    "conflicting": ("CYP2D6 *1/*1; *1/*4 - check first", "Two results that do not match", NOT_NORMAL),
    "several readings": (
        "CYP2D6 *1/*4 or *2/*10 - check first",
        "Not certain",
        "Tables say: intermediate metabolizer or normal metabolizer",
    ),
    "copies not counted": (
        "CYP2D6 *1/*4 - check first",
        "Slower than most",
        "Tables say: intermediate metabolizer",
    ),
    "not tested": ("CYP2D6", "Not tested", NOT_NORMAL),
}


def _card(cyp2d6: str, cyp2c19: str) -> tuple[Interpretation, ResultsCard] | None:
    interpretation = interpretation_of(cyp2d6, cyp2c19)
    return interpretation and (interpretation, results_card(interpretation, made_on=MADE_ON))


def _said(result: CardResult) -> tuple[str, ...]:
    return tuple(map(WORDS, (result.name, result.word, *result.terms)))


@pytest.mark.parametrize("kind", SAID)
def test_each_kind_of_result_is_said_for_what_it_is(kind: str) -> None:
    """Plain word and term, whose term it is, both where lab and tables differ, and what is not known or settled."""
    found = _card(kind, "normal")
    assert found is not None
    assert SAID[kind] in [_said(result) for result in found[1].results]


@pytest.mark.parametrize(("cyp2d6", "cyp2c19"), PAIRS)
def test_unknown_is_never_normal_and_a_doubt_is_never_left_out(cyp2d6: str, cyp2c19: str) -> None:
    """Over the whole grid: what has no phenotype says so, what needs a review says so, what differs stands twice."""
    found = _card(cyp2d6, cyp2c19)
    if found is None:
        return
    interpretation, card = found
    to_check = {reason.values["gene"] for reason in interpretation.review.reasons}
    genes = {gene.gene: gene for gene in interpretation.genes}
    assert len(card.results) == len(interpretation.explained_genes)
    for name, result in zip(interpretation.explained_genes, card.results, strict=True):
        gene, (line, word, *terms) = genes[name], _said(result)
        assert line.startswith(name)
        assert line.endswith("check first") == (name in to_check)
        if not gene.status.has_phenotype:
            assert word not in {"About the same as most", "Not certain"}
            assert (NOT_NORMAL in terms) or gene.agreement is Agreement.DIFFERS
        if gene.agreement is Agreement.DIFFERS:
            assert [term.split(" ")[0] for term in terms] == ["Lab", "Tables"]
            assert name in to_check
            assert "differ" in WORDS(result.instead)
    assert ("Must be checked first" in WORDS(card.safety)) == interpretation.review.needed
    assert WORDS(card.safety).startswith("Not a prescription.")


@pytest.mark.parametrize(("cyp2d6", "cyp2c19"), PAIRS[::7])
def test_the_code_says_the_same_as_the_card(cyp2d6: str, cyp2c19: str) -> None:
    """Its whole content is the card's lines; each shorter one has every gene and the safety line, and says more is."""
    found = _card(cyp2d6, cyp2c19)
    if found is None:
        return
    card = found[1]
    whole, *shorter = [tuple(map(WORDS, lines)) for lines in card.code]
    facts = tuple(f"{WORDS(fact.label)}: {WORDS(fact.value)}" for fact in card.facts)
    assert whole == (
        WORDS(card.owner),
        *(line for result in card.results for line in _said(result)),
        *facts,
        WORDS(card.safety),
    )
    for lines in shorter:
        assert WORDS(card.safety).startswith(lines[-2])
        assert lines[-2].startswith("Not a prescription.")
        assert lines[-1] == "More in the handout."
        for result in card.results:
            assert any(line.startswith(WORDS(result.name)[:20]) for line in lines)
            assert all(WORDS(term) in lines for term in result.terms)
            assert WORDS(result.word) in lines or any(" say" in WORDS(term) for term in result.terms)
    assert all(text.isascii() for line in whole for text in line if text not in "≥")


@pytest.mark.parametrize(
    ("said", "owner", "facts"),
    [
        ({}, "PT-1", ("Made November 23, 2026",)),
        ({"name": "Zoë Nguyễn"}, "Zoë Nguyễn", ("ID PT-1", "Made November 23, 2026")),
        (
            {"name": "Zoë", "birth_date": "1988", "lab": "A Lab", "collected_on": "2026-01-02"},
            "Zoë",
            ("Born 1988", "ID PT-1", "Lab A Lab", "Sample taken 2026-01-02"),
        ),
        ({"collected_on": "2026-01-02", "reported_on": "2026-01-09"}, "PT-1", ("Lab report 2026-01-09",)),
        (
            {"name": "N" * 300, "lab": "L" * 300},
            "N" * 59 + "…",
            ("ID PT-1", f"Lab {'L' * 59}…", "Made November 23, 2026"),
        ),
        ({"id": ""}, "no name given", ("Made November 23, 2026",)),
    ],
)
def test_whose_it_is_from_where_and_of_when(said: dict[str, str], owner: str, facts: tuple[str, ...]) -> None:
    """The card names the person, else the id; its date is the report's, else the sample's, else the handout's."""
    interpretation = interpretation_of("normal", "normal")
    assert interpretation is not None
    patient = interpretation.patient.model_copy(update={"id": "PT-1", "name": None, **said})
    card = results_card(interpretation.model_copy(update={"patient": patient}), made_on=MADE_ON)
    assert WORDS(card.owner) == f"Gene results: {owner}"
    assert tuple(f"{WORDS(fact.label)} {WORDS(fact.value)}" for fact in card.facts) == facts


@pytest.mark.parametrize(("kind", "review"), [("normal", False), ("older cut-off", True), ("no call", True)])
def test_the_card_has_a_page_of_its_own_where_it_was_asked_for(kind: str, review: bool) -> None:
    """The last section is the patient's, with the card alone, and says first if a professional must check it."""
    interpretation = interpretation_of(kind, "normal")
    assert interpretation is not None
    without = build_handout(interpretation, made_on=MADE_ON)
    handout = build_handout(interpretation, made_on=MADE_ON, results_card=True)
    *others, page = handout.sections
    assert tuple(others) == without.sections
    assert page.audience is Audience.PATIENT
    assert [block.kind for block in page.blocks if isinstance(block, ResultsCard)] == ["results_card"]
    assert any(isinstance(block, Callout) for block in page.blocks) == review
    assert all(WORDS(text) for text in texts_in(page))
