"""The figures in the README are those that the benchmark prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.readability import measured_with, table

README = Path(__file__).parents[2] / "README.md"
PLACE = re.compile(r"(<!-- readability: python benchmarks/readability\.py -->\n).*?(<!-- end -->)", re.DOTALL)
OF_THE_GRID = {
    "Flesch-Kincaid grade": max,
    "SMOG grade": max,
    "INFLESZ scale": min,
    "words a sentence, mean": max,
    "words a sentence, longest": max,
    "sentences over 15 words": max,
    "sentences above grade 8": max,
    "patient’s pages": max,
    "patient’s words": max,
}
"""The measures whose figure is the worst of all handouts, and which of two is worse."""


def _shown() -> str:
    found = PLACE.search(README.read_text(encoding="utf-8"))
    assert found is not None
    return found[0].removeprefix(found[1]).removesuffix(found[2])


def _figures(markdown: str) -> dict[str, tuple[str, str]]:
    """By measure, the figure of either language."""
    rows = (line.strip("| ").split(" | ") for line in markdown.splitlines() if line.startswith("| "))
    return {row[0]: (row[2], row[3]) for row in rows}


def test_the_readme_has_the_figures_of_the_benchmark(pytestconfig: pytest.Config) -> None:
    """With `--whole` the README's table is the command's, word for word; `--rewrite-golden` writes it."""
    rewrites = pytestconfig.getoption("rewrite_golden")
    if not rewrites and not pytestconfig.getoption("whole"):
        pytest.skip("the whole grid is measured with --whole")
    measured = f"{table()}\n\n{measured_with()}\n"
    if rewrites:
        text = README.read_text(encoding="utf-8")
        README.write_text(PLACE.sub(lambda found: found[1] + measured + found[2], text), encoding="utf-8")
    assert _shown() == measured


def test_no_handout_is_worse_than_the_readme_says(one_in: int) -> None:
    """Of what is measured for every change, no figure of the grid is worse than the README's; the others are equal."""
    shown, measured = _figures(_shown()), _figures(table(one_in))
    assert shown.keys() == measured.keys() > OF_THE_GRID.keys()
    for measure, figures in measured.items():
        for told, found in zip(shown[measure], figures, strict=True):
            if measure in OF_THE_GRID and found != "–":
                worse = OF_THE_GRID[measure](_number(told), _number(found))
                assert worse == _number(told), f"{measure}: {found}, and the README says {told}"
            else:
                assert told == found, measure


def _number(figure: str) -> float:
    return float(figure.removesuffix(" %"))
