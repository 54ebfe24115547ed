"""A request to stop, at any time: status 1, one message, nothing half-written, and a second run does the rest."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest

from tests.faults.commands import BY_NAME, Command, Place
from tests.faults.running import environment
from tests.faults.stopping import SIGNALS, STOPPED, stop_all, stop_at

# Commands have more steps than that, from their first import on.
_STEPS = 700


@pytest.mark.parametrize(
    ("command", "how"),
    [
        pytest.param(command, how, id=f"{command.name}, {how.name}")
        for command, how in zip(STOPPED, cycle(SIGNALS), strict=False)
    ],
)
def test_a_command_can_be_stopped_at_any_step(command: Command, how: signal.Signals, tmp_path: Path) -> None:
    """Each signal, at a step that is drawn, always the same. `python -m tests.faults` has all commands and 40 steps."""
    stop_at(command, how, random.Random(command.name).randint(1, _STEPS), tmp_path / "place")


@pytest.mark.parametrize(("how", "seconds"), [(signal.SIGINT, 0.2), (signal.SIGHUP, 0.6)], ids=["Ctrl-C", "closed"])
def test_all_processes_of_a_batch_can_be_stopped_at_once(how: signal.Signals, seconds: float, tmp_path: Path) -> None:
    """As a terminal does it, or its end: nobody complains, not those that are being loaded, nor Python's own."""
    stop_all(how, seconds, tmp_path / "place")


def test_a_signal_that_is_ignored_from_outside_stays_ignored(tmp_path: Path) -> None:
    """`nohup` has it so: the batch goes on when the terminal is closed."""
    command = BY_NAME["report"]
    place = Place(tmp_path / "place", patients=2)
    script = "import signal, sys; from pgx_reader.__main__ import main; signal.signal(signal.SIGHUP, signal.SIG_IGN); "
    script += "import pgx_reader.cli.report as r, os; before = r.write_one\n"
    script += "def one(*a, **k): os.kill(os.getpid(), signal.SIGHUP); return before(*a, **k)\n"
    script += f"r.write_one = one; sys.argv = ['pgx-reader', *{command.arguments(place)!r}]; main()"
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, env=environment(place), timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert {path.name for path in place.out.iterdir()} == {"P00000.pdf", "P00001.pdf"}


def test_a_request_that_comes_while_a_text_is_run_as_code_ends_with_the_same_status(tmp_path: Path) -> None:
    """Libraries import so. Python notes such a request as one that nobody answered, and would die of it at its end."""
    command = BY_NAME["check"]
    place = Place(tmp_path / "place")
    script = "import signal, sys\nfrom pgx_reader.__main__ import main\nimport pgx_reader.cli.check as check\n"
    script += "check.require_patients = lambda _: exec('import os, signal; os.kill(os.getpid(), signal.SIGTERM)')\n"
    script += f"sys.argv = ['pgx-reader', *{command.arguments(place)!r}]\nmain()\n"
    (tmp_path / "disturbed.py").write_text(script, encoding="utf-8")
    surroundings = environment(place)
    surroundings["PYTHONPATH"] += f":{tmp_path}"
    # Python looks for what nobody answered where it runs a module.
    done = subprocess.run(
        [sys.executable, "-m", "disturbed"], check=False, capture_output=True, env=surroundings, timeout=120
    )
    assert done.returncode == 1
    assert done.stderr.endswith(b"Stopped. What is written is whole.\n")
