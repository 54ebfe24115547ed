"""
Try the whole table, all failing calls and all moments: `python -m tests.faults [WORD...]`.

With words, only those whose names have them. What takes long comes last. `--seconds` ends it after a time, and the
last line says so.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from tests.faults.commands import Command
from tests.faults.injection import BATCH, WAYS, Failing, all_failures, can_fail
from tests.faults.injection import COMMANDS as WRITING
from tests.faults.library import CannotBeTriedError
from tests.faults.stopping import all_stopped, moments_of
from tests.faults.table import SLOW, SOON, Fault, attempt, cases

Trouble = str | CannotBeTriedError | None
"""What was wrong with how a command ended, or why it cannot be tried here; `None` where all is well."""

Tried = tuple[str, str, Trouble]
"""To which part of the whole it belongs, its name, and what was wrong."""


def main() -> int:
    """Try what is asked for, say what is wrong and what cannot be tried here, and how often a fault was injected."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("words", nargs="*", help="parts of the names of what is tried")
    parser.add_argument("--seconds", type=float, default=math.inf, help="try no more after so long")
    asked = parser.parse_args()
    began, injected, wrong, not_tried, stopped = perf_counter(), Counter[str](), 0, Counter[str](), ""
    with tempfile.TemporaryDirectory() as folder:
        for part, name, trouble in _all(asked.words, Path(folder)):
            if isinstance(trouble, CannotBeTriedError):
                not_tried[str(trouble)] += 1
                print(f"not tried: {name}: {trouble}", flush=True)
            else:
                injected[part] += 1
            if isinstance(trouble, str):
                wrong += 1
                print(f"WRONG: {name}: {trouble}", flush=True)
            print(f"{injected.total():,} injected, {perf_counter() - began:.0f} s: {name}", file=sys.stderr, flush=True)
            if perf_counter() - began > asked.seconds:
                stopped = f"; ended before all was tried, after {name}"
                break
    for what, numbers in (("injected", injected), ("not tried", not_tried)):
        for name, number in numbers.items():
            print(f"{what}: {number:,}: {name}")
    print(
        f"faults injected: {injected.total():,}; ended as they should: {injected.total() - wrong:,}; "
        f"not tried: {not_tried.total():,}{stopped}; {perf_counter() - began:.0f} s."
    )
    return 1 if wrong or not injected else 0


def _all(words: list[str], folder: Path) -> Iterator[Tried]:
    def wanted(name: str) -> bool:
        return all(word in name for word in words)

    for commands in (SOON, SLOW):
        for fault, command in cases(commands):
            if wanted(name := f"{fault.name}: {command.name}"):
                yield "the table", name, _trouble_of(fault, command, folder / _without_blanks(name))
        for command in WRITING:
            for way in WAYS:
                name = f"{way}: {command.name}"
                if can_fail(command, way) and (command is BATCH) == (commands is SLOW) and wanted(name):
                    for trouble in _failures(command, way, folder / _without_blanks(name)):
                        yield "calls that fail", name, trouble
        for command in commands:
            if wanted(name := f"stopped: {command.name}"):
                for trouble in moments_of(command, folder / _without_blanks(name)):
                    yield "moments of a signal", name, trouble
    if wanted(name := "stopped: all processes of a batch"):
        for moment, trouble in all_stopped(folder / _without_blanks(name)):
            yield "moments of a signal", moment, trouble


def _trouble_of(fault: Fault, command: Command, folder: Path) -> Trouble:
    try:
        attempt(fault, command, folder)
    except AssertionError as error:
        return str(error) or repr(error)
    except CannotBeTriedError as error:
        return error
    return None


def _failures(command: Command, way: Failing, folder: Path) -> Iterator[Trouble]:
    try:
        yield from all_failures(command, way, folder)
    except CannotBeTriedError as error:
        yield error


def _without_blanks(name: str) -> str:
    """A name as a folder's: command lines are cut apart at blanks."""
    return re.sub(r"\W+", "-", name)


if __name__ == "__main__":
    sys.exit(main())
