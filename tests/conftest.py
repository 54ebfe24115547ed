"""What all tests share."""

from __future__ import annotations

from compileall import compile_dir
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling


def pytest_configure(config: pytest.Config) -> None:
    """Compile the package once: where Python is told to write no bytecode, each process that a test starts would."""
    if not hasattr(config, "workerinput"):
        compile_dir(Path(__file__).parents[1] / "pgx_reader", quiet=2)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden files change only when asked for."""
    parser.addoption("--rewrite-golden", action="store_true", help="write the golden files anew instead of comparing")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """With `pytest -n 2`, a folder's tests run in one process: they share handouts, servers and browsers."""
    return _ByFolder(config, log)


class _ByFolder(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return "/".join(nodeid.partition("::")[0].split("/")[:2])
