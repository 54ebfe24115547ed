"""pb-StarPhase: every diplotype that is possible, and no call where none fits."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabFile, LabRow, Severity
from pgx_reader.normalize.rows import read_row
from pgx_reader.readers.formats import starphase
from pgx_reader.readers.raw import RawFile
from pgx_reader.tables import load_tables
from pgx_reader.terms import CopyNumber, GeneStatus


def by_gene(file: LabFile) -> dict[str, LabRow]:
    """The one patient's rows."""
    return {row.gene: row for row in file.patients[0].rows}


def results(gene_details: Any) -> RawFile:
    """A file with these genes."""
    return RawFile("A.json", json.dumps({"pbstarphase_version": "2.2.0", "gene_details": gene_details}))


def test_the_diplotype_is_read_as_called(example: Callable[[str], LabFile]) -> None:
    """Suballeles stay as they stand there; what repeats the call with its changes is no doubt."""
    assert by_gene(example("starphase/DEMO-01.pbstarphase.json"))["CYP2D6"] == LabRow(
        row=None,
        patient_id="DEMO-01",
        gene="CYP2D6",
        diplotype=Cell(value="*68+*4.001/*4.001", column="gene_details.CYP2D6.diplotypes[0].diplotype"),
        copy_number=CopyNumber.COUNTED,
    )


def test_all_diplotypes_that_are_possible_are_kept(example: Callable[[str], LabFile]) -> None:
    """CYP2C19 *1/*4 and *4/*17 cannot be told apart without phase. Copies are counted of CYP2D6 alone."""
    row = by_gene(example("starphase/DEMO-01.pbstarphase.json"))["CYP2C19"]
    assert row.diplotype == Cell(value="*1/*4 or *4/*17", column="gene_details.CYP2C19.diplotypes")
    assert row.copy_number is CopyNumber.NOT_KNOWN


def test_other_genes_are_told_where_they_were_called(example: Callable[[str], LabFile]) -> None:
    """HLA has no stars; DPYD had no match."""
    rows = by_gene(example("starphase/DEMO-01.pbstarphase.json"))
    assert set(rows) == {"CYP2C19", "CYP2D6", "HLA-A"}
    assert rows["HLA-A"].diplotype is not None
    assert rows["HLA-A"].diplotype.value == "01:01:01:01/02:01:01:01"


def test_what_comes_closest_is_a_remark_and_never_the_call(example: Callable[[str], LabFile]) -> None:
    """`(*2 -rs4244285)` lacks the change that makes *2: pb-StarPhase calls it no match."""
    row = by_gene(example("starphase/DEMO-02.pbstarphase.json"))["CYP2C19"]
    assert row.remarks == (
        Cell(value="*1/(*2 -rs4244285) or *1/(*35 +rs12769205)", column="gene_details.CYP2C19.inexact_diplotypes"),
    )
    assert read_row("CYP2C19", row, load_tables(), []).unusable is GeneStatus.NO_CALL


def test_the_closest_are_read_in_the_older_form_too() -> None:
    """Version 1.5 has the diplotype one level higher; an empty list of exact ones is no call either."""
    details = {"diplotypes": [], "inexact_diplotypes": [{"diplotype": "*1/(*2 -rs4244285)"}]}
    (row,) = starphase.read(results({"CYP2C19": details})).patients[0].rows
    assert row.diplotype is None
    assert [remark.value for remark in row.remarks] == ["*1/(*2 -rs4244285)"]


def test_no_reads_is_no_call(example: Callable[[str], LabFile]) -> None:
    """CYP2D6 was looked for, so it is told; its copies were not counted."""
    row = by_gene(example("starphase/DEMO-02.pbstarphase.json"))["CYP2D6"]
    assert row.diplotype is not None
    assert row.diplotype.value == "NO_READS/NO_READS"
    assert row.copy_number is CopyNumber.NOT_KNOWN
    assert read_row("CYP2D6", row, load_tables(), []).unusable is GeneStatus.NO_CALL


def test_a_hybrid_in_the_callers_own_words_is_not_read_as_an_allele() -> None:
    """pb-StarPhase keeps its own name for hybrids that it knows no star allele for."""
    details = {"diplotypes": [{"diplotype": "CYP2D6::CYP2D7::intron1/*4.001"}]}
    (row,) = starphase.read(results({"CYP2D6": details})).patients[0].rows
    assert read_row("CYP2D6", row, load_tables(), []).unusable is GeneStatus.NOT_READABLE


@pytest.mark.parametrize(
    "details",
    [
        None,
        "*1/*4",
        [],
        {},
        {"diplotypes": None},
        {"diplotypes": "*1/*4"},
        {"diplotypes": ["*1/*4"]},
        {"diplotypes": [{"diplotype": "*1/*1"}, {"diplotype": None}]},
        {"diplotypes": [{"diplotype": "*1/*1"}, {"hap1": "*4"}]},
    ],
)
def test_a_gene_of_another_shape_is_not_readable(details: object) -> None:
    """One of several diplotypes that cannot be read is not left out: the rest alone would mislead."""
    contents = starphase.read(results({"CYP2C19": details}))
    (row,) = contents.patients[0].rows
    assert (row.readable, row.diplotype) == (False, None)
    assert [p.column for p in contents.problems if p.severity is Severity.ERROR] == ["gene_details.CYP2C19.diplotypes"]


@pytest.mark.parametrize("genes", [{}, [], None, "CYP2D6"])
def test_a_file_without_genes_is_refused(genes: object) -> None:
    """It has nobody's results, and says how to go on."""
    with pytest.raises(UnusableInputError, match="Run pb-StarPhase again"):
        starphase.read(results(genes))


@pytest.mark.parametrize("closest", [None, 3, ["*1"], [{"basic_diplotype": 4}], [{"basic_diplotype": None}]])
def test_closest_diplotypes_of_another_shape_cost_nothing(closest: object) -> None:
    """The gene was not called, whatever stands there."""
    details = {"diplotypes": [{"diplotype": "NO_MATCH/NO_MATCH"}], "inexact_diplotypes": closest}
    (row,) = starphase.read(results({"CYP2D6": details})).patients[0].rows
    assert row.remarks == ()


@pytest.mark.parametrize(
    "text",
    [
        '{"pbstarphase_version": "1.0.0", "database_metadata": {}, "gene_entries": {}}',
        '{"gene_details": {"CYP2D6": {"diplotypes": []}}}',
        "[]",
        "#gene\tdiplotype\nCYP2D6\t*1/*4\n",
    ],
)
def test_another_file_is_not_taken_for_results(text: str) -> None:
    """Neither is pb-StarPhase's database, nor its table for PharmCAT."""
    assert starphase.recognize(RawFile("A.pbstarphase.json", text)) is None


def test_a_file_that_breaks_off_says_where() -> None:
    """Nothing of it is read."""
    whole = results({"CYP2D6": {"diplotypes": [{"diplotype": "*1/*4"}]}}).text
    with pytest.raises(UnusableInputError, match="breaks off"):
        starphase.recognize(RawFile("A.json", whole[:-20]))
