"""Every language says all that English says, with the same values, and none says it in English."""

from __future__ import annotations

import re
from datetime import date

import pytest

from pgx_reader.errors import WordingError
from pgx_reader.models.document import Text, in_english, verbatim
from pgx_reader.tables import load_tables
from pgx_reader.wording import Run, Wording, available_languages, load_wording

ENGLISH = load_wording("en")
TRANSLATIONS = [language for language in available_languages() if language != "en"]
SPANISH = load_wording("es")
# What is the same in Spanish: "ID", "usual", and texts that are placeholders and names alone.
SAME_IN_SPANISH = {
    "facts.id", "scale.middle", "verbatim", "english", "list.separator", "pro.none", "pro.source", "pro.source.pmid",
    "pro.pmid", "pro.source.guideline", "pro.interactions.source.read", "pro.key", "pro.key.limited", "pro.key.ranges",
    "pro.key.ranges.and", "pro.agreement.with_score", "pro.allele", "results_card.result", "results_card.gene",
    "results_card.code.fact", "pro.editions.and", "why.stands", "why.source.version", "why.sum", "why.of_medicine",
    "why.key.gene",
}  # fmt: skip
# Messages for the professional's page, which may speak of doses and scores; all others are read by patients.
FOR_PROFESSIONALS = re.compile(
    r"pro\.|note\.|review\.|phenotype\.|function\.|action\.|condition\.|population\.|section\.|edition\.|strength\.|"
    r"effect\.|why\.|translation\.|signature\.|language\."
)
# What a patient must not meet: units and amounts, percentages, decimals, scores, rankings, promises, and orders.
FORBIDDEN_IN_SPANISH = re.compile(
    r"\d\s*(?:mg|mcg|g|ml|tabletas?|pastillas?|gotas?)\b|%|por ciento|\d[.,]\d|puntaje|puntuación|\bmejor(?:es)?\b|"
    r"garantiza|le va a funcionar|"
    r"\b(?:deje|suspenda|empiece|comience|duplique|reduzca|aumente) (?:a |de |su|la|el|esta)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_language_has_the_messages_of_english(language: str) -> None:
    """None is missing and none is stale; what is named here is all that a translator has left to do."""
    messages = load_wording(language).messages
    assert {
        "missing": {key: text for key, text in ENGLISH.messages.items() if key not in messages},
        "stale": sorted(messages.keys() - ENGLISH.messages.keys()),
    } == {"missing": {}, "stale": []}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_message_takes_the_same_values_in_every_language(language: str) -> None:
    """The placeholders are those of the English message, each as often, and bold words are closed."""
    wording = load_wording(language)
    unequal = {
        key: text
        for key, text in wording.messages.items()
        if sorted(_placeholders(text)) != sorted(_placeholders(ENGLISH.messages[key])) or text.count("**") % 2
    }
    assert unequal == {}


def _placeholders(text: str) -> list[str]:
    return re.findall(r"\{[a-z_0-9]+\}", text)


def test_english_says_the_genes_names_as_the_tables_do() -> None:
    """How a gene's name is said aloud is a matter of the language; for English the tables have it."""
    said = {key: text for key, text in ENGLISH.messages.items() if re.fullmatch(r"gene\.\w+\.spoken", key)}
    assert len(said) == 2
    for key, text in said.items():
        assert f"“{load_tables().genes[key.split('.')[1]].spoken}”" in text


def test_no_spanish_message_is_english() -> None:
    """A text that is the same in both languages is one of those that have no words."""
    same = {key for key, text in SPANISH.messages.items() if text == ENGLISH.messages[key]}
    assert same == SAME_IN_SPANISH


def test_spanish_patients_meet_no_dose_score_or_order() -> None:
    """No message that a patient reads holds an amount, a percentage, a decimal, a score, a ranking or an order."""
    found = {
        key: text
        for key, text in SPANISH.messages.items()
        if not FOR_PROFESSIONALS.match(key) and FORBIDDEN_IN_SPANISH.search(text)
    }
    assert found == {}


@pytest.mark.parametrize(
    ("text", "forbidden"),
    [
        ("Tome 20 mg.", True),
        ("El 7 % de la gente", True),
        ("Su puntaje es 1,5", True),
        ("Deje de tomar esta medicina.", True),
        ("Esta es la mejor medicina.", True),
        ("No empiece, deje ni cambie ninguna medicina.", False),
        ("No la deje por su cuenta.", False),
        ("Llame al 988.", False),
    ],
)
def test_the_spanish_rule_finds_what_it_forbids(text: str, forbidden: bool) -> None:
    """The pattern matches orders, amounts and rankings, and no warning against them."""
    assert bool(FORBIDDEN_IN_SPANISH.search(text)) is forbidden


@pytest.mark.parametrize("family", ["term", "phenotype", "phenotype.standard"])
def test_normal_is_never_rapid(family: str) -> None:
    """Older Spanish texts call a normal metabolizer "rápido": here only the rapid ones are called so."""
    rapid = {key for key, text in SPANISH.messages.items() if key.startswith(f"{family}.") and "rápido" in text}
    assert {key.removeprefix(f"{family}.").removeprefix("standard.") for key in rapid} == {"rapid", "ultrarapid"}


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (("codeine", "imipramine"), "codeine e imipramine"),
        (("codeine", "hydrocodone"), "codeine e hydrocodone"),
        (("codeine", "Índice"), "codeine e Índice"),
        (("codeine", "doxepin"), "codeine y doxepin"),
        (("codeine", "hierro"), "codeine y hierro"),
        (("codeine", "yodo"), "codeine y yodo"),
        (("imipramine", "codeine"), "imipramine y codeine"),
        (("a", "b", verbatim("iloperidone")), "a, b e iloperidone"),
        (("y", "y"), "y e y"),
    ],
)
def test_a_spanish_list_is_joined_by_its_sound(items: tuple[str | Text, ...], expected: str) -> None:
    """Before the sound of i, "y" is "e"; nothing inside the names is changed."""
    assert SPANISH.plain(Text(message="verbatim", values={"text": items})) == expected


@pytest.mark.parametrize(
    ("two", "expected"),
    [("2.0", "1.0 o 2.0"), ("8.0", "1.0 u 8.0"), ("11", "1.0 u 11"), ("110", "1.0 o 110"), ("otro", "1.0 u otro")],
)
def test_a_spanish_choice_is_joined_by_its_sound(two: str, expected: str) -> None:
    """Before the sound of o, "o" is "u"; a numeral sounds as it is read."""
    values = {"one": verbatim("1.0"), "two": verbatim(two)}
    assert SPANISH.plain(Text(message="term.or", values=values)) == expected


@pytest.mark.parametrize(
    ("wording", "expected"), [(ENGLISH, "November 3, 2026"), (SPANISH, "3 de noviembre de 2026")], ids=["en", "es"]
)
def test_a_date_is_written_as_the_language_does(wording: Wording, expected: str) -> None:
    """The month is a word, so that no reader takes it for the day."""
    assert wording.date(date(2026, 11, 3)) == expected


def test_english_in_a_spanish_page_is_marked() -> None:
    """A publication's title keeps its language; in an English page there is nothing to mark."""
    text = Text(
        message="pro.source.guideline", values={"source": "CPIC", "title": in_english("A guideline"), "link": ""}
    )
    assert Run("A guideline", language="en-US") in SPANISH.runs(text)
    assert {run.language for run in ENGLISH.runs(text)} == {None}


def test_a_message_that_a_language_lacks_is_never_said_in_english() -> None:
    """A translation without the message raises, and names the file to mend."""
    lacking = Wording("es", {key: text for key, text in SPANISH.messages.items() if key != "safety.lead"})
    with pytest.raises(WordingError, match=r'"safety\.lead" is missing in es\.csv'):
        lacking.runs(Text(message="safety.lead"))


def test_only_the_original_and_what_is_signed_counts_as_signed() -> None:
    """English is the original; Spanish is unsigned until `language.signed_by` names who signed it."""
    assert ENGLISH.is_signed
    assert not SPANISH.is_signed
    assert Wording("es", {**SPANISH.messages, "language.signed_by": "Ana Ortiz (invented), 2027-01-05"}).is_signed
