"""The rules of the measure: what counts as a sentence and as a word, and that they cannot be cheated."""

from __future__ import annotations

import pytest

from tests.plain_words.english import ENGLISH
from tests.plain_words.english import syllables as english_syllables
from tests.plain_words.handouts import DRUGS, LANGUAGES
from tests.plain_words.score import Language, Measure, neutral, sentences_of, words
from tests.plain_words.spanish import SPANISH
from tests.plain_words.spanish import syllables as spanish_syllables

CODES = [language.code for language in LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES, ids=CODES)
@pytest.mark.parametrize("name", [*DRUGS, "Celexa", "St. John’s wort", "Toprol-XL", "CYP2D6", "SLCO1B1"])
def test_every_name_is_neutral(name: str, language: Language) -> None:
    """A medicine, brand or gene is one word, wherever it stands."""
    assert neutral(f"Ask about {name}, now.", language) == f"Ask about {language.name}, now."


def test_the_neutral_words_have_two_syllables() -> None:
    """A name costs as much as any everyday word."""
    assert english_syllables(ENGLISH.name) == spanish_syllables(SPANISH.name) == 2


@pytest.mark.parametrize("language", LANGUAGES, ids=CODES)
def test_no_other_word_is_taken_for_a_name(language: Language) -> None:
    """No message loses a word of its own to a medicine's name: only genes are names in them."""
    for text in language.wording.messages.values():
        genes = sum(map(text.count, ("CYP2D6", "CYP2C19", "UGT2B17")))
        assert neutral(text, language).count(language.name) == text.count(language.name) + genes


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
    assert sentences_of(elements, ENGLISH) == sentences


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("Esto no es una receta. Hable antes con su médico.", [5, 5]),
        ("Pregunte: “¿Va bien mi dosis con mis genes?” Siga con todo igual.", [8, 4]),
        ("Su laboratorio lo llama “metabolizador lento”. Eso no lo juzga.", [6, 4]),
        ("Llame a este número en EE. UU. a toda hora.", [10]),
        ("Más lento. Sin resultado.", []),
        ("Hable antes de cualquier cambio", [5]),
        ("amitriptyline (Elavil), codeine (Tylenol with Codeine) y doxepin", []),
        ("Hable de codeine (Tylenol with Codeine) e imipramine hoy.", [7]),
        ("Con St. John’s wort esto puede ir más rápido.", [7]),
    ],
)
def test_rules_in_spanish(text: str, lengths: list[int]) -> None:
    """A name is one word, an abbreviation ends no sentence, fragments and lists of names are left out, labels count."""
    assert [len(words(sentence)) for sentence in sentences_of([("P", text)], SPANISH)] == lengths


@pytest.mark.parametrize(
    ("language", "text", "footer", "sentences"),
    [
        (
            ENGLISH,
            "This is not a prescription.",
            ["This is not a prescription. Ask your doctor about it.", "Zoë Sample · PT-1 · November 23, 2026"],
            ["This is not a prescription.", "Ask your doctor about it."],
        ),
        (
            SPANISH,
            "Esto no es una receta.",
            ["Esto no es una receta. Hable con su médico.", "Zoë Sample · PT-1 · 23 de noviembre de 2026"],
            ["Esto no es una receta.", "Hable con su médico."],
        ),
    ],
    ids=CODES,
)
def test_the_footer_counts_once(language: Language, text: str, footer: list[str], sentences: list[str]) -> None:
    """A sentence of the footer counts where nothing above says it, and then once; whose paper it is is no sentence."""
    assert sentences_of([("P", text)], language, footer) == sentences


@pytest.mark.parametrize("language", LANGUAGES, ids=CODES)
def test_a_text_in_fragments_scores_no_better(language: Language) -> None:
    """Chopping a sentence into pieces of three words takes them out of the score and not down."""
    assert sentences_of([("P", "Your body. Clears some medicines. More slowly.")], language) == []


def test_the_worst_is_on_the_side_of_the_limit() -> None:
    """A grade is worst where it is highest, an ease where it is lowest; the limit itself holds."""
    grade, ease = Measure(len, 6), Measure(len, 65, at_least=True)
    assert (grade.worst([5, 7]), ease.worst([64, 66])) == (7, 64)
    assert [grade.holds(found) for found in (6, 6.1)] == [ease.holds(found) for found in (65, 64.9)] == [True, False]
