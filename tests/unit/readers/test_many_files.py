"""Several files, and several readers for one: nothing is picked in silence."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Severity
from pgx_reader.readers import read_results, sniff
from pgx_reader.readers.formats import pharmcat_outside_calls
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition

HEADER = "patient_id,patient_name,gene,diplotype\n"


class Rival:
    """A reader that claims everything."""

    @staticmethod
    def recognize(raw: RawFile) -> Recognition:  # noqa: ARG004 - it looks at nothing
        """Any file is its own."""
        return Recognition("a rival's format", "it claims everything")

    @staticmethod
    def read(raw: RawFile) -> Contents:
        """Never reached: two claims are none."""
        raise AssertionError(raw.name)


def test_a_file_that_two_readers_claim_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both formats are named with what speaks for them, and neither is read."""
    monkeypatch.setattr(sniff, "FORMATS", (pharmcat_outside_calls, Rival()))
    with pytest.raises(UnusableInputError, match="more than one way") as caught:
        read_results(BytesIO(b"CYP2D6\t*1/*4\n"), name="calls.tsv")
    for words in ("calls.tsv", "PharmCAT outside calls", "a rival's format", "it claims everything"):
        assert words in str(caught.value)


def write(folder: Path, **files: str) -> Path:
    """A folder with these tables."""
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("second_name", "kept"),
    [("Ada (invented)", ["CYP2D6", "CYP2C19"]), ("", ["CYP2D6", "CYP2C19"]), ("Bea (invented)", [])],
)
def test_one_id_in_two_files_is_one_person_unless_the_files_deny_it(
    tmp_path: Path, second_name: str, kept: list[str]
) -> None:
    """Results of one id are put together with a notice; under two names none of them is used."""
    one, two = f"{HEADER}1,Ada (invented),CYP2D6,*1/*4\n", f"{HEADER}1,{second_name},CYP2C19,*1/*1\n"
    file = read_results(write(tmp_path, a=one, b=two))
    assert [row.gene for patient in file.patients for row in patient.rows] == kept
    about_both = [problem for problem in file.problems if problem.patient_id == "1"]
    assert [problem.severity for problem in about_both] == [Severity.NOTICE if kept else Severity.ERROR]


def test_the_same_gene_in_two_files_reaches_the_comparison(tmp_path: Path) -> None:
    """Of two files with different results neither is chosen: both rows are there, each with its file."""
    file = read_results(write(tmp_path, a=f"{HEADER}1,,CYP2D6,*1/*4\n", b=f"{HEADER}1,,CYP2D6,*4/*4\n"))
    rows = [row for patient in file.patients for row in patient.rows]
    assert [(row.file, row.diplotype and row.diplotype.value) for row in rows] == [
        ("a.csv", "*1/*4"),
        ("b.csv", "*4/*4"),
    ]


def test_an_id_that_one_file_gives_to_two_people_is_nobodys_in_any(tmp_path: Path) -> None:
    """Two names under one id in one file: results of that id in another file may be either's, and are not used."""
    head = "patient_id,patient_name,gene,diplotype\n"
    two = "P1,Ana (invented),CYP2D6,*1/*4\nP1,Bea (invented),CYP2C19,*1/*1\nP2,Cleo (invented),CYP2D6,*1/*1\n"
    (tmp_path / "a.csv").write_text(head + two, encoding="utf-8")
    (tmp_path / "b.csv").write_text(head + "P1,,CYP2C19,*2/*2\n", encoding="utf-8")
    found = read_results(tmp_path)
    assert [patient.patient.id for patient in found.patients] == ["P2"]
    assert [(problem.patient_id, problem.severity) for problem in found.problems] == [("P1", Severity.ERROR)]
    assert "may be two people's" in found.problems[0].message
