"""Every payload in every place of a file, through the commands: text in the terminal, in tables, in files' names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.payloads import PAYLOADS, Payload
from tests.payloads.commands import BATCH, FILES, PRINTED, REPORT, TABLES, Look, Run, is_quiet
from tests.payloads.places import controls_in


@pytest.fixture
def payloads(share: Callable[[tuple[Payload, ...], int], tuple[Payload, ...]]) -> tuple[Payload, ...]:
    """A third of the payloads, with some of each kind, and with `--whole` all."""
    some = share(PAYLOADS, 3)
    assert {payload.kind for payload in some} == {payload.kind for payload in PAYLOADS}
    return some


@pytest.mark.parametrize("printed", [pytest.param(look, id=look.name) for look in PRINTED])
def test_a_terminal_gets_text(printed: Look, run: Run, payloads: tuple[Payload, ...]) -> None:
    """Neither standard output nor standard error holds a control character or one that turns a line round."""
    assert printed.look(run, payloads) == len(payloads)


def test_tables_of_a_cohort_are_not_calculated(run: Run, payloads: tuple[Payload, ...]) -> None:
    """No cell of the three tables begins as a formula does, and each row has its cells."""
    assert TABLES.look(run, payloads) == len(payloads)


def test_a_batch_writes_harmless_names_and_lists(run: Run) -> None:
    """Every handout's file lies in the folder under a harmless name, and no cell of the lists is calculated."""
    assert BATCH.look(run, PAYLOADS) == len(PAYLOADS)


def test_a_report_writes_harmless_names(run: Run, payloads: tuple[Payload, ...]) -> None:
    """The same with `report`, whose paths are on standard output; of the payloads, paths and controls."""
    assert REPORT.look(run, payloads)


def test_a_table_with_any_of_them_is_read_or_refused(run: Run, payloads: tuple[Payload, ...]) -> None:
    """As a file of its own, as CSV: read, or refused in a message that controls nothing; under its own name, too."""
    assert FILES.look(run, payloads) == len(payloads)


def test_a_name_that_is_no_utf_8_stops_nothing(run: Run) -> None:
    """A file's name in another encoding, in a folder too, and such bytes in an argument: shown with a sign for them."""
    folder = Path("in")
    folder.mkdir()
    path = folder / "ana\udcff\x1b.csv"
    path.write_text("patient_id,gene,diplotype\nPT-1,CYP2D6,*1/*4\nPT-2,CYP2D6,nonsense\n", encoding="utf-8")
    asked = ("--medicine", "x\udcff", "--reviewed-by", "Ana\udcff")
    for number, source in enumerate((path, folder)):
        is_quiet(run("batch", source, "-o", f"out-{number}", "--workers", 1, *asked))
        is_quiet(run("explain", source, "--csv", f"tables-{number}", *asked))
        is_quiet(run("report", source, "-o", f"handouts-{number}", *asked))
        assert "ana�" in (Path(f"out-{number}") / "problems.csv").read_text(encoding="utf-8")


def test_a_usage_error_quotes_no_control_character(run: Run) -> None:
    """A file's name that stands where none should be, as where a shell put several."""
    result = run("check", "one.csv", "two\x1b]0;x\x07\u202e.csv")
    assert result.exit_code == 2
    assert "two" in result.stderr
    assert not controls_in(result.stderr, allowed="\n")
