"""Calls of the system that fail, one after the other: a selection of them; all are for `python -m tests.faults`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.commands import Command
from tests.faults.conftest import tried
from tests.faults.injection import COMMANDS, WAYS, Failing, can_fail, fail_at

_NUMBERS = {"batch": (12,)}
_FEW = (1, 3, 8)


@pytest.mark.parametrize(
    ("command", "way"),
    [
        pytest.param(command, way, id=f"{command.name}, {way}")
        for command in COMMANDS
        for way in WAYS
        if can_fail(command, way) and (command.name != "batch" or WAYS.index(way) in (0, 2, 4))
    ],
)
def test_a_call_that_fails_is_told(command: Command, way: Failing, tmp_path: Path) -> None:
    """The right status, no traceback, nothing half-written, and the same command does all once no call fails."""
    with tried():
        reached = [fail_at(command, way, number, tmp_path / str(number)) for number in _NUMBERS.get(command.name, _FEW)]
    assert any(reached)
