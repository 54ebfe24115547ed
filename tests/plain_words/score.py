"""
How plain a handout is, measured on the text that its PDF holds. The rules that all languages share:

1. The text is read by the PDF's tags, one paragraph, list item or cell at a time, in the order of the tags. Headings,
   labels of lists, header cells and pictures are told by their tags and left out. So are the labelled facts between
   the title and the first paragraph: whose result, which lab.
2. The patient's part counts: what stands before the professional's title, and a results card's page behind it.
3. Every medicine, brand and gene becomes one word of two syllables. A text of names alone is left out.
4. A text ends in a full stop, a question mark or an exclamation mark, or it is a label and left out, but where the
   language lists its role as `unended`. Within a text each such mark ends a sentence. Quotation marks are taken off.
5. What is left with fewer than four words is left out: it would make sentences shorter than they are.
6. Disclaimers count as all others do. The footer's sentences count once, not on every page, and not again where the
   text above says the same.
7. Words are what stands between spaces and has a letter or digit.

`english.py` and `spanish.py` hold what is a language's own: its formulas with their limits, how it counts syllables,
its words beside names, and its abbreviations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pgx_reader.tables import load_tables
from pgx_reader.wording import Wording, load_wording

VERSION = "1"
FEWEST_WORDS = 4
LONG_SENTENCE = 15
_RUNNING = {"P", "LBody", "TD"}
_END = re.compile(r"(?<=[.!?])\s+")
_GENE = re.compile(r"\b[A-Z][A-Z0-9]*\d[A-Z0-9]*\b")
_QUOTES = re.compile(r"[“”\"*]")

Elements = Sequence[tuple[str, str]]
"""(role, text) of each element, in reading order."""

Sentences = Sequence[str]
Figures = Mapping[str, float]
"""What is measured of one handout, by the measure's name."""


@dataclass(frozen=True)
class Measure:
    """A figure of a text of at least one sentence, and the most that the worst handout may have, or the least."""

    of: Callable[[Sentences], float]
    limit: float
    at_least: bool = False

    def worst(self, found: Iterable[float]) -> float:
        """The figure that fares worst."""
        return min(found) if self.at_least else max(found)

    def holds(self, found: float) -> bool:
        """Whether a figure keeps the limit."""
        return found >= self.limit if self.at_least else found <= self.limit


@dataclass(frozen=True)
class Language:
    """
    What is a language's own in the rules.

    `name` stands for every medicine, brand and gene: two syllables, and known to everybody. `joints` are the words that
    join names to a list. Texts of a role in `unended` count without a mark at their end. `measures` come before those
    that all languages share.
    """

    code: str
    name: str
    joints: frozenset[str]
    unended: frozenset[str]
    measures: Mapping[str, Measure]
    written_out: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.code)

    @property
    def wording(self) -> Wording:
        """The sentences of the handout in this language."""
        return load_wording(self.code)

    @property
    def all_measures(self) -> Mapping[str, Measure]:
        """The language's measures and those of all."""
        return {**self.measures, **SHARED}


def figures(sentences: Sentences, language: Language) -> Figures:
    """The figures of a text of at least one sentence."""
    return {name: measure.of(sentences) for name, measure in language.all_measures.items()}


def words(text: str) -> list[str]:
    """The words of a text."""
    return [word for word in text.split() if re.search(r"\w", word)]


@cache
def length(sentence: str) -> int:
    """How many words a sentence has."""
    return len(words(sentence))


def share(of: Callable[[str], bool], sentences: Sentences) -> float:
    """How many of a hundred sentences are such."""
    return 100 * sum(map(of, sentences)) / len(sentences)


def words_a_sentence(sentences: Sentences) -> float:
    """The mean."""
    return sum(map(length, sentences)) / len(sentences)


SHARED = {
    "mean": Measure(words_a_sentence, 11),
    "longest": Measure(lambda sentences: max(map(length, sentences)), 20),
    "long_share": Measure(lambda sentences: share(lambda s: length(s) > LONG_SENTENCE, sentences), 5),
}
"""Words a sentence, and how many of a hundred sentences are long."""


def sentences_of(elements: Elements, language: Language, footer: Iterable[str] = ()) -> list[str]:
    """The sentences that count, of the patient's part and of its footer."""
    running = [(role, text) for role, text in _after_the_facts(elements) if role in _RUNNING]
    found = [s for role, text in running for s in _sentences(text, language, role in language.unended)]
    for text in footer:
        found += [sentence for sentence in _sentences(text, language, False) if sentence not in found]
    return found


def _after_the_facts(elements: Elements) -> Elements:
    first = next((n for n, (role, _) in enumerate(elements) if role == "P"), len(elements))
    return elements[first:]


@cache
def _sentences(text: str, language: Language, unended: bool) -> tuple[str, ...]:
    for short, whole in language.written_out.items():
        text = text.replace(short, whole)
    plain = neutral(_QUOTES.sub("", text).strip(), language)
    names_only = set(re.findall(r"[\w’'-]+", plain)) <= {language.name, *language.joints}
    if names_only or not (unended or _is_ended(plain)):
        return ()
    return tuple(s for s in _END.split(plain) if length(s) >= FEWEST_WORDS and (unended or _is_ended(s)))


def _is_ended(text: str) -> bool:
    return text[-1:] in {".", "!", "?"}


@cache
def neutral(text: str, language: Language) -> str:
    """The text with one word in place of each medicine, brand and gene."""
    return _GENE.sub(language.name, _medicines().sub(language.name, text))


@cache
def _medicines() -> re.Pattern[str]:
    tables = load_tables()
    rows = tables.drugs.values()
    names = {name for row in rows for name in (row.drug, *row.brand_names)} | {r.drug for r in tables.interactions}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    alternatives = "|".join(re.escape(name).replace("'", "['’]") for name in longest_first)
    return re.compile(rf"(?<!\w)({alternatives})(?!\w)", re.IGNORECASE)
