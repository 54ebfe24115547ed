from __future__ import annotations

import pytest

from tests.plain_words.handouts import A_SHARE


@pytest.fixture(scope="session")
def one_in(pytestconfig: pytest.Config) -> int:
    """One in so many handouts of the grid is measured; with `--whole`, each."""
    return 1 if pytestconfig.getoption("whole") else A_SHARE
