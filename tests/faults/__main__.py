"""`python -m tests.faults [WORD...]`: the whole table, all moments and all failing calls whose names have the words."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.faults.commands import COMMANDS
from tests.faults.injection import COMMANDS as WRITING
from tests.faults.injection import WAYS, all_failures, can_fail
from tests.faults.stopping import moments_of
from tests.faults.table import CannotBeTriedError, attempt, cases

Tried = tuple[str, str | None]
"""What was tried, and what was wrong with how it ended; `None` where nothing was."""


def main(words: list[str]) -> int:
    """Try what is asked for, say what is wrong, and how often a fault was injected."""
    injected = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, trouble in _all(words, Path(folder)):
            injected += 1
            if trouble is not None:
                wrong += 1
                print(f"WRONG: {name}: {trouble}", flush=True)
    print(f"faults injected: {injected}; ended as they should: {injected - wrong}")
    return 1 if wrong else 0


def _all(words: list[str], folder: Path) -> Iterator[Tried]:
    def wanted(name: str) -> bool:
        return all(word in name for word in words)

    for number, (fault, command) in enumerate(cases()):
        if wanted(name := f"{fault.name}: {command.name}"):
            try:
                attempt(fault, command, folder / f"table-{number}")
            except CannotBeTriedError as error:
                print(f"not tried: {name}: {error}", flush=True)
            except AssertionError as error:
                yield name, str(error)
            else:
                yield name, None
    for command in COMMANDS:
        if wanted(name := f"stopped: {command.name}"):
            yield from ((name, trouble) for trouble in moments_of(command, folder / _without_blanks(name)))
    for command in WRITING:
        for way in WAYS:
            if can_fail(command, way) and wanted(name := f"{way}: {command.name}"):
                yield from ((name, trouble) for trouble in all_failures(command, way, folder / _without_blanks(name)))


def _without_blanks(name: str) -> str:
    """A name as a folder's: command lines are cut apart at blanks."""
    return re.sub(r"\W+", "-", name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
