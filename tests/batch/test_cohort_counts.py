"""What is counted of a cohort, patient by patient."""

from __future__ import annotations

from io import BytesIO

import pytest

from pgx_reader.batch.cohort import Cohort
from pgx_reader.batch.options import Explaining
from pgx_reader.models.results import Problem, Severity
from pgx_reader.pipeline import read_results

HEADER = "patient_id,gene,diplotype,phenotype,activity_score\n"
CASES = [
    ("*4/*4,,", "Poor Metabolizer", "not_compared"),
    ("*1/*4,IM,1", "Intermediate Metabolizer", "agrees"),
    ("*1/*4,Normal Metabolizer,", "Normal Metabolizer", "differs"),
    ("*1/*999,,", "allele not recognized", "not_compared"),
    ("*1/*22,,", "function uncertain", "not_compared"),
    (",Indeterminate,", "indeterminate", "not_compared"),
    ("no call,,", "no call", "not_compared"),
]


def cohort_of(rows: str) -> Cohort:
    """The cohort of a results table, with CYP2C19 results for all."""
    cohort = Cohort()
    for patient in read_results(BytesIO((HEADER + rows).encode())).patients:
        cohort.add(Explaining().interpret(patient))
    return cohort


@pytest.mark.parametrize(("result", "counted", "agreement"), CASES)
def test_a_result_is_counted_as_what_it_is(result: str, counted: str, agreement: str) -> None:
    """A phenotype under its name, each way of not knowing under its own: none of them is normal."""
    cohort = cohort_of(f"A,CYP2D6,{result}\nA,CYP2C19,*1/*1,,\n")
    gene = cohort.genes["CYP2D6"]
    assert gene.in_order() == [(counted, 1)]
    assert gene.agreement == {agreement: 1}


def test_results_stand_from_slow_to_fast_and_then_what_is_not_known() -> None:
    """Whatever the order of the patients."""
    rows = "".join(f"P{n},CYP2D6,{result}\nP{n},CYP2C19,*1/*1,,\n" for n, (result, _, _) in enumerate(CASES[::-1]))
    assert [name for name, _ in cohort_of(rows).genes["CYP2D6"].in_order()] == [
        "Poor Metabolizer",
        "Intermediate Metabolizer",
        "Normal Metabolizer",
        "no call",
        "allele not recognized",
        "function uncertain",
        "indeterminate",
    ]


def test_every_count_is_a_part_of_the_patients() -> None:
    """The results of a gene and the kinds of agreement add up to all who are explained."""
    rows = "".join(f"P{n},CYP2D6,{result}\nP{n},CYP2C19,*1/*1,,\n" for n, (result, _, _) in enumerate(CASES))
    cohort = cohort_of(rows)
    cohort.not_explained = 2
    assert (cohort.explained, cohort.patients) == (len(CASES), len(CASES) + 2)
    for gene in cohort.genes:
        for what in ("result", "agreement"):
            mine = [row for row in cohort.rows() if (row["gene"], row["counted"]) == (gene, what)]
            assert sum(row["number"] for row in mine) == len(CASES)
            assert {row["of"] for row in mine} == {len(CASES)}


def test_notices_are_no_problems() -> None:
    """What is worth knowing and was read does not count as what was not."""
    cohort = Cohort()
    cohort.add_problems([Problem(message="a"), Problem(message="b", severity=Severity.NOTICE)])
    assert cohort.problems == 1


def test_an_empty_cohort_has_no_genes() -> None:
    """Nobody has nothing: the counts are zero, of zero."""
    assert [(row["value"], row["number"], row["of"]) for row in Cohort().rows()] == [
        ("explained", 0, 0),
        ("not_explained", 0, 0),
        ("need_review", 0, 0),
        (None, 0, None),
    ]
