"""The wording: messages, values, and that nothing is missing, stale or mistaken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import pgx_reader
from pgx_reader.errors import WordingError
from pgx_reader.handout.cards import DEPENDS_ON
from pgx_reader.models.document import Link, Text, verbatim
from pgx_reader.tables import load_tables
from pgx_reader.terms import Basis, Effect, Function, GeneStatus, MedicineGroup, Phenotype, Preference, Strength
from pgx_reader.wording import Run, Wording, available_languages, load_wording
from tests.grid import CYP2C19, CYP2D6, document_of, talk_of, texts_in

WORDING = Wording(
    "xx",
    {
        "language.tag": "en-GB",
        "verbatim": "{text}",
        "list.separator": ", ",
        "list.and": " and ",
        "plain": "One **bold** word.",
        "value": "Take {what}.",
        "boldly": "**See {what}**",
    },
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (Text(message="plain"), (Run("One "), Run("bold", bold=True), Run(" word."))),
        (Text(message="value", values={"what": "**this**"}), (Run("Take **this**."),)),
        (Text(message="value", values={"what": "{x}"}), (Run("Take {x}."),)),
        (Text(message="value", values={"what": 3}), (Run("Take 3."),)),
        (Text(message="value", values={"what": 2026}), (Run("Take 2026."),)),
        (Text(message="value", values={"what": date(2026, 3, 4)}), (Run("Take 4 March 2026."),)),
        (Text(message="value", values={"what": ("a", verbatim("b"), "c")}), (Run("Take a, b and c."),)),
        (
            Text(message="boldly", values={"what": Link(text=verbatim("this"), url="https://example.org/")}),
            (Run("See ", bold=True), Run("this", bold=True, url="https://example.org/")),
        ),
    ],
)
def test_a_text_becomes_words(text: Text, expected: tuple[Run, ...]) -> None:
    """Values are put in as they are: nothing in them is markup or a placeholder."""
    assert WORDING.runs(text) == expected


@pytest.mark.parametrize(
    "text", [Text(message="absent"), Text(message="value"), Text(message="plain", values={"what": "more"})]
)
def test_a_message_or_value_that_is_not_there_is_an_error(text: Text) -> None:
    """A missing message, a missing value and a value too many are errors, never words of another language."""
    with pytest.raises(WordingError):
        WORDING.runs(text)


def test_an_unknown_language_is_an_error_that_names_the_known_ones() -> None:
    """A language that is not there is refused."""
    with pytest.raises(WordingError, match="available: en"):
        load_wording("tlh")


@pytest.fixture(scope="module")
def used() -> frozenset[str]:
    """Every message that the code names, a handout or talk of the grid holds, or a closed list calls for."""
    package = Path(pgx_reader.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    named = set(re.findall(r'"([a-z_]+(?:\.[A-Za-z_0-9]+)*)"', code))
    kinds = [*((kind, "normal") for kind in CYP2D6), *(("normal", kind) for kind in CYP2C19), ("poor", "ultrarapid")]
    drugs = tuple(load_tables().drugs)
    parts = [(), *(drugs[n : n + 6] for n in range(0, len(drugs), 6)), (*drugs[:7], "wonderdrug")]
    parts += [
        beside for row in load_tables().interactions for beside in ((row.drug,), (row.drug, "citalopram", "codeine"))
    ]
    # All medicines where their statements differ most; for each other kind of result, none and the first few.
    telling = [
        ("poor", "ultrarapid"),
        ("intermediate, no diplotype", "normal"),
        ("ultrarapid", "normal"),
        ("score 1.0", "normal"),
        ("normal", "poor"),
    ]
    documents = (document_of(*pair, part) for pair in kinds for part in (parts if pair in telling else parts[:2]))
    shown = {message for document in documents if document for message in _messages(document)}
    unclear = [("not tested", "no call"), ("no call", "poor")]
    talks = (talk_of(*pair, part) for pair in [*kinds, *unclear] for part in parts[:2])
    shown |= {message for talk in talks if talk for message in _messages(talk)}
    shown |= {f"why.effect.{effect.value}" for effect in Effect} | {f"why.basis.{basis.value}" for basis in Basis}
    shown |= {f"why.status.{status.value}" for status in GeneStatus}
    effects = {f"card.{effect.value}{calm}" for effect in Effect for calm in ("", ".calm")}
    explained = {f"note.{preference.value}_explained" for preference in Preference}
    groups = {f"group.{group.value}" for group in MedicineGroup}
    depends = {f"card.depends.{what}" for what in DEPENDS_ON.values()}
    terms = {f"{family}.{p.name.lower()}" for p in Phenotype for family in ("phenotype", "phenotype.standard")}
    terms |= {f"function.{function.name.lower()}" for function in Function}
    terms |= {f"pro.strength.{strength.name.lower()}" for strength in Strength}
    countries = {f"country.{country}" for country in load_tables().crisis_lines}
    return frozenset(named | shown | effects | explained | depends | groups | countries | terms)


@pytest.mark.parametrize("language", available_languages())
def test_every_message_is_used(language: str, used: frozenset[str]) -> None:
    """No message is stale: each id is named in the code or stands in a handout of the grid."""
    assert sorted(load_wording(language).messages.keys() - used) == []


def _messages(value: object) -> Iterator[str]:
    """The ids of every text in a document, and of those inside their values."""
    for text in texts_in(value):
        yield text.message
        for inner in text.values.values():
            if isinstance(inner, Link):
                yield from _messages(inner.text)
            elif isinstance(inner, Text | tuple):
                yield from _messages(inner)
