"""The public names of the package."""

from __future__ import annotations

import subprocess
import sys

import pytest

import pgx_reader


@pytest.mark.parametrize("name", pgx_reader.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """Each is what it is called: no module of that name stands in its place."""
    assert type(getattr(pgx_reader, name)).__name__ != "module"


def test_a_name_is_the_same_whatever_was_imported_before() -> None:
    """A folder that is called like a function never takes its place."""
    code = "import pgx_reader.interpret.genes; from pgx_reader import interpret; assert callable(interpret)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_another_name_is_an_error() -> None:
    """As of any module."""
    with pytest.raises(AttributeError, match="pgx_reader"):
        _ = pgx_reader.nothing
