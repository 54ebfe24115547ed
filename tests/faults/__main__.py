"""`python -m tests.faults [WORD...]`: the whole table, all moments and all failing calls whose names have the words."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.faults.table import CannotBeTriedError, attempt, cases


def main(words: list[str]) -> int:
    """Try what is asked for; say what is wrong, and in how many cases all was right."""
    tried = wrong = left_out = 0
    for fault, command in cases():
        name = f"{fault.name}: {command.name}"
        if not all(word in name for word in words):
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                attempt(fault, command, Path(folder))
            except CannotBeTriedError as error:
                left_out += 1
                print(f"not tried: {name}: {error}", flush=True)
            except AssertionError as error:
                wrong += 1
                print(f"WRONG: {name}: {error}", flush=True)
            else:
                tried += 1
                print(f"right: {name}", flush=True)
    print(f"faults of the table: {tried} ended as they should, {wrong} did not, {left_out} could not be tried")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
