"""A request to stop, at any time: status 1, one message, nothing half-written, and a second run does the rest."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.commands import BY_NAME, COMMANDS, Command, Place
from tests.faults.running import Surroundings, ended, environment, judge, runs_again, start
from tests.faults.stopping import SIGNALS, stop_at

# Commands have more steps than that, from their first import on.
_STEPS = 700


@pytest.mark.parametrize("command", [pytest.param(command, id=command.name) for command in COMMANDS])
def test_a_command_can_be_stopped_at_any_step(command: Command, tmp_path: Path) -> None:
    """At a step that is drawn for each command, always the same; the signals take turns."""
    draw = random.Random(command.name)
    stop_at(command, SIGNALS[COMMANDS.index(command) % len(SIGNALS)], draw.randint(1, _STEPS), tmp_path / "place")


@pytest.mark.parametrize(("how", "first"), [(signal.SIGINT, 0.2), (signal.SIGTERM, 0.6)])
def test_all_processes_of_a_batch_can_be_stopped_at_once(how: signal.Signals, first: float, tmp_path: Path) -> None:
    """As a terminal does it for Ctrl-C: nobody complains, those that are only being loaded neither."""
    command = BY_NAME["batch"]
    place = Place(tmp_path / "place")
    place.grow(60)
    with start(command, place, Surroundings(new_session=True)) as process:
        while process.poll() is None and not (place.out / "journal.sqlite").exists():
            pass
        try:
            process.wait(first)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, how)
        end = ended(process)
    judge(command, place, end, {0, 1}, ("Stopped",))
    runs_again(command, place)


def test_a_signal_that_is_ignored_from_outside_stays_ignored(tmp_path: Path) -> None:
    """`nohup` has it so: the batch goes on when the terminal is closed."""
    command = BY_NAME["report"]
    place = Place(tmp_path / "place")
    script = "import signal, sys; from pgx_reader.__main__ import main; signal.signal(signal.SIGHUP, signal.SIG_IGN); "
    script += "import pgx_reader.cli.report as r, os; before = r.write_one\n"
    script += "def one(*a, **k): os.kill(os.getpid(), signal.SIGHUP); return before(*a, **k)\n"
    script += f"r.write_one = one; sys.argv = ['pgx-reader', *{command.arguments(place)!r}]; main()"
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, env=environment(place), timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert {path.name for path in place.out.iterdir()} == command.writes
