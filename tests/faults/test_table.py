"""Whatever goes wrong around a command: the right status, a message, nothing half-written, and a second run does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.commands import COMMANDS, Command, every_command
from tests.faults.conftest import tried
from tests.faults.stopping import STOPPED
from tests.faults.table import Fault, attempt, cases, selected

# A fault with a command that takes long, for which something of its own had to be done.
_BESIDES = {("very few files may be open", "serve")}
_SELECTED = (*selected(), *(case for case in cases() if (case[0].name, case[1].name) in _BESIDES))


def test_every_command_is_tried() -> None:
    """Each command that the program has, found in the program itself, has a line in the table."""
    lines = [command.line.split() for command in COMMANDS]
    there = {line[0] for line in lines} | {" ".join(line[:2]) for line in lines if line[:2] == ["tables", "diff"]}
    # What shows tables is what `tables` does where no other is named.
    assert set(every_command()) == there | {"tables show"}


def test_every_command_and_every_fault_is_among_those_that_are_always_tried() -> None:
    """The selections leave out neither; what takes long is stopped. All else is for `python -m tests.faults`."""
    tried_with = {command.name for _, command in _SELECTED} | {command.name for command in STOPPED}
    # All processes of a batch are stopped, and calls of it fail.
    assert tried_with | {"batch"} == {command.name for command in COMMANDS}
    assert {fault.name for fault, _ in _SELECTED} == {fault.name for fault, _ in cases()}


@pytest.mark.parametrize(
    ("fault", "command"), [pytest.param(*case, id=f"{case[0].name}, {case[1].name}") for case in _SELECTED]
)
def test_it_ends_as_it_should(fault: Fault, command: Command, tmp_path: Path) -> None:
    """Status, message and files are as the table says."""
    with tried():
        attempt(fault, command, tmp_path / "place")
