from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pgx_reader.models.results import LabFile
from pgx_reader.readers import read_results

EXAMPLES = Path(__file__).parents[3] / "formats"


@pytest.fixture
def example() -> Callable[[str], LabFile]:
    """Read one of the invented files in `tests/formats/`, by its path there."""

    def read_it(path: str) -> LabFile:
        return read_results(EXAMPLES / path)

    return read_it
