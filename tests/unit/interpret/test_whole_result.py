"""All that an interpretation carries of a result, field by field."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.interpret import interpret_gene
from pgx_reader.models.interpretation import GeneInterpretation, Interpretation
from pgx_reader.models.results import Cell, Problem
from pgx_reader.normalize.genes import gene_result
from pgx_reader.tables import load_tables
from pgx_reader.terms import CopyNumber, GeneStatus

from .conftest import row_of

Explain = Callable[..., Interpretation]


def read(diplotype: str, phenotype: str = "", score: str = "", gene: str = "CYP2D6") -> GeneInterpretation:
    """The interpretation of one row, of a test that tells what it tested and that it counted copies."""
    problems: list[Problem] = []
    tested = Cell(value="*1, *4", column="Alleles Tested")
    row = row_of(gene, diplotype, phenotype, score, tested=tested, copy_number=CopyNumber.COUNTED)
    return interpret_gene(gene_result(gene, [row], load_tables(), problems), load_tables())


@pytest.mark.parametrize(
    ("cells", "diplotypes", "alleles"),
    [
        (("*1/*4", "IM", "1"), ("*1/*4",), [("*1", "1.0"), ("*4", "0.0")]),
        (("*1x2/*4", "IM", "1"), ("*1x2/*4",), [("*1", "1.0"), ("*4", "0.0")]),
        (("*1/*4 (*22)", "", ""), ("*1/*4", "*1/*22"), [("*1", "1.0"), ("*4", "0.0"), ("*22", None)]),
        (("*1/*999", "NM", ""), ("*1/*999",), [("*1", "1.0"), ("*999", None)]),
        (("", "IM", "1"), (), []),
        (("no call", "", ""), (), []),
    ],
)
def test_a_result_carries_what_the_lab_wrote_and_what_the_tables_say_of_it(
    cells: tuple[str, str, str], diplotypes: tuple[str, ...], alleles: list[tuple[str, str | None]]
) -> None:
    """The lab's words, every reading in standard form, each allele with its row, and what was tested."""
    found = read(*cells)
    assert found.gene == "CYP2D6"
    assert tuple(found.reported.model_dump().values()) == tuple(cell or None for cell in cells)
    assert found.diplotypes == diplotypes
    assert found.diplotype == (" or ".join(diplotypes) or None)
    assert [(allele.star_allele, allele.activity_value) for allele in found.alleles] == alleles
    assert found.tested == "*1, *4"
    assert found.copy_number is CopyNumber.COUNTED


def test_each_allele_has_its_function_and_source() -> None:
    """A known allele is told with the row of the tables; of an unknown one nothing is told, and never a function."""
    known, unknown = read("*4x2/*999").alleles
    row = load_tables().alleles["CYP2D6"]["*4"]
    assert (known.function, known.source_id, known.copies.count) == (row.function, row.source_id, 2)
    assert (unknown.function, unknown.source_id, unknown.activity_value) == (None, None, None)


@pytest.mark.parametrize(
    ("gene", "cells", "phenotypes", "scores"),
    [
        ("CYP2D6", ("*1/*4", "NM", "2"), ["Intermediate Metabolizer"], ["1.0"]),
        ("CYP2D6", ("*1/*4 (*2)", "", ""), ["Intermediate Metabolizer", "Normal Metabolizer"], ["1.0", "2.0"]),
        ("CYP2D6", ("*1xN/*4", "", ""), ["Normal Metabolizer", "Ultrarapid Metabolizer"], ["≥2.0"]),
        ("CYP2D6", ("*4xN/*10", "", ""), ["Intermediate Metabolizer"], ["0.25"]),
        ("CYP2D6", ("*36+*10/*1", "", ""), ["Normal Metabolizer"], ["1.25"]),
        ("CYP2D6", ("*1/*22", "", ""), ["Indeterminate"], []),
        ("CYP2D6", ("*22/*22", "", ""), ["Indeterminate"], []),
        ("CYP2D6", ("*1/*22 (*61)", "", ""), ["Indeterminate"], []),
        ("CYP2D6", ("*1/*4 (*999)", "", ""), [], []),
        ("CYP2D6", ("*1/*999", "", ""), [], []),
        ("CYP2C19", ("*2/*17", "", ""), ["Intermediate Metabolizer"], []),
        ("CYP2C19", ("*2/*9", "", ""), ["Likely Poor Metabolizer"], []),
    ],
)
def test_the_tables_view_stands_beside_the_labs(
    gene: str, cells: tuple[str, str, str], phenotypes: list[str], scores: list[str]
) -> None:
    """Whatever is explained, what the tables alone say is kept, from slow to fast."""
    found = read(*cells, gene=gene)
    assert list(found.tables_phenotypes) == phenotypes
    assert [str(score) for score in found.tables_scores] == scores


@pytest.mark.parametrize(
    ("diplotype", "status"),
    [
        ("*1/*4", GeneStatus.DETERMINED),
        ("*1/*4 (*2)", GeneStatus.SEVERAL),
        ("*1/*22", GeneStatus.FUNCTION_UNCERTAIN),
        ("*1/*61-like", GeneStatus.FUNCTION_UNCERTAIN),
        ("*1/[*2+*4]", GeneStatus.FUNCTION_UNCERTAIN),
        ("*1/*999", GeneStatus.ALLELE_NOT_RECOGNIZED),
        ("*22/*999", GeneStatus.ALLELE_NOT_RECOGNIZED),
        ("*1/UNK", GeneStatus.UNRESOLVED),
        ("*999/UNK", GeneStatus.UNRESOLVED),
        ("*1/*22 (*999)", GeneStatus.UNRESOLVED),
        ("*1/*4 (*999)", GeneStatus.UNRESOLVED),
        ("*1/*998 (*999)", GeneStatus.ALLELE_NOT_RECOGNIZED),
        ("*1/*22,...", GeneStatus.UNRESOLVED),
        ("*1/*4,...", GeneStatus.UNRESOLVED),
        ("no call", GeneStatus.NO_CALL),
        ("abc", GeneStatus.NOT_READABLE),
    ],
)
def test_each_way_of_not_knowing_has_its_own_name(diplotype: str, status: GeneStatus) -> None:
    """Unknown, uncertain, unresolved and unreadable are four things, and none of them is a phenotype."""
    found = read(diplotype)
    assert found.status is status
    assert (found.phenotype is not None and found.phenotype != "Indeterminate") is (status is GeneStatus.DETERMINED)


def test_a_patients_interpretation_carries_everything(explain: Explain) -> None:
    """Genes, medicines in the patient's order, names that are not known, versions of the tables: nothing is dropped."""
    tables = load_tables()
    asked = ("Zofran", "codeine", "citalopran", "bupropion")
    found = explain(("CYP2C19", "*1/*2"), ("CYP2D6", "*1/*4"), ("TPMT", "*1/*1"), ("CYP2D6", "*4/*1"), medicines=asked)
    assert found.patient.id == "A (invented)"
    assert [gene.gene for gene in found.genes] == ["CYP2C19", "CYP2D6"]
    assert found.explained_genes == tables.explained_genes
    assert [medicine.name for medicine in found.medicines][:2] == ["ondansetron", "codeine"]
    assert [medicine.taking for medicine in found.medicines[:3]] == [True, True, False]
    assert {medicine.name for medicine in found.medicines} == set(tables.genes_of_drugs)
    assert [(unknown.name, unknown.nearest) for unknown in found.unknown_medicines] == [("citalopran", "citalopram")]
    assert found.other_medicines == ("bupropion",)
    assert found.other_genes == ("TPMT",)
    assert [(pair.medicine, pair.gene) for pair in found.interactions] == [("bupropion", "CYP2D6")]
    assert [estimate.medicine for estimate in found.score_estimates] == ["codeine"]
    assert found.tables_version == tables.version
    assert {(table.name, table.version, table.date) for table in found.tables} == {
        (edition.table, tables.version, edition.as_of) for edition in tables.editions.values()
    }
    assert ["in agreement" in problem.message for problem in found.problems] == [True]
