"""
How plain a handout is, measured on the text that its PDF holds. The rules, all of them:

1. The text is read by the PDF's tags, one paragraph, list item or cell at a time, in the order of the tags. Headings,
   labels of lists, header cells and pictures are told by their tags and left out. So are the labelled facts between
   the title and the first paragraph: whose result, which lab.
2. The patient's part counts: what stands before the professional's title, and a results card's page behind it.
3. Every medicine, brand and gene becomes one word of two syllables. A text of names alone is left out.
4. A text ends in a full stop, a question mark or an exclamation mark, or it is a label and left out; but the meaning
   of an explained word counts without one. Within a text each such mark ends a sentence. Quotation marks are taken off.
5. What is left with fewer than four words is left out: it would make sentences shorter than they are.
6. Disclaimers count as all others do. The footer's sentences count once, not on every page, and not again where the
   text above says the same.
7. Words are what stands between spaces and has a letter or digit. `syllables.py` says how syllables are counted.

Formulas: Flesch-Kincaid grade = 0.39 words/sentence + 11.8 syllables/word - 15.59 (Kincaid, Fishburne, Rogers and
Chissom 1975, Navy Research Branch Report 8-75). SMOG grade = 1.0430 sqrt(30 polysyllables/sentence) + 3.1291, where a
polysyllable has three syllables or more (McLaughlin 1969, Journal of Reading 12:639-646).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pgx_reader.tables import load_tables
from tests.plain_words.syllables import DICTIONARY, syllables

VERSION = "1"
TOOL = f"plain words {VERSION}; {DICTIONARY}"

NEUTRAL = "robin"
"""The word that stands for every name: two syllables, and known to everybody."""
FEWEST_WORDS = 4
LONG_SENTENCE = 15
HARD_GRADE = 8.0
_RUNNING = {"P", "LBody", "TD"}
_END = re.compile(r"(?<=[.!?])\s+")
_GENE = re.compile(r"\b[A-Z][A-Z0-9]*\d[A-Z0-9]*\b")
_QUOTES = re.compile(r"[“”\"*]")

Elements = Sequence[tuple[str, str]]
"""(role, text) of each element, in reading order."""


@dataclass(frozen=True)
class Figures:
    """What is measured of one handout; shares are of a hundred sentences."""

    grade: float
    smog: float
    mean: float
    longest: int
    long_share: float
    hard_share: float


LIMITS = Figures(grade=6.0, smog=8.0, mean=11, longest=20, long_share=5, hard_share=10)
"""The most that the worst handout may have."""


def figures(sentences: Sequence[str]) -> Figures:
    """The figures of a text of at least one sentence."""
    lengths = [len(words(sentence)) for sentence in sentences]
    return Figures(
        grade=flesch_kincaid(sentences),
        smog=smog(sentences),
        mean=sum(lengths) / len(lengths),
        longest=max(lengths),
        long_share=100 * sum(length > LONG_SENTENCE for length in lengths) / len(lengths),
        hard_share=100 * sum(grade_of(sentence) > HARD_GRADE for sentence in sentences) / len(lengths),
    )


def flesch_kincaid(sentences: Sequence[str]) -> float:
    """The Flesch-Kincaid grade of a text."""
    counts = [_counted(sentence) for sentence in sentences]
    total = sum(count for count, _, _ in counts)
    return 0.39 * total / len(counts) + 11.8 * sum(sounds for _, sounds, _ in counts) / total - 15.59


def smog(sentences: Sequence[str]) -> float:
    """The SMOG grade of a text."""
    polysyllables = sum(long for _, _, long in map(_counted, sentences))
    return 1.0430 * math.sqrt(30 * polysyllables / len(sentences)) + 3.1291


@cache
def grade_of(sentence: str) -> float:
    """The Flesch-Kincaid grade of one sentence."""
    return flesch_kincaid([sentence])


def words(text: str) -> list[str]:
    """The words of a text."""
    return [word for word in text.split() if re.search(r"\w", word)]


@cache
def _counted(sentence: str) -> tuple[int, int, int]:
    """A sentence's words, syllables and words of three syllables or more."""
    counts = [syllables(word) for word in words(sentence)]
    return len(counts), sum(counts), sum(count >= 3 for count in counts)


def sentences_of(elements: Elements, footer: Iterable[str] = ()) -> list[str]:
    """The sentences that count, of the patient's part and of its footer."""
    found = [s for role, text in _after_the_facts(elements) if role in _RUNNING for s in _sentences(role, text)]
    for text in footer:
        found += [sentence for sentence in _sentences("P", text) if sentence not in found]
    return found


def _after_the_facts(elements: Elements) -> Elements:
    first = next((n for n, (role, _) in enumerate(elements) if role == "P"), len(elements))
    return elements[first:]


@cache
def _sentences(role: str, text: str) -> tuple[str, ...]:
    plain = neutral(_QUOTES.sub("", text).strip())
    names_only = set(re.findall(r"[\w’'-]+", plain)) <= {NEUTRAL, "and", "or"}
    if names_only or (role != "LBody" and plain[-1:] not in ".!?"):
        return ()
    ended = [s for s in _END.split(plain) if len(words(s)) >= FEWEST_WORDS]
    return tuple(s for s in ended if s[-1] in ".!?" or role == "LBody")


@cache
def neutral(text: str) -> str:
    """The text with one word in place of each medicine, brand and gene."""
    return _GENE.sub(NEUTRAL, _medicines().sub(NEUTRAL, text))


@cache
def _medicines() -> re.Pattern[str]:
    tables = load_tables()
    rows = tables.drugs.values()
    names = {name for row in rows for name in (row.drug, *row.brand_names)} | {r.drug for r in tables.interactions}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    alternatives = "|".join(re.escape(name).replace("'", "['’]") for name in longest_first)
    return re.compile(rf"(?<!\w)({alternatives})(?!\w)", re.IGNORECASE)
