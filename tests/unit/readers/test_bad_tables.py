from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import LabFile, Severity
from pgx_reader.readers import read_results

Read = Callable[[str | bytes], LabFile]
HEADER = "patient_id,gene,diplotype\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b"\n \r\n\t\n", "the file is empty", id="blank lines"),
        pytest.param(b"\xef\xbb\xbf", "the file is empty", id="only a byte-order mark"),
        pytest.param(b",,,\n,,\n", "", id="only delimiters"),
        pytest.param(b'""\n""\n', "", id="only empty quotation marks"),
        pytest.param(b"PK\x03\x04rest", "the archive is broken or cut short", id="broken zip"),
        pytest.param(b"%PDF-1.7\n%rest", "a PDF", id="PDF"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word file, or an Excel workbook with a password", id="OLE"),
        pytest.param(b"\x1f\x8b\x08" + zlib.compress(b"x"), "gzip", id="gzip"),
        pytest.param(b"\x89PNG\r\n", "picture", id="PNG"),
        pytest.param((HEADER + "A,CYP2D6,*1/\0*4\n").encode(), "binary", id="NUL"),
        pytest.param((HEADER + "A,CYP2D6,*1/*4\n").encode("utf-16")[:-1], "UTF-16 and broken off", id="half a letter"),
        pytest.param(b"patient_id,diplotype\nA,*1/*4\n", "no column for the gene", id="no gene"),
        pytest.param(b"patient_id,gene\nA,CYP2D6\n", "no column for the result", id="no result"),
        pytest.param(
            b"gene,diplotype\nCYP2D6,*1/*4\nCYP2D6,*1/*1\n", "no column for the patient's id", id="no patient"
        ),
        pytest.param(b"CYP2D6,CYP2C19\n*1/*4,*1/*1\n", "no column for the patient's id", id="wide without patient"),
        pytest.param(b"A,CYP2D6,*1/*4\n", "no column for", id="no header"),
        pytest.param(b"patient_id~gene~diplotype\nA~CYP2D6~*1/*4\n", "no line of this text", id="another delimiter"),
        pytest.param(b"<html><body>404</body></html>", "this is a web page", id="a web page"),
        pytest.param(
            b'{"patient": "A"}', 'this is JSON, but of no kind that we read: its keys are "patient"', id="JSON"
        ),
        pytest.param(b'{"patient": "A"', "row 1: the JSON breaks off", id="broken JSON"),
        pytest.param(b"<results><a/></results>", "this is XML, but not FHIR", id="XML"),
        pytest.param(b"##fileformat=VCFv4.2\n#CHROM\tPOS\n", "single DNA changes", id="VCF"),
        pytest.param(b"@HD\tVN:1.6\n", "the letters that a machine read", id="SAM"),
        pytest.param(b"@read1\nACGTACGTACGTACGTACGTACGT\n+\nIIII\n", "the letters that a machine read", id="FASTQ"),
        pytest.param(b"{\\rtf1 CYP2D6 *1/*4}", "RTF", id="RTF"),
        pytest.param(
            b"# data from a consumer test\n# rsid\tchromosome\tposition\tgenotype\nrs1\t22\t1\tAA\n",
            "single DNA changes",
            id="consumer test",
        ),
        pytest.param(
            b'# Project Name : PGx\n\n"Sample/Assay","C__1_10"\n"DEMO-01","A/A"\n',
            "single DNA changes",
            id="genotyping matrix",
        ),
        pytest.param(b"The patient is well.", "no column for", id="words"),
        pytest.param(b"x" * 1_000_000, "no column for", id="one heading of a megabyte"),
        pytest.param(b"x" * 300_000 + b",y\n1,2\n", "no column for", id="a heading longer than csv allows"),
        pytest.param(b'"' + b"x\n" * 100_000, "quotation mark", id="one open quotation mark"),
        pytest.param(
            (HEADER + 'A,CYP2D6,"*1/*4\nB,CYP2D6,*1/*1\n').encode(), "row 2: a quotation mark", id="open quote"
        ),
        pytest.param(("patient_id,gene,diplotype," + "x," * 30_000).encode(), "columns", id="too many columns"),
    ],
)
def test_an_unusable_file_is_refused_with_its_name_and_the_reason(read: Read, data: bytes, words: str) -> None:
    """What cannot be a results table is refused in words, with the file's name, at a readable length."""
    with pytest.raises(UnusableInputError) as caught:
        read(data)
    message = str(caught.value)
    assert message.startswith("results.csv")
    assert words in message
    assert len(message) < 700


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder / "nowhere.csv", "no such file"),
        (lambda folder: folder / "empty", "the folder holds no file that could be read"),
        (lambda folder: folder, "nothing in this folder could be read"),
        (lambda folder: folder / ("n" * 300 + ".csv"), "cannot be read"),
        (lambda folder: folder / "file" / "below", "cannot be read"),
        (lambda folder: f"{folder}/nul\0.csv", "cannot be read"),
    ],
)
def test_a_path_that_leads_to_no_file_is_refused(
    tmp_path: Path, make: Callable[[Path], Path | str], words: str
) -> None:
    """A missing file, a folder and an impossible name are told apart."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnusableInputError, match=words):
        read_results(make(tmp_path))


def test_a_header_without_rows_has_no_patient(read: Read) -> None:
    """A table of no rows is a table of no patients."""
    assert read(HEADER).patients == ()


@pytest.mark.parametrize(
    ("rows", "row", "column", "words", "left"),
    [
        ("A,CYP2D6,*1/*4\n,CYP2D6,*4/*4\n", 3, "patient_id", "patient's id is missing", ["A"]),
        ("A,CYP2D6,*1/*4\nB,CYP2D6,*4/*4,x\n", 3, None, "more cells than the header", ["A", "B"]),
        ("A,CYP2D6,*1/*4\nB,CYP2D6,*4/*4,,,\n", None, None, "", ["A", "B"]),
    ],
)
def test_a_row_that_cannot_be_used_is_a_problem_and_costs_no_other_row(
    read: Read, rows: str, row: int | None, column: str | None, words: str, left: list[str]
) -> None:
    """A row without an id or with too many cells is named by its place; empty cells too many are none."""
    file = read(HEADER + rows)
    assert [patient.patient.id for patient in file.patients] == left
    if row is None:
        assert file.problems == ()
    else:
        problem = file.problems[0]
        assert (problem.row, problem.column, problem.severity) == (row, column, Severity.ERROR)
        assert words in problem.message


@pytest.mark.parametrize(
    ("column", "first", "second", "refused"),
    [
        ("Name", "Ada (invented)", "Bea (invented)", True),
        ("Name", "Ada (invented)", "ADA (INVENTED)", False),
        ("Name", "Ada (invented)", "", False),
        ("DOB", "1990-01-01", "1990-01-02", True),
        ("Sex", "F", "M", True),
        ("Lab", "Lab A", "Lab B", False),
    ],
)
def test_two_people_under_one_id_get_no_handout(
    read: Read, column: str, first: str, second: str, refused: bool
) -> None:
    """Two names, birth dates or sexes under one id leave that patient out with an error, and nobody else."""
    file = read(f"id,{column},gene,diplotype\n1,{first},CYP2D6,*1/*4\n2,,CYP2D6,*1/*1\n1,{second},CYP2C19,*1/*1\n")
    assert [patient.patient.id for patient in file.patients] == (["2"] if refused else ["1", "2"])
    errors = [problem for problem in file.problems if problem.severity is Severity.ERROR]
    assert [problem.patient_id for problem in errors] == (["1"] if refused else [])


def test_a_problem_names_the_column_as_the_file_does(read: Read) -> None:
    """The heading in a message is one that the reader of the message can find in the file."""
    file = read("id,Full name,gene,diplotype\n1,Ada (invented),CYP2D6,*1/*4\n1,Bea (invented),CYP2C19,*1/*1\n")
    assert [problem.column for problem in file.problems] == ["Full name"]


@pytest.mark.parametrize(
    "rows",
    [
        '"A,CYP2D6,*1/*4\nB,CYP2D6,*4/*4\n"C",CYP2D6,*1/*1\n',
        'A,"CYP2D6,*1/*4\nB,CYP2D6,*4/*4\nC,"CYP2D6",*1/*1\n',
        'A,CYP2D6,"*1/*4\nB,CYP2D6,*4/*4\nC,CYP2D6,"*1/*1"\n',
        '"A,CYP2D6,*1/*4\nB",CYP2D6,*4/*4\nC,CYP2D6,*1/*1\n',
    ],
)
def test_rows_swallowed_by_a_stray_quotation_mark_are_never_lost_in_silence(read: Read, rows: str) -> None:
    """A quotation mark that takes in the following rows is an error: their patients do not just disappear."""
    try:
        file = read(HEADER + rows)
    except UnusableInputError:
        return
    assert any(problem.severity is Severity.ERROR for problem in file.problems)


def test_an_open_file_without_a_name_is_called_input() -> None:
    """A stream in memory has no name, and the message still says whose fault it is."""
    with pytest.raises(UnusableInputError, match=r"^input: "):
        read_results(BytesIO(b""))


def test_a_closed_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` without a standard input is an unusable input, not a crash."""
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(UnusableInputError, match="standard input"):
        read_results("-")
