"""What the README says is true: its commands run, its example runs, its figures are the tables'."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from pgx_reader.cli import main
from pgx_reader.tables import load_tables, tables_folder
from pgx_reader.tables.load import PUBLISHER_OF_FOLDER
from pgx_reader.terms import RowStatus

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
RESULTS = "patient_id,gene,diplotype,phenotype\nPT-0017,CYP2D6,*4/*68+*4,Poor Metabolizer\nPT-0017,CYP2C19,*1/*17,\n"
MOST_BYTES_OF_A_PICTURE = 120_000
COMMANDS = [line.partition("#")[0].strip() for line in README.splitlines() if line.startswith("pgx-reader ")]
# It runs until somebody ends it, in a process of its own: `tests/web` does that.
SERVE = "pgx-reader serve"


@pytest.fixture(autouse=True)
def _in_a_folder_with_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "results.csv").write_text(RESULTS, encoding="utf-8")
    for name in ("former_tables", "reference_tables"):
        shutil.copytree(tables_folder(), tmp_path / name)
    letterhead = Path(__file__).parents[1] / "sample_reports" / "letterhead"
    shutil.copy(letterhead / "letterhead.toml", tmp_path / "clinic.toml")
    shutil.copy(letterhead / "logo.png", tmp_path)
    (tmp_path / "secret.txt").write_text("correct horse battery", encoding="utf-8")
    (tmp_path / "secret.txt").chmod(0o600)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", [command for command in COMMANDS if command != SERVE])
def test_each_command_of_the_readme_runs(command: str) -> None:
    """Every command that is shown does what it says, with status 0."""
    result = CliRunner().invoke(main, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output


def test_the_python_example_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The example goes through the five stages and prints a line a patient."""
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("PT-0017 ")


def test_the_figures_of_the_readme_are_those_of_the_tables() -> None:
    """Each source's number of medicines and statements in force, and the version of the tables, are as they are."""
    tables = load_tables()
    for folder, publisher in PUBLISHER_OF_FOLDER.items():
        drugs = tables.guidelines[folder]
        in_force = sum(row.status is RowStatus.CURRENT for rows in drugs.values() for row in rows)
        assert re.search(f"{publisher}: {len(drugs)} medicines, {in_force}\\b", README), publisher
    assert f"tables version {tables.version} " in README


def test_every_picture_of_the_readme_is_there_small_and_in_words() -> None:
    """Each picture is in the project, is no larger than its bound, and says in words what it shows."""
    pictures = re.findall(r'<img src="([^"]*)"[^>]*? alt="([^"]*)"', README)
    assert len(pictures) == README.count("<img ") >= 6
    for path, words in pictures:
        assert (Path(__file__).parents[1] / path).stat().st_size < MOST_BYTES_OF_A_PICTURE
        assert len(words.split()) >= 10


def test_every_format_has_its_line_in_the_readme() -> None:
    """Each folder of examples is named in the table of formats, and no other."""
    folders = {path.name for path in (Path(__file__).parent / "formats").iterdir() if path.is_dir()}
    table = README.split("| format | what is read | examples |")[1].split("\n\n")[0]
    assert set(re.findall(r"`(\w+)/`", table)) == folders
