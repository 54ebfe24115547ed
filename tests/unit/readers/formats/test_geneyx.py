"""Geneyx's results file, which its converter makes of many callers': read as JSON of no format's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.models.results import Cell, LabFile, Severity
from pgx_reader.normalize.rows import read_row
from pgx_reader.tables import load_tables
from pgx_reader.terms import GeneStatus

GENES = ("CYP2C19", "CYP2D6", "IFNL3", "HLA-DRB1")


def test_the_activity_is_the_phenotype(example: Callable[[str], LabFile]) -> None:
    """`Id` is the gene and no patient's; the file's name says whose it is."""
    (patient,) = example("geneyx/DEMO-01.geneyx-pgx-results.json").patients
    assert patient.patient.id == "DEMO-01"
    assert patient.patient.name is None
    row = patient.rows[0]
    assert row.gene == "CYP2C19"
    assert row.diplotype == Cell(value="*1/*2", column="[0].StarAllele")
    assert row.phenotype == Cell(value="Intermediate Metabolizer", column="[0].Activity")


@pytest.mark.parametrize(("at", "gene"), list(enumerate(GENES)))
def test_every_gene_is_told(at: int, gene: str, example: Callable[[str], LabFile]) -> None:
    """Also those that are not explained."""
    assert example("geneyx/DEMO-01.geneyx-pgx-results.json").patients[0].rows[at].gene == gene


def test_a_gene_without_a_result_is_no_call(example: Callable[[str], LabFile]) -> None:
    """`null` for both is neither normal nor a gene that was not tested."""
    row = example("geneyx/DEMO-01.geneyx-pgx-results.json").patients[0].rows[1]
    assert read_row("CYP2D6", row, load_tables(), []).unusable is GeneStatus.NO_CALL


def test_the_alleles_behind_a_haplotype_are_not_read(example: Callable[[str], LabFile]) -> None:
    """They repeat the result, and a notice names them."""
    notices = example("geneyx/DEMO-01.geneyx-pgx-results.json").problems
    assert all(notice.severity is Severity.NOTICE for notice in notices)
    assert '"[2].HaplotypeAlleles"' in notices[1].message
