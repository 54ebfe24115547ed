"""What one pair of brackets takes in, and where a text may be cut."""

from __future__ import annotations

import re

import pytest

from pgx_reader.normalize.brackets import inside, split_outside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[*1/*31]", "*1/*31"),
        ("( *1/*31 )", "*1/*31"),
        ("{(*1)/(*4)}", "(*1)/(*4)"),
        ("()", ""),
        ("(*1)/(*4)", None),
        ("(*1)(*4)", None),
        ("(*1", None),
        ("*1)", None),
        ("(*1]", None),
        ("", None),
    ],
)
def test_a_pair_of_brackets_takes_in_the_whole_text_or_none(text: str, expected: str | None) -> None:
    """Two pairs side by side are not one, though the text begins and ends with brackets."""
    assert inside(text) == expected


def test_a_text_is_cut_outside_of_brackets_alone() -> None:
    """A separator in brackets belongs to what they take in."""
    assert split_outside("[*1/*4] / (*2/*10)/*5", re.compile("/")) == ["[*1/*4]", "(*2/*10)", "*5"]
