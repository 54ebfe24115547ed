"""Callers of whole genomes: Cyrius, BCyrius, Aldy, ONT wf-pgx."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pgx_reader.models.results import LabFile, LabRow, Severity
from pgx_reader.readers.formats import aldy, aldy_vcf, cyrius, ont_wf_pgx
from pgx_reader.readers.raw import RawFile
from pgx_reader.terms import CopyNumber

Example = Callable[[str], LabFile]
COUNTED, NOT_KNOWN = CopyNumber.COUNTED, CopyNumber.NOT_KNOWN
Flat = tuple[str, str, str | None, str | None, str | None, CopyNumber, list[str]]


def flat(patient_id: str, row: LabRow) -> Flat:
    """A row as plain values, with its patient."""
    diplotype, phenotype, score = (
        cell.value if cell else None for cell in (row.diplotype, row.phenotype, row.activity_score)
    )
    return (patient_id, row.gene, diplotype, phenotype, score, row.copy_number, [r.value for r in row.remarks])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "cyrius/calls.tsv",
            [
                ("DEMO-01", "CYP2D6", "*1/*36+*36+*10", None, None, COUNTED, []),
                ("DEMO-02", "CYP2D6", "*1/*46;*43/*45", None, None, COUNTED, ["More_than_one_possible_genotype"]),
                ("DEMO-03", "CYP2D6", "*1_*2_*68", None, None, COUNTED, ["Not_assigned_to_haplotypes"]),
                ("DEMO-04", "CYP2D6", "None", None, None, NOT_KNOWN, []),
                ("DEMO-05", "CYP2D6", "*2x2/*2x6", None, None, COUNTED, ["LowQ_high_CN"]),
            ],
        ),
        (
            "cyrius/calls.json",
            [
                ("DEMO-01.wgs", "CYP2D6", "*3/*68+*4", None, None, COUNTED, []),
                ("DEMO-02.wgs", "CYP2D6", "None", None, None, NOT_KNOWN, []),
            ],
        ),
        (
            "bcyrius/calls.tsv",
            [
                ("DEMO-01", "CYP2D6", "*4/*35", "Intermediate Metabolizer", "1.0", COUNTED, []),
                ("DEMO-02", "CYP2D6", "None", "None", "None", NOT_KNOWN, []),
            ],
        ),
        (
            "aldy/DEMO-01.aldy",
            [
                ("DEMO-01", "CYP2D6", "*1/*4.021+*4", "intermediate", "1.0", NOT_KNOWN, []),
                ("DEMO-01", "CYP2C19", "*1/*17", "rapid", None, NOT_KNOWN, []),
            ],
        ),
        (
            "aldy/DEMO-02.aldy",
            [
                (
                    *("DEMO-02", "CYP2D6", "*2/*41 or *1/*4", "normal or intermediate", "1.25 or 1.0"),
                    *(NOT_KNOWN, []),
                )
            ],
        ),
        ("aldy/DEMO-03.cyp2d6.aldy", [("DEMO-03", "CYP2D6", "no call", None, None, NOT_KNOWN, [])]),
        (
            "aldy/DEMO-04.cyp2d6.vcf",
            [("DEMO-04", "CYP2D6", "*1/*4.021+*4NX or *1/*4", None, None, NOT_KNOWN, [])],
        ),
        (
            "ont_wf_pgx/DEMO-01.pharmcat.tsv",
            [
                ("DEMO-01", "CYP2C19", "*2/*17", None, None, NOT_KNOWN, ["94842866", "*35"]),
                ("DEMO-01", "DPYD", "c.85T>C (*9A);c.557A>G", None, None, NOT_KNOWN, []),
            ],
        ),
        ("ont_wf_pgx/report.tsv", [("DEMO-01", "CYP2D6", "*2x2/*10", None, None, NOT_KNOWN, [])]),
    ],
)
def test_every_call_of_an_example_is_read_word_for_word(example: Example, name: str, expected: list[Flat]) -> None:
    """Calls, phenotypes, scores, the file's own doubts, and whether copies were counted."""
    file = example(name)
    assert [flat(patient.patient.id, row) for patient in file.patients for row in patient.rows] == expected


def test_a_solution_without_a_meaning_leaves_the_whole_without_one() -> None:
    """A phenotype that one of two solutions has is not the phenotype of both."""
    text = (
        "#Sample\tGene\tSolutionID\tMajor\tMinor\n"
        "#Solution 1: *1, *4; gene=CYP2D6; cpic=intermediate; cpic_score=1.0\nDEMO-01\tCYP2D6\t1\t*1/*4\t1;4\n"
        "#Solution 2: *1, *1; gene=CYP2D6\nDEMO-01\tCYP2D6\t2\t*1/*1\t1;1\n"
    )
    (row,) = aldy.read(RawFile("x.aldy", text)).patients[0].rows
    assert flat("", row)[2:5] == ("*1/*4 or *1/*1", None, None)


def test_a_header_alone_is_no_result(example: Example) -> None:
    """Aldy's empty table may mean two deleted genes or a failure: it is neither, and an error says so."""
    file = example("aldy/DEMO-03.cyp2d6.aldy")
    assert [problem.severity for problem in file.problems] == [Severity.ERROR]
    assert "could not call" in file.problems[0].message


def test_a_row_cut_short_is_named(example: Example) -> None:
    """The end of a table that was cut off costs a problem with its row."""
    text = "#Sample\tGene\tSolutionID\tMajor\tMinor\nDEMO-01\tCYP2D6\t1\t*1/*4\t1;4\nDEMO-01\tCYP2D6\t2\t*1"
    contents = aldy.read(RawFile("x.aldy", text))
    assert [problem.row for problem in contents.problems] == [3]


def test_tables_below_the_first_are_nobodys_results(example: Example) -> None:
    """BCyrius's tables of haplotypes and frequencies make no patients."""
    assert [patient.patient.id for patient in example("bcyrius/calls.tsv").patients] == ["DEMO-01", "DEMO-02"]


def test_a_vcf_whose_gene_is_named_nowhere_is_not_guessed() -> None:
    """Without a gene in the file or its name nothing is read."""
    text = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tDEMO-01:0:*1/*4\n"
    contents = aldy_vcf.read(RawFile("sample.vcf", text))
    assert contents.patients == ()
    assert "does not name the gene" in contents.problems[0].message


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (cyrius, "Sample,Genotype,Filter\nDEMO-01,*1/*4,PASS\n"),
        (cyrius, '{"DEMO-01": {"Genotype": "*1/*4", "Filter": "PASS", "CNV_group": "cn2"}}'),
        (ont_wf_pgx, "Sample\tDEMO-01\nCYP2D6\t*1/*4\n"),
    ],
)
def test_a_format_is_known_by_its_content(reader: Any, text: str) -> None:
    """Names of files play no part."""
    assert reader.recognize(RawFile("anything", text)) is not None


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (cyrius, "Sample\tGenotype\tFilter\tGene\nDEMO-01\t*1/*4\tPASS\tCYP2C19\n"),
        (cyrius, '{"DEMO-01": {"Genotype": "*1/*4"}}'),
        (cyrius, "{}"),
        (cyrius, "[]"),
        (aldy, "Sample\tGene\tSolutionID\tMajor\n"),
        (aldy_vcf, "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tDEMO-01\n"),
        (ont_wf_pgx, "Sample\tDEMO-01\nCYP2C9\t*1/*4\n"),
        (ont_wf_pgx, "Sample\tCYP2D6\nDEMO-01\t*1/*4\n"),
        (ont_wf_pgx, "Sample\t\nCYP2D6\t*1/*4\n"),
    ],
)
def test_what_is_like_a_format_is_not_claimed(reader: Any, text: str) -> None:
    """A file of another form is left to others."""
    assert reader.recognize(RawFile("anything", text)) is None
