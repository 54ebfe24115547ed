"""The command line with a clinic's letterhead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from click.testing import Result

from .conftest import SEVERAL

Run = Callable[..., Result]
Table = Callable[..., Path]
EXAMPLE = Path(__file__).parents[2] / "sample_reports" / "letterhead" / "letterhead.toml"


def _first_page(path: str) -> str:
    with pypdfium2.PdfDocument(path) as file:
        return str(file[0].get_textpage().get_text_range())


def test_every_handout_has_the_letterhead(run: Run, table: Table) -> None:
    """All patients of a file get it, with any other option."""
    result = run("report", table(SEVERAL), "--letterhead", EXAMPLE, "--results-card", "--large-print")
    assert result.exit_code == 0
    written = result.stdout.split()
    assert len(written) == 3
    assert all(_first_page(path).startswith("Riverbend Clinic (invented)") for path in written)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            "[clinic]\nname = 'A'\n",
            ["clinic.toml, [clinic] address: is missing", "clinic.toml, [clinic] phone: is mis"],
        ),
        ("[clinic\n", ["clinic.toml: is not TOML"]),
        (None, ["clinic.toml: cannot be read: No such file or directory"]),
    ],
    ids=["two keys missing", "no TOML", "no file"],
)
def test_a_letterhead_that_cannot_be_used_stops_the_run(
    run: Run, table: Table, content: str | None, words: list[str]
) -> None:
    """Every problem is said, nothing is written, and the exit status is 2."""
    results = table(SEVERAL)
    if content is not None:
        Path("clinic.toml").write_text(content, encoding="utf-8")
    result = run("report", results, "--letterhead", "clinic.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert [word for word in words if word not in result.stderr] == []
    assert not Path("handouts").exists()


def test_a_letter_that_the_fonts_lack_costs_the_handout_and_is_named(run: Run, table: Table) -> None:
    """No box stands for a letter: which one is missing is said, and no handout is written without it."""
    Path("clinic.toml").write_text('[clinic]\nname = "\\u163a"\naddress = ["A"]\nphone = "1"\n', encoding="utf-8")
    result = run("report", table(SEVERAL), "--letterhead", "clinic.toml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "U+163A" in result.stderr
