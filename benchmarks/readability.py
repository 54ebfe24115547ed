"""
How plain the worst handout of the grid is, beside sheets that others publish: `python benchmarks/readability.py`.

Prints a table for the README, whose figures a test holds against this command. The rules of the measures are in
`tests/plain_words/score.py` and the modules of the languages; needs the `test` extra.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.plain_words.english import ENGLISH, TOOL
from tests.plain_words.handouts import LANGUAGES, measured_grid
from tests.plain_words.paper import least_contrast, smallest_type
from tests.plain_words.score import Language
from tests.plain_words.sheets import score_sheets
from tests.plain_words.sixes import wordiest_sixes
from tests.plain_words.spanish import SPANISH
from tests.plain_words.test_length import lengths

HEAD = ("measure", "limit", "worst in English", "worst in Spanish", "best published sheet")


def main() -> None:
    """Print the table, then what it was measured with."""
    print(table())
    print(f"\n{measured_with()}")


def table(one_in: int = 1) -> str:
    """The table in Markdown, of the whole grid or of one handout in so many."""
    rows = [HEAD, ("---",) * len(HEAD), *_rows(one_in)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def measured_with() -> str:
    """What the figures rest on."""
    return (
        f"The worst of {len(measured_grid().figures):,} handouts in each language, for each measure by itself; pages "
        f"and words are not those of large print, and also those of the six medicines with most to say, for each pair "
        f"of results. Measured with {TOOL}."
    )


def _rows(one_in: int) -> list[tuple[str, ...]]:
    index, understandable, actionable = score_sheets()
    small, large = smallest_type()
    same = "the same"
    return [
        ("Flesch-Kincaid grade", "6.0", f"{_worst('grade', ENGLISH, one_in):.1f}", "–", "6.6 (St. Jude sheet)"),
        ("SMOG grade", "8.0", f"{_worst('smog', ENGLISH, one_in):.1f}", "–", "9.9 (St. Jude sheet)"),
        ("INFLESZ scale", "65 or more", "–", f"{_worst('inflesz', SPANISH, one_in):.1f}", "–"),
        ("words a sentence, mean", "11", *_in_each("mean", ".1f", one_in), "11.4 (PharMe)"),
        ("words a sentence, longest", "20", *_in_each("longest", ".0f", one_in), "35 (PharMe)"),
        ("sentences over 15 words", "5 %", *(f"{share} %" for share in _in_each("long_share", ".1f", one_in)), "25 %"),
        ("sentences above grade 8", "10 %", f"{_worst('hard_share', ENGLISH, one_in):.1f} %", "–", "27 %"),
        ("patient’s pages", "2", *(f"{max(_pages(language, one_in))}" for language in LANGUAGES), "34 (Inagene)"),
        ("patient’s words", "650", *(f"{max(_words(language, one_in))}" for language in LANGUAGES), "–"),
        ("body type; large print", "12; 18 pt", f"{small:g}; {large:g} pt", same, "9 pt"),
        ("contrast of text", "7:1", f"{least_contrast():.1f}:1", same, "3.1:1 (PharMe’s links)"),
        ("CDC Clear Communication Index", "90", f"{index:.0f}", "–", "56 (PharMe’s medicine screen)"),
        (
            "PEMAT-P, understandable; actionable",
            "90; 90 %",
            f"{understandable:.0f}; {actionable:.0f} %",
            "–",
            "70 % passes",
        ),
    ]


def _in_each(measure: str, form: str, one_in: int) -> list[str]:
    return [format(_worst(measure, language, one_in), form) for language in LANGUAGES]


def _worst(measure: str, language: Language, one_in: int) -> float:
    return measured_grid(language, one_in).worst(measure, language)[1]


def _pages(language: Language, one_in: int) -> list[int]:
    on_paper = [pages for _, large, pages, _ in lengths(language, one_in) if not large]
    in_sixes = (pages for _, pages, _ in wordiest_sixes(language, one_in))
    return [*on_paper, *in_sixes, *(pages for _, pages in measured_grid(language, one_in).pages)]


def _words(language: Language, one_in: int) -> list[int]:
    in_sixes = (words for _, _, words in wordiest_sixes(language, one_in))
    return [*in_sixes, *(words for _, words in measured_grid(language, one_in).words)]


if __name__ == "__main__":
    main()
