"""The program and the second opinion agree on what diplotypes mean."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.second_opinion.comparison import disagreements
from tests.second_opinion.drawing import FOLDER, drawn, pairs
from tests.second_opinion.opinion import Opinion, Tables, opinion

TABLES = Tables(FOLDER)


@pytest.mark.parametrize(("gene", "number"), [("CYP2D6", 14_706), ("CYP2C19", 666)])
def test_both_agree_on_every_pair_of_alleles(gene: str, number: int) -> None:
    """Status, scores and phenotypes of all pairs of alleles and published duplications are the same."""
    every = [(gene, pair) for pair in pairs(gene)]
    assert len(every) == len(set(every)) == number
    assert disagreements(every, TABLES) == []


def test_both_agree_on_diplotypes_of_every_kind() -> None:
    """10,000 diplotypes with copies, tandems, old names, unknown alleles and several readings mean the same to both."""
    some = list(drawn(1, 10_000))
    assert len(set(some)) == 10_000
    assert disagreements(some, TABLES) == []
    statuses = Counter(opinion(gene, text, TABLES).status for gene, text in some)
    known_to_both = (
        "determined",
        "several",
        "unresolved",
        "function_uncertain",
        "allele_not_recognized",
        "not_readable",
    )
    assert set(statuses) == set(known_to_both)
    assert min(statuses.values()) > 100
    for sign in ("x2", "x≥", "xN", "+", ".", ";", "*16", "*4A"):
        assert sum(sign in text for _, text in some) > 50, sign


def test_the_draw_is_the_same_for_the_same_seed() -> None:
    """A disagreement that somebody finds can be found again, and another seed draws others."""
    assert list(drawn(7, 50)) == list(drawn(7, 50))
    assert not set(drawn(7, 50)) & set(drawn(8, 50))


@pytest.mark.parametrize(
    ("gene", "text", "expected"),
    [
        ("CYP2D6", "*1/*4", Opinion("determined", ("1.0",), ("Intermediate Metabolizer",))),
        ("CYP2D6", "*36+*10x2/*41", Opinion("determined", ("0.75",), ("Intermediate Metabolizer",))),
        ("CYP2D6", "*1/*10", Opinion("determined", ("1.25",), ("Normal Metabolizer",))),
        ("CYP2D6", "*1xN/*4", Opinion("several", ("≥2.0",), ("Normal Metabolizer", "Ultrarapid Metabolizer"))),
        ("CYP2D6", "*4xN/*5", Opinion("determined", ("0.0",), ("Poor Metabolizer",))),
        ("CYP2D6", "*1/*4;*4/*5", Opinion("several", ("1.0", "0.0"), ("Poor Metabolizer", "Intermediate Metabolizer"))),
        ("CYP2D6", "*1/*22", Opinion("function_uncertain", (), ("Indeterminate",))),
        ("CYP2D6", "*1/*9999", Opinion("allele_not_recognized")),
        ("CYP2D6", "*1/*4;*1/*22", Opinion("unresolved")),
        ("CYP2D6", "*1/*10D", Opinion("not_readable")),
        ("CYP2C19", "*1/*17", Opinion("determined", (), ("Rapid Metabolizer",))),
        ("CYP2C19", "*4A/*27", Opinion("determined", (), ("Intermediate Metabolizer",))),
        ("CYP2C19", "*1/*1x2", Opinion("not_readable")),
    ],
)
def test_the_opinion_is_what_is_published(gene: str, text: str, expected: Opinion) -> None:
    """The opinion itself, held against diplotypes that a person worked out."""
    assert opinion(gene, text, TABLES) == expected
