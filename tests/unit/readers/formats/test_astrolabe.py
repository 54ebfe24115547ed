"""Astrolabe: a table of genes below its comments, and chains of diplotypes that are possible."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.models.results import Cell, LabFile, LabRow, Severity
from pgx_reader.readers.formats import astrolabe
from pgx_reader.readers.raw import RawFile
from pgx_reader.terms import CopyNumber

HEADER = "##Astrolabe version: 0.8.7.2\n#ROI_label\tdiplotype labels\tdiplotype activity\tdiplotype calling notes\n"


def test_a_gene_is_read_as_it_stands(example: Callable[[str], LabFile]) -> None:
    """The row counts the comments; the patient is called by the file's name, and a notice says so."""
    file = example("astrolabe/DEMO-01_CYP2D6.astrolabe.txt")
    assert file.patients[0].rows == (
        LabRow(
            row=6,
            patient_id="DEMO-01",
            gene="CYP2D6",
            diplotype=Cell(value="CYP2D6*2/CYP2D6*41", column="diplotype labels"),
            activity_score=Cell(value="?/?", column="diplotype activity"),
        ),
    )
    assert [(problem.severity, problem.patient_id) for problem in file.problems] == [(Severity.NOTICE, "DEMO-01")]


def test_every_possible_diplotype_is_kept(example: Callable[[str], LabFile]) -> None:
    """The chain of diplotypes is one cell, and activities that are all the same are said once."""
    row = example("astrolabe/DEMO-02.astrolabe.txt").patients[0].rows[1]
    assert row.diplotype is not None
    assert row.diplotype.value == "CYP2C19*1/CYP2C19*2 or CYP2C19*1/CYP2C19*9 or CYP2C19*2/CYP2C19*9"
    assert row.activity_score == Cell(value="?/?", column="diplotype activity")


def test_a_note_about_a_duplication_is_a_doubt_and_copies_are_not_counted(example: Callable[[str], LabFile]) -> None:
    """The diplotype does not have the duplication in it; notes of commas alone say nothing."""
    d6, c19, c9 = example("astrolabe/DEMO-02.astrolabe.txt").patients[0].rows
    assert d6.remarks == (Cell(value="possible gene duplication detected in BAM", column="ROI notes"),)
    assert d6.copy_number is CopyNumber.NOT_COUNTED
    assert (c19.remarks, c19.copy_number) == ((), CopyNumber.NOT_KNOWN)
    assert c9.gene == "CYP2C9"


def test_a_file_without_a_row_says_so(example: Callable[[str], LabFile]) -> None:
    """Nobody's results are not silence."""
    (problem,) = example("astrolabe/DEMO-03.astrolabe.txt").problems
    assert problem.message == "there is no result under the header. Export the file again."


def test_a_gene_without_a_diplotype_is_told_where_it_is_explained() -> None:
    """CYP2D6 was looked for and has none; TPMT is not listed."""
    raw = RawFile("DEMO-01.txt", HEADER + "CYP2D6\t\t\t\nTPMT\t\t\t\n")
    assert [(row.gene, row.diplotype) for row in astrolabe.read(raw).patients[0].rows] == [("CYP2D6", None)]


@pytest.mark.parametrize("line", ["CYP2D6\tCYP2D6*1/CYP2D6*1", "CYP2D6\tCYP2D6*1/CYP2D6*1 or CYP2D6*1/CYP2D6*4\t?/? o"])
def test_a_row_that_was_cut_gives_no_result(line: str) -> None:
    """The last diplotype of the chain may have lost its end."""
    contents = astrolabe.read(RawFile("DEMO-01.txt", HEADER + line))
    (row,) = contents.patients[0].rows
    assert (row.readable, row.diplotype) == (False, None)
    assert "cut short" in contents.problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "##Test Outside Call Data\n#Gene\tDiplotype\tdiplotype activity\nCYP2D6\tCYP2D6*1/CYP2D6*4\t?/?\n",
        "#ROI_label\tsomething else\n",
        "CYP2D6\t*1/*4\n#ROI_label\tdiplotype labels\n",
        "##only\n##comments\n",
        "\n\n",
    ],
)
def test_another_file_is_not_taken_for_astrolabe(text: str) -> None:
    """PharmCAT's outside calls once had the same columns, under another first heading."""
    assert astrolabe.recognize(RawFile("CYP2D6.astrolabe.txt", text)) is None
