"""The grid itself: which pairs of results make a handout."""

from __future__ import annotations

from itertools import product

from tests.grid import CYP2C19, CYP2D6, PAIRS, interpretation_of


def test_every_pair_makes_a_handout_but_those_with_nothing_to_explain() -> None:
    """No test that goes through the pairs leaves out one that a patient can have."""
    whole = list(enumerate(product(CYP2D6, CYP2C19)))
    assert [pair for pair in whole if interpretation_of(*pair[1]) is not None] == PAIRS
