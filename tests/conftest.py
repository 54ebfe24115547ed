"""What all tests share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from compileall import compile_dir
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

_IN_THIS_ORDER = (
    "web",
    "cli",
    "batch",
    "pdf",
    "unit",
    "html",
    "property",
    "faults",
    "plain_words",
    "tables",
    "second_opinion",
)
LONGEST = tuple(f"tests/{name}" for name in _IN_THIS_ORDER)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden files change, and thousands of like cases are all tried, only when asked for."""
    parser.addoption("--rewrite-golden", action="store_true", help="write the golden files anew instead of comparing")
    parser.addoption("--whole", action="store_true", help="try every case of the tests that try a share of them")


def pytest_configure(config: pytest.Config) -> None:
    """
    A test of thousands of like cases says which share of them is enough for every change.

    The package is compiled once: where Python is told to write no bytecode, each process that a test starts would.
    """
    config.addinivalue_line("markers", "share(n): every n-th case of the test is tried; with --whole, each")
    if not hasattr(config, "workerinput"):
        compile_dir(Path(__file__).parents[1] / "pgx_reader", quiet=2)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """
    The folders whose tests take longest come first, so that no worker has one of them left when the others are done.

    Of each test that is marked so, keep its share: always the same cases, so that workers agree on them.
    """
    items.sort(
        key=lambda item: LONGEST.index(_folder(item.nodeid)) if _folder(item.nodeid) in LONGEST else len(LONGEST)
    )
    if config.getoption("whole"):
        return
    met: Counter[str] = Counter()
    left_out = []
    for item in items:
        mark = item.get_closest_marker("share")
        if mark is None:
            continue
        test = item.nodeid.partition("[")[0]
        if met[test] % mark.args[0]:
            left_out.append(item)
        met[test] += 1
    if left_out:
        unwanted = set(left_out)
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in unwanted]


@pytest.fixture(scope="session")
def share(pytestconfig: pytest.Config) -> Callable[[Sequence[Any], int], Sequence[Any]]:
    """Every n-th of the cases that a test goes through by itself, and with `--whole` each."""
    return lambda cases, n: cases if pytestconfig.getoption("whole") else cases[::n]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """With `pytest -n 2`, a folder's tests run in one process: they share handouts, servers and browsers."""
    config.option.loadscopereorder = False  # the order is that of the items, not of how many tests a folder has
    return _ByFolder(config, log)


class _ByFolder(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return _folder(nodeid)


def _folder(nodeid: str) -> str:
    return "/".join(nodeid.partition("::")[0].split("/")[:2])
