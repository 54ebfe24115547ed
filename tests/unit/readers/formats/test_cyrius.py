"""Cyrius: CYP2D6 of every sample, from tables and from JSON, with the filters that calls did not pass."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabFile, LabRow, Severity
from pgx_reader.normalize.rows import read_row
from pgx_reader.readers import generic_json, table
from pgx_reader.readers.formats import FORMATS, cyrius, cyrius_json
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents
from pgx_reader.tables import load_tables
from pgx_reader.terms import CopyNumber, GeneStatus

HEADER = "Sample\tGenotype\tFilter\n"
CALL = {"Genotype": "*1/*4", "Filter": "PASS", "Total_CN": 4, "CNV_group": "cn2"}


def rows_of(contents: Contents | LabFile) -> list[LabRow]:
    """Every row of every patient."""
    return [row for patient in contents.patients for row in patient.rows]


def test_a_sample_is_a_row_of_cyp2d6_with_its_cells_unaltered(example: Callable[[str], LabFile]) -> None:
    """The genotype stands as it is; a filter that was not passed is a remark."""
    assert rows_of(example("cyrius/calls.tsv"))[1] == LabRow(
        row=3,
        patient_id="DEMO-02",
        gene="CYP2D6",
        diplotype=Cell(value="*1/*46;*43/*45", column="Genotype"),
        copy_number=CopyNumber.COUNTED,
        remarks=(Cell(value="More_than_one_possible_genotype", column="Filter"),),
    )


def test_every_sample_has_its_call_or_none(example: Callable[[str], LabFile]) -> None:
    """The genotypes are not taken apart; the row that names nobody is a problem."""
    file = example("cyrius/calls.tsv")
    assert [(row.diplotype and row.diplotype.value, row.copy_number) for row in rows_of(file)] == [
        ("*1/*36+*36+*10", CopyNumber.COUNTED),
        ("*1/*46;*43/*45", CopyNumber.COUNTED),
        ("*1_*2_*68", CopyNumber.COUNTED),
        ("None", CopyNumber.NOT_KNOWN),
        ("*2x2/*2x6", CopyNumber.COUNTED),
    ]
    assert ["belongs to nobody" in problem.message for problem in file.problems] == [True]


def test_files_put_together_make_no_patient_of_a_header(example: Callable[[str], LabFile]) -> None:
    """Files of one sample each are put together, with their headers and empty lines; each row keeps its number."""
    rows = rows_of(example("cyrius/put_together.tsv"))
    assert [(row.row, row.patient_id) for row in rows] == [(2, "DEMO-06"), (4, "DEMO-07"), (6, "DEMO-08")]
    assert rows[2].remarks == (Cell(value="CNV_Group_Not_Accepted", column="Filter"),)


def test_a_table_that_is_named_for_another_gene_is_not_read_as_cyp2d6() -> None:
    """The file names no gene; another caller's table of CYP2B6 may look the same."""
    raw = RawFile("DEMO-01.cyp2b6.tsv", HEADER + "DEMO-01\t*1/*6\tPASS\n")
    with pytest.raises(UnusableInputError, match="its name says CYP2B6; nothing of it is read"):
        cyrius.read(raw)


def test_a_table_that_a_spreadsheet_saved_anew_is_read() -> None:
    """With commas, and with semicolons in a genotype."""
    raw = RawFile("calls.csv", "Sample,Genotype,Filter\nDEMO-01,*1/*46;*43/*45,More_than_one_possible_genotype\n")
    assert cyrius.recognize(raw)
    (row,) = rows_of(cyrius.read(raw))
    assert row.diplotype == Cell(value="*1/*46;*43/*45", column="Genotype")


@pytest.mark.parametrize(
    ("line", "problem", "readable"),
    [
        ("DEMO-02\t*1/*4", "cut short", False),
        ("DEMO-02\t*1/*4\tPASS\textra\n", "cut short", False),
        ("DEMO-02", "cut short", False),
        ("\t*1/*4\tPASS\n", "belongs to nobody", None),
        ("Sample\tGenotype\tFilt", "cut short", None),
        ("Sample\tGeno", "cut short", None),
        ("DEMO-02\t*1/*4\t\n", "the filter is missing", True),
    ],
)
def test_what_is_wrong_with_a_row_is_told(line: str, problem: str, readable: bool | None) -> None:
    """The row before it is read, and a genotype that may have lost its end is not."""
    contents = cyrius.read(RawFile("calls.tsv", HEADER + "DEMO-01\t*1/*1\tPASS\n" + line))
    rows = rows_of(contents)
    assert rows[0].patient_id == "DEMO-01"
    assert [row.readable for row in rows[1:]] == ([] if readable is None else [readable])
    assert [problem in found.message for found in contents.problems] == [True]
    assert contents.problems[0].row == 3


def test_a_filter_of_a_sample_without_a_call_is_no_remark_unless_it_says_why() -> None:
    """`None` beside `None` says nothing more; a reason does."""
    text = HEADER + "DEMO-01\tNone\tNone\nDEMO-02\tNone\tInvalid_Total_CN\nDEMO-03\t*1/*1\tNone\n"
    remarks = [[cell.value for cell in row.remarks] for row in rows_of(cyrius.read(RawFile("calls.tsv", text)))]
    assert remarks == [[], ["Invalid_Total_CN"], ["None"]]


def test_a_header_alone_is_said_to_hold_no_sample() -> None:
    """Nobody is left out in silence."""
    raw = RawFile("calls.tsv", HEADER)
    assert cyrius.recognize(raw)
    assert "no sample below the header" in cyrius.read(raw).problems[0].message


def test_a_sample_of_the_json_has_its_path(example: Callable[[str], LabFile]) -> None:
    """Cells of JSON have the path to them, and no row."""
    assert rows_of(example("cyrius/calls.json"))[0] == LabRow(
        row=None,
        patient_id="DEMO-01.wgs",
        gene="CYP2D6",
        diplotype=Cell(value="*3/*68+*4", column="DEMO-01.wgs.Genotype"),
        copy_number=CopyNumber.COUNTED,
    )


@pytest.mark.parametrize("genotype", ["null", "NaN", '"None"', '""'])
def test_a_sample_without_a_genotype_is_a_patient_without_a_call(genotype: str) -> None:
    """That Cyrius looked and called nothing is told, and is not "not tested"."""
    raw = RawFile("calls.json", f'{{"DEMO-01": {{"Genotype": {genotype}, "Filter": null, "Total_CN": null}}}}')
    assert cyrius_json.recognize(raw)
    (row,) = rows_of(cyrius_json.read(raw))
    assert (row.patient_id, row.copy_number, row.remarks) == ("DEMO-01", CopyNumber.NOT_KNOWN, ())
    assert read_row("CYP2D6", row, load_tables(), []).unusable is GeneStatus.NO_CALL


@pytest.mark.parametrize(
    ("changed", "copy_number", "remarks"),
    [
        ({}, CopyNumber.COUNTED, []),
        ({"Total_CN": None}, CopyNumber.NOT_KNOWN, []),
        ({"Filter": "LowQ_high_CN"}, CopyNumber.COUNTED, ["LowQ_high_CN"]),
        ({"Filter": None}, CopyNumber.COUNTED, ["null"]),
    ],
)
def test_copies_are_counted_where_the_json_has_them(
    changed: dict[str, Any], copy_number: CopyNumber, remarks: list[str]
) -> None:
    """A call without the number of copies below it does not say that they were counted."""
    raw = RawFile("calls.json", json.dumps({"DEMO-01": CALL | changed}))
    (row,) = rows_of(cyrius_json.read(raw))
    assert (row.copy_number, [cell.value for cell in row.remarks]) == (copy_number, remarks)


@pytest.mark.parametrize(
    ("sample", "problem"),
    [
        ({"Filter": "PASS"}, "Genotype is missing"),
        ({"Genotype": "*1/*1"}, "Filter is missing"),
        (CALL | {"Genotype": ["*1/*1"]}, "Genotype should be a text"),
        (CALL | {"Genotype": 1}, "Genotype should be a text"),
        (CALL | {"Filter": {}}, "Filter should be a text"),
        (None, "an object with a genotype"),
        ("*1/*1", "an object with a genotype"),
        (["\ud800"], "an object with a genotype"),
    ],
)
def test_a_sample_of_another_shape_is_not_read(sample: Any, problem: str) -> None:
    """It is a patient whose result could not be read; the others are read."""
    raw = RawFile("calls.json", json.dumps({"DEMO-01": CALL, "DEMO-02": sample}))
    assert cyrius_json.recognize(raw)
    contents = cyrius_json.read(raw)
    assert [(row.patient_id, row.readable) for row in rows_of(contents)] == [("DEMO-01", True), ("DEMO-02", False)]
    assert [(found.patient_id, problem in found.message) for found in contents.problems] == [("DEMO-02", True)]


def test_a_sample_without_a_name_belongs_to_nobody() -> None:
    """Its result is left out, and a problem says so."""
    contents = cyrius_json.read(RawFile("calls.json", json.dumps({" ": CALL})))
    assert contents.patients == ()
    assert [problem.severity for problem in contents.problems] == [Severity.ERROR]


@pytest.mark.parametrize("end", [1, 20, 60])
def test_json_without_its_end_is_refused(end: int) -> None:
    """The samples at the end would be lost, too."""
    text = json.dumps({"DEMO-01": CALL, "DEMO-02": CALL})
    with pytest.raises(UnusableInputError, match="breaks off"):
        cyrius_json.recognize(RawFile("calls.json", text[:-end]))


@pytest.mark.parametrize(
    "text",
    [
        "Sample\tGenotype\tFilter\nDEMO-01\t0/1\tPASS\n",
        "Sample\tGenotype\tFilter\nDEMO-01\tA/G\tPASS\n",
        "Sample\tGenotype\tFilter\tGene\nDEMO-01\t*1/*4\tPASS\tCYP2C19\n",
        "Sample\tGenotype\nDEMO-01\t*1/*4\n",
        "sample\tgenotype\tcopies\n",
        '{"DEMO-01": {"Genotype": "*1/*4", "Filter": "PASS"}}',
        '{"CYP2D6": {"Genotype": "*1/*4", "Filter": "PASS", "Drug": "codeine"}}',
        '{"DEMO-01": null}',
        "[1]",
        "<a/>",
        "\n\n",
    ],
)
def test_another_file_is_not_taken_for_cyrius(text: str) -> None:
    """The three headings over star alleles, or the keys that are Cyrius's own."""
    raw = RawFile("calls", text)
    assert (cyrius.recognize(raw), cyrius_json.recognize(raw)) == (None, None)


def test_no_general_reader_is_asked_for_what_is_cyrius() -> None:
    """Both are formats of their own, before the readers of tables and JSON in general."""
    assert {cyrius, cyrius_json} <= set(FORMATS)
    assert not {table, generic_json} & set(FORMATS)
