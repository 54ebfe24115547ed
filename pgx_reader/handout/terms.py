"""The field's words as messages: phenotypes, functions, scores, in a note or the key of a statement too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, reduce

from pgx_reader.handout.say import either, say, word_of
from pgx_reader.models.document import Text, verbatim
from pgx_reader.models.results import Note
from pgx_reader.terms import Function, Phenotype

_NO_RESULT, _NOT_AVAILABLE = "No Result", "n/a"
_TERMS: dict[str, str] = {
    **{phenotype.value: f"phenotype.{word_of(phenotype)}" for phenotype in Phenotype},
    **{function.value: f"function.{function.name.lower()}" for function in Function},
    _NO_RESULT: "pro.key.no_result",
    _NOT_AVAILABLE: "pro.key.not_available",
    "none": "term.none",
}
_OR = " or "
# The values of a note that are the program's; all others quote the file.
_OWN_WORDS = {"lab", "tables", "phenotype", "function", "score"}
_CALLS = {"diplotype", "diplotypes"}


@lru_cache(maxsize=1024)
def in_words(value: str) -> Text:
    """
    A value that the program has put together, with the field's words as messages; numbers stand as they are.

    It takes terms and scores, several with "or" between, and behind them a row's own ranges in brackets. It is never
    for what a lab wrote: that stays word for word.
    """
    named, bracket, ranges = value.partition(" (")
    alternatives = either(tuple(map(_term, named.split(_OR))))
    if not bracket:
        return alternatives
    return say("pro.key.ranges", value=alternatives, ranges=_chained(ranges.removesuffix(")").split("; "), _range))


def say_note(note: Note, prefix: str = "") -> Text:
    """A note's message, under a prefix where another audience has its own words for it."""
    if prefix:
        return say(prefix + note.code, gene=note.values["gene"])
    return Text(message=note.code, values={key: _value(key, value) for key, value in note.values.items()})


def diplotypes_named(call: str) -> Text:
    """A call in standard notation, with the language's "or" between its readings."""
    return either(tuple(map(verbatim, call.split(_OR))))


def scores_named(scores: Iterable[object], said: Callable[[str], str] = str) -> Text:
    """Activity scores in CPIC's notation, with "or" between."""
    return either(tuple(verbatim(said(str(score))) for score in scores))


def _value(key: str, value: str) -> Text | str:
    if key in _CALLS:
        return diplotypes_named(value)
    return in_words(value) if key in _OWN_WORDS else value


def _term(word: str) -> Text:
    return say(_TERMS[word]) if word in _TERMS else verbatim(word)


def _chained(texts: list[str], said: Callable[[str], Text]) -> Text:
    first, *others = map(said, texts)
    return reduce(lambda one, two: say("pro.key.ranges.and", one=one, two=two), others, first)


def _range(text: str) -> Text:
    """A range of scores, `1.25 to 2.25` or `3.0 or more`; anything else is a term or a score alone."""
    low, to, high = text.partition(" to ")
    if to:
        return say("pro.key.from_to", low=low, high=high)
    low, more, _ = text.partition(" or more")
    return say("pro.key.or_more", low=low) if more else _term(text)
