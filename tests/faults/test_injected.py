"""
Calls of the system that fail: one for each way, the first, the third and the eighth in turn, and one of a batch.

All ways with all commands, and all calls, are for `python -m tests.faults`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.commands import Command
from tests.faults.conftest import tried
from tests.faults.injection import BATCH, COMMANDS, WAYS, Failing, can_fail, fail_at

_FIRST = (1, 3, 8)


def _selected() -> Iterator[tuple[Command, Failing, int]]:
    """Each way with one command, each command with several ways."""
    taken: Counter[str] = Counter()
    for turn, way in enumerate(WAYS):
        # The processes of a batch begin anew each time.
        possible = [command for command in COMMANDS if can_fail(command, way) and command is not BATCH]
        seldom = min(possible, key=lambda command: taken[command.name])
        taken[seldom.name] += 1
        yield seldom, way, _FIRST[turn % len(_FIRST)]
    yield BATCH, WAYS[0], 12


@pytest.mark.parametrize(
    ("command", "way", "number"),
    [pytest.param(*case, id=f"{case[0].name}, {case[1]}, call {case[2]}") for case in _selected()],
)
def test_a_call_that_fails_is_told(command: Command, way: Failing, number: int, tmp_path: Path) -> None:
    """The right status, no traceback, nothing half-written, and the same command does all once no call fails."""
    with tried():
        reached = fail_at(command, way, number, tmp_path / str(number))
        assert reached or fail_at(command, way, 1, tmp_path / "first")
