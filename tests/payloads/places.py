"""Every place that a file or a user can put a text into, and an invented patient with the same text in all of them."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from io import BytesIO, StringIO
from typing import Any
from unicodedata import category, normalize

from PIL import Image

from pgx_reader import build_handout, interpret, read_results
from pgx_reader.batch.options import name_of_reviewer
from pgx_reader.errors import LetterheadError
from pgx_reader.models.document import Document
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.models.letterhead import Letterhead
from pgx_reader.models.results import Results
from pgx_reader.pipeline import letterhead_of
from pgx_reader.readers import name_as_text
from tests.grid import MADE_ON

HARMLESS = "Quentin Sample"
"""A text that nobody has anything against."""

WORD_FOR_WORD = (
    "patient_id", "patient_name", "birth_date", "sex", "collected_on", "reported_on", "lab", "specimen", "test",
)  # fmt: skip
"""Columns that are quoted and never understood: they stand in a handout as they stand in the file."""

UNDERSTOOD = ("gene", "diplotype", "phenotype", "activity_score", "medicines", "alleles_tested", "copy_number_tested")
"""Columns that are understood, or refused and quoted."""

OTHER = ("a heading", "a cell that is not read", "the file's name")
ASKED = ("--medicine", "--reviewed-by")
LETTERHEAD = ("clinic.name", "clinic.address", "logo.alternative", "help.crisis_name")
PLACES = (*WORD_FOR_WORD, *UNDERSTOOD, *OTHER, *ASKED, *LETTERHEAD)


def _small_logo() -> bytes:
    picture = BytesIO()
    Image.new("L", (100, 100)).save(picture, "PNG")
    return picture.getvalue()


_LONGEST = 120
_CONTROLS = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_LOGO = _small_logo()


@dataclass(frozen=True)
class Told:
    """What became of a text in all places: the results, the interpretation and the handout, with the clinic's own."""

    results: Results
    interpretation: Interpretation
    document: Document


def rows_with(text: str, *, everywhere: bool) -> list[dict[str, str]]:
    """
    The rows of an invented patient who has the text in every column that is quoted word for word.

    `everywhere`: in the others too, beside a result that can be explained.
    """
    who = dict.fromkeys(WORD_FOR_WORD, text)
    rows = [who | {"gene": "CYP2D6", "diplotype": "*4/*4", "medicines": "codeine"}]
    if everywhere:
        rows[0] |= {"medicines": f"codeine; {text}", "alleles_tested": text, "copy_number_tested": text}
        rows += [
            who | {"gene": text, "diplotype": text},
            who | {"gene": "CYP2C19", "diplotype": text, "phenotype": text, "activity_score": text, text: text},
        ]
    return rows


def as_json(rows: list[dict[str, str]]) -> bytes:
    """Rows as JSON, in which any text can stand."""
    return json.dumps(rows).encode()


def as_table(rows: list[dict[str, str]]) -> bytes:
    """Rows as CSV, in which any text can stand that has no NUL and no half of a letter."""
    text = StringIO()
    columns = list(dict.fromkeys(column for row in rows for column in row))
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8", "replace")


@cache
def quoted(text: str) -> Told:
    """A text in the columns that are quoted word for word, through all stages."""
    results = read_results(BytesIO(as_json(rows_with(text, everywhere=False))))
    interpretation = interpret(results.patients[0])
    return Told(results, interpretation, build_handout(interpretation, made_on=MADE_ON))


@cache
def everywhere(text: str) -> Told:
    """A text in all places, through all stages. Where option or letterhead refuse it, a harmless one stands there."""
    results = read_results(BytesIO(as_json(rows_with(text, everywhere=True))), name=name_as_text(text))
    interpretation = interpret(results.patients[0], medicines=(name_as_text(text),), reviewed_by=_name(text))
    document = build_handout(interpretation, made_on=MADE_ON, letterhead=_letterhead_with(text))
    return Told(results, interpretation, document)


def _letterhead_with(text: str) -> Letterhead:
    """A clinic's letterhead with the text in every place of it that takes it."""
    sections = _sections()
    for section, key, value in (
        ("clinic", "name", text),
        ("clinic", "address", [text]),
        ("logo", "alternative", text),
        ("help", "crisis_name", text),
    ):
        changed = sections | {section: sections[section] | {key: value}}
        try:
            letterhead_of({key: changed[key] for key in {"clinic", section}}, logo=_LOGO)
        except LetterheadError:
            continue
        sections = changed
    return letterhead_of(sections, logo=_LOGO)


def _sections() -> dict[str, dict[str, Any]]:
    return {
        "clinic": {"name": HARMLESS, "address": [HARMLESS], "phone": "555-0100"},
        "logo": {"file": "logo.png", "alternative": HARMLESS},
        "help": {"crisis_line": "555-0101", "emergency": "555-0102", "crisis_name": HARMLESS},
    }


def seen(text: str) -> str:
    """What a page shows of a text: one line, cut where it is endless, composed; nothing where nobody sees any of it."""
    if all(category(c)[0] in "CZ" for c in text):
        return ""
    line = " ".join(text.split())
    cut = line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
    return " ".join(normalize("NFC", "".join(c for c in cut if category(c) not in _CONTROLS)).split())


def controls_in(text: str, *, allowed: str = "") -> set[str]:
    """The characters of a text that a terminal acts on or that turn a line round, but for those allowed."""
    return {c for c in set(text) - set(allowed) if category(c) in _CONTROLS}


def _name(text: str) -> str:
    try:
        return name_of_reviewer(text)
    except ValueError:
        return HARMLESS
