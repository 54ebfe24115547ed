"""Contrast as WCAG defines it, and the darker shade that is offered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pgx_reader.models.colors import LEAST_CONTRAST, WHITE, contrast, darker_until_seen, mixed

COLORS = st.integers(min_value=0, max_value=0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#595959", "#ffffff", 7.0),
        ("#ff0000", "#ffffff", 4.0),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    """Known pairs have their known contrast."""
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)


@given(COLORS)
def test_the_shade_offered_is_seen_and_is_the_nearest(color: str) -> None:
    """A color that can be read is its own shade; another one's next lighter shade cannot be read."""
    shade = darker_until_seen(color)
    assert contrast(shade, WHITE) >= LEAST_CONTRAST
    if contrast(color, WHITE) >= LEAST_CONTRAST:
        assert shade == color
    else:
        steps = [mixed(color, "#000000", step / 255) for step in range(256)]
        assert contrast(steps[steps.index(shade) - 1], WHITE) < LEAST_CONTRAST
