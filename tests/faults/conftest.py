from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.faults.library import CannotBeTriedError


@contextmanager
def tried() -> Iterator[None]:
    """Skip what cannot be tried on this machine; where it has to be, fail."""
    try:
        yield
    except CannotBeTriedError as error:
        if error.unless is not None and os.environ.get(error.unless):
            pytest.fail(str(error))
        pytest.skip(str(error))
