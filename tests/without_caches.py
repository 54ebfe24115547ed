"""
A plugin for mutation testing: what the rules keep of earlier work is forgotten before each test.

A mutant that is tried in a process which has answered the same question before would never be asked.
"""

from __future__ import annotations

import sys

import pytest

_RULES = ("pgx_reader.normalize.", "pgx_reader.interpret.")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Every cache of the rules begins empty."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith(_RULES):
            for value in tuple(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
