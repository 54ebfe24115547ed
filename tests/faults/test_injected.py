"""
Calls of the system that fail: one for each command and way, the first, the third and the eighth in turn, and one of a
batch. All calls are for `python -m tests.faults`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.commands import Command
from tests.faults.conftest import tried
from tests.faults.injection import BATCH, COMMANDS, WAYS, Failing, can_fail, fail_at

_FIRST = (1, 3, 8)


@pytest.mark.parametrize(
    ("command", "way", "number"),
    [
        pytest.param(command, way, _FIRST[(turn + WAYS.index(way)) % len(_FIRST)], id=f"{command.name}, {way}")
        for turn, command in enumerate(COMMANDS)
        for way in WAYS
        if can_fail(command, way) and command.name != "batch"
    ]
    # Its processes begin anew each time.
    + [pytest.param(BATCH, WAYS[0], 12, id=f"{BATCH.name}, {WAYS[0]}")],
)
def test_a_call_that_fails_is_told(command: Command, way: Failing, number: int, tmp_path: Path) -> None:
    """The right status, no traceback, nothing half-written, and the same command does all once no call fails."""
    with tried():
        reached = fail_at(command, way, number, tmp_path / str(number))
        assert reached or fail_at(command, way, 1, tmp_path / "first")
