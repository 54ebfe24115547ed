"""What the system refuses in the midst of a command is a message and a status, whichever call it is."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from pgx_reader.cli import main


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        pytest.param(MemoryError(), 1, "not enough memory", id="memory"),
        pytest.param(RuntimeError("can't start new thread"), 1, "not enough memory", id="threads"),
        pytest.param(ImportError("libx.so: cannot map"), 2, "cannot be loaded: libx.so", id="library"),
        pytest.param(
            OSError(errno.EMFILE, os.strerror(errno.EMFILE), "x"), 1, "x: Too many open files. Raise", id="files"
        ),
        pytest.param(OSError(errno.EIO, os.strerror(errno.EIO)), 1, "Input/output error. Check the disk", id="disk"),
        pytest.param(KeyboardInterrupt(), 1, "Stopped. What is written is whole.", id="stop"),
    ],
)
def test_what_is_refused_is_told(
    error: BaseException, status: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do about it, and never as a failure of standard output."""

    def refused(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr("pgx_reader.cli.frame.read_results", refused)
    result = CliRunner().invoke(main, ["check", "results.csv"])
    assert (result.exit_code, words in result.stderr) == (status, True), result.stderr
    assert "standard output" not in result.stderr


def test_a_fault_of_the_program_is_told_by_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody has thought of ends with its kind and its place, and without its words, which may quote a result."""

    def wrong(*_arguments: object, **_options: object) -> None:
        raise LookupError("*4/*41 of PT-17")

    monkeypatch.setattr("pgx_reader.cli.frame.read_results", wrong)
    result = CliRunner().invoke(main, ["check", "results.csv"])
    assert result.exit_code == 1
    assert "LookupError" in result.stderr
    assert "in wrong" in result.stderr
    assert "PT-17" not in result.output


def test_a_journal_without_a_byte_is_begun_anew(tmp_path: Path) -> None:
    """A batch that was stopped just when it made it goes on with `--resume`."""
    results = tmp_path / "results.csv"
    results.write_text("patient_id,gene,diplotype\nPT-1,CYP2D6,nonsense\n", encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "journal.sqlite").touch()
    result = CliRunner().invoke(
        main, ["batch", str(results), "-o", str(tmp_path / "out"), "--resume", "--workers", "1"]
    )
    assert "sqlite" not in result.stderr
    assert (tmp_path / "out" / "manifest.csv").is_file()
