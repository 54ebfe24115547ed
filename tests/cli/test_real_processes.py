from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TABLE = "patient_id,gene,diplotype\nPT-1,CYP2D6,*4/*1xN\nPT-1,CYP2C19,*1/*17\nPT-2,CYP2D6,*4/*4\n"
MANY = "patient_id,gene,diplotype\n" + "".join(f"PT-{n},CYP2D6,*1/*4\n" for n in range(60))


def start(*arguments: str, **variables: str) -> subprocess.Popen[bytes]:
    """The program as a user starts it, with its three streams open."""
    return subprocess.Popen(
        [sys.executable, "-m", "pgx_reader", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"SOURCE_DATE_EPOCH": "0"} | variables,
    )


def test_a_dash_reads_a_pipe() -> None:
    """A table from a pipe gives the same JSON lines as from a file."""
    with start("explain", "-", "--json") as process:
        out, err = process.communicate(TABLE.encode())
    assert process.returncode == 0
    assert [json.loads(line)["patient"]["id"] for line in out.decode().splitlines()] == ["PT-1", "PT-2"]
    assert b"Traceback" not in err


@pytest.mark.parametrize("options", [["--json"], []])
def test_a_closed_pipe_ends_quietly(options: list[str]) -> None:
    """Where the reader of the output goes away, as `head` does, nothing is said about it."""
    with start("explain", "-", *options) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(MANY.encode())
        process.stdin.close()
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
    assert process.returncode in (0, 1)
    assert b"Traceback" not in err
    assert b"BrokenPipe" not in err


def test_a_report_from_the_command_line(tmp_path: Path) -> None:
    """The program as a process writes the handouts, names them on standard output and ends with 0."""
    with start("report", "-", "-o", str(tmp_path)) as process:
        out, err = process.communicate(TABLE.encode())
    assert (process.returncode, b"Traceback" in err) == (0, False)
    assert out.decode().split() == [str(tmp_path / "PT-1.pdf"), str(tmp_path / "PT-2.pdf")]


PDF = "pgx_reader.render.pdf"
SELDOM_NEEDED = {
    "charset_normalizer",
    "pandas",
    "pgx_reader.cli.tables",
    "pgx_reader.letterhead",
    "pgx_reader.render.html",
    PDF,
    "rapidfuzz",
    "rich",
    "segno",
}


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (("report", "-"), {PDF}),
        (("report", "-", "--medicine", "citalopran"), {PDF, "rapidfuzz"}),
        (("report", "-", "--results-card"), {PDF, "segno"}),
        (("report", "-", "--format", "html"), {"pgx_reader.render.html"}),
        (("explain", "-"), {"rich"}),
        (("explain", "-", "--json"), {"rich"}),
        (("check", "-"), set()),
    ],
)
def test_what_is_seldom_needed_is_imported_where_it_is(arguments: tuple[str, ...], needed: set[str]) -> None:
    """One handout does not wait for the import of what only others need."""
    runner = (
        "import atexit, sys\n"
        "from pgx_reader.cli import main\n"
        f"atexit.register(lambda: print(*sorted({SELDOM_NEEDED} & sys.modules.keys())))\n"
        f"main({arguments})"
    )
    done = subprocess.run([sys.executable, "-c", runner], check=False, input=TABLE.encode(), capture_output=True)
    assert (done.returncode, done.stderr.count(b"Traceback")) == (0, 0)
    assert set(done.stdout.decode().splitlines()[-1].split()) == needed


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize(
    "command", [["explain", "-"], ["explain", "-", "--json"], ["check", "-"], ["tables", "CYP2D6"]]
)
def test_a_terminal_that_is_not_utf_8_makes_no_traceback(command: list[str], encoding: str) -> None:
    """Where the output cannot show a character, another one stands for it, and the rest is there."""
    table = TABLE + "PT-3,CYP2D6,≥\n"
    with start(*command, PYTHONIOENCODING=encoding) as process:
        out, err = process.communicate(table.encode())
    assert b"Traceback" not in err
    assert out
    assert process.returncode == (0 if command[0] == "tables" else 1)


@pytest.mark.parametrize("command", [["explain", "-"], ["check", "-"], ["tables"]])
def test_a_full_disk_under_standard_output_is_said_in_words(command: list[str]) -> None:
    """Where the output cannot be written, a message says so, and the status is not 0."""
    for device in Path("/dev").glob("full"):
        with device.open("wb") as full:
            process = subprocess.run(
                [sys.executable, "-m", "pgx_reader", *command],
                input=(TABLE + "PT-3,CYP2D6,x\n").encode(),
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert process.returncode != 0
        assert b"Traceback" not in process.stderr
