from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pgx_reader.readers import columns
from pgx_reader.readers.columns import Role, folded, gene_column, role_of


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("patient_id", Role.PATIENT_ID),
        ("  Patient   ID ", Role.PATIENT_ID),
        ("patient-id", Role.PATIENT_ID),
        ("Patient.ID:", Role.PATIENT_ID),
        ("Activity Score", Role.ACTIVITY_SCORE),
        ("DATE_OF_BIRTH", Role.BIRTH_DATE),
        ("Metaboliser status", Role.PHENOTYPE),
        ("Genotype†", Role.DIPLOTYPE),
        ("Phenotype²", Role.PHENOTYPE),
        ("Genotypea", Role.DIPLOTYPE),
        ("Coriell", Role.PATIENT_ID),
        ("Ida", None),
        ("Genotype 2", None),
        ("", None),
        ("___", None),
        ("comment", None),
        ("phenotypes of interest", None),
        ("no gene", None),
    ],
)
def test_a_heading_has_one_role_or_none(heading: str, expected: Role | None) -> None:
    """A known heading is known in any dress; an unknown one is never guessed."""
    assert role_of(heading) is expected


@pytest.mark.parametrize(
    ("heading", "gene", "role"),
    [
        ("CYP2D6", "CYP2D6", None),
        ("cyp2c19", "cyp2c19", None),
        ("2D6", "2D6", None),
        ("CYP2D6 Genotype", "CYP2D6", Role.DIPLOTYPE),
        ("CYP2D6_phenotype", "CYP2D6", Role.PHENOTYPE),
        ("CYP2C19 (metabolizer status)", "CYP2C19", Role.PHENOTYPE),
        ("CYP2D6.activity.score", "CYP2D6", Role.ACTIVITY_SCORE),
        ("SLCO1B1", "SLCO1B1", None),
        ("CYP2D6_pheno", "CYP2D6", Role.PHENOTYPE),
        ("CYP2D6_alleles", "CYP2D6", Role.DIPLOTYPE),
        ("CYP2D6\nGenotype†", "CYP2D6", Role.DIPLOTYPE),
        ("CYP2D6²", "CYP2D6", None),
        ("CYP2D6a", "CYP2D6", None),
        ("CYP2D6 result", "CYP2D6", None),
        ("Phenotype (CYP2C19)", "CYP2C19", Role.PHENOTYPE),
        ("pgx_cyp2d6_phenotype", "CYP2D6", Role.PHENOTYPE),
        ("CYP2D6_getrm_cons", "CYP2D6", None),
        ("UTG1A1", "UTG1A1", None),
        ("mtRNR1", "mtRNR1", None),
        ("MTRNR1", "MTRNR1", None),
        ("2C", "2C", None),
        ("CYP2CRS12777823", "CYP2CRS12777823", None),
    ],
)
def test_a_gene_heading_names_its_gene_and_result(heading: str, gene: str, role: Role | None) -> None:
    """A heading that begins with a gene is that gene's, and what follows says which result it is."""
    column = gene_column(heading)
    assert column is not None
    assert (column.gene, column.role) == (gene, role)


@pytest.mark.parametrize(
    "heading",
    [
        *("", "CYP2D6 comment", "CYP2D6x", "CYP2D6 patient_id", "comment CYP2D6", "cypress", "2d"),
        *("CYP2D6_copy_number", "CYP2D6 allele 1", "CYP2D6_donor_genotype", "CYP2D6 phenotype comment"),
        *("CYP2D6_rs3892097", "CYP2D6 100C", "CYP2D6_complete", "CYP2D6_recommendation", "CYP2D6 " + "x " * 500),
    ],
)
def test_other_headings_are_no_gene_column(heading: str) -> None:
    """What follows a gene's name must be one of its results."""
    assert gene_column(heading) is None


def test_no_heading_is_listed_twice() -> None:
    """Each heading of the list has one role, in its folded form."""
    with (Path(columns.__file__).with_name("columns.csv")).open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert len(names) == len(set(names))
    assert [folded(name) for name in names] == names
