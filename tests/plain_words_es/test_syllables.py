"""The counting of Spanish syllables, rule by rule."""

from __future__ import annotations

import pytest

from tests.plain_words_es.score import score, sentences_of
from tests.plain_words_es.syllables import syllables

CASES = [
    # Rule 1: groups of vowels.
    ("gen", 1), ("causa", 2), ("ciudad", 2), ("cuidado", 3), ("aéreo", 4), ("leer", 2), ("farmacia", 3), ("buey", 1),
    ("medicina", 4), ("laboratorio", 5), ("ansiedad", 3), ("peor", 2), ("ruido", 2), ("también", 2), ("acción", 2),
    # Rule 2: stressed close vowels.
    ("día", 2), ("país", 2), ("mayoría", 4), ("oído", 3), ("baúl", 2), ("continúe", 4), ("energía", 4), ("río", 2),
    # Rule 3: h.
    ("ahora", 3), ("prohibido", 3), ("ahí", 2), ("hielo", 2), ("alcohol", 3), ("dicho", 2), ("ahumado", 3),
    ("hígado", 3),
    # Rule 4: y.
    ("y", 1), ("muy", 1), ("hoy", 1), ("ya", 1), ("ayuda", 3), ("suyo", 2), ("estoy", 2),
    # Rule 5: silent u.
    ("que", 1), ("quien", 1), ("seguir", 2), ("guía", 2), ("siguiente", 3), ("antigüedad", 4), ("pingüino", 3),
    ("agua", 2),
    # What is not spelled as it is spoken.
    ("988", 6), ("2025", 6), ("FDA", 3), ("A", 1), ("Ahí", 2), ("ultrarrápido", 5),
]  # fmt: skip


@pytest.mark.parametrize(("word", "expected"), CASES)
def test_a_word_has_its_syllables(word: str, expected: int) -> None:
    """Every rule of the module holds in its cases."""
    assert syllables(word) == expected


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("Esto no es una receta. Hable antes con su médico.", [5, 5]),
        ("Pregunte: “¿Va bien mi dosis con mis genes?” Siga con todo igual.", [8, 4]),
        ("Su laboratorio lo llama “metabolizador lento”. Eso no lo juzga.", [6, 4]),
        ("Llame a este número en EE. UU. a toda hora.", [10]),
        ("Más lento. Sin resultado.", []),
        ("amitriptyline (Elavil), codeine (Tylenol with Codeine) y doxepin", []),
        ("Hable de codeine (Tylenol with Codeine) e imipramine hoy.", [7]),
    ],
)
def test_sentences_are_counted_strictly(text: str, lengths: list[int]) -> None:
    """A name is one word, an abbreviation ends no sentence, and fragments and lists of names are left out."""
    assert [len(words) for words in sentences_of(text)] == lengths


def test_the_score_is_the_formula() -> None:
    """Five words with eight syllables in one sentence; a heading and a label change nothing."""
    text = "Esto no es una receta."
    found = score([("H1", "Un título de cinco palabras"), ("Lbl", "Una etiqueta de cinco palabras"), ("P", text)])
    assert found.inflesz == pytest.approx(206.835 - 62.3 * 9 / 5 - 5)
    assert (found.mean, found.longest, found.words) == (5, 5, 5)
