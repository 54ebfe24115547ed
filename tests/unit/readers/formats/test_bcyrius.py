"""BCyrius: Cyrius's table with a score and a phenotype, above tables about alleles that make no patients."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.models.results import Cell, LabFile, LabRow
from pgx_reader.normalize.rows import read_row
from pgx_reader.readers.formats import cyrius
from pgx_reader.readers.raw import RawFile
from pgx_reader.tables import load_tables
from pgx_reader.terms import CopyNumber, GeneStatus

HEADER = "Sample  \t Genotype \t Filter \t Activity score \t Predicted phenotype\n"
ROW = "DEMO-01 \t *4/*35   \t PASS   \t 1.0            \t Intermediate Metabolizer\n"


def rows_of(file: LabFile) -> list[LabRow]:
    """Every row of every patient."""
    return [row for patient in file.patients for row in patient.rows]


def test_cells_are_read_without_the_blanks_that_fill_them_up(example: Callable[[str], LabFile]) -> None:
    """Genotype, score and phenotype, with their columns."""
    assert rows_of(example("bcyrius/calls.tsv"))[0] == LabRow(
        row=2,
        patient_id="DEMO-01",
        gene="CYP2D6",
        diplotype=Cell(value="*4/*35", column="Genotype"),
        phenotype=Cell(value="Intermediate Metabolizer", column="Predicted phenotype"),
        activity_score=Cell(value="1.0", column="Activity score"),
        copy_number=CopyNumber.COUNTED,
    )


def test_a_phenotype_beside_no_call_is_not_a_result() -> None:
    """The genotype is what was called."""
    row = cyrius.read(RawFile("a.tsv", HEADER + "DEMO-01\tNone\tNone\t0.0\tPoor Metabolizer\n")).patients[0].rows[0]
    result = read_row("CYP2D6", row, load_tables(), [])
    assert (row.copy_number, result.unusable, result.phenotypes) == (CopyNumber.NOT_KNOWN, GeneStatus.NO_CALL, ())


def test_tables_about_alleles_are_passed_over_and_later_results_are_not(example: Callable[[str], LabFile]) -> None:
    """Where files were put together, the results of the second stand below the tables of the first."""
    file = example("bcyrius/put_together.tsv")
    assert [(row.row, row.patient_id) for row in rows_of(file)] == [(2, "DEMO-03"), (8, "DEMO-04")]
    assert file.problems == ()


def test_the_former_headings_are_known(example: Callable[[str], LabFile]) -> None:
    """Before it was called BCyrius it wrote them in one word."""
    (row,) = rows_of(example("bcyrius/former_headings.tsv"))
    assert row.activity_score == Cell(value="0.0", column="ActivityScore")
    assert row.phenotype == Cell(value="Poor Metabolizer", column="PredictedPhenotype")


def test_a_table_that_is_not_known_is_told_and_makes_no_patients() -> None:
    """What stands below an empty line is not taken for results, nor passed over in silence."""
    contents = cyrius.read(RawFile("a.tsv", HEADER + ROW + "\nMedicine\tAdvice\ncodeine\t*1/*4\n"))
    assert [patient.patient.id for patient in contents.patients] == ["DEMO-01"]
    assert [(problem.row, "not read" in problem.message) for problem in contents.problems] == [(4, True)]


@pytest.mark.parametrize("line", ["DEMO-02\t*4/*35\tPASS\t1.0", "DEMO-02\t*4/*35\tPASS\t", "DEMO-02\t*4/*3"])
def test_a_row_that_was_cut_gives_no_result(line: str) -> None:
    """A score may have lost its end: 1.25 cut short is 1.2 or 1."""
    contents = cyrius.read(RawFile("a.tsv", HEADER + ROW + line))
    assert [patient.rows[0].readable for patient in contents.patients] == [True, False]
    assert "cut short" in contents.problems[0].message


@pytest.mark.parametrize("text", [HEADER.replace("Activity score", "Score"), HEADER.replace("\n", "\tGene\n")])
def test_another_table_is_not_taken_for_bcyrius(text: str) -> None:
    """All of its headings must be there, and no other."""
    assert cyrius.recognize(RawFile("a.tsv", text + ROW)) is None
