"""
Try the payloads and count: `python -m tests.payloads`.

Each payload stands in all places of an invented patient's file at once, of the command line and of a clinic's
letterhead, and each kind of handout that is made of them is looked at. Then all of them stand in one file, and later
each in a file of its own, and what the commands write, print and show is looked at.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from time import perf_counter

from tests.batch.running import DAY
from tests.cli.conftest import run_it
from tests.payloads import PAYLOADS, Payload
from tests.payloads.commands import LOOKS
from tests.payloads.outputs import OUTPUTS, cells
from tests.payloads.places import IN_ROWS, PLACES

_CELLS = 3


@dataclass(frozen=True)
class Tried:
    """One payload, or all, in an output: in how many places, whether it was shown, and what was wrong."""

    output: str
    what: str
    places: int = 0
    shown: bool = True
    trouble: str | None = None


def main() -> int:
    """Print how many texts were looked at, and all that did not stay text; the exit status is 1 where there is any."""
    parser = argparse.ArgumentParser(prog="python -m tests.payloads", description=__doc__)
    parser.add_argument("--handouts", action="store_true", help="leave out the commands")
    asked = parser.parse_args()
    began, wrong = perf_counter(), 0
    texts, refused = Counter[str](), Counter[str]()
    for tried in _all(PAYLOADS, commands=not asked.handouts):
        texts[tried.output] += tried.places
        refused[tried.output] += not tried.shown
        if tried.trouble is not None:
            wrong += 1
            print(f"WRONG: {tried.output}: {tried.what}: {tried.trouble}", flush=True)
    for name, number in texts.items():
        print(f"{name}: {number:,} texts" + (f"; {refused[name]:,} payloads not shown" if refused[name] else ""))
    verdict = f"{wrong:,} NOT NEUTRAL" if wrong else "all neutral"
    print(
        f"{len(PAYLOADS):,} payloads, {texts.total():,} texts in {len(PLACES)} places, {len(texts)} outputs "
        f"looked at: {verdict}; {perf_counter() - began:.0f} s."
    )
    return 1 if wrong or not texts.total() else 0


def _all(payloads: tuple[Payload, ...], *, commands: bool) -> Iterator[Tried]:
    for number, payload in enumerate(payloads, start=1):
        yield from _handouts_with(payload)
        if not number % 50:
            print(f"{number} payloads in handouts", file=sys.stderr, flush=True)
    if commands:
        yield from _commands_with(payloads)


def _handouts_with(payload: Payload) -> Iterator[Tried]:
    for output in OUTPUTS:
        told = output.told_of((payload.text,))
        try:
            shown = output.look(told)
        except AssertionError as error:
            yield Tried(output.name, payload.label, output.places(told), trouble=_said(error))
        else:
            yield Tried(output.name, payload.label, output.places(told), shown)
    try:
        cells(payload.text)
    except AssertionError as error:
        yield Tried("a table's cells", payload.label, _CELLS, trouble=_said(error))
    else:
        yield Tried("a table's cells", payload.label, _CELLS)


def _commands_with(payloads: tuple[Payload, ...]) -> Iterator[Tried]:
    os.environ["SOURCE_DATE_EPOCH"] = DAY
    for look in LOOKS:
        what = f"{len(payloads)} payloads in one call"
        with tempfile.TemporaryDirectory() as folder, chdir(folder):
            try:
                looked_at = look.look(run_it, payloads)
            except AssertionError as error:
                yield Tried(look.name, what, trouble=_said(error))
            else:
                yield Tried(look.name, what, looked_at * len(IN_ROWS))
        print(look.name, file=sys.stderr, flush=True)


def _said(error: AssertionError) -> str:
    """What an assertion says; where it has no words, its line."""
    return str(error) or str(traceback.extract_tb(error.__traceback__)[-1].line)


if __name__ == "__main__":
    sys.exit(main())
