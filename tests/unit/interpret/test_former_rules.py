from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.models.interpretation import GeneInterpretation, Interpretation
from pgx_reader.tables import load_tables
from pgx_reader.terms import Phenotype

Explain = Callable[..., Interpretation]
NORMAL = ("CYP2C19", "*1/*1")


def cyp2d6(interpretation: Interpretation) -> GeneInterpretation:
    """The CYP2D6 result."""
    return next(gene for gene in interpretation.genes if gene.gene == "CYP2D6")


def rules(gene: GeneInterpretation) -> list[str]:
    """The older rules that give what the lab says, in a word each."""
    return [
        f"{rule.allele or rule.activity_score} was {rule.activity_value or rule.phenotype}"
        for rule in gene.former_rules
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # The same, with today's rules: there is nothing to explain.
        (("*1/*41", "NM", "1.25"), []),
        (("*1/*4", "IM", "1.0"), []),
        (("*10/*10", "IM", "0.5"), []),
        # One older value.
        (("*1/*41", "NM", "1.5"), ["*41 was 0.5"]),
        (("*1/*9", None, "1.5"), ["*9 was 0.5"]),
        (("*4/*41", "IM", "0.5"), ["*41 was 0.5"]),
        (("*10/*10", None, "1.0"), ["*10 was 0.5"]),
        (("*36+*10/*1", "NM", "1.5"), ["*10 was 0.5"]),
        (("*41x2/*1", "NM", "2.0"), ["*41 was 0.5"]),
        # The older meaning of a score.
        (("*1/*4", "NM", None), ["1.0 was Normal Metabolizer"]),
        (("*1/*4", "EM", "1.0"), ["1.0 was Normal Metabolizer"]),
        (("*17/*17", "NM", "1"), ["1.0 was Normal Metabolizer"]),
        ((None, "NM", "1.0"), ["1.0 was Normal Metabolizer"]),
        # Both together, and no more of them than are needed.
        (("*10/*10", "NM", "1.0"), ["*10 was 0.5", "1.0 was Normal Metabolizer"]),
        (("*10/*41", "NM", "1.0"), ["*10 was 0.5", "*41 was 0.5", "1.0 was Normal Metabolizer"]),
        (("*10/*41", None, "0.75"), ["*41 was 0.5"]),
        (("*41/*41", "NM", None), ["*41 was 0.5", "1.0 was Normal Metabolizer"]),
        # A difference that no older rule accounts for.
        (("*1/*4", "PM", None), []),
        (("*1/*4", "UM", "1.0"), []),
        (("*1/*1", "IM", None), []),
        (("*1/*17", "NM", "1.25"), []),
        (("*1/*22", "NM", "1.0"), []),
        (("*1/*41", "PM", "1.5"), []),
        ((None, "PM", "1.0"), []),
        # Nothing to compare with.
        (("*1/*41", None, None), []),
        (("*1/*999", "NM", "1.5"), []),
        (("no call", None, None), []),
    ],
)
def test_the_older_rules_that_a_lab_follows_are_named(
    explain: Explain, row: tuple[str | None, ...], expected: list[str]
) -> None:
    """The fewest older values and meanings that give the lab's result are named; none where none does."""
    gene = cyp2d6(explain(("CYP2D6", *row), NORMAL))
    assert sorted(rules(gene)) == sorted(expected)
    assert not expected or gene.agreement == "differs"


def test_an_older_rule_tells_until_when_it_held_and_who_changed_it(explain: Explain) -> None:
    """Each has its day and a source of the tables."""
    (value,) = cyp2d6(explain(("CYP2D6", "*1/*41", "NM", "1.5"), NORMAL)).former_rules
    (phenotype,) = cyp2d6(explain(("CYP2D6", "*1/*4", "NM"), NORMAL)).former_rules
    assert (value.until, phenotype.until) == ("2022-11", "2019-10")
    assert {value.source_id, phenotype.source_id} <= load_tables().sources.keys()
    assert phenotype.phenotype is Phenotype.NORMAL


def test_older_rules_do_not_take_the_review_away(explain: Explain) -> None:
    """A difference that older rules account for is a difference all the same: a person looks, and both stand."""
    for row in (("*1/*41", "NM", "1.5"), ("*1/*4", "EM", "1.0")):
        interpretation = explain(("CYP2D6", *row), NORMAL)
        assert interpretation.review.needed
        assert cyp2d6(interpretation).tables_phenotypes
        assert cyp2d6(interpretation).lab_phenotypes
