"""Short ways to name a message."""

from __future__ import annotations

from pgx_reader.models.document import Text, Value
from pgx_reader.models.results import Note
from pgx_reader.terms import Phenotype


def say(message: str, /, **values: Value) -> Text:
    """A message of the wording with its values."""
    return Text(message=message, values=values)


def shown(text: str, at_most: int = 120) -> str:
    """A text of the file on one line, cut with an ellipsis where it is endless: the file keeps it whole."""
    line = " ".join(text.split())
    return line if len(line) <= at_most else line[: at_most - 1] + "…"


def say_note(note: Note, prefix: str = "") -> Text:
    """A note's message, under a prefix where another audience has its own words for it."""
    message = prefix + note.code
    values = {"gene": note.values["gene"]} if prefix else note.values
    return Text(message=message, values=dict(values))


def word_of(phenotype: Phenotype) -> str:
    """The last part of the message ids for a phenotype: `likely_poor`."""
    return phenotype.name.lower()


def term_of(phenotypes: tuple[Phenotype, ...]) -> Text:
    """The field's term for one phenotype, or "one or two" for several; "none" for no phenotype."""
    if not phenotypes:
        return say("term.none")
    term = say(f"term.{word_of(phenotypes[0])}")
    for phenotype in phenotypes[1:]:
        term = say("term.or", one=term, two=say(f"term.{word_of(phenotype)}"))
    return term
