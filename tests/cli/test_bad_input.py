from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Table = Callable[..., Path]
HEADER = "patient_id,gene,diplotype,phenotype,activity_score\n"
GOOD = HEADER + "PT-1,CYP2D6,*1/*4,,\n"


@pytest.mark.parametrize("command", ["report", "explain", "check"])
@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        pytest.param(GOOD, 0, [], id="good"),
        pytest.param(GOOD + "PT-1,TPMT,*1/*1,,\n", 0, ["note:", "TPMT"], id="another gene"),
        pytest.param(
            GOOD + "PT-2,CYP2D6,nonsense,,\n", 1, ["row 3", "column diplotype", "PT-2", '"nonsense"'], id="diplotype"
        ),
        pytest.param(GOOD + "PT-2,CYP2D6,,fast,\n", 1, ["row 3", "column phenotype", "PT-2", '"fast"'], id="phenotype"),
        pytest.param(GOOD + "PT-2,CYP2D6,,,1.1\n", 1, ["row 3", "column activity_score", "PT-2", "0.25"], id="score"),
        pytest.param(GOOD + ",CYP2D6,*1/*1,,\n", 1, ["row 3", "column patient_id", "missing"], id="no id"),
        pytest.param(GOOD + "PT-2,,*1/*1,,\n", 1, ["row 3", "PT-2", "gene is missing"], id="no gene"),
        pytest.param(GOOD + "PT-2,CYP2D6,*1/*1,,,,x\n", 1, ["row 3", "PT-2", "more cells"], id="too long"),
        pytest.param(
            GOOD + "PT-1,CYP2D6,*1/*1,,\nPT-2,CYP2D6,*1/*1,,\n", 1, ["row 3", "PT-1", "row 2"], id="two results"
        ),
        pytest.param("", 2, ["results.csv", "empty"], id="empty"),
        pytest.param(HEADER, 2, ["results.csv", "no patient"], id="header only"),
        pytest.param(HEADER + "PT-1,CYP2D6,nonsense,,\n", 2, ["row 2", "PT-1", "no patient"], id="nothing readable"),
        pytest.param("a,b\n1,2\n", 2, ["results.csv", "patient_id"], id="other columns"),
        pytest.param(b"PK\x03\x04", 2, ["results.csv", "the archive is broken"], id="broken archive"),
        pytest.param(b"\xd0\xcf\x11\xe0", 2, ["results.csv", "Excel", "password", "CSV"], id="locked workbook"),
        pytest.param(
            b"patient_id,gene,diplotype\nJos\xe9,CYP2D6,*1/*4\n", 0, ["note:", "row 2", "UTF-8"], id="Latin-1"
        ),
        pytest.param(",,,\n", 2, ["results.csv"], id="only delimiters"),
        pytest.param(
            HEADER + "PT-1,CYP2D6,*١/*٤,,\n" + "PT-2,CYP2D6,*1/*4,,\n", 1, ["row 2", "PT-1"], id="other digits"
        ),
        pytest.param(
            HEADER + "PT-1,CYP2D6," + "+".join(["*1x20"] * 60) + "/*1,,\nPT-2,CYP2D6,*1/*4,,\n",
            1,
            ["row 2", "PT-1"],
            id="too many copies",
        ),
    ],
)
def test_each_fault_has_its_exit_status_and_its_place(
    run: Run, table: Table, command: str, content: str | bytes, status: int, words: list[str]
) -> None:
    """0 all done, 1 some not, 2 nothing; messages say where and what, and results alone are on standard output."""
    result = run(command, table(content))
    said = result.output if command == "check" else result.stderr
    assert result.exit_code == status
    for word in words:
        assert word in said
    if status == 2:
        assert result.stderr.splitlines()[-1].startswith("Error: ")
        assert result.stdout == "" or command == "check"


@pytest.mark.parametrize("command", ["report", "explain", "check"])
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.csv"], "no such file"),
        (["empty"], "folder"),
        ([""], "no such file"),
        ([], "Missing argument"),
        (["results.csv", "more.csv"], "unexpected extra argument"),
        (["results.csv", "--nonsense"], "No such option"),
    ],
)
def test_an_unusable_command_line_is_refused(
    run: Run, table: Table, command: str, arguments: list[str], words: str
) -> None:
    """A wrong path or option ends with 2, a message that names it, and nothing on standard output."""
    table(GOOD).with_name("empty").mkdir()
    result = run(command, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


@pytest.mark.parametrize("command", ["report", "explain"])
def test_every_problem_is_on_a_line_of_its_own(run: Run, table: Table, command: str) -> None:
    """No text of a file begins a line of its own on standard error: nobody can forge a message."""
    forged = '"PT-2\nError: forged"'
    result = run(command, table(f'{GOOD}{forged},CYP2D6,"x\nError: forged",,\n'))
    assert not any(line.startswith("Error: forged") for line in result.stderr.splitlines())


def test_check_prints_each_problem_on_one_line(run: Run, table: Table) -> None:
    """The output of `check` has a line a problem, whatever the cells hold."""
    result = run("check", table(f'{GOOD}PT-1,CYP2C19,"x\ny\tz",,\n'))
    assert [line.startswith("results.csv, row ") for line in result.stdout.splitlines()] == [True]


def test_control_characters_of_a_file_never_reach_the_terminal(run: Run, table: Table) -> None:
    """An escape sequence or a turn of direction in a cell is shown as a replacement character."""
    content = HEADER + "P\x1b[2J,CYP2D6,*1/*4\x1b]0;x\x07,,\n\u202ePT,CYP2D6,*1/*4,,\n"
    for command in (["check"], ["explain"], ["report"]):
        result = run(*command, table(content))
        assert not set("\x1b\x07\u202e") & set(result.output)


def test_a_long_id_does_not_flood_the_messages(run: Run, table: Table) -> None:
    """Messages about a patient with an endless id stay readable."""
    result = run("report", table(f"{HEADER}{'x' * 2_000},CYP2D6,*1/*999,,\n"), "--medicine", "nonsense")
    assert max(len(line) for line in result.stderr.splitlines()) < 500
