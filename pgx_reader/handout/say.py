"""Short ways to name a message."""

from __future__ import annotations

from functools import cache, reduce
from unicodedata import category

from pgx_reader.models.document import Text, Value
from pgx_reader.terms import Phenotype

_UNSEEN = {"C", "Z"}
"""Controls and separators, as Unicode groups characters."""


def say(message: str, /, **values: Value) -> Text:
    """A message of the wording with its values."""
    return Text(message=message, values=values) if values else _without_values(message)


@cache
def _without_values(message: str) -> Text:
    return Text(message=message)


def shown(text: str, at_most: int = 120) -> str:
    """
    A text of the file on one line, cut with an ellipsis where it is endless: the file keeps it whole.

    Empty where nothing of the text can be seen, as with a name of one character without width.
    """
    if all(category(char)[0] in _UNSEEN for char in text):
        return ""
    line = " ".join(text.split())
    return line if len(line) <= at_most else line[: at_most - 1] + "…"


def word_of(phenotype: Phenotype) -> str:
    """The last part of the message ids for a phenotype: `likely_poor`."""
    return phenotype.name.lower()


def term_of(phenotypes: tuple[Phenotype, ...]) -> Text:
    """The field's term for one phenotype, or "one or two" for several; "none" for no phenotype."""
    if not phenotypes:
        return say("term.none")
    return either(tuple(say(f"term.{word_of(phenotype)}") for phenotype in phenotypes))


def either(texts: tuple[Text, ...]) -> Text:
    """Texts of which one holds, with "or" between; there is at least one."""
    return reduce(lambda one, two: say("term.or", one=one, two=two), texts)
