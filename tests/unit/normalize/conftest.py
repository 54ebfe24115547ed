from __future__ import annotations

import pytest

from pgx_reader.tables import ReferenceTables, load_tables


@pytest.fixture(scope="session")
def reference() -> ReferenceTables:
    """The reference tables that ship with the package."""
    return load_tables()
