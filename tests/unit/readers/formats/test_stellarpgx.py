"""StellarPGx: blocks of text, and the summary of many samples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.models.results import Cell, LabFile, LabRow
from pgx_reader.normalize.rows import read_row
from pgx_reader.readers.formats import stellarpgx, stellarpgx_summary
from pgx_reader.readers.raw import RawFile
from pgx_reader.tables import load_tables
from pgx_reader.terms import CopyNumber, GeneStatus

TITLE = "CYP2D6 Star Allele Calling with StellarPGx\n\nInitially computed CN = 2\n\n"
NOVEL = (
    "Possible novel allele or suballele present: interpret with caution; experimental validation and expert review "
    "through PharmVar is recommended"
)


def row_of(file: LabFile) -> LabRow:
    """The one row of the one patient."""
    ((row,),) = (patient.rows for patient in file.patients)
    return row


def test_a_block_is_read_under_its_headings(example: Callable[[str], LabFile]) -> None:
    """Result, score and status stand as they are, and the copies that were computed were counted."""
    assert row_of(example("stellarpgx/DEMO-01_cyp2d6.alleles")) == LabRow(
        row=16,
        patient_id="DEMO-01",
        gene="CYP2D6",
        diplotype=Cell(value="*1/*36x2+*10", column="Result"),
        phenotype=Cell(value="Normal metaboliser (NM)", column="Metaboliser status"),
        activity_score=Cell(value="1.25", column="Activity score"),
        copy_number=CopyNumber.COUNTED,
    )


def test_a_gene_without_score_and_status_is_whole(example: Callable[[str], LabFile]) -> None:
    """StellarPGx writes both for CYP2D6 alone, and counts copies of some genes only."""
    c19 = row_of(example("stellarpgx/DEMO-01_cyp2c19.alleles"))
    assert (c19.diplotype, c19.phenotype) == (Cell(value="*1/*2", column="Result"), None)
    assert row_of(example("stellarpgx/DEMO-04_cyp2c9.alleles")).copy_number is CopyNumber.NOT_KNOWN


def test_a_sentence_is_no_call_and_its_background_a_remark(example: Callable[[str], LabFile]) -> None:
    """The likely background of a result that was not called must not become the diplotype."""
    row = row_of(example("stellarpgx/DEMO-02_cyp2d6.alleles"))
    assert row.diplotype == Cell(value=NOVEL, column="Result")
    assert row.remarks == (Cell(value="[*4/*4]", column="Likely background alleles"),)
    assert read_row("CYP2D6", row, load_tables(), []).unusable is GeneStatus.NO_CALL


def test_what_stands_beside_the_diplotypes_stays_with_them(example: Callable[[str], LabFile]) -> None:
    """A duplication that is not in the diplotypes belongs to the call."""
    row = row_of(example("stellarpgx/DEMO-03_cyp2d6.alleles"))
    assert row.diplotype == Cell(value="*10/*41 or *39/*69\tDuplication present", column="Result")


@pytest.mark.parametrize("file", ["all_cyp2d6.alleles", "long-reads_cyp2d6.alleles"])
def test_blocks_that_name_their_samples_may_stand_in_one_file(file: str, example: Callable[[str], LabFile]) -> None:
    """Each block's result is its own sample's."""
    found = {
        row.patient_id: row.diplotype for patient in example(f"stellarpgx/{file}").patients for row in patient.rows
    }
    assert found == {
        "DEMO-05": Cell(value="*1/*1", column="Result"),
        "DEMO-06": Cell(value="*4/*5", column="Result"),
    }


def test_a_name_holds_for_one_block() -> None:
    """A block after it that names nobody is not that sample's."""
    result = "Result:\n*1/*1\n\nMetaboliser status:\nNormal metaboliser (NM)\n"
    raw = RawFile("batch_cyp2d6.alleles", f"==> DEMO-05_cyp2d6.alleles <==\n{TITLE}{result}\n{TITLE}{result}")
    assert [patient.patient.id for patient in stellarpgx.read(raw).patients] == ["DEMO-05", "batch"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (TITLE, "the result of CYP2D6 is missing"),
        (TITLE + "Result:\n", "the result of CYP2D6 is missing"),
        (TITLE + "Result:\n*1/*1", "before the status"),
        (TITLE + "Result:\n*1/*1\n\nActivity score:\n2", "before the status"),
        (TITLE + "Result:\n*1/*1\n\nActivity score:\n2.0\n\nMetaboliser status:\n", "before the status"),
    ],
)
def test_a_block_that_was_cut_gives_no_result(text: str, problem: str) -> None:
    """The diplotype may have lost its end."""
    contents = stellarpgx.read(RawFile("DEMO-01_cyp2d6.alleles", text))
    (row,) = contents.patients[0].rows
    assert (row.readable, row.diplotype) == (False, None)
    assert problem in contents.problems[0].message


def test_a_summary_gives_each_sample_its_call(example: Callable[[str], LabFile]) -> None:
    """A background in brackets is no call; what the third column adds to a call stays with it."""
    rows = [row for patient in example("stellarpgx/demo_cyp2d6_summary.txt").patients for row in patient.rows]
    assert [(row.row, row.patient_id, row.diplotype and row.diplotype.value) for row in rows] == [
        (1, "DEMO-01", "*71/*2x2"),
        (2, "DEMO-02", NOVEL),
        (3, "DEMO-03", "*5/*68+*4"),
        (4, "DEMO-04", "*10/*41 or *39/*69 Duplication present"),
        (5, "DEMO-05", "No_call"),
        (6, "DEMO-06", None),
    ]
    assert rows[1].remarks == (Cell(value="[*1/*31]", column="column 2"),)


@pytest.mark.parametrize("line", ["DEMO-02\t[*1/*31]\n", f"DEMO-02\t[*1/*31]\t{NOVEL}\n"])
def test_a_background_in_brackets_is_never_a_diplotype(line: str) -> None:
    """Also where the sentence beside it was lost."""
    contents = stellarpgx_summary.read(RawFile("cyp2d6_summary.txt", line))
    result = read_row("CYP2D6", contents.patients[0].rows[0], load_tables(), [])
    assert (result.unusable, result.call) == (GeneStatus.NO_CALL, None)


def test_a_summary_whose_gene_stands_nowhere_is_not_read(example: Callable[[str], LabFile]) -> None:
    """The summary has no gene in it; none is assumed."""
    file = example("stellarpgx/demo_summary.txt")
    assert file.patients == ()
    assert "does not name the gene" in file.problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "CYP2D6\t*1/*3\n",
        "CYP2D6\t*4x2/*5\n",
        "Sample\tNA19207\nCYP2D6\t*2x2/*10\n",
        "NAT2\t*4/*5\nTPMT\t*1/*1\n",
        "HLA-B\t*57:01/*15:02\n",
        "Sample\tCYP2C19\nDEMO-01\t*1/*2\n",
        "#gene\tdiplotype\nCYP2D6\t*1/*4\n",
        "DEMO-01\t*1/*4\nsome other line\n",
        "DEMO-01\t*1/*4\t1.0\tIntermediate\n",
        "DEMO-01\nDEMO-02\n",
        "CYP2D6 *1/*4\n",
        "\n\n",
    ],
)
def test_another_list_is_not_taken_for_a_summary(text: str) -> None:
    """A line that begins with a gene is a list of one patient's genes, and a header belongs to a table."""
    assert stellarpgx_summary.recognize(RawFile("cyp2d6_summary.txt", text)) is None
    assert stellarpgx.recognize(RawFile("cyp2d6.alleles", text)) is None
