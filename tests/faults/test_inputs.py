"""Results that change, vanish or are no files: they are named, and no row that may be cut off is read."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pgx_reader.cli import main
from pgx_reader.errors import HalfReadError, UnusableInputError
from pgx_reader.pipeline import read_results
from pgx_reader.readers.streaming import Part, stream_results
from tests.batch.running import results
from tests.faults.conftest import tried
from tests.faults.table import ordinary

HEADER = "patient_id,gene,diplotype\n"
ONE = HEADER + "PT-1,CYP2D6,*1/*4\n"


def _run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


class _Busy(FileIO):
    """A file that somebody writes into while it is read."""

    def __init__(self, path: Path, size: int | None) -> None:
        super().__init__(path)
        self._path, self._size = path, size

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        assert data is not None
        with self._path.open("ab") as file:
            if self._size is None:
                file.write(b"PT-2,CYP2D6,*1/*4\n")
            else:
                file.truncate(self._size)
        return data


@pytest.mark.parametrize("size", [None, 30])
def test_a_file_that_changes_while_it_is_read_is_refused(size: int | None, tmp_path: Path) -> None:
    """It grows, or is cut: what was read of it may end within a row, and look whole."""
    path = tmp_path / "results.csv"
    path.write_text(ONE, encoding="utf-8")
    with _Busy(path, size) as busy, pytest.raises(UnusableInputError, match="it was changed while it was read"):
        read_results(busy, name="results.csv")


def _first_part(path: Path) -> Iterator[Part]:
    parts = stream_results(path, size=2_000)
    assert next(parts).patients
    return parts


def test_a_large_table_that_grows_while_it_is_read_is_refused(tmp_path: Path) -> None:
    """Nothing is made of its first rows either: the others may belong to the same patients."""
    path = tmp_path / "results.csv"
    path.write_text(results(400), encoding="utf-8")
    parts = _first_part(path)
    with path.open("a", encoding="utf-8") as file:
        file.write("P00001,,CYP2C19,*2/*")
    with pytest.raises(HalfReadError, match=r"results\.csv: it was changed while it was read"):
        list(parts)


def test_a_large_table_that_is_cut_while_it_is_read_is_refused(tmp_path: Path) -> None:
    """A copy that begins anew, say."""
    path = tmp_path / "results.csv"
    path.write_text(results(4_000), encoding="utf-8")
    parts = _first_part(path)
    os.truncate(path, 20_000)
    with pytest.raises(HalfReadError, match="it was changed while it was read"):
        list(parts)


def test_a_batch_of_a_table_that_changes_makes_no_handout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit status 2, a message with what to do, and once the table is whole `--resume` makes all."""
    path = tmp_path / "results.csv"
    path.write_text(results(2_000), encoding="utf-8")
    out = tmp_path / "out"

    def growing(self: object, *arguments: object) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")

    with monkeypatch.context() as patched:
        patched.setattr("pgx_reader.cli.progress.Lines.read", growing)
        result = _run("batch", path, "-o", out)
    assert result.exit_code == 2
    assert "changed while it was read" in result.stderr.splitlines()[-1]
    assert not list(out.glob("*.pdf"))


def test_a_file_that_vanishes_after_it_was_listed_is_named(tmp_path: Path) -> None:
    """Nothing is left out in silence."""
    folder = tmp_path / "results"
    folder.mkdir()
    (folder / "a.csv").write_text(results(400), encoding="utf-8")
    (folder / "b.csv").write_text(ONE, encoding="utf-8")
    parts = _first_part(folder)
    (folder / "b.csv").unlink()
    problems = [problem for part in parts for problem in part.problems]
    assert [(problem.file, problem.message) for problem in problems] == [
        ("results/b.csv", "not read: cannot be read: No such file or directory.")
    ]


def test_what_is_no_file_in_a_folder_is_named(tmp_path: Path) -> None:
    """A pipe, a socket, a link that leads nowhere, and a link to a folder, which is not followed."""
    folder = tmp_path / "results"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "more.csv").write_text(ONE, encoding="utf-8")
    folder.mkdir()
    (folder / "good.csv").write_text(ONE, encoding="utf-8")
    (folder / "elsewhere").symlink_to(tmp_path / "elsewhere")
    (folder / "nowhere.csv").symlink_to(tmp_path / "nowhere.csv")
    os.mkfifo(folder / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(folder / "socket"))
        result = _run("check", folder)
    assert result.exit_code == 1
    assert [line.split(" not read: ")[0].strip(":").rpartition(" ")[2] for line in result.stdout.splitlines()] == [
        "elsewhere",
        "nowhere.csv",
        "pipe.csv",
        "socket",
    ]


def test_a_folder_that_may_not_be_opened_is_named(tmp_path: Path) -> None:
    """Nor are the files left out of one whose names alone may be read."""
    folder = tmp_path / "results"
    for name, mode in (("closed", 0o000), ("names only", 0o400)):
        (folder / name).mkdir(parents=True)
        (folder / name / "results.csv").write_text(ONE, encoding="utf-8")
        (folder / name).chmod(mode)
    (folder / "good.csv").write_text(ONE, encoding="utf-8")
    with tried():
        line = [*ordinary(), sys.executable, "-m", "pgx_reader", "check", str(folder)]
        done = subprocess.run(line, check=False, capture_output=True, text=True)
    for name in ("closed", "names only"):
        (folder / name).chmod(0o700)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "results: closed: not read: cannot be read: Permission denied.",
        "results: names only/results.csv: not read: cannot be read: Permission denied.",
    ], done.stderr


def test_a_pipe_with_a_name_is_read(tmp_path: Path) -> None:
    """Results may come from another program as they are made."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(ONE,))
    writer.start()
    result = _run("explain", pipe, "--json")
    writer.join()
    assert (result.exit_code, result.stdout.count("\n")) == (0, 1)


@pytest.mark.parametrize("command", ["check", "explain", "report", "summary"])
@pytest.mark.parametrize(
    ("path", "words"), [("/dev/null", "empty"), ("/proc/self/mem", "cannot be read"), ("/proc/version", "version")]
)
def test_what_is_no_results_file_is_refused(command: str, path: str, words: str) -> None:
    """A device, and files that the system makes up: without a size, or that cannot be read."""
    if not Path(path).exists():
        pytest.skip(f"there is no {path} here")
    result = _run(command, path)
    assert (result.exit_code, words in result.stderr) == (2, True), result.stderr


def test_standard_input_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    """The message says what is wrong with it, and not that it is closed."""
    handle = os.open(tmp_path, os.O_RDONLY)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pgx_reader", "check", "-"],
            check=False,
            stdin=handle,
            capture_output=True,
            text=True,
        )
    finally:
        os.close(handle)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
