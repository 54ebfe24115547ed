"""
Spanish: the INFLESZ scale, and syllables by rule: Spanish is spelled as it is spoken, and needs no dictionary.

The formula is Szigriszt Pazos's (1993), 206.835 - 62.3 syllables/word - words/sentence; the scale is that of
Barrio-Cantalejo and others (2008): 65 to 80 is easier than a general newspaper. Texts count without a mark at their
end: a status over a card and a result's headline are sentences of their own here.

The rules of syllables (Real Academia Española, Ortografía 2010, chapter II, 3.4):

1. Every group of vowels has as many syllables as it has open vowels (a, e, o), and at least one: *cau-sa*, *ciu-dad*.
2. A stressed close vowel (í, ú) beside an open one is a syllable of its own: *dí-a*, *pa-ís*.
3. An h between vowels parts nothing: *pro-hi-bi-do* is *prohi-bi-do*; *ahí* follows rule 2. In *ch* it is a consonant.
4. y is a vowel at the end of a word (*muy*) or alone, else a consonant (*ma-yo-rí-a*).
5. The u of que, qui, gue and gui is silent (*se-guir*); that of güe and güi is not.

What is not spelled as it is spoken: digits count two syllables each (*nue-ve*, and no digit has more), a year six (*dos
mil vein-ti-nue-ve*), and a word in capitals alone one a letter, because it is spelled out.
"""

from __future__ import annotations

import re
from functools import cache

from tests.plain_words.score import Language, Measure, Sentences, length, words, words_a_sentence

_VOWELS = re.compile(r"[aeiouáéíóúü]+")
_OPEN = re.compile(r"[aeoáéóíú]")
_SILENT_U = re.compile(r"(?<=[qg])u(?=[eiéí])")
_SILENT_H = re.compile(r"(?<!c)h")
_FINAL_Y = re.compile(r"y\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SYLLABLES_OF_A_DIGIT, _SYLLABLES_OF_A_YEAR = 2, 6


@cache
def syllables(word: str) -> int:
    """
    The syllables of a word, its punctuation left out; at least one.

    >>> [syllables(word) for word in ("gen", "mayoría", "seguir", "ahora", "FDA,", "988.")]
    [1, 4, 2, 3, 3, 6]
    """
    word = "".join(filter(str.isalnum, word))
    if _YEAR.fullmatch(word):
        return _SYLLABLES_OF_A_YEAR
    digits = sum(map(str.isdigit, word))
    letters = "".join(filter(str.isalpha, word))
    if len(letters) > 1 and letters.isupper():
        return len(letters) + _SYLLABLES_OF_A_DIGIT * digits
    return max(_of_letters(letters.lower()) + _SYLLABLES_OF_A_DIGIT * digits, 1)


def _of_letters(word: str) -> int:
    spoken = _FINAL_Y.sub("i", _SILENT_H.sub("", _SILENT_U.sub("", word)))
    return sum(max(len(_OPEN.findall(group)), 1) for group in _VOWELS.findall(spoken))


def inflesz(sentences: Sentences) -> float:
    """The ease of a text on the INFLESZ scale."""
    spoken = [sum(map(syllables, words(sentence))) for sentence in sentences]
    return 206.835 - 62.3 * sum(spoken) / sum(map(length, sentences)) - words_a_sentence(sentences)


SPANISH = Language(
    code="es",
    name="cosa",
    joints=frozenset({"y", "e", "o"}),
    unended=frozenset({"P", "LBody", "TD"}),
    measures={"inflesz": Measure(inflesz, 65, at_least=True)},
    written_out={"EE. UU.": "Estados Unidos"},
)
