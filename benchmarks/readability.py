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
from tests.plain_words.handouts import measured_grid
from tests.plain_words.paper import least_contrast, smallest_type
from tests.plain_words.sheets import score_sheets
from tests.plain_words.test_length import lengths

HEAD = ("measure", "limit", "worst handout", "best published sheet")


def main() -> None:
    """Print the table, then what it was measured with."""
    print(table())
    print(f"\n{measured_with()}")


def table() -> str:
    """The table in Markdown."""
    rows = [HEAD, ("---",) * len(HEAD), *_rows()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def measured_with() -> str:
    """What the figures rest on."""
    return f"The worst of {len(measured_grid().figures):,} handouts for each measure. Measured with {TOOL}."


def _rows() -> list[tuple[str, ...]]:
    regular = [(pages, words) for _, large, pages, words in lengths() if not large]
    index, understandable, actionable = score_sheets()
    return [
        ("Flesch-Kincaid grade", "6.0", f"{_worst('grade'):.1f}", "6.6 (St. Jude sheet)"),
        ("SMOG grade", "8.0", f"{_worst('smog'):.1f}", "9.9 (St. Jude sheet)"),
        ("words a sentence, mean", "11", f"{_worst('mean'):.1f}", "11.4 (PharMe)"),
        ("words a sentence, longest", "20", f"{_worst('longest'):.0f}", "35 (PharMe)"),
        ("sentences over 15 words", "5 %", f"{_worst('long_share'):.1f} %", "25 %"),
        ("sentences above grade 8", "10 %", f"{_worst('hard_share'):.1f} %", "27 %"),
        ("patient’s pages", "2", f"{max(pages for pages, _ in regular)}", "34 (Inagene)"),
        ("patient’s words", "650", f"{max(words for _, words in regular)}", "–"),
        ("body type; large print", "12; 18 pt", "{:g}; {:g} pt".format(*smallest_type()), "9 pt"),
        ("contrast of text", "7:1", f"{least_contrast():.1f}:1", "3.1:1 (PharMe’s links)"),
        ("CDC Clear Communication Index", "90", f"{index:.0f}", "56 (PharMe’s medicine screen)"),
        ("PEMAT-P, understandable; actionable", "90; 90 %", f"{understandable:.0f}; {actionable:.0f} %", "70 % passes"),
    ]


def _worst(measure: str) -> float:
    return measured_grid().worst(measure, ENGLISH)[1]


if __name__ == "__main__":
    main()
