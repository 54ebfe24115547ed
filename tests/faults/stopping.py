"""A command that is stopped at one of its steps, from its first import to its end."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.faults.commands import BY_NAME, Command, Place
from tests.faults.running import (
    Ended,
    Surroundings,
    ended,
    environment,
    judge,
    leaves_all,
    run,
    runs_again,
    start,
)
from tests.faults.table import SLOW, SOON

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
MOMENTS = 40
_MANY = 16
STOPPED = (*(command for command in SLOW if command.name != "batch"), *random.Random(1).sample(SOON, 3))
"""The commands that the suite stops at a step: those that take long, and three that are drawn, always the same."""
_HOOK = Path(__file__).with_name("moments")


def steps_of(command: Command, folder: Path) -> int:
    """How many steps a run has that nothing disturbs."""
    place = Place(folder)
    end = _run(command, place, signal.SIGTERM, 0)
    judge(command, place, end, {0})
    return int((place.folder / "steps").read_text(encoding="ascii"))


def moments(command: Command, steps: int, number: int = MOMENTS) -> Iterator[tuple[signal.Signals, int]]:
    """So many steps, always the same ones of as many, spread over all of them; the signals take turns."""
    draw = random.Random(command.name)
    for turn in range(number):
        first, last = 1 + steps * turn // number, steps * (turn + 1) // number
        yield SIGNALS[turn % len(SIGNALS)], draw.randint(first, max(first, last))


def stop_at(command: Command, how: signal.Signals, step: int, folder: Path) -> bool:
    """
    Stop a command at a step and judge how it ends. Answers whether it was stopped before all was done.

    Where it ends with 0 all must be there: the signal came when nothing was left to do.
    """
    place = Place(folder)
    end = _run(command, place, how, step)
    judge(command, place, end, {0, 1}, ("Stopped",))
    if not end.status:
        leaves_all(command, place)
    elif "{out}" in command.line:
        runs_again(command, place)
    return bool(end.status)


def _run(command: Command, place: Place, how: signal.Signals, step: int) -> Ended:
    variables = {
        "PYTHONPATH": f"{_HOOK}:{environment(place)['PYTHONPATH']}",
        "FAULTS_SIGNAL": str(int(how)),
        "FAULTS_MOMENT": str(step),
        "FAULTS_STEPS": str(place.folder / "steps"),
    }
    end = run(command, place, Surroundings(variables=variables, anew=True))
    assert end.status or (place.folder / "steps").exists(), f"{command.name}: its steps were not counted"
    return end


def moments_of(command: Command, folder: Path, number: int = MOMENTS) -> Iterator[str | None]:
    """A command stopped at so many steps, one after the other; what was wrong each time, `None` where nothing was."""
    steps = steps_of(command, folder / "0")
    for how, step in moments(command, steps, number):
        try:
            stop_at(command, how, step, folder / str(step))
        except AssertionError as error:
            yield f"{how.name} at step {step} of {steps}: {error}"
        else:
            yield None


def stop_all(how: signal.Signals, seconds: float, folder: Path) -> None:
    """Stop all processes of a batch at once, so long after it has begun its journal, as a terminal does for Ctrl-C."""
    command = BY_NAME["batch"]
    place = Place(folder)
    place.grow(_MANY)
    with start(command, place, Surroundings(new_session=True)) as process:
        while process.poll() is None and not (place.out / "journal.sqlite").exists():
            pass
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, how)
        end = ended(process)
    judge(command, place, end, {0, 1}, ("Stopped",))
    runs_again(command, place)


def all_stopped(folder: Path) -> Iterator[tuple[str, str | None]]:
    """A batch of which all processes are stopped at several moments; what was wrong each time."""
    for number, seconds in enumerate((0.0, 0.2, 0.4, 0.6, 1.0, 1.5)):
        how = SIGNALS[number % len(SIGNALS)]
        name = f"{how.name} for all processes after {seconds} s"
        try:
            stop_all(how, seconds, folder / str(number))
        except AssertionError as error:
            yield name, str(error)
        else:
            yield name, None
