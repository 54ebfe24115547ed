"""Aldy: all of its solutions, none of them the first; and what it could not call is no result."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabFile, LabRow, Severity
from pgx_reader.normalize.rows import read_row
from pgx_reader.readers.formats import aldy, aldy_vcf, snp
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents
from pgx_reader.tables import load_tables
from pgx_reader.terms import CopyNumber, GeneStatus

HEADER = (
    "#Sample\tGene\tSolutionID\tMajor\tMinor\tCopy\tAllele\tLocation\tType\tCoverage\tEffect\tdbSNP\tCode\tStatus\n"
)
FIRST = "#Solution 1: *1.001, *4.001; gene=CYP2D6-pharmvar-6.2.14; cpic=intermediate; cpic_score=1.0\n"
ROW = "".join(
    f"DEMO-01\tCYP2D6\t1\t*1/*4\t1.001;4.001\t{copy}\t{minor}\t\t\t\t\t\t\t\n"
    for copy, minor in enumerate(("1.001", "4.001"))
)
SECOND = "#Solution 2: *2.001, *10.001; gene=CYP2D6-pharmvar-6.2.14; cpic=normal; cpic_score=1.25\n"
ROW_2 = ROW.replace("\t1\t*1/*4\t", "\t2\t*2/*10\t")
VCF = '##fileformat=VCFv4.2\n##INFO=<ID=ANN,Number=1,Type=String,Description="Location within CYP2D6">\n'
COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT"


def rows_of(contents: Contents | LabFile) -> list[LabRow]:
    """Every row of every patient."""
    return [row for patient in contents.patients for row in patient.rows]


def read(text: str, name: str = "DEMO-01.aldy") -> Contents:
    """The contents of a text that Aldy wrote."""
    raw = RawFile(name, text)
    assert aldy.recognize(raw)
    return aldy.read(raw)


def test_all_solutions_are_alternatives_and_so_are_their_meanings(example: Callable[[str], LabFile]) -> None:
    """Diplotypes, phenotypes and scores of each solution; never those of the first alone."""
    assert rows_of(example("aldy/DEMO-02.aldy")) == [
        LabRow(
            row=3,
            patient_id="DEMO-02",
            gene="CYP2D6",
            diplotype=Cell(value="*2/*41 or *1/*4", column="Major"),
            phenotype=Cell(value="normal or intermediate", column="cpic"),
            activity_score=Cell(value="1.25 or 1.0", column="cpic_score"),
        )
    ]


def test_the_genes_of_a_sample_are_told_apart(example: Callable[[str], LabFile]) -> None:
    """Each has its own comment; `None` in it is no score."""
    rows = rows_of(example("aldy/DEMO-01.aldy"))
    assert [(row.gene, row.diplotype and row.diplotype.value, row.copy_number) for row in rows] == [
        ("CYP2D6", "*1/*4.021+*4", CopyNumber.COUNTED),
        ("CYP2C19", "*1/*17", CopyNumber.NOT_KNOWN),
    ]
    assert [row.activity_score for row in rows] == [Cell(value="1.0", column="cpic_score"), None]


def test_a_gene_that_was_not_called_is_told_among_others_that_were(example: Callable[[str], LabFile]) -> None:
    """Without a copy of CYP2D6 there is no row for it, and its `cpic=poor` is not its phenotype."""
    file = example("aldy/DEMO-05.aldy")
    rows = {row.gene: row for row in rows_of(file)}
    assert [problem.row for problem in file.problems] == [1]
    assert "nothing is called for CYP2D6" in file.problems[0].message
    assert "not read as either" in file.problems[0].message
    assert rows["CYP2C19"].phenotype == Cell(value="intermediate", column="cpic")
    assert rows["TPMT"].diplotype == Cell(value="*1/*3A", column="Major")
    result = read_row("CYP2D6", rows["CYP2D6"], load_tables(), [])
    assert (result.unusable, result.phenotypes) == (GeneStatus.NO_CALL, ())
    assert rows["CYP2D6"].remarks == (Cell(value="poor", column="cpic"),)


def test_a_file_without_any_call_is_named_after_itself(example: Callable[[str], LabFile]) -> None:
    """The gene is in the comment, else in the file's name; a notice says whose name that is."""
    for file in (example("aldy/DEMO-06.cyp2d6.aldy"), example("aldy/DEMO-03.cyp2d6.aldy")):
        (row,) = rows_of(file)
        assert (row.gene, row.diplotype, row.phenotype, row.activity_score) == ("CYP2D6", None, None, None)
        assert [problem.severity for problem in file.problems] == [Severity.ERROR, Severity.NOTICE]


def test_a_header_alone_of_a_gene_that_is_named_nowhere_is_only_a_problem() -> None:
    """No gene is guessed."""
    contents = read(HEADER)
    assert (contents.patients, len(contents.problems)) == ((), 1)


def test_a_meaning_that_only_some_solutions_have_is_a_remark(example: Callable[[str], LabFile]) -> None:
    """Aldy has no score for a solution that it finds indeterminate; a new variant is a doubt of its own."""
    first, second = rows_of(example("aldy/DEMO-07.aldy"))
    assert first.phenotype == Cell(value="indeterminate or intermediate", column="cpic")
    assert first.activity_score is None
    assert first.remarks == (
        Cell(value="NOVEL", column="Status"),
        Cell(value="0.25", column="cpic_score of solution 2"),
    )
    assert (second.patient_id, second.activity_score) == ("DEMO-08", Cell(value="2.0", column="cpic_score"))


def test_a_comment_about_another_gene_is_not_used() -> None:
    """A phenotype belongs to the gene that it is of."""
    (row,) = rows_of(read(HEADER + FIRST.replace("CYP2D6", "CYP2C19") + ROW))
    assert (row.phenotype, row.activity_score) == (None, None)


@pytest.mark.parametrize(
    ("minor", "copy_number"),
    [
        ("1.001;4.001", CopyNumber.NOT_KNOWN),
        ("1.001;4.001;4.013", CopyNumber.COUNTED),
        ("4.001", CopyNumber.COUNTED),
        ("", CopyNumber.NOT_KNOWN),
    ],
)
def test_copies_were_counted_where_there_are_not_the_two_that_aldy_assumes(minor: str, copy_number: CopyNumber) -> None:
    """From exomes and VCF files Aldy calls two copies without having counted; the file does not say which it had."""
    copies = [f"DEMO-01\tCYP2D6\t1\t*1/*4\t{minor}\t{copy}\t\t\t\t\t\t\t\t\n" for copy in range(minor.count(";") + 1)]
    (row,) = rows_of(read(HEADER + FIRST + "".join(copies)))
    assert row.copy_number is copy_number


@pytest.mark.parametrize(
    "end",
    [
        "#Solution 2: *2.001, *10.0",
        "#Soluti",
        "#Solution 2: ; gene=CYP2D6-pharmvar-6.2.14; cpic=poor; cpic_score=0.0\n",
        SECOND + "DEMO-01\tCYP2D6\t2\t*2/*1",
        SECOND + "DEMO-01\tCYP2D6\t2\t*2/*10\t2.001",
        SECOND + "DEMO-01\tCYP",
        SECOND + "DEMO-01\tCYP2D6\t2\t\t2.001;10.001\t0\t\n",
        SECOND + ROW_2.splitlines()[0] + "\n",
        SECOND + ROW_2[: -len("\t\t\t\t\n")],
        SECOND.replace("Solution 2", "Solution 3") + ROW_2.replace("\t2\t", "\t3\t"),
    ],
)
def test_where_a_solution_is_cut_or_missing_the_others_are_no_result(end: str) -> None:
    """The one that is missing may be right: what is left must not stand for the whole."""
    contents = read(HEADER + FIRST + ROW + end)
    assert [(row.readable, row.diplotype) for row in rows_of(contents)] == [(False, None)]
    assert ["not whole" in problem.message for problem in contents.problems] == [True]


def test_a_file_that_is_cut_in_its_first_row_gives_no_result() -> None:
    """It is told as cut, not as a gene without a call."""
    contents = read(HEADER + FIRST + "DEMO-01\tCYP2D")
    assert all(not row.readable for row in rows_of(contents))
    assert "cut short" in contents.problems[0].message


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_table_that_a_spreadsheet_saved_anew_is_read(delimiter: str) -> None:
    """With quotation marks where a cell holds the delimiter."""
    lines = (HEADER + FIRST + ROW + SECOND + ROW_2).splitlines()
    text = "".join(delimiter.join(f'"{cell}"' for cell in line.split("\t")) + "\n" for line in lines)
    (row,) = rows_of(read(text, "saved.csv"))
    assert (row.diplotype, row.phenotype) == (
        Cell(value="*1/*4 or *2/*10", column="Major"),
        Cell(value="intermediate or normal", column="cpic"),
    )


def test_files_put_together_keep_their_genes_and_samples_apart() -> None:
    """Each header begins anew, and the same solution number means another solution."""
    other = ROW.replace("DEMO-01", "DEMO-02").replace("*1/*4", "*1/*1")
    rows = rows_of(read("# Gene: CYP2D6\n" + HEADER + FIRST + ROW + HEADER + other))
    assert [(row.patient_id, row.diplotype and row.diplotype.value) for row in rows] == [
        ("DEMO-01", "*1/*4"),
        ("DEMO-02", "*1/*1"),
    ]
    assert (rows[0].phenotype, rows[1].phenotype) == (Cell(value="intermediate", column="cpic"), None)


@pytest.mark.parametrize(
    "text",
    [
        "Sample\tGene\tSolutionID\tMajor\n",
        "Sample\tGene\tDiplotype\n",
        "SolutionID\n",
        "#Solution 1: *1/*4\n",
        '"SolutionID',
        "{}",
        "<a/>",
        "",
    ],
)
def test_another_table_is_not_taken_for_aldy(text: str) -> None:
    """The five headings from the sample to the minor alleles must be there."""
    assert aldy.recognize(RawFile("DEMO-01.aldy", text)) is None


def test_the_genes_of_a_vcf_have_a_header_each(example: Callable[[str], LabFile]) -> None:
    """The diplotypes are in the names of the samples; the genotypes show how many copies each solution has."""
    assert rows_of(example("aldy/genes.vcf")) == [
        LabRow(
            row=6,
            patient_id="DEMO-09",
            gene="CYP2D6",
            diplotype=Cell(value="*1/*4+*4.021 or *4/*139+*4", column="name of the sample column"),
            copy_number=CopyNumber.COUNTED,
        ),
        LabRow(
            row=13,
            patient_id="DEMO-09",
            gene="CYP2C19",
            diplotype=Cell(value="*1/*17", column="name of the sample column"),
        ),
    ]


@pytest.mark.parametrize(
    "columns",
    ["\tDEMO-01:0:*1/*4", "\tDEMO-01:0:*1/*4\tDEMO-01:1:*1\n"[:-1], "\tDEMO-01:1:*1/*4\n", "\tDEMO-01:0:\n"],
)
def test_solutions_of_a_vcf_that_are_not_whole_are_no_result(columns: str) -> None:
    """A name that stands last in a file without another line may have lost its end."""
    contents = aldy_vcf.read(RawFile("a.vcf", VCF + COLUMNS + columns))
    assert [row.readable for row in rows_of(contents)] == [False]
    assert ["not whole" in problem.message for problem in contents.problems] == [True]


def test_the_gene_of_a_vcf_is_never_guessed(example: Callable[[str], LabFile]) -> None:
    """It stands in the header, in the rows or in the file's name."""
    (row,) = rows_of(example("aldy/DEMO-04.cyp2d6.vcf"))
    assert (row.gene, row.diplotype and row.diplotype.value) == ("CYP2D6", "*1/*4.021+*4NX or *1/*4")
    text = f"##fileformat=VCFv4.2\n{COLUMNS}\tDEMO-01:0:*1/*4\n"
    contents = aldy_vcf.read(RawFile("sample.vcf", text))
    assert contents.patients == ()
    assert "does not name the gene" in contents.problems[0].message


def test_a_vcf_that_names_several_genes_is_not_read() -> None:
    """Which of them the diplotype is of is not known."""
    line = "22\t1\t.\tA\tG\t0\tPASS\tGENE=CYP2C19\tGT\t0|1\n"
    contents = aldy_vcf.read(RawFile("cyp2d6.vcf", VCF + COLUMNS + "\tDEMO-01:0:*1/*4\n" + line))
    assert contents.patients == ()
    assert "several genes" in contents.problems[0].message


def test_a_sample_without_a_diplotype_beside_others_is_told() -> None:
    """Where VCF files were merged, other samples stand there, too."""
    contents = aldy_vcf.read(RawFile("a.vcf", VCF + COLUMNS + "\tDEMO-02\tDEMO-01:0:*2/*68:2\n"))
    (row,) = rows_of(contents)
    assert row.diplotype == Cell(value="*2/*68:2", column="name of the sample column")
    assert ["DEMO-02" in problem.message for problem in contents.problems] == [True]


@pytest.mark.parametrize(
    ("samples", "is_aldy"),
    [
        ("\tDEMO-01:0:*1/*4", True),
        ("\tDEMO-01\tDEMO-02:1:*1/*4", True),
        ("\trun:1:DEMO-01", True),
        ("\tDEMO-01", False),
        ("\tDEMO-01:*1/*4", False),
        ("", False),
    ],
)
def test_a_vcf_is_either_read_or_refused_as_variants(samples: str, is_aldy: bool) -> None:
    """What one of the two readers claims, the other leaves alone."""
    raw = RawFile("a.vcf", VCF + COLUMNS + samples + "\n")
    assert (aldy_vcf.recognize(raw) is not None, snp.recognize(raw) is None) == (is_aldy, is_aldy)


def test_a_vcf_with_numbered_samples_and_no_diplotype_is_refused() -> None:
    """The reason and the way out."""
    with pytest.raises(UnusableInputError, match=r"none carries a diplotype.*Give the \.aldy file"):
        aldy_vcf.read(RawFile("a.vcf", VCF + COLUMNS + "\trun:1:DEMO-01\n"))
