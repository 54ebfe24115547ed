"""The grid itself: which pairs of results make a handout, and what its shares hold."""

from __future__ import annotations

from itertools import product

import pytest

from tests.grid import A_FIFTH, AN_ELEVENTH, CYP2C19, CYP2D6, PAIRS, interpretation_of


def test_every_pair_makes_a_handout_but_those_with_nothing_to_explain() -> None:
    """No test that goes through the pairs leaves out one that a patient can have."""
    whole = list(enumerate(product(CYP2D6, CYP2C19)))
    assert [pair for pair in whole if interpretation_of(*pair[1]) is not None] == PAIRS


@pytest.mark.parametrize("share", [A_FIFTH, AN_ELEVENTH], ids=str)
def test_a_share_has_every_kind_of_result(share: pytest.MarkDecorator) -> None:
    """Where not every pair is tried, each kind of result of each gene still is."""
    tried = [kinds for _, kinds in PAIRS[:: share.args[0]]]
    assert {cyp2d6 for cyp2d6, _ in tried} == CYP2D6.keys()
    assert {cyp2c19 for _, cyp2c19 in tried} == CYP2C19.keys()
