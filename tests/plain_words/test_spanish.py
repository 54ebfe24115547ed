"""What is Spanish in the measure: the rules of syllables, and the formula."""

from __future__ import annotations

import pytest

from tests.plain_words.score import figures, sentences_of
from tests.plain_words.spanish import SPANISH, syllables

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
    ("988", 6), ("2025", 6), ("FDA", 3), ("A", 1), ("Ahí", 2), ("ultrarrápido", 5), ("2025.", 6), ("“seguir”,", 2),
]  # fmt: skip


@pytest.mark.parametrize(("word", "expected"), CASES)
def test_a_word_has_its_syllables(word: str, expected: int) -> None:
    """Every rule of the module holds in its cases."""
    assert syllables(word) == expected


def test_the_score_is_the_formula() -> None:
    """Five words with nine syllables in one sentence; a heading and a label change nothing."""
    text = "Esto no es una receta."
    elements = [("P", text), ("H1", "Un título de cinco palabras"), ("Lbl", "Una etiqueta de cinco palabras")]
    found = figures(sentences_of(elements, SPANISH), SPANISH)
    assert found["inflesz"] == pytest.approx(206.835 - 62.3 * 9 / 5 - 5)
    assert (found["mean"], found["longest"]) == (5, 5)
