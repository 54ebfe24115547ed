"""Long texts of nothing but tiny parts are refused before they are taken apart: that takes many times their size."""

from __future__ import annotations

from io import BytesIO

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.readers import read_results
from pgx_reader.readers.limits import require_large_parts

MANY = 2_500_000
HEADER = "patient_id,gene,diplotype\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"<a>{'<b/>' * (MANY // 3)}</a>", id="XML of empty elements"),
        pytest.param(f"[{'{},' * MANY}{{}}]", id="JSON of empty objects"),
        pytest.param('{"a":1}\n' * (MANY // 3), id="lines of JSON with a number each"),
        pytest.param("ab\n" * MANY, id="lines of two letters"),
        pytest.param(f"{HEADER}{'ab,' * MANY}{'ab,' * MANY}{'ab,' * MANY}\n", id="cells of two letters"),
    ],
)
def test_millions_of_tiny_parts_are_refused(text: str) -> None:
    """The message says how many there are, and what to do."""
    with pytest.raises(UnusableInputError, match=r"consists of [\d,]+ parts of a few letters each.*Export it again"):
        read_results(BytesIO(text.encode()))


@pytest.mark.parametrize("parts", [1, 20_000])
def test_a_text_may_have_small_parts_where_they_are_not_many(parts: int) -> None:
    """A short text is taken apart whatever it is made of: a machine has room for it."""
    require_large_parts("r.json", "{}," * parts, 3 * parts, 260)


def test_a_long_text_of_usual_parts_is_no_matter() -> None:
    """Where parts have more letters than bytes of their own, no text is too long."""
    require_large_parts("r.csv", " " * 20 * MANY, MANY, 260)
