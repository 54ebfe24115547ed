"""What a handout says of interacting medicines and of names that are not in the tables."""

from __future__ import annotations

import re

import pytest

from pgx_reader.models.document import Audience, Document, Items, MedicineCards, Paragraph, Text
from pgx_reader.tables import load_tables
from pgx_reader.wording import load_wording
from tests.grid import document_of, patient_blocks, texts_in

WORDING = load_wording("en")
INTERACTING = tuple(dict.fromkeys(row.drug for row in load_tables().interactions))
GUIDED = {drug for guidelines in load_tables().guidelines.values() for drug in guidelines}
ASK = "Ask: “Do my other pills matter?” Tell your pharmacist all you take."
NUMBER = re.compile(r"\d[.,]\d|\bscore\b|\d\s*%|\bmg\b")


def document(*medicines: str, cyp2d6: str = "score 1.0", cyp2c19: str = "normal") -> Document:
    """The handout of an invented patient who takes these."""
    found = document_of(cyp2d6, cyp2c19, medicines)
    assert found is not None
    return found


def good_to_know(handout: Document) -> list[str]:
    """The sentences of the block "Good to know" on what else the patient takes, item by item."""
    lists = [block for block in patient_blocks(handout) if isinstance(block, Items)]
    (found,) = [block for block in lists if any(t.message.startswith("good_to_know.") for t in texts_in(block))]
    return [_said(item) for item in found.items if item[0].message != "good_to_know.family"]


def card(handout: Document, name: str) -> str:
    """All that a medicine's card says it may mean."""
    cards = [c for block in patient_blocks(handout) if isinstance(block, MedicineCards) for c in block.cards]
    (found,) = [c for c in cards if c.name == name]
    return _said(found.meaning)


def before_the_cards(handout: Document) -> str:
    """The paragraph over the cards."""
    paragraphs = [block for block in patient_blocks(handout) if isinstance(block, Paragraph)]
    return next(_said(p.sentences) for p in paragraphs if p.sentences[0].message == "medicines.keep_taking")


def sources(handout: Document) -> str:
    """The last words of the patient's part."""
    paragraphs = [block for block in patient_blocks(handout) if isinstance(block, Paragraph)]
    return next(_said(p.sentences) for p in paragraphs if p.sentences[-1].message == "sources.fda")


def for_professionals(handout: Document) -> str:
    """Every sentence of the professional's page."""
    (section,) = [section for section in handout.sections if section.audience is Audience.PROFESSIONAL]
    return _said(tuple(texts_in(section)))


def not_in_tables(handout: Document) -> str:
    """What the patient is told of names that are not in the tables."""
    paragraphs = [block for block in patient_blocks(handout) if isinstance(block, Paragraph)]
    return " ".join(_said(p.sentences) for p in paragraphs if p.sentences[0].message.startswith("medicines."))


def _said(texts: tuple[Text, ...]) -> str:
    return " ".join(map(WORDING.plain, texts))


GENERAL = ["Other pills can slow these genes down or speed them up. Tell your pharmacist all you take."]
SAID = [
    ((), GENERAL),
    (("codeine",), GENERAL),
    (("wonderdrug",), GENERAL),
    (
        ("bupropion",),
        [
            "Your bupropion can slow CYP2D6 down.",
            ASK,
        ],
    ),
    (
        ("quinidine", "Wellbutrin", "sertraline"),
        [
            "Your quinidine and bupropion can slow CYP2D6 down.",
            "Your sertraline may slow CYP2D6 down a little.",
            ASK,
        ],
    ),
    (
        ("rifampin", "ritonavir"),
        [
            "Your rifampin can speed CYP2C19 up.",
            "Your ritonavir may speed CYP2C19 up a little.",
            ASK,
        ],
    ),
    (
        ("St Johns Wort",),
        [
            "Your St. John's wort can speed CYP2C19 up.",
            "What we say of St. John's wort is from a paper of 2022. Ask: “Do my other pills matter?” "
            "Tell your pharmacist all you take.",
        ],
    ),
]


@pytest.mark.parametrize(("medicines", "expected"), SAID)
def test_what_else_the_patient_takes_is_said_by_name(medicines: tuple[str, ...], expected: list[str]) -> None:
    """A sentence for each gene and degree; the general one where nothing is listed."""
    assert good_to_know(document(*medicines)) == expected


def test_a_long_list_does_not_flood_the_page() -> None:
    """With every interacting medicine on the list, each sentence names a few and counts the others."""
    sentences = good_to_know(document(*INTERACTING))
    alone = good_to_know(document(*(drug for drug in INTERACTING if drug not in GUIDED)))
    four = "bupropion, fluoxetine, quinidine, terbinafine"
    assert f"Your {four} and 5 more on your doctor’s page can slow CYP2D6 down." in alone
    assert len(sentences) <= 9
    page = for_professionals(document(*INTERACTING))
    assert all(f"{drug} " in page for drug in INTERACTING if not drug.startswith("st."))


def test_the_card_of_an_affected_medicine_says_so() -> None:
    """Codeine's card names what slows it; a card of a medicine that nothing affects says nothing of it."""
    handout = document("codeine", "duloxetine", "sertraline", "citalopram")
    assert card(handout, "codeine").endswith("Your duloxetine can slow this down.")
    assert "slow this down" not in card(handout, "citalopram")
    assert "slow this down" not in card(document("codeine", "citalopram"), "codeine")


def test_what_slows_a_little_is_said_below_and_not_on_the_card() -> None:
    """A weak inhibitor is named once: with the one medicine that it slows, or with the gene where that is not one."""
    one = document("codeine", "sertraline")
    assert good_to_know(one)[0] == "Your sertraline may slow codeine down a little."
    two = document("codeine", "metoprolol", "sertraline")
    assert good_to_know(two)[0] == "Your sertraline may slow CYP2D6 down a little."
    none = document("sertraline")
    assert good_to_know(none)[0] == "Your sertraline may slow CYP2D6 down a little."
    assert "sertraline" not in card(one, "codeine") + card(two, "codeine")


def test_what_holds_for_several_cards_is_said_once_before_them() -> None:
    """One that is slowed is told on its card; two and more together, by name, with all that slows them."""
    one = document("fluvoxamine", "clopidogrel", "codeine")
    two = document("fluvoxamine", "voriconazole", "clopidogrel", "citalopram", "codeine")
    assert card(one, "clopidogrel").endswith("Your fluvoxamine can slow this down.")
    assert "slow down" not in before_the_cards(one)
    assert "Your fluvoxamine and voriconazole can slow down clopidogrel and citalopram." in before_the_cards(two)
    assert "slow this down" not in card(two, "clopidogrel") + card(two, "citalopram")
    assert card(two, "voriconazole").endswith("Your fluvoxamine can slow this down.")


def test_many_ways_are_one_sentence_before_the_cards() -> None:
    """Where other pills change the medicines in more than two ways, one sentence names them, and no card repeats it."""
    handout = document("fluvoxamine", "paroxetine", "mirabegron", "clopidogrel", "codeine", "clomipramine")
    assert "can slow some of these down." in before_the_cards(handout)
    assert "fluvoxamine" in before_the_cards(handout)
    for name in ("fluvoxamine", "paroxetine", "mirabegron", "clopidogrel", "codeine", "clomipramine"):
        assert "slow this down" not in card(handout, name)


def test_the_fdas_list_is_among_the_sources() -> None:
    """The paper names who says that a medicine slows a gene, and the year of the list."""
    assert "and FDA, 2021 to 2026." in sources(document("bupropion", "codeine"))
    assert "2026" not in sources(document("codeine"))


def test_an_inducer_and_an_herb_speed_up() -> None:
    """Citalopram beside rifampin, and beside St. John's wort."""
    for name, told in (("rifampin", "rifampin"), ("St. John's wort", "St. John's wort")):
        said = card(document("citalopram", name), "citalopram")
        assert said.endswith(f"Your {told} can speed this up.")


def test_paroxetine_has_a_card_and_is_named_and_does_not_slow_itself() -> None:
    """It stands in both places, and its own card does not say that it is slowed."""
    handout = document("paroxetine")
    assert "Your paroxetine can slow CYP2D6 down." in good_to_know(handout)
    assert "else you take" not in card(handout, "paroxetine")


@pytest.mark.parametrize(
    "cyp2d6", ["poor", "score 0.25", "open copy number", "normal", "no call", "function uncertain"]
)
def test_patients_meet_no_number_and_no_order(cyp2d6: str) -> None:
    """Whatever is taken: no score, decimal or dose, and nobody is told to stop anything."""
    handout = document(*INTERACTING, "codeine", "metoprolol", cyp2d6=cyp2d6)
    for block in patient_blocks(handout):
        for text in texts_in(block):
            if text.message.startswith(("interactions.", "card.other_pills")):
                said = WORDING.plain(text)
                assert not NUMBER.search(said)
                assert "stop" not in said


def test_the_professional_reads_the_pairs_their_source_and_that_the_list_is_not_complete() -> None:
    """Medicine, gene, effect, what it meets, source and date; and what a list of examples leaves open."""
    page = for_professionals(document("bupropion", "codeine", "rifampin"))
    for words in ("strong inhibitor", "strong inducer", "FDA, May 29, 2026", "gives examples and is not complete"):
        assert words in page
    assert "Medicines on the list that change an enzyme" not in for_professionals(document("codeine"))


def test_the_professional_reads_cpics_estimate_as_an_estimate() -> None:
    """The estimated score, its guideline, that results are unchanged, and that nobody agrees for antidepressants."""
    page = for_professionals(document("bupropion", "codeine"))
    assert "codeine with bupropion: the guideline CPIC 2021 estimates a CYP2D6 activity score of 0.0." in page
    assert "the results above are unchanged" in page
    assert "the guideline CPIC 2023 says that there is no consensus" in page
    page = for_professionals(document("quinidine", "metoprolol"))
    assert "metoprolol with quinidine: the guideline CPIC 2024" in page
    assert "consensus" not in page


def test_names_that_are_not_in_the_tables_are_said_and_do_not_flood_the_page() -> None:
    """Of 300 entries six are named to the patient and the others counted; the professional reads them all."""
    names = tuple(f"herb number{n}" for n in range(1, 301))
    handout = document(*names)
    assert "herb number6 and 294 more on your doctor’s page" in not_in_tables(handout)
    assert "herb number7" not in not_in_tables(handout)
    page = for_professionals(handout)
    assert all(name in page for name in names)


def test_a_misspelled_name_is_not_replaced() -> None:
    """The patient reads the name as given, the professional the nearest one too, and that it was not used."""
    handout = document("citalopran", "Zolft 50 mg", "aspirin")
    assert "Not in our tables: citalopran, Zolft and aspirin." in not_in_tables(handout)
    page = for_professionals(handout)
    assert "citalopran (nearest name there: citalopram; not used)" in page
    assert "Zolft (nearest name there: Zoloft (sertraline); not used)" in page


def test_a_medicine_without_a_guideline_is_not_called_unknown() -> None:
    """Bupropion is in the block on other pills; where its gene was not tested, it is named all the same."""
    assert not_in_tables(document("bupropion")).startswith("Is yours not here?")
    assert "Not in our tables" not in not_in_tables(document("bupropion"))
    untested = document("bupropion", cyp2d6="not tested")
    assert "This paper has no advice on bupropion." in not_in_tables(untested)
    assert good_to_know(untested) == GENERAL
    assert "only for what they do to an enzyme: bupropion" in for_professionals(untested)
