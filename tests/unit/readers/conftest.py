from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from pgx_reader.models.results import LabFile
from pgx_reader.readers import read_results


@pytest.fixture
def read() -> Callable[[str | bytes], LabFile]:
    """Read a table given as text or bytes, under the name `results.csv`."""

    def read_it(table: str | bytes) -> LabFile:
        data = table.encode() if isinstance(table, str) else table
        return read_results(BytesIO(data), name="results.csv")

    return read_it
