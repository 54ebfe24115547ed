"""The program's own words in values are messages; what a lab wrote is not touched."""

from __future__ import annotations

import pytest

from pgx_reader.handout.terms import in_words, say_note
from pgx_reader.models.results import Note
from pgx_reader.wording import load_wording
from tests.grid import CYP2C19, CYP2D6, interpretation_of

EN, ES = load_wording("en"), load_wording("es")


@pytest.mark.parametrize(
    ("value", "spanish"),
    [
        ("Poor Metabolizer", "Metabolizador lento"),
        ("Poor Metabolizer or Intermediate Metabolizer", "Metabolizador lento o Metabolizador intermedio"),
        ("≥2.0 (1.25 to 1.5; 2.0 to 2.5)", "≥2.0 (1.25 a 1.5; 2.0 a 2.5)"),
        ("≥2.0 (3.0 or more)", "≥2.0 (3.0 o más)"),
        ("Ultrarapid Metabolizer (2.5 or more)", "Metabolizador ultrarrápido (2.5 o más)"),
        ("0.5 or 0.25", "0.5 o 0.25"),
        ("No function", "sin función"),
        ("No Result", "sin resultado"),
        ("n/a", "puntaje no disponible"),
        ("none", "ninguno"),
        ("1.0", "1.0"),
        ("", ""),
    ],
)
def test_a_value_is_said_in_the_language(value: str, spanish: str) -> None:
    """Terms, ranges and "or" are translated, numbers are not, and English is word for word the value."""
    assert (EN.plain(in_words(value)), ES.plain(in_words(value))) == (value, spanish)


def test_every_key_and_note_of_the_grid_is_the_same_in_english() -> None:
    """Whatever the stages put together, saying it in English changes no letter of it."""
    for cyp2d6, cyp2c19 in [*((kind, "poor") for kind in CYP2D6), *(("poor", kind) for kind in CYP2C19)]:
        interpretation = interpretation_of(cyp2d6, cyp2c19)
        assert interpretation is not None
        keys = {key for m in interpretation.medicines for s in m.statements for key in s.genes.values()}
        assert {EN.plain(in_words(key)) for key in keys} == keys
        for gene in interpretation.genes:
            for note in gene.notes:
                assert all(value in EN.plain(say_note(note)) for value in note.values.values()), note


def test_what_a_lab_wrote_stays_as_it_is() -> None:
    """A term in a quotation of the file is not translated."""
    values = {"gene": "CYP2D6", "reported": "Poor Metabolizer"}
    assert "“Poor Metabolizer”" in ES.plain(say_note(Note(code="note.phenotype_beside_no_call", values=values)))
