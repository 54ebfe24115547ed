"""A source read part by part says what it says read whole."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from pgx_reader.models.results import LabPatient, Problem, Severity
from pgx_reader.readers import merged, read_results, stream_results

_HEADER = "patient_id,patient_name,gene,diplotype,phenotype,medicines,lab"


def _people(number: int = 400) -> list[str]:
    """The rows of many invented patients, mixed up, with what makes tables hard to cut."""
    draw = random.Random(3)
    rows = [
        f'P{n},"Name, {n} (invented)",CYP2D6,*1/*{n % 40},IM,codeine; aspirin,"Lab\nin ""two"" rows"'
        for n in range(number)
    ]
    rows += [f"P{n},,CYP2C19,*1/*17,,Codeine,Other lab" for n in range(number)]
    draw.shuffle(rows)
    rows[50] = "P7,too,many,cells,in,this,row,of,it"
    rows[90] = ",no patient,CYP2D6,*1/*1,,,"
    rows[200] = ""
    rows[300] = "P9,Another Name (invented),CYP2D6,*1/*4,,,"
    rows[400] = "NTC,,CYP2D6,no call,,,"
    return rows


def _wide() -> str:
    rows = (f"W{n};*1/*{n % 30};*1/*2;{'codeine' if n % 2 else ''}" for n in range(900))
    return "Results of our lab;;;\n\nSample ID;CYP2D6;CYP2C19;Medications\n" + "\n".join(rows)


TABLES = {
    "long": "\n".join([_HEADER, *_people()]) + "\n",
    "long without a last line end": "\n".join([_HEADER, *_people()]),
    "wide, below a title": _wide(),
    "windows": "\r\n".join([_HEADER, *_people()]),
    "not UTF-8": "\n".join([_HEADER, *_people()]).replace("Name", "Né"),
    "one patient": "gene,diplotype\nCYP2D6,*1/*4\nCYP2C19,*1/*1\n" + "\n" * 3000,
    "json": '{"patient_id": "P1", "gene": "CYP2D6", "diplotype": "*1/*4"}\n' * 2 + " " * 3000,
}
ENCODINGS = {"not UTF-8": "cp1252"}


def _streamed(path: Path, size: int) -> tuple[list[LabPatient], list[Problem], int]:
    parts = list(stream_results(path, size=size))
    problems = [problem for part in parts for problem in part.problems]
    together = merged([patient for part in parts for patient in part.patients], problems)
    bare = [
        patient.model_copy(
            update={"file": None, "rows": tuple(row.model_copy(update={"file": None}) for row in patient.rows)}
        )
        for patient in together
    ]
    return bare, problems, len(parts)


def _errors(problems: list[Problem] | tuple[Problem, ...]) -> set[tuple[str | None, int | None]]:
    """Whom and where the errors are about: two names of one person are told at another row, if not in one part."""
    found = (p for p in problems if p.severity is Severity.ERROR)
    return {(p.patient_id, None if "two people" in p.message else p.row) for p in found}


@pytest.mark.parametrize("size", [2_000, 9_000, 10_000_000])
@pytest.mark.parametrize("kind", TABLES)
def test_parts_say_what_the_whole_says(kind: str, size: int, tmp_path: Path) -> None:
    """The same patients with the same rows, numbers and medicines, in the same order; the same errors."""
    path = tmp_path / "results.csv"
    path.write_bytes(TABLES[kind].encode(ENCODINGS.get(kind, "utf-8")))
    whole = read_results(path)
    patients, problems, parts = _streamed(path, size)
    assert [p.patient.id for p in patients] == [p.patient.id for p in whole.patients]
    assert patients == list(whole.patients)
    assert _errors(problems) == _errors(whole.problems)
    if kind in ("long", "wide, below a title", "windows", "not UTF-8") and size == 2_000:
        assert parts > 5


def test_what_the_header_says_is_said_once(tmp_path: Path) -> None:
    """A column that is not read is one notice, and not one a part."""
    rows = (f"P{n},CYP2D6,*1/*4,never mind" for n in range(2_000))
    path = tmp_path / "results.csv"
    path.write_text("patient_id,gene,diplotype,Freezer\n" + "\n".join(rows), encoding="utf-8")
    problems = _streamed(path, 2_000)[1]
    assert [problem.message for problem in problems] == [problem.message for problem in read_results(path).problems]


def test_a_folder_is_read_a_file_at_a_time(tmp_path: Path) -> None:
    """Large and small files, packed ones and what is no results file, each under its own name."""
    (tmp_path / "a.csv").write_text(TABLES["long"], encoding="utf-8")
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(_wide().encode()))
    (tmp_path / "c.txt").write_text("No results here.", encoding="utf-8")
    parts = list(stream_results(tmp_path, size=5_000))
    read = list(dict.fromkeys(part.file for part in parts if part.what))
    assert read == [f"{tmp_path.name}/a.csv", f"{tmp_path.name}/b.csv"]
    assert [part.file for part in parts if part.what is None] == [f"{tmp_path.name}/c.txt"]
    assert {row.file for part in parts for patient in part.patients for row in patient.rows} == set(read)


def test_a_part_that_cannot_be_read_costs_the_others_nothing(tmp_path: Path) -> None:
    """Zero bytes in the middle of a long table: an error with its place, and all rows before and behind."""
    rows = [f"P{n},CYP2D6,*1/*4" for n in range(1_000)]
    rows[500] = "P500,CYP2D6,\0\0\0"
    path = tmp_path / "results.csv"
    path.write_text("patient_id,gene,diplotype\n" + "\n".join(rows), encoding="utf-8")
    patients, problems, _ = _streamed(path, 5_000)
    (problem,) = problems
    assert problem.row is not None
    assert problem.severity is Severity.ERROR
    assert {"P0", "P999"} <= {patient.patient.id for patient in patients}
    lost = len(rows) - len(patients)
    assert 0 < lost < 500
    assert f"from row {problem.row} to row {problem.row + lost - 1}" in problem.message


def test_a_mark_that_is_never_closed_costs_its_own_row_alone(tmp_path: Path) -> None:
    """The row's patient and gene are kept as unreadable; cells of several lines before and behind are whole."""
    rows = [f'P{n},CYP2D6,*1/*4,"Lab\nof {n}"' if n % 10 == 0 else f"P{n},CYP2D6,*1/*4,Lab" for n in range(1_000)]
    for broken in (405, 406, 700):
        rows[broken] = f'P{broken},CYP2D6,"*1/*2,Lab'
    path = tmp_path / "results.csv"
    path.write_text("patient_id,gene,diplotype,lab\n" + "\n".join(rows), encoding="utf-8")
    patients, problems, parts = _streamed(path, 3_000)
    assert parts > 5
    assert [patient.patient.id for patient in patients] == [f"P{n}" for n in range(1_000)]
    unreadable = {row.patient_id for patient in patients for row in patient.rows if not row.readable}
    assert unreadable == {"P405", "P406", "P700"} == {problem.patient_id for problem in problems}
    assert [problem.row for problem in problems] == [407, 408, 702]
    assert {patient.patient.lab for patient in patients} >= {"Lab\nof 0", "Lab\nof 990", "Lab"}
