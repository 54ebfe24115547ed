from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.faults.table import CannotBeTriedError


@contextmanager
def tried() -> Iterator[None]:
    """Skip what cannot be tried on this machine; where it has to be, fail."""
    try:
        yield
    except CannotBeTriedError as error:
        if error.needs_mount and os.environ.get("PGX_READER_REQUIRE_MOUNT"):
            pytest.fail(str(error))
        pytest.skip(str(error))
