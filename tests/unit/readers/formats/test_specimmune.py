"""SpecImmune: CYP2D6 in comments, the other genes a haplotype a row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.interpret.agreement import interpret_gene
from pgx_reader.models.results import Cell, LabFile, LabRow
from pgx_reader.normalize.rows import read_row
from pgx_reader.readers.formats import specimmune
from pgx_reader.readers.raw import RawFile
from pgx_reader.tables import load_tables
from pgx_reader.terms import CopyNumber, GeneStatus

HEADER = "Locus\tChromosome\tGenotype\tMatch_info\tReads_num\tStep1_type\tOne_guess\n"


def by_gene(file: LabFile) -> dict[str, LabRow]:
    """The one patient's rows."""
    return {row.gene: row for row in file.patients[0].rows}


def test_cyp2d6_is_read_from_the_comments(example: Callable[[str], LabFile]) -> None:
    """Its rows in the table are empty where copies or hybrids were found, and are not read."""
    assert by_gene(example("specimmune/DEMO-01.CYP.merge.type.result.txt"))["CYP2D6"] == LabRow(
        row=2,
        patient_id="DEMO-01",
        gene="CYP2D6",
        diplotype=Cell(value="*36+*10/*2", column="CYP2D6 Diplotype"),
        phenotype=Cell(value="normal_metabolizer", column="CYP2D6 Phenotype"),
        activity_score=Cell(value="1.25", column="CYP2D6 Activity_score"),
    )


def test_other_genes_are_put_together_from_their_two_rows(example: Callable[[str], LabFile]) -> None:
    """All candidates of a haplotype are kept, never the one guess; what was not called of other genes is not told."""
    rows = by_gene(example("specimmune/DEMO-01.CYP.merge.type.result.txt"))
    assert rows["CYP2C19"].diplotype == Cell(value="*2.001/[*1.001,*38.001]", column="Genotype")
    assert rows["CYP2C19"].row == 9
    assert set(rows) == {"CYP2D6", "CYP2C19", "CYP2A6"}


@pytest.mark.parametrize(("file", "status"), [("DEMO-02", GeneStatus.NO_CALL), ("DEMO-03", GeneStatus.UNRESOLVED)])
def test_a_phenotype_beside_a_missing_haplotype_is_never_used(
    file: str, status: GeneStatus, example: Callable[[str], LabFile]
) -> None:
    """SpecImmune counts a haplotype that it did not find as one of no function: `NA/NA` would be a poor metabolizer."""
    row = by_gene(example(f"specimmune/{file}.CYP.merge.type.result.txt"))["CYP2D6"]
    result = read_row("CYP2D6", row, load_tables(), [])
    read = interpret_gene(result, load_tables())
    assert (read.status, read.possible_phenotypes) == (status, ())


def test_a_phenotype_without_its_diplotype_is_not_read() -> None:
    """The comment with the diplotype may be lost, and whether it was a call is then not known."""
    raw = RawFile("DEMO.txt", "#\tCYP2D6 Phenotype:\tpoor_metabolizer\n" + HEADER)
    (row,) = specimmune.read(raw).patients[0].rows
    assert not row.readable


def test_a_gene_that_was_not_called_is_told_where_it_is_explained(example: Callable[[str], LabFile]) -> None:
    """`NA` for both haplotypes of CYP2C19 is no call, and not a gene that was not tested."""
    rows = by_gene(example("specimmune/DEMO-02.CYP.merge.type.result.txt"))
    assert rows["CYP2C19"].diplotype == Cell(value="NA/NA", column="Genotype")


def test_a_score_below_zero_is_a_doubt_and_no_score(example: Callable[[str], LabFile]) -> None:
    """An allele of unknown function counts as -100."""
    row = by_gene(example("specimmune/DEMO-04.CYP.merge.type.result.txt"))["CYP2D6"]
    assert row.activity_score is None
    assert row.remarks == (Cell(value="-99.0", column="CYP2D6 Activity_score"),)


def test_without_comments_copies_of_cyp2d6_were_not_counted(example: Callable[[str], LabFile]) -> None:
    """The table before the last step has two haplotypes and never more."""
    row = by_gene(example("specimmune/DEMO-05.CYP.final.type.result.formatted.txt"))["CYP2D6"]
    assert row.diplotype == Cell(value="*1.001/*4.001", column="Genotype")
    assert row.copy_number is CopyNumber.NOT_COUNTED


@pytest.mark.parametrize(
    "lines",
    [
        "CYP2C19\t1\tCYP2C19*1\t-\t9\t-\t-\n",
        "CYP2C19\t1\tCYP2C19*1\t-\t9\t-\t-\nCYP2C19\t1\tCYP2C19*2\t-\t9\t-\t-\n",
        "CYP2C19\t1\tCYP2C19*1\t-\t9\t-\t-\nCYP2C19\t2\tCYP2C19*1",
        "CYP2C19\t1\t*1\t-\t9\t-\t-\nCYP2C19\t2\t*1\t-\t9\t-\t-\nCYP2C19\t2\t*2\t-\t9\t-\t-\n",
    ],
)
def test_a_gene_without_both_of_its_rows_gives_no_result(lines: str) -> None:
    """One haplotype alone is not a diplotype, and a row that was cut may have lost its end."""
    contents = specimmune.read(RawFile("DEMO.txt", HEADER + lines))
    (row,) = contents.patients[0].rows
    assert (row.readable, row.diplotype) == (False, None)
    assert any("CYP2C19" in problem.message for problem in contents.problems)


def test_a_header_alone_says_that_there_is_no_result() -> None:
    """Nobody's results are not silence."""
    assert "no gene has a result" in specimmune.read(RawFile("DEMO.txt", HEADER)).problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "# version: 2023.1\nLocus   Chromosome      Allele  Reads_num   homo_flag\nCYP2D6\t1\t-\t0\tFalse\n",
        "#\tCYP2D6 Diplotype:\t*1/*4\n",
        "CYP2D6\t*1/*4\n" + HEADER,
        "#gene\tdiplotype\nCYP2D6\t*1/*4\n",
    ],
)
def test_another_file_is_not_taken_for_specimmune(text: str) -> None:
    """Neither is the file of its own first step."""
    assert specimmune.recognize(RawFile("DEMO.CYP.merge.type.result.txt", text)) is None
