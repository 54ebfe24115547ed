from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pgx_reader import __version__
from pgx_reader.batch.samples import sample_results_folder

Run = Callable[..., Result]
Table = Callable[..., Path]
HEADER = "patient_id,gene,diplotype\n"


def test_check_lists_every_problem_and_writes_nothing(run: Run, table: Table) -> None:
    """All problems are on standard output, the file's own first, then in the order of the rows; nothing is written."""
    path = table(HEADER + "PT-1,CYP2D6,nonsense\nPT-2,CYP2D6,*1/*4\n,CYP2D6,*1/*1\nPT-2,TPMT,*1/*1\n")
    result = run("check", path)
    of_the_file, *of_rows = result.stdout.splitlines()
    assert "TPMT" in of_the_file
    assert [int(line.split("row ")[1].split(",")[0].split(":")[0]) for line in of_rows] == [2, 2, 4]
    assert "3 problems, 1 note" in result.stderr
    assert result.exit_code == 1
    assert list(Path.cwd().iterdir()) == [path]


def test_check_of_a_sound_file_says_so(run: Run, table: Table) -> None:
    """No problem is no output, and the count is said."""
    result = run("check", table(HEADER + "PT-1,CYP2D6,*1/*4\n"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "0 problems, 0 notes" in result.stderr


def test_the_demo_writes_a_handout_for_each_sample_patient(run: Run) -> None:
    """`demo -o` needs no input and writes a PDF for each invented patient."""
    result = run("demo", "-o", "out")
    samples = list(sample_results_folder().iterdir())
    assert result.exit_code == 0
    assert len(list(Path("out").iterdir())) == len(samples)
    assert len(result.stdout.splitlines()) == len(samples)
    assert "invented" in result.stderr


def test_the_demo_into_a_file_is_refused(run: Run) -> None:
    """A file where the folder should be ends with 2."""
    Path("out").write_text("x")
    result = run("demo", "-o", "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "out" in result.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--version"], 0, __version__),
        (["--help"], 0, "not a prescribing tool"),
        (["-h"], 0, "report"),
        (["report", "--help"], 0, "--medicine"),
        (["nonsense"], 2, "No such command"),
    ],
)
def test_help_version_and_unknown_commands(run: Run, arguments: list[str], status: int, words: str) -> None:
    """The usual ways to ask for help work, and an unknown command ends with 2."""
    result = run(*arguments)
    assert result.exit_code == status
    assert words in result.output
