"""Diplotypes by themselves get the answers that they get in a lab's file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from itertools import combinations_with_replacement
from pathlib import Path

import pytest

from pgx_reader import Limits, interpret, interpret_diplotypes, read_results
from pgx_reader.errors import UnusableInputError
from pgx_reader.interpret import interpret_gene
from pgx_reader.models.interpretation import GeneInterpretation
from pgx_reader.models.results import PatientResult
from pgx_reader.tables import load_tables
from pgx_reader.terms import GeneStatus
from tests.oracle.published import published

NOTATIONS = Path(__file__).parents[1] / "notation" / "diplotypes.csv"
# Of each gene, every how manyeth pair goes through the whole interpretation of a patient, which takes longer.
STEP = 97


def _pairs(gene: str) -> list[str]:
    """Every pair of the alleles that have a function row."""
    named = [r["allele"] for r in published(f"{gene.lower()}_alleles") if r["clinical_function"] != "Not assigned"]
    return [f"{one}/{two}" for one, two in combinations_with_replacement(named, 2)]


def _patients(gene: str, diplotypes: Iterable[str]) -> tuple[PatientResult, ...]:
    """A patient for each diplotype, by way of a file."""
    text = io.StringIO()
    csv.writer(text).writerows(
        [("patient_id", "gene", "diplotype"), *((f"PT-{n}", gene, text) for n, text in enumerate(diplotypes))]
    )
    return read_results(io.BytesIO(text.getvalue().encode()), limits=Limits(results=20_000)).patients


def _alone(gene: str, diplotypes: Iterable[str]) -> list[GeneInterpretation]:
    return [answer.interpretation for answer in interpret_diplotypes(gene, diplotypes)]


@pytest.mark.parametrize(("gene", "number"), [("CYP2D6", 14_706), ("CYP2C19", 666)])
def test_every_pair_has_the_answer_that_it_has_in_a_file(
    gene: str, number: int, share: Callable[[list[str], int], list[str]]
) -> None:
    """A fifth of all pairs of alleles are read, scored and named the same, whether they come from a file or alone."""
    every = _pairs(gene)
    assert len(every) == number
    pairs = share(every, 5)
    results = [result for patient in _patients(gene, pairs) for result in patient.genes if result.gene == gene]
    assert len(pairs) == len(results)
    assert _alone(gene, pairs) == [interpret_gene(result, load_tables()) for result in results]


@pytest.mark.parametrize("gene", ["CYP2D6", "CYP2C19"])
def test_a_handout_explains_the_same(gene: str) -> None:
    """What a patient's handout explains of a gene is the answer that the diplotype has alone."""
    pairs = _pairs(gene)[::STEP]
    handouts = [interpret(patient).genes for patient in _patients(gene, pairs)]
    assert _alone(gene, pairs) == [found for genes in handouts for found in genes if found.gene == gene]


def test_every_notation_is_read_as_in_a_file() -> None:
    """Whatever labs write, understood or not, is read the same alone, and refused in the same words."""
    with NOTATIONS.open(encoding="utf-8", newline="") as file:
        rows = [(row["gene"], row["notation"]) for row in csv.DictReader(file) if row["notation"].strip()]
    assert len(rows) > 100
    for gene, reported in rows:
        (alone,) = interpret_diplotypes(gene, [reported])
        text = io.StringIO()
        lines = [("patient_id", "gene", "diplotype"), ("PT-1", gene, reported), ("PT-1", _other(gene), "*1/*1")]
        csv.writer(text).writerows(lines)
        (patient,) = read_results(io.BytesIO(text.getvalue().encode())).patients
        in_file = next(result for result in patient.genes if result.gene == gene)
        assert alone.interpretation.model_copy(update={"reported": in_file.reported}) == interpret_gene(
            in_file, load_tables()
        )
        assert [problem.message for problem in alone.problems] == [problem.message for problem in patient.problems]


def _other(gene: str) -> str:
    return "CYP2C19" if gene == "CYP2D6" else "CYP2D6"


@pytest.mark.parametrize(
    ("diplotype", "status", "problems"),
    [
        ("*1/*4", GeneStatus.DETERMINED, 0),
        ("*1/*9999", GeneStatus.ALLELE_NOT_RECOGNIZED, 1),
        ("nonsense", GeneStatus.NOT_READABLE, 1),
        ("not tested", GeneStatus.NOT_TESTED, 0),
        ("no call", GeneStatus.NO_CALL, 0),
        (" ", GeneStatus.NO_CALL, 0),
    ],
)
def test_each_kind_of_answer_says_what_it_is(diplotype: str, status: GeneStatus, problems: int) -> None:
    """What is not known is never a phenotype, and says why; nothing is raised for one diplotype of many."""
    (answer,) = interpret_diplotypes("2D6", [diplotype])
    assert (answer.interpretation.status, len(answer.problems)) == (status, problems)
    assert (answer.interpretation.phenotype is None) == (status is not GeneStatus.DETERMINED)
    assert all(problem.patient_id is None for problem in answer.problems)


@pytest.mark.parametrize("gene", ["CYP2B6", "CYP2D7", ""])
def test_a_gene_that_is_not_explained_is_refused_at_once(gene: str) -> None:
    """The genes that are explained are named before any diplotype is asked for."""
    with pytest.raises(UnusableInputError, match="CYP2C19, CYP2D6"):
        interpret_diplotypes(gene, ["*1/*1"])
