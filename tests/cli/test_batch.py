from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from pgx_reader.batch.journal import FILE_NAME
from tests.cli.conftest import HEADER, ONE, PARTLY, SEVERAL

Run = Callable[..., Result]
Write = Callable[..., Path]


def rows(folder: Path, name: str = "manifest.csv") -> list[dict[str, Any]]:
    """The rows of one of the reports."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def states(folder: Path) -> dict[str, str]:
    """What became of each patient."""
    return {row["patient_id"]: row["state"] for row in rows(folder)}


def handouts(folder: Path) -> dict[str, bytes]:
    """The handouts that are there."""
    return {path.name: path.read_bytes() for path in folder.glob("*.pdf")}


def test_a_batch_writes_what_report_writes(run: Run, table: Write, tmp_path: Path) -> None:
    """The handouts are those of `report`, byte for byte, in files of the same names; both lists are there."""
    path = table(SEVERAL)
    assert run("report", path, "-o", "one-by-one", "--medicine", "codeine").exit_code == 0
    result = run("batch", path, "-o", "batch", "--medicine", "codeine", "--workers", 1)
    assert result.exit_code == 0, result.output
    assert handouts(tmp_path / "batch") == handouts(tmp_path / "one-by-one")
    assert [row["handout"] for row in rows(tmp_path / "batch")] == ["PT-1.pdf", "PT-2.pdf", "PT-3.pdf"]
    assert "They explain; they are not a prescription." in result.stderr
    assert result.stdout == ""


def test_a_patient_of_several_files_has_one_handout(run: Run, table: Write, tmp_path: Path) -> None:
    """Rows of one id in three files, of different forms, are one person's; a result that they differ in is said."""
    table(HEADER + "PT-1,CYP2D6,*1/*4,,\nPT-2,CYP2D6,*4/*4,,\n", "in/a.csv")
    table("patient_id;CYP2C19\nPT-1;*1/*17\n", "in/b.csv")
    table(HEADER + "PT-1,CYP2D6,*4/*4,,\n", "in/c.csv")
    result = run("batch", "in", "-o", "out", "--workers", 1)
    assert states(tmp_path / "out") == {"PT-1": "written", "PT-2": "written"}
    assert "more than one file" in str(rows(tmp_path / "out", "problems.csv"))
    assert result.exit_code in (0, 1)
    (first, _) = rows(tmp_path / "out")
    assert first["needs_review"] == "yes"


def test_what_may_be_two_people_is_no_handout(run: Run, table: Write, tmp_path: Path) -> None:
    """Two names under one id in two files: nobody's handout, a named error, and the others have theirs."""
    head = "patient_id,patient_name,gene,diplotype\n"
    table(head + "PT-1,Ana (invented),CYP2D6,*1/*4\n", "in/a.csv")
    table(head + "PT-1,Bea (invented),CYP2D6,*1/*4\nPT-2,Cleo (invented),CYP2D6,*1/*4\n", "in/b.csv")
    assert run("batch", "in", "-o", "out", "--workers", 1).exit_code == 1
    assert states(tmp_path / "out") == {"PT-1": "failed", "PT-2": "written"}
    assert "may be two people's" in rows(tmp_path / "out")[0]["error"]


def test_a_broken_row_costs_the_others_nothing(run: Run, table: Write, tmp_path: Path) -> None:
    """Its patient and its row are named, on standard error and in the lists; the exit status is 1."""
    result = run("batch", table(PARTLY), "-o", "out", "--workers", 1)
    assert result.exit_code == 1
    assert "row 6" in result.stderr
    assert states(tmp_path / "out") == {"PT-1": "written", "PT-2": "written", "PT-3": "written", "PT-4": "failed"}
    assert [row["row"] for row in rows(tmp_path / "out", "problems.csv")][:1] == ["6"]


def test_a_medicine_that_is_not_known_is_told(run: Run, table: Write, tmp_path: Path) -> None:
    """A misspelled name is a notice of its patient, with the nearest one; the batch is complete all the same."""
    path = table("patient_id,gene,diplotype,medicines\nPT-1,CYP2D6,*1/*4,citalopran\n")
    assert run("batch", path, "-o", "out", "--workers", 1).exit_code == 0
    (notice,) = rows(tmp_path / "out", "problems.csv")
    assert (notice["patient_id"], notice["value"], notice["severity"]) == ("PT-1", "citalopran", "notice")
    assert "citalopram" in notice["message"]


def test_a_source_that_is_not_there_costs_the_others_nothing(run: Run, table: Write, tmp_path: Path) -> None:
    """It is a problem; where it is the only one, nothing is left behind."""
    assert run("batch", table(ONE), "missing.csv", "-o", "out", "--workers", 1).exit_code == 1
    assert states(tmp_path / "out") == {"PT-1": "written"}
    alone = run("batch", "missing.csv", "-o", "none", "--workers", 1)
    assert (alone.exit_code, "no such file" in alone.stderr) == (2, True)
    assert not list((tmp_path / "none").iterdir())


def test_resume_does_what_changed_and_nothing_else(run: Run, table: Write, tmp_path: Path) -> None:
    """A changed result, a lost file and a damaged one are made anew; who is gone is told, with the handout kept."""
    assert run("batch", table(SEVERAL), "-o", "out", "--workers", 1).exit_code == 0
    out = tmp_path / "out"
    first = handouts(out)
    before = {name: (out / name).stat().st_mtime_ns for name in first}
    (out / "PT-2.pdf").write_bytes(b"damaged")
    table(SEVERAL.replace("PT-3,CYP2C19,*2/*2,PM", "PT-4,CYP2C19,*2/*2,PM"))
    result = run("batch", "results.csv", "-o", "out", "--workers", 1, "--resume")
    assert result.exit_code == 0, result.output
    assert states(out) == {"PT-1": "written", "PT-2": "written", "PT-3": "gone", "PT-4": "written"}
    assert handouts(out)["PT-2.pdf"] == first["PT-2.pdf"]
    assert (out / "PT-1.pdf").stat().st_mtime_ns == before["PT-1.pdf"]
    assert "1 kept" in result.stderr


@pytest.mark.parametrize("option", [("--language", "es"), ("--large-print",), ("--medicine", "codeine")])
def test_resume_makes_all_anew_where_an_option_changed(
    option: tuple[str, ...], run: Run, table: Write, tmp_path: Path
) -> None:
    """Another language, size or medicine is another handout."""
    assert run("batch", table(SEVERAL), "-o", "out", "--workers", 1).exit_code == 0
    first = handouts(tmp_path / "out")
    result = run("batch", "results.csv", "-o", "out", "--workers", 1, "--resume", *option)
    assert "3 handouts written." in result.stderr
    assert not set(handouts(tmp_path / "out").values()) & set(first.values())


def test_another_format_takes_the_place_of_the_first(run: Run, table: Write, tmp_path: Path) -> None:
    """Resumed as HTML, the PDFs of the batch go: a patient has one handout."""
    assert run("batch", table(ONE), "-o", "out", "--workers", 1).exit_code == 0
    assert run("batch", "results.csv", "-o", "out", "--workers", 1, "--resume", "--format", "html").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir() if path.suffix in (".pdf", ".html")) == [
        "PT-1.html"
    ]


def test_a_folder_with_a_batch_or_other_files_is_left_alone(run: Run, table: Write, tmp_path: Path) -> None:
    """Without --resume a batch is not touched, and with it neither are somebody's own files."""
    assert run("batch", table(ONE), "-o", "out", "--workers", 1).exit_code == 0
    again = run("batch", "results.csv", "-o", "out")
    assert (again.exit_code, "--resume" in again.stderr) == (2, True)
    theirs = table("theirs", "other/PT-1.pdf")
    refused = run("batch", "results.csv", "-o", "other", "--resume")
    assert (refused.exit_code, "no batch wrote" in refused.stderr) == (2, True)
    assert [path.name for path in theirs.parent.iterdir()] == ["PT-1.pdf"]
    (tmp_path / "out" / "PT-2.pdf").write_bytes(b"theirs")
    table(SEVERAL)
    assert run("batch", "results.csv", "-o", "out", "--workers", 1, "--resume").exit_code == 0
    assert (tmp_path / "out" / "PT-2.pdf").read_bytes() == b"theirs"
    assert rows(tmp_path / "out")[1]["handout"] == "PT-2-2.pdf"


def test_a_folder_inside_the_results_is_refused(run: Run, table: Write, tmp_path: Path) -> None:
    """The handouts would be read as results."""
    table(ONE, "in/results.csv")
    result = run("batch", "in", "-o", "in/out")
    assert (result.exit_code, "Give another" in result.stderr) == (2, True)
    assert not (tmp_path / "in" / "out").exists()


def damaged(path: Path) -> None:
    """A journal with bytes of something else in its middle."""
    data = bytearray(path.read_bytes())
    data[100:9000] = b"x" * 8900
    path.write_bytes(bytes(data))


def of_another_version(path: Path) -> None:
    """A journal as a later version would write it."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()


def no_journal(path: Path) -> None:
    """A text where the journal should be."""
    path.write_text("This is not a journal. " * 100, encoding="utf-8")


@pytest.mark.parametrize("fault", [damaged, of_another_version, no_journal])
def test_a_journal_that_cannot_be_used_is_left_as_it_is(
    fault: Callable[[Path], None], run: Run, table: Write, tmp_path: Path
) -> None:
    """It is said, with what to do; nothing is written over and nothing removed."""
    assert run("batch", table(ONE), "-o", "out", "--workers", 1).exit_code == 0
    fault(tmp_path / "out" / FILE_NAME)
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    result = run("batch", "results.csv", "-o", "out", "--workers", 1, "--resume")
    assert (result.exit_code, "Nothing was changed" in result.stderr) == (2, True), result.output
    after = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert after == before


def test_two_batches_do_not_share_a_folder(run: Run, table: Write, tmp_path: Path) -> None:
    """The second one is told to wait."""
    assert run("batch", table(ONE), "-o", "out", "--workers", 1).exit_code == 0
    database = sqlite3.connect(tmp_path / "out" / FILE_NAME, isolation_level=None)
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    database.execute("BEGIN EXCLUSIVE")
    result = run("batch", "results.csv", "-o", "out", "--workers", 1, "--resume")
    database.close()
    assert (result.exit_code, "another program is at work" in result.stderr) == (2, True), result.output


@pytest.mark.parametrize("folder", ["results.csv", "results.csv/out", "/proc/handouts"])
def test_a_folder_that_cannot_be_written_is_an_error(folder: str, run: Run, table: Write) -> None:
    """Nothing is begun, and it is said what to do."""
    result = run("batch", table(ONE), "-o", folder, "--workers", 1)
    assert (result.exit_code, "another" in result.stderr) == (2, True), result.output


NAMES = [
    ("{patient_id}", ["A_1.pdf", "A_1-2.pdf", "patient_CON.pdf", "etc_passwd.pdf"]),
    ("{patient_id}.pdf", ["A_1.pdf", "A_1-2.pdf", "patient_CON.pdf", "etc_passwd.pdf"]),
    ("Handout {patient_name}", ["Handout_Ana.pdf", "Handout_Ana-2.pdf", "Handout.pdf", "Handout_Bea.pdf"]),
]


@pytest.mark.parametrize(("pattern", "expected"), NAMES)
def test_names_are_safe_and_apart(pattern: str, expected: list[str], run: Run, table: Write, tmp_path: Path) -> None:
    """Ids that look alike once cleaned are kept apart, and none leads out of the folder."""
    people = [("A/1", "Ana"), ("A 1", "Ana"), ("CON", ""), ("../../etc/passwd", "Bea")]
    lines = (f"{patient},{name},CYP2D6,*1/*4\n" for patient, name in people)
    path = table("patient_id,patient_name,gene,diplotype\n" + "".join(lines))
    assert run("batch", path, "-o", "out", "--workers", 1, "--name", pattern).exit_code == 0
    assert [row["handout"] for row in rows(tmp_path / "out")] == expected
    assert sorted(handouts(tmp_path / "out")) == sorted(expected)


@pytest.mark.parametrize(
    "pattern", ["", "handout", "{lab}", "{patient_id.name}", "../{patient_id}", "{patient_id", "{0}"]
)
def test_a_pattern_that_names_nobody_or_leads_away_is_refused(pattern: str, run: Run, table: Write) -> None:
    """It is said what a name may be made of, before anything is written."""
    result = run("batch", table(ONE), "-o", "out", "--name", pattern)
    assert (result.exit_code, "--name" in result.stderr) == (2, True)
    assert not Path("out").exists()
