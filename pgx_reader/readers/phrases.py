"""A result written as a phrase: `CYP2C19 *2/*2 (Poor Metabolizer)` as its gene, its diplotype and its phenotype."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GENE = re.compile(r"(?i)^\s*(cyp\s?-?\d[a-z]\d{1,2})(?![0-9])[\s_:,-]*(?:(?:genotype|diplotype|phenotype)\b[\s:]*)?")
# A bracket of words behind a diplotype; one with a star in it belongs to the diplotype.
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]*]*[A-Za-z]{2}[^()\[\]*]*)[)\]]\s*$")
# A longer text is no phrase; looking for its last bracket would take time that grows with its square.
_LONGEST = 1_000
_STAR_ALLELE = re.compile(r"[*∗＊]\s*\d")


@dataclass(frozen=True)
class Phrase:
    """The parts of a phrase, word for word; `None` for what it does not say."""

    gene: str | None = None
    diplotype: str | None = None
    phenotype: str | None = None


def phrase_of(text: str) -> Phrase:
    """
    The parts of a phrase that gives one gene's result. What the parts mean is for normalization to say.

    A text without a star allele is a phenotype. Empty text has no parts.

    >>> phrase_of("CYP2C19 *2/*2 (Poor Metabolizer)")
    Phrase(gene='CYP2C19', diplotype='*2/*2', phenotype='Poor Metabolizer')
    >>> phrase_of("CYP2D6 Intermediate Metabolizer")
    Phrase(gene='CYP2D6', diplotype=None, phenotype='Intermediate Metabolizer')
    >>> phrase_of("*1/*4")
    Phrase(gene=None, diplotype='*1/*4', phenotype=None)
    """
    named = _GENE.match(text)
    gene = named[1] if named else None
    rest = (text[named.end() :] if named else text).strip()
    if not _STAR_ALLELE.search(rest):
        return Phrase(gene, None, rest or None)
    bracket = _BRACKET.search(rest) if len(rest) <= _LONGEST else None
    if bracket is None:
        return Phrase(gene, rest, None)
    return Phrase(gene, rest[: bracket.start()].strip(), bracket[1].strip())
