"""What a cell's text is by its looks: a diplotype, a phenotype, a date that a spreadsheet made."""

from __future__ import annotations

import re
import unicodedata

from pgx_reader.readers.columns import Role

_STAR_ALLELE = re.compile(r"[*∗＊]\s*\d")
_METABOLIZER = re.compile(r"metaboli|метаболи")
_PHENOTYPE = re.compile(
    r"metaboli|метаболи|poor|intermediate|normal|extensive|rapid|slow|indeterminate|function|activity"
    r"|(?<![a-z])(?:l?[pi]m|nm|em|u?rm|um)(?![a-z])"
)
_BARE_PAIR = re.compile(r"[\d.+x]+[A-Z]?/[\d.+x]+[A-Z]?")
_WORD = re.compile(r"[^\W\d_]{4,}")
_WORDS_IN_DIPLOTYPES = frozenset(("hybrid", "hybid", "gain", "loss", "aldy", "unknown", "duplication", "present"))
_LONGEST = 80
_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[ T][\d:.]+)?|\d{1,2}[-. ]{0,2}(?:{m})[a-z]*[-. ]*\d{0,4}|(?:{m})[a-z]*[-. ]\d{1,4}".replace(
        "{m}", "jan|feb|mar|apr|may|mai|jun|jul|aug|ago|sep|okt|oct|nov|dec|dez"
    ),
    re.IGNORECASE,
)
_MARKS = "†‡§¶¹²³⁰⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ"


def plain(text: str) -> str:
    """A text without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def role_by_content(text: str) -> Role:
    """Under a heading that is the bare gene: words of phenotypes are one, star alleles and all else a diplotype."""
    words = plain(text)
    if _METABOLIZER.search(words):
        return Role.PHENOTYPE
    if any(mark in text for mark in "*/|"):
        return Role.DIPLOTYPE
    return Role.PHENOTYPE if _PHENOTYPE.search(words) else Role.DIPLOTYPE


def has_star_allele(text: str) -> bool:
    """Whether a text has a star and a number."""
    return bool(_STAR_ALLELE.search(text))


def is_phenotype(text: str) -> bool:
    """Whether a text is about a phenotype, in words or in one of the usual abbreviations."""
    return bool(_PHENOTYPE.search(plain(text)))


def looks_like_result(text: str) -> bool:
    """Whether a text is short and a diplotype or phenotype, and not a sentence about one."""
    if len(text) > _LONGEST:
        return False
    words = set(_WORD.findall(plain(text))) - _WORDS_IN_DIPLOTYPES
    if _STAR_ALLELE.search(text) or _BARE_PAIR.fullmatch(text):
        return not words
    return is_phenotype(text) and len(text.split()) <= 5  # noqa: PLR2004 - "CYP2D6 likely intermediate metabolizer (IM)"


def looks_like_date(text: str) -> bool:
    """
    Whether a text is what a spreadsheet makes of a diplotype without stars.

    >>> [looks_like_date(text) for text in ("2026-01-02", "1-Feb", "02-Jan", "*1/*2", "1/2")]
    [True, True, True, False, False]
    """
    return bool(_DATE.fullmatch(text.strip()))


def without_marks(text: str) -> str:
    """
    A text without the signs at its end that point to a footnote. A star stays wherever it may belong to an allele.

    >>> [without_marks(text) for text in ("*1/*4†", "IM*", "*1/*4*", "Poor Metabolizer ²")]
    ['*1/*4', 'IM', '*1/*4*', 'Poor Metabolizer']
    """
    bare = text.rstrip(_MARKS + " ")
    if bare.endswith("*") and not any(letter.isdigit() for letter in bare):
        bare = bare.rstrip("* ")
    return bare or text
