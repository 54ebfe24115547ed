"""Every place that a file or a user can put a text into, and an invented patient with texts in all of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO, StringIO
from itertools import cycle
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
IN_ROWS = (*WORD_FOR_WORD, *UNDERSTOOD, "a heading", "a cell that is not read")
PLACES = (*WORD_FOR_WORD, *UNDERSTOOD, *OTHER, *ASKED, *LETTERHEAD)


def _small_logo() -> bytes:
    picture = BytesIO()
    Image.new("L", (100, 100)).save(picture, "PNG")
    return picture.getvalue()


_LONGEST = 120
_KEPT = 200
_CONTROLS = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_LOGO = _small_logo()


@dataclass(frozen=True)
class Told:
    """
    What became of texts in their places: the results, the interpretation and the handout, with the clinic's own.

    `at` says which text stands in which place; those are not in it that refused theirs.
    """

    texts: tuple[str, ...]
    at: dict[str, str]
    results: Results
    interpretation: Interpretation
    document: Document

    def quoted_for(self, text: str, but: Set[str] = frozenset()) -> list[str | None]:
        """What the patient has in each place that quotes the text word for word, but for those places."""
        patient = self.interpretation.patient.model_dump()
        places = (place for place in WORD_FOR_WORD if self.at[place] == text and place not in but)
        return [patient[place.removeprefix("patient_")] for place in places]


class TwoPeopleError(Exception):
    """The texts together give the patient more than one name, so that there is no patient to look at."""


def in_turn(texts: tuple[str, ...]) -> dict[str, str]:
    """A text for each place: a single one stands in all of them, several take turns."""
    return dict(zip(PLACES, cycle(texts), strict=False))


def rows_with(text: str, *, everywhere: bool) -> list[dict[str, str]]:
    """
    The rows of an invented patient who has the text in every column that is quoted word for word.

    `everywhere`: in the others too, beside a result that can be explained.
    """
    return _rows(in_turn((text,)), everywhere=everywhere)


def _rows(at: dict[str, str], *, everywhere: bool) -> list[dict[str, str]]:
    who = {place: at[place] for place in WORD_FOR_WORD}
    rows = [who | {"gene": "CYP2D6", "diplotype": "*4/*4", "medicines": "codeine"}]
    if everywhere:
        rows[0] |= {"medicines": f"codeine; {at['medicines']}"}
        rows[0] |= {place: at[place] for place in ("alleles_tested", "copy_number_tested")}
        understood = {place: at[place] for place in ("diplotype", "phenotype", "activity_score")}
        rows += [
            who | {"gene": at["gene"], "diplotype": at["diplotype"]},
            who | {"gene": "CYP2C19"} | understood | {at["a heading"]: at["a cell that is not read"]},
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


@lru_cache(_KEPT)
def quoted(texts: tuple[str, ...]) -> Told:
    """Texts in the columns that are quoted word for word, through all stages."""
    at = in_turn(texts)
    results = read_results(BytesIO(as_json(_rows(at, everywhere=False))))
    interpretation = interpret(results.patients[0])
    document = build_handout(interpretation, made_on=MADE_ON)
    return Told(texts, {place: at[place] for place in WORD_FOR_WORD}, results, interpretation, document)


@lru_cache(_KEPT)
def everywhere(texts: tuple[str, ...]) -> Told:
    """
    Texts in all places, through all stages. Where option or letterhead refuse one, a harmless one stands there.

    Raises `TwoPeopleError` where a text is taken for a heading that another's name stands below.
    """
    at = in_turn(texts)
    results = read_results(BytesIO(as_json(_rows(at, everywhere=True))), name=name_as_text(at["the file's name"]))
    if not results.patients:
        raise TwoPeopleError("; ".join(problem.message for problem in results.problems))
    reviewer = _name(at["--reviewed-by"])
    letterhead, refused = _letterhead_with(at)
    if reviewer is None:
        refused.append("--reviewed-by")
    interpretation = interpret(
        results.patients[0], medicines=(name_as_text(at["--medicine"]),), reviewed_by=reviewer or HARMLESS
    )
    document = build_handout(interpretation, made_on=MADE_ON, letterhead=letterhead)
    taken = {place: text for place, text in at.items() if place not in refused}
    return Told(texts, taken, results, interpretation, document)


def _letterhead_with(at: dict[str, str]) -> tuple[Letterhead, list[str]]:
    """A clinic's letterhead with a text in every place of it that takes it, and the places that do not."""
    sections, refused = _sections(), []
    for place in LETTERHEAD:
        section, _, key = place.partition(".")
        value = [at[place]] if key == "address" else at[place]
        changed = sections | {section: sections[section] | {key: value}}
        try:
            letterhead_of({key: changed[key] for key in {"clinic", section}}, logo=_LOGO)
        except LetterheadError:
            refused.append(place)
            continue
        sections = changed
    return letterhead_of(sections, logo=_LOGO), refused


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


def _name(text: str) -> str | None:
    try:
        return name_of_reviewer(text)
    except ValueError:
        return None
