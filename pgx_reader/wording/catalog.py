"""Messages of one language, and how a message id with its values becomes words.

A language is one CSV file beside this module, `id,text,note`, and one in `page/` for the counselor's page. In a text,
`{name}` is a placeholder and `**words**` are bold. Values are put in after the text has been parsed, so nothing in a
lab's file can act as markup. Two rows are about the language itself: `language.tag` (BCP 47), and `language.signed_by`,
empty until a clinical translator has.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from pgx_reader.errors import WordingError
from pgx_reader.models.document import ENGLISH, Link, Text, Value
from pgx_reader.wording.spanish import before_in_spanish

_FOLDER = Path(__file__).parent
_PIECE = re.compile(r"(\*\*|\{[a-z_0-9]+\})")
_ENGLISH_TAG = "en-US"
# How words of a message change before a value that follows them, in languages where they do.
_BEFORE: dict[str, Callable[[str, str], str]] = {"es": before_in_spanish}


@dataclass(frozen=True, slots=True)
class Run:
    """
    A stretch of words of one kind. `url` is where it leads, if it is a link.

    `language` is the tag of its language (BCP 47) where that is not the language of the wording.
    """

    text: str
    bold: bool = False
    url: str | None = None
    language: str | None = None


def available_languages() -> tuple[str, ...]:
    """The codes of the languages that have a wording, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.csv")))


@cache
def load_wording(language: str = "en") -> Wording:
    """
    The wording of a language.

    Raises `WordingError` where there is none, or where its file gives an id twice.
    """
    return Wording(language, _messages(language, _FOLDER))


@cache
def load_page_wording(language: str = "en") -> Wording:
    """
    The wording of a language with what the counselor's page says besides the handout.

    Raises `WordingError` as `load_wording` does.
    """
    return Wording(language, load_wording(language).messages | _messages(language, _FOLDER / "page"))


def _messages(language: str, folder: Path) -> dict[str, str]:
    """The messages of a language's file, by their ids."""
    path = folder / f"{language}.csv"
    if language not in available_languages():
        raise WordingError(f'no wording for language "{language}"; available: {", ".join(available_languages())}.')
    messages: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            if row["id"] in messages:
                raise WordingError(f'{path.name}, line {line}: the message "{row["id"]}" is there twice.')
            messages[row["id"]] = row["text"]
    return messages


class Wording:
    """
    The messages of one language.

    >>> wording = load_wording("en")
    >>> wording.plain(Text(message="verbatim", values={"text": "*1/*4"}))
    '*1/*4'
    """

    def __init__(self, language: str, messages: dict[str, str]) -> None:
        self.language = language
        self.messages = messages
        self._pieces = {key: tuple(p for p in _PIECE.split(text) if p) for key, text in messages.items()}
        self._locale = Locale.parse(self.tag, sep="-")
        self._before = _BEFORE.get(self._locale.language)
        constant = (key for key in messages if not self.placeholders(key))
        self._constant = {key: tuple(_merged(self._expand(Text(message=key)))) for key in constant}

    @property
    def tag(self) -> str:
        """The language as software names it (BCP 47): `es-US`."""
        return self.messages.get("language.tag", self.language)

    @property
    def is_signed(self) -> bool:
        """Whether the wording is the original, or a clinical translator has signed it."""
        return bool(self.messages.get("language.signed_by"))

    def placeholders(self, message: str) -> frozenset[str]:
        """The names of the values that a message takes."""
        return frozenset(p[1:-1] for p in self._pieces[message] if p.startswith("{"))

    def runs(self, text: Text) -> tuple[Run, ...]:
        """
        The words of a text, in stretches of one kind.

        Raises `WordingError` where the language lacks the message, or where the values are not those it takes.
        """
        if not text.values and text.message in self._constant:
            return self._constant[text.message]
        if text.message not in self._pieces:
            raise WordingError(f'the message "{text.message}" is missing in {self.language}.csv.')
        if text.values.keys() != self.placeholders(text.message):
            raise WordingError(
                f'the message "{text.message}" in {self.language}.csv takes the values '
                f"{sorted(self.placeholders(text.message))}, not {sorted(text.values)}."
            )
        return tuple(_merged(self._expand(text)))

    def plain(self, text: Text) -> str:
        """The words of a text, without bold and links."""
        return "".join(run.text for run in self.runs(text))

    def _expand(self, text: Text) -> Iterator[Run]:
        # English that no language changes is marked, so that a Spanish voice does not read it as Spanish.
        foreign = _ENGLISH_TAG if text.message == ENGLISH and self._locale.language != "en" else None
        bold = False
        waiting: Run | None = None
        for piece in self._pieces[text.message]:
            if piece == "**":
                bold = not bold
            elif piece.startswith("{"):
                marked = bold or foreign
                for run in self._value_runs(text.values[piece[1:-1]]):
                    if waiting is not None:
                        yield self._fitted(waiting, run)
                    waiting = None
                    yield replace(run, bold=bold or run.bold, language=foreign or run.language) if marked else run
            else:
                if waiting is not None:
                    yield waiting
                waiting = Run(piece, bold)
        if waiting is not None:
            yield waiting

    def _fitted(self, words: Run, following: Run) -> Run:
        """The words of a message as they stand before a value: "y" is "e" before some Spanish words."""
        return replace(words, text=self._before(words.text, following.text)) if self._before else words

    def _value_runs(self, value: Value) -> Iterator[Run]:
        if isinstance(value, Text):
            yield from self.runs(value)
        elif isinstance(value, Link):
            yield from (replace(run, url=value.url) for run in self.runs(value.text))
        elif isinstance(value, date):
            yield Run(self.date(value))
        elif isinstance(value, tuple):
            yield from self._list_runs(value)
        elif isinstance(value, int):
            # Years, rows and counts: digits of the language, without separators.
            yield Run(format_decimal(value, locale=self._locale, group_separator=False))
        else:
            yield Run(value)

    def _list_runs(self, items: tuple[str | Text, ...]) -> Iterator[Run]:
        # Not Babel's lists: their items cannot be links or bold, and in US English they have a comma before "and".
        for n, item in enumerate(items):
            runs = list(self._value_runs(item))
            if n and runs:
                joint = Run(self.messages["list.and" if n == len(items) - 1 else "list.separator"])
                yield self._fitted(joint, runs[0])
            yield from runs

    def date(self, day: date) -> str:
        """A date as the language writes it, the month as a word."""
        return format_date(day, format="long", locale=self._locale)


def _merged(runs: Iterator[Run]) -> Iterator[Run]:
    """Join neighbors of one kind, so that equal sentences have equal runs."""
    last: Run | None = None
    for run in runs:
        if last is not None and (last.bold, last.url, last.language) == (run.bold, run.url, run.language):
            last = replace(last, text=last.text + run.text)
        else:
            if last is not None:
                yield last
            last = run
    if last is not None:
        yield last
