"""The figures in the README are those that the benchmark prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.readability import measured_with, table

README = Path(__file__).parents[2] / "README.md"
PLACE = re.compile(r"(<!-- readability: python benchmarks/readability\.py -->\n).*?(<!-- end -->)", re.DOTALL)


def test_the_readme_has_the_figures_of_the_benchmark(request: pytest.FixtureRequest) -> None:
    """The README's table is the command's, word for word; `--rewrite-golden` writes it."""
    shown = f"{table()}\n\n{measured_with()}\n"
    text = README.read_text(encoding="utf-8")
    if request.config.getoption("--rewrite-golden"):
        text = PLACE.sub(lambda found: found[1] + shown + found[2], text)
        README.write_text(text, encoding="utf-8")
    found = PLACE.search(text)
    assert found is not None
    assert found[0] == f"{found[1]}{shown}{found[2]}"
