"""What all tests share."""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# These start processes of their own, servers and browsers. All others work out the same handouts, and share them.
_WITH_PROCESSES = tuple(f"tests/{folder}/" for folder in ("batch", "cli", "faults", "html", "pdf", "samples", "web"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden files change only when asked for."""
    parser.addoption("--rewrite-golden", action="store_true", help="write the golden files anew instead of comparing")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Two groups of tests, for two workers: `pytest -n 2`."""
    return _TwoGroups(config, log)


class _TwoGroups(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return "processes" if nodeid.startswith(_WITH_PROCESSES) else "rules"
