"""Workbooks as people keep them: titles, merged cells, several sheets, and things that must do no harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import LabFile, Severity
from pgx_reader.readers import Limits, read_results

from .formats.test_generic_tables import flat, told

Cells = list[list[object]]
LONG: Cells = [["patient_id", "gene", "diplotype"], ["A", "CYP2D6", "*1/*4"]]


def saved(sheets: dict[str, Cells], change: Callable[[Workbook], None] = lambda _: None) -> bytes:
    """A workbook of sheets, as bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet: Worksheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    change(book)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def read(data: bytes, limits: Limits | None = None) -> LabFile:
    """Read a workbook under the name `results.xlsx`."""
    return read_results(BytesIO(data), name="results.xlsx", limits=limits or Limits())


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one more part."""
    written = BytesIO(data)
    with ZipFile(written, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return written.getvalue()


def test_titles_two_header_rows_and_merged_cells_are_read() -> None:
    """A sheet laid out for people gives its rows, with the numbers that the spreadsheet shows."""

    def merge(book: Workbook) -> None:
        for area in ("A1:E1", "A3:A4", "B3:C3", "D3:E3"):
            book.worksheets[0].merge_cells(area)

    rows: Cells = [
        ["Results (invented)"],
        [],
        ["Sample†", "CYP2D6", None, "CYP2C19", None],
        [None, "Genotype\n(consensus)", "Phenotype", "Genotype", "Phenotype"],
        [1001.0, "*1/*4", "IM", "*1/*1", "NM"],
        [1002, "*4/*4", "PM", None, None],
    ]
    file = read(saved({"Results": rows}, merge))
    assert flat(file) == [
        (5, "1001", "CYP2D6", "*1/*4", "IM", None),
        (5, "1001", "CYP2C19", "*1/*1", "NM", None),
        (6, "1002", "CYP2D6", "*4/*4", "PM", None),
    ]
    assert told(file, Severity.ERROR) == ""


def test_an_id_merged_over_two_rows_is_the_id_of_both() -> None:
    """A merged cell stands beside each of its rows."""
    rows: Cells = [["Patient", "Gene", "Genotype"], ["A", "CYP2D6", "*1/*4"], [None, "CYP2C19", "*1/*1"]]
    file = read(saved({"S": rows}, lambda book: book.worksheets[0].merge_cells("A2:A3")))
    assert [row[:4] for row in flat(file)] == [(2, "A", "CYP2D6", "*1/*4"), (3, "A", "CYP2C19", "*1/*1")]


def test_an_id_that_is_missing_without_a_merged_cell_stays_missing() -> None:
    """An empty cell below an id is not filled by guessing."""
    rows: Cells = [["Patient", "Gene", "Genotype"], ["A", "CYP2D6", "*1/*4"], [None, "CYP2C19", "*1/*1"]]
    file = read(saved({"S": rows}))
    assert [row[2] for row in flat(file)] == ["CYP2D6"]
    assert "patient's id is missing" in told(file, Severity.ERROR)


def test_several_sheets_are_read_and_one_without_results_is_named() -> None:
    """Each sheet is a table; patients of two sheets come together, and a sheet of notes is a notice."""
    other: Cells = [["patient_id", "gene", "diplotype"], ["A", "CYP2C19", "*1/*2"]]
    file = read(saved({"One": LONG, "Two": other, "Notes": [["Made for a demonstration."]]}))
    assert [row[1:4] for row in flat(file)] == [("A", "CYP2D6", "*1/*4"), ("A", "CYP2C19", "*1/*2")]
    assert [p.file for p in file.problems if "not read" in p.message] == ["results.xlsx, sheet Notes"]


def test_a_hidden_sheet_is_read_and_a_notice_says_so() -> None:
    """What is hidden is not passed over."""

    def hide(book: Workbook) -> None:
        book.worksheets[1].sheet_state = "hidden"

    other: Cells = [["patient_id", "gene", "diplotype"], ["B", "CYP2D6", "*4/*4"]]
    file = read(saved({"One": LONG, "Two": other}, hide))
    assert [patient.patient.id for patient in file.patients] == ["A", "B"]
    assert "the sheet is hidden" in told(file)


def test_a_sheet_named_for_its_gene_gives_the_gene() -> None:
    """Where no column names the gene, the sheet's name does; a sheet of another name is not read."""
    rows: Cells = [["sample", "genotype"], ["A", "*1/*4"]]
    file = read(saved({"CYP2D6": rows, "CYP2C19": rows, "Other": rows}))
    assert [row[1:4] for row in flat(file)] == [("A", "CYP2D6", "*1/*4"), ("A", "CYP2C19", "*1/*4")]
    assert "no column for the gene" in told(file)


def test_sheets_named_for_people_are_different_people() -> None:
    """Tables of one patient each, without ids, are not put together as one person's."""
    rows: Cells = [["Gene", "Diplotype"], ["CYP2D6", "*1/*4"]]
    file = read(saved({"DEMO-01": rows, "DEMO-02": rows}))
    assert [patient.patient.id for patient in file.patients] == ["results DEMO-01", "results DEMO-02"]


def test_dates_and_numbers_are_the_texts_that_people_see() -> None:
    """A whole number has no decimal point, a date is ISO's; a diplotype that became a date is told."""
    rows: Cells = [["MRN", "DOB", "CYP2D6", "CYP2C19"], [7, datetime(1990, 1, 2), datetime(2026, 1, 4), "*1/*1"]]
    file = read(saved({"S": rows}))
    assert (file.patients[0].patient.id, file.patients[0].patient.birth_date) == ("7", "1990-01-02")
    assert flat(file)[0][3] == "2026-01-04"
    assert "is a date" in told(file)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/vbaProject.bin", "macros; they are not run"),
        ("xl/externalLinks/externalLink1.xml", "links to other files; they are not opened"),
    ],
)
def test_macros_and_links_are_told_and_left_alone(part: str, words: str) -> None:
    """Nothing in a workbook is run or followed."""
    file = read(with_part(saved({"S": LONG}), part, b"anything"))
    assert flat(file) == [(2, "A", "CYP2D6", "*1/*4", None, None)]
    assert words in told(file)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (saved({"S": LONG})[:-400], "the archive is broken|workbook is broken"),
        (saved({"S": []}), "the workbook is empty"),
        (saved({"S": [["a", "b"], [1, 2]]}), "nothing in this workbook could be read"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "broken, or locked with a password"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused(data: bytes, words: str) -> None:
    """Broken, empty, locked and foreign workbooks are told apart as far as they can be."""
    with pytest.raises(UnusableInputError, match=words):
        read(data)


def test_a_workbook_that_unpacks_to_more_than_the_limit_is_refused() -> None:
    """A small file that grows when it is unpacked is stopped before that."""
    bomb = with_part(saved({"S": LONG}), "xl/media/image1.bin", b"\0" * 3_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(UnusableInputError, match="larger than 1 MB once unpacked"):
        read(bomb, Limits(megabytes=1))


def test_a_sheet_of_more_rows_than_the_limit_is_refused() -> None:
    """The rows of a sheet are counted before they are read."""
    with pytest.raises(UnusableInputError, match="more than 1 rows"):
        read(saved({"S": LONG}), Limits(rows=1))
