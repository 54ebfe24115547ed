"""Nobody else can read what is written, and nothing unfinished or forgotten is left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from click.testing import Result

from pgx_reader.batch.files import TEMPORARY, write_whole
from pgx_reader.batch.journal import FILE_NAME, Journal
from pgx_reader.cli import main
from tests.cli.conftest import SEVERAL

Run = Callable[..., Result]
WRITING = [
    ("report", "results.csv", "-o", "new/below/out"),
    ("report", "results.csv", "--patient", "PT-1", "-o", "new/below/only.pdf"),
    ("report", "results.csv", "--patient", "PT-1", "--format", "html", "-o", "new/out"),
    ("batch", "results.csv", "-o", "new/below/out", "--workers", "1"),
    ("batch", "results.csv", "-o", "new/below/out", "--workers", "1", "--store", "file://{here}/new/other/place"),
    ("explain", "results.csv", "--csv", "new/below/tables"),
    ("explain", "results.csv", "--parquet", "new/below/tables"),
    ("demo", "-o", "new/below/demo"),
]


def modes(folder: Path) -> dict[str, int]:
    """The modes of all that is in a folder, and its own."""
    return {str(path.relative_to(folder)): path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}


def expected(folder: Path, of_files: int, of_folders: int) -> dict[str, int]:
    """What they should be."""
    every = (folder, *folder.rglob("*"))
    return {str(path.relative_to(folder)): of_folders if path.is_dir() else of_files for path in every}


@pytest.fixture
def _open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def _done(run: Run, table: Callable[..., Path], command: tuple[str, ...], *more: str) -> Path:
    table(SEVERAL)
    result = run(*(part.format(here=Path.cwd()) for part in command), *more)
    assert result.exit_code == 0, result.output
    new = Path("new")
    assert any(path.is_file() for path in new.rglob("*"))
    return new


@pytest.mark.usefixtures("_open_umask")
@pytest.mark.parametrize("command", WRITING, ids=lambda command: " ".join(command[:1] + command[2:4]))
def test_all_that_is_written_is_the_owners_alone(
    run: Run, table: Callable[..., Path], command: tuple[str, ...]
) -> None:
    """With an umask that takes nothing away, every file is 0600, and every folder, those above it too, 0700."""
    new = _done(run, table, command)
    assert modes(new) == expected(new, 0o600, 0o700)


@pytest.mark.usefixtures("_open_umask")
@pytest.mark.parametrize("command", [WRITING[0], WRITING[3], WRITING[5], WRITING[7]], ids=lambda command: command[0])
def test_what_is_shared_has_the_modes_of_the_umask(
    run: Run, table: Callable[..., Path], command: tuple[str, ...]
) -> None:
    """With `--shared` the umask decides, but for the journal: results stand in it while it is worked on."""
    os.umask(0o027)
    new = _done(run, table, command, "--shared")
    wanted = expected(new, 0o640, 0o750)
    wanted |= {name: 0o600 for name in wanted if name.endswith(FILE_NAME)}
    assert modes(new) == wanted


@pytest.mark.usefixtures("_open_umask")
def test_a_picture_of_a_cohort_is_the_owners_alone(run: Run, table: Callable[..., Path]) -> None:
    """A plot is 0600, and by the umask where it is shared."""
    os.umask(0o022)
    table(SEVERAL)
    assert run("summary", "results.csv", "--plot", "own.png").exit_code == 0
    assert run("summary", "results.csv", "--plot", "shared.png", "--shared").exit_code == 0
    assert (modes(Path("own.png")), modes(Path("shared.png"))) == ({".": 0o600}, {".": 0o644})


@pytest.mark.usefixtures("_open_umask")
def test_the_journal_is_the_owners_alone_while_it_is_worked_on(tmp_path: Path) -> None:
    """What SQLite keeps beside the journal has its modes."""
    journal = Journal(tmp_path / FILE_NAME)
    journal.commit()
    found = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    journal.close()
    assert found == {FILE_NAME: 0o600, f"{FILE_NAME}-wal": 0o600}


@pytest.mark.usefixtures("_open_umask")
def test_a_file_that_is_written_over_is_closed_to_others(tmp_path: Path) -> None:
    """A handout takes the place of one that others could read: not the new one. A folder stays as it is."""
    (tmp_path / "out").mkdir(mode=0o755)
    (tmp_path / "out" / "x.pdf").write_bytes(b"old")
    write_whole(tmp_path / "out" / "x.pdf", b"new")
    assert modes(tmp_path / "out") == {".": 0o755, "x.pdf": 0o600}


# Each writes a line when the file or folder in question is there, and then takes its time.
_SLOWLY = """
import sys, time
import pgx_reader.batch.gathering as gathering
from pgx_reader.batch import files

def wait():
    print("begun", file=sys.stderr, flush=True)
    for _ in range(6000):  # a signal just before one long sleep would be answered after it
        time.sleep(0.01)

real_new_file = files.new_file
def new_file(path, **how):
    handle = real_new_file(path, **how)
    if "report" in sys.argv:
        wait()
    return handle
files.new_file = new_file

def put_together(pieces):
    wait()
gathering.put_together = put_together

from pgx_reader.cli import main
main()
"""


@pytest.mark.parametrize(
    ("command", "how"),
    [
        (("report", "-o", "out"), "SIGINT"),
        (("report", "-o", "out"), "SIGTERM"),
        (("explain", "--csv", "tables"), "SIGHUP"),
        (("explain", "--csv", "tables"), "SIGTERM"),
        (("summary",), "SIGINT"),
    ],
)
def test_a_stopped_program_leaves_nothing_temporary(
    table: Callable[..., Path], command: tuple[str, ...], how: str, tmp_path: Path
) -> None:
    """Stopped by Ctrl-C, by a scheduler or with its terminal, it removes what it had begun, and says no traceback."""
    table(SEVERAL)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", _SLOWLY, command[0], "results.csv", *command[1:]],
        env=os.environ | {"TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line == "begun\n":
                break
        begun = [*temporary.iterdir(), *tmp_path.rglob(f"{TEMPORARY}*")]
        process.send_signal(getattr(signal, how))
        rest = process.stderr.read()
    assert begun, "there was nothing to remove"
    assert process.returncode == 1
    assert "Traceback" not in rest
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "results.csv"]
    assert list(temporary.iterdir()) == []


def test_nothing_temporary_is_left_after_success_or_an_error(
    run: Run, table: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither beside the handouts, nor where temporary files go, whether there is a result or none."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    good, bad = table(SEVERAL), table("nothing\n", "bad.csv")
    commands: list[tuple[object, ...]] = [
        ("report", good, "-o", "out"),
        ("explain", good, "--csv", "tables"),
        ("summary", good),
    ]
    for command in commands:
        assert run(*command).exit_code == 0
        assert run(command[0], bad, *command[2:-1], *(["other"] if len(command) > 2 else [])).exit_code == 2
    assert list(temporary.iterdir()) == []
    assert list(tmp_path.rglob(f"{TEMPORARY}*")) == []


@pytest.mark.parametrize(("fails", "status"), [(1, 0), (99, 1)])
def test_a_temporary_folder_that_stays_is_tried_again_and_told(
    run: Run, table: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: int, status: int
) -> None:
    """A disk that fails once costs nothing; where the folder stays, whoever ran the program hears which one it is."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    tries = 0

    def broken(path: object, **more: object) -> None:
        nonlocal tries
        tries += 1
        if tries > fails:
            remove(path, **more)

    remove: Callable[..., None] = shutil.rmtree
    monkeypatch.setattr("shutil.rmtree", broken)
    result = run("explain", table(SEVERAL), "--csv", "tables")
    assert result.exit_code == status
    assert (f"{temporary}/pgx-reader-" in result.stderr) == bool(status)
    assert ("Remove it." in result.stderr) == bool(status)
    assert bool(list(temporary.iterdir())) == bool(status)


def test_a_fault_of_the_program_is_told_without_anybodys_results(
    run: Run, table: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is and of which kind is said; the words of the exception, which quote a patient, are not."""

    def faulty(*_: object, **__: object) -> None:
        try:
            {}["Zelmira (invented)"]
        except KeyError as error:
            raise ValueError("PT-1 is Zelmira (invented)") from error

    monkeypatch.setattr("pgx_reader.cli.report.write_one", faulty)
    from click.testing import CliRunner  # noqa: PLC0415 - the fixture takes a traceback for a failure

    result = CliRunner().invoke(main, ["report", str(table(SEVERAL)), "-o", "out"])
    assert result.exit_code == 1
    assert "Zelmira" not in result.output
    assert "pgx_reader.cli.report, line" in result.output
    assert result.output.index("KeyError") < result.output.index("ValueError")


def test_no_patient_is_in_the_metadata_or_the_title(run: Run, table: Callable[..., Path]) -> None:
    """Two patients' PDFs say the same of themselves, in both places for it; so does the HTML's title."""
    header = "patient_id,patient_name,birth_date,gene,diplotype\n"
    content = f"{header}PT-1,Zelmira (invented),1961-04-05,CYP2D6,*1/*4\nPT-2,Orfeo (invented),,CYP2C19,*2/*2\n"
    said = []
    for kind in ("pdf", "html"):
        assert run("report", table(content), "--format", kind, "-o", kind, "--results-card").exit_code == 0
    for name in ("PT-1", "PT-2"):
        with pikepdf.open(f"pdf/{name}.pdf") as file:
            head = Path(f"html/{name}.html").read_text(encoding="utf-8").partition("</title>")[0]
            said.append((str(dict(file.docinfo)), file.Root.Metadata.read_bytes(), head))
    assert said[0] == said[1]
    assert not any("Zelmira" in str(part) or "PT-1" in str(part) for part in said[0])
