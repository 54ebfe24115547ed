"""Stargazer: the diplotype from two columns, and whether it looked for deletions and duplications."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.models.results import Cell, LabFile, LabRow
from pgx_reader.readers.formats import stargazer
from pgx_reader.readers.raw import RawFile
from pgx_reader.terms import CopyNumber

HEADER = "name\tstatus\thap1_main\thap2_main\tdip_score\tphenotype\tdip_sv\tssr\tdip_cand\n"


def rows_of(file: LabFile) -> dict[str, LabRow]:
    """Each patient's one row."""
    return {patient.patient.id: patient.rows[0] for patient in file.patients}


def test_the_diplotype_is_put_together_from_both_haplotypes(example: Callable[[str], LabFile]) -> None:
    """Haplotypes, score and phenotype stand as they are; the candidates are no alternatives."""
    (patient,) = example("stargazer/DEMO-01.cyp2d6.stargazer-genotype.txt").patients
    assert patient.rows == (
        LabRow(
            row=2,
            patient_id="demo01",
            gene="CYP2D6",
            diplotype=Cell(value="*1/*4", column="hap1_main/hap2_main"),
            phenotype=Cell(value="intermediate_metabolizer", column="phenotype"),
            activity_score=Cell(value="1.0", column="dip_score"),
            copy_number=CopyNumber.NOT_COUNTED,
        ),
    )


@pytest.mark.parametrize(
    ("dip_sv", "ssr", "expected"),
    [
        ("no_sv,no_sv", ".", CopyNumber.NOT_COUNTED),
        ("no_sv,no_sv", "1867.5", CopyNumber.COUNTED),
        ("no_sv,no_sv", "0", CopyNumber.COUNTED),
        ("no_sv,no_sv", "", CopyNumber.NOT_KNOWN),
        ("no_sv,cnv2", ".", CopyNumber.COUNTED),
        ("", ".", CopyNumber.NOT_KNOWN),
        (".", ".", CopyNumber.NOT_KNOWN),
    ],
)
def test_no_sv_is_told_apart_from_not_looked(dip_sv: str, ssr: str, expected: CopyNumber) -> None:
    """Without read depths Stargazer prints `no_sv` for everybody; only then is there no misfit of copy numbers."""
    raw = RawFile("cyp2d6.txt", HEADER + f"demo01\tg\t*1\t*4\t1.0\tunknown\t{dip_sv}\t{ssr}\t*1\n")
    assert stargazer.read(raw).patients[0].rows[0].copy_number is expected


def test_a_sample_without_a_call_is_no_call(example: Callable[[str], LabFile]) -> None:
    """Stargazer's dots stand for nothing: as a diplotype they are its no-call text, else they are empty cells."""
    row = rows_of(example("stargazer/batch.cyp2d6.genotype-calls.tsv"))["demo03"]
    assert row.diplotype == Cell(value="./.", column="hap1_main/hap2_main")
    assert (row.phenotype, row.activity_score) == (None, None)


def test_a_score_below_zero_is_a_doubt_and_no_score(example: Callable[[str], LabFile]) -> None:
    """Stargazer 2 counts an allele of unknown function as -100."""
    row = rows_of(example("stargazer/batch.cyp2d6.genotype-calls.tsv"))["demo05"]
    assert row.activity_score is None
    assert row.remarks == (Cell(value="-99.0", column="dip_score"),)


def test_an_unknown_score_is_kept_as_the_file_has_it(example: Callable[[str], LabFile]) -> None:
    """What `unknown` means is not for the reader to say."""
    row = rows_of(example("stargazer/batch.cyp2d6.genotype-calls.tsv"))["demo04"]
    assert (row.activity_score, row.phenotype) == (
        Cell(value="unknown", column="dip_score"),
        Cell(value="unknown", column="phenotype"),
    )


def test_the_score_of_a_gene_without_scores_is_left_out(example: Callable[[str], LabFile]) -> None:
    """Stargazer sums up a score for CYP2C19, too, which has none."""
    row = rows_of(example("stargazer/batch.cyp2c19.stargazer-genotype.txt"))["demo01"]
    assert (row.gene, row.activity_score) == ("CYP2C19", None)


def test_a_table_whose_gene_stands_nowhere_is_not_read(example: Callable[[str], LabFile]) -> None:
    """The gene is only in the file's or the folder's name; it is never assumed."""
    file = example("stargazer/genotype-calls.tsv")
    assert file.patients == ()
    assert "does not name the gene" in file.problems[0].message
    raw = RawFile("out/genotype-calls.tsv", HEADER + "demo01\tg\t*1\t*4\t1.0\tx\t.\t.\t*1\n", folder="stargazer_cyp2d6")
    assert stargazer.read(raw).patients[0].rows[0].gene == "CYP2D6"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("demo02\tg\t*1\t*1", "cut short"),
        ("demo02\tg\t*1\t*17\t2.0\tnormal_metab", "cut short"),
        ("\tg\t*1\t*17\t2.0\tnormal_metabolizer\tno_sv,no_sv\t.\t*1", "belongs to nobody"),
    ],
)
def test_a_row_that_is_not_whole_gives_no_result(line: str, problem: str) -> None:
    """A haplotype that stands last may have lost its end."""
    contents = stargazer.read(RawFile("cyp2d6.txt", HEADER + line))
    assert all(not row.readable and row.diplotype is None for patient in contents.patients for row in patient.rows)
    assert problem in contents.problems[0].message


@pytest.mark.parametrize(
    "text", ["name\tstatus\n", "hap1_main\thap2_main\n", "Sample\tGene\tDiplotype\n", "{}", "<a/>"]
)
def test_another_table_is_not_taken_for_stargazer(text: str) -> None:
    """All of its own columns must be there."""
    assert stargazer.recognize(RawFile("cyp2d6.stargazer-genotype.txt", text)) is None
