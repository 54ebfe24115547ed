"""Several callers side by side: a row a sample and caller, or their consensus in a row a sample."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.models.results import Cell, LabFile, LabRow, Severity
from pgx_reader.normalize.genes import gene_result
from pgx_reader.readers.formats import sg10k
from pgx_reader.readers.raw import RawFile
from pgx_reader.tables import load_tables
from pgx_reader.terms import CopyNumber, GeneStatus

HEADER = "sample_id\tgenotype\tfilter\tcopy_number\tcaller\tnovel_allele\n"


def by_patient(file: LabFile) -> dict[str, tuple[LabRow, ...]]:
    """Each patient's rows."""
    return {patient.patient.id: patient.rows for patient in file.patients}


def test_each_callers_result_is_a_row(example: Callable[[str], LabFile]) -> None:
    """The gene is in the file's name; a filter that was passed is no doubt."""
    rows = by_patient(example("sg10k/CYP2D6_caller_outputs.tsv"))["DEMO-01"]
    assert rows == tuple(
        LabRow(
            row=number,
            patient_id="DEMO-01",
            gene="CYP2D6",
            diplotype=Cell(value="*1/*10", column="genotype"),
            copy_number=CopyNumber.COUNTED,
        )
        for number in (2, 3, 4)
    )


def test_several_rows_of_one_caller_are_alternatives(example: Callable[[str], LabFile]) -> None:
    """Neither is taken alone, and a change that no allele has is a remark once."""
    rows = by_patient(example("sg10k/CYP2D6_caller_outputs.tsv"))["DEMO-02"]
    assert rows[0].diplotype == Cell(value="*1+rs769258/*61 or *1+rs769258/*83.ALDY", column="genotype")
    assert rows[0].remarks == (Cell(value="True", column="novel_allele"),)


def test_that_a_caller_called_nothing_is_told(example: Callable[[str], LabFile]) -> None:
    """Beside the calls of others it is a notice with its place; alone it is no call."""
    file = example("sg10k/CYP2D6_caller_outputs.tsv")
    assert [(p.row, p.patient_id) for p in file.problems if p.severity is Severity.NOTICE] == [(7, "DEMO-02")]
    rows = by_patient(file)["DEMO-04"]
    assert gene_result("CYP2D6", list(rows), load_tables(), []).unusable is GeneStatus.NO_CALL


def test_callers_that_disagree_are_in_conflict(example: Callable[[str], LabFile]) -> None:
    """What the filter says is quoted; neither call is explained."""
    rows = by_patient(example("sg10k/CYP2D6_caller_outputs.tsv"))["DEMO-03"]
    assert rows[0].remarks == (Cell(value="Not_assigned_to_haplotypes", column="filter"),)
    assert gene_result("CYP2D6", list(rows), load_tables(), []).unusable is GeneStatus.CONFLICTING


def test_without_a_gene_in_the_name_nothing_is_read(example: Callable[[str], LabFile]) -> None:
    """The table does not say which gene it is about, and none is guessed."""
    file = example("sg10k/1_caller_outputs.tsv")
    assert file.patients == ()
    assert "does not name the gene" in file.problems[0].message


def test_the_consensus_is_the_result(example: Callable[[str], LabFile]) -> None:
    """What those callers say that do not agree is quoted as the file has it."""
    rows = by_patient(example("sg10k/consensus.cyp2d6.tsv"))
    assert rows["DEMO-01"][0].diplotype == Cell(value="*10/*10+*36", column="diplotype_consensus")
    assert rows["DEMO-01"][0].remarks == ()
    assert rows["DEMO-02"][0].remarks == (
        Cell(value="['*5/*36+*10']", column="cyrius"),
        Cell(value="['aldy']", column="novel_allele"),
    )


def test_no_consensus_is_no_call(example: Callable[[str], LabFile]) -> None:
    """No caller is preferred to the others: all of them are remarks."""
    (row,) = by_patient(example("sg10k/consensus.cyp2d6.tsv"))["DEMO-03"]
    assert row.diplotype is None
    assert [remark.column for remark in row.remarks] == ["aldy", "cyrius", "stellarpgx"]
    assert row.copy_number is CopyNumber.NOT_KNOWN
    assert gene_result("CYP2D6", [row], load_tables(), []).unusable is GeneStatus.NO_CALL


@pytest.mark.parametrize("line", ["A\t*1/*4", "A\t*1/*4\tPASS\t2.0\tcyrius", "A\t*1/*4\tPASS\t2.0\tcyrius\tFalse\tx"])
def test_a_row_that_was_cut_gives_no_result(line: str) -> None:
    """It may be longer in truth, and a problem says where it stands."""
    contents = sg10k.read(RawFile("cyp2d6.tsv", HEADER + line))
    assert [row.readable for row in contents.patients[0].rows] == [False]
    assert [(p.row, p.patient_id) for p in contents.problems] == [(2, "A")]


def test_a_row_without_a_sample_belongs_to_nobody() -> None:
    """It is left out with a problem, and a broken one of several rows spoils that caller's others."""
    lines = "\t*1/*4\tPASS\t2.0\tcyrius\tFalse\nA\t*1/*4\t\t2.0\taldy\tFalse\nA\t*1/*5\t\t2.0\taldy"
    contents = sg10k.read(RawFile("cyp2d6.tsv", HEADER + lines))
    assert [(row.patient_id, row.readable) for row in contents.patients[0].rows] == [("A", False)]
    assert [problem.row for problem in contents.problems] == [2, 4]


@pytest.mark.parametrize(
    "text",
    [
        "Sample\tGenotype\tFilter\nA\t*1/*4\tPASS\n",
        "sample_id\tgenotype\tcaller\nA\t*1/*4\tcyrius\n",
        "diplotype\tAC\tAF\tactivity_value\tphenotype\n*1/*4\t10\t0.6\t1.0\tIM\n",
        "",
    ],
)
def test_another_table_is_not_taken_for_it(text: str) -> None:
    """Neither is a table of how often each diplotype is."""
    assert sg10k.recognize(RawFile("CYP2D6.tsv", text)) is None
