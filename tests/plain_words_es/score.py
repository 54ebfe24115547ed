"""How easy the Spanish of a handout is: the INFLESZ scale (Flesch-Szigriszt), from sentences that are counted strictly.

The formula is Szigriszt Pazos's (1993), its scale that of Barrio-Cantalejo and others (2008): 65 to 80 is easier than a
general newspaper. The strict rules are those of the English scores:

- every name of a medicine, a brand or a gene is one word of two syllables, however many it has;
- headings, labels, lists of names and fragments under four words are left out, because they shorten sentences falsely;
- everything else counts, disclaimers and small print too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pgx_reader.tables import load_tables
from tests.plain_words_es.syllables import syllables

_NAME = "cosa"
_LEFT_OUT = ("H", "Lbl", "Figure", "T")
_SHORTEST = 4
_JOINTS = {"y", "e"}
_SENTENCE_END = re.compile(r"(?<=[.?!])[”)]?\s+|(?<=[.?!]”)\s+|(?<=”\.)\s+")
_WORD = re.compile(r"[^\W_]+")
_SPELLED_OUT = {"EE. UU.": "Estados Unidos"}


@dataclass(frozen=True)
class Score:
    """The figures of a text: `inflesz`, words a sentence (mean and longest), and the share of those over 15 words."""

    inflesz: float
    mean: float
    longest: int
    over_15: float
    words: int


def score(elements: Iterable[tuple[str, str]]) -> Score:
    """The score of texts with their roles in the PDF's tags, as `tests.pdf.outline` and `tests.pdf.tags` give them."""
    sentences = [words for role, text in elements if not role.startswith(_LEFT_OUT) for words in sentences_of(text)]
    lengths = [len(words) for words in sentences]
    total = sum(lengths)
    spoken = sum(syllables(word) for words in sentences for word in words)
    mean = total / len(sentences)
    return Score(
        inflesz=206.835 - 62.3 * spoken / total - mean,
        mean=mean,
        longest=max(lengths),
        over_15=sum(length > 15 for length in lengths) / len(lengths),
        words=total,
    )


def sentences_of(text: str) -> list[list[str]]:
    """
    The words of each sentence that counts.

    >>> sentences_of("Hable con su médico sobre citalopram. Muy bien. Fuentes de EE. UU. y de FDA.")
    [['Hable', 'con', 'su', 'médico', 'sobre', 'cosa'], ['Fuentes', 'de', 'Estados', 'Unidos', 'y', 'de', 'FDA']]
    """
    for short, whole in _SPELLED_OUT.items():
        text = text.replace(short, whole)
    found = (_WORD.findall(_names().sub(_NAME, sentence)) for sentence in _SENTENCE_END.split(text))
    return [words for words in found if len(words) >= _SHORTEST and not set(words) <= _JOINTS | {_NAME}]


@cache
def _names() -> re.Pattern[str]:
    tables = load_tables()
    names = {name for drug, row in tables.drugs.items() for name in (drug, *row.brand_names)}
    names |= {row.drug for row in tables.interactions} | set(tables.genes)
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
