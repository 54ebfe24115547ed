"""One call of the system after the other fails: the first, the second, ... until a command runs through untouched."""

from __future__ import annotations

import errno
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.commands import BY_NAME, Command, Place
from tests.faults.library import library
from tests.faults.running import Ended, Surroundings, environment, judge, leaves_all, run, runs_again
from tests.faults.warm import warm

_LAYOUT = "6l"
_OPENS, _WRITES, _FLUSHES, _RENAMES, _MAKES, _REMOVES, _CUTS, _READS = (1 << bit for bit in range(8))
PATIENTS = 2


@dataclass(frozen=True)
class Failing:
    """How calls fail: with which error, which kinds of them, once or from then on, below which folder of the place."""

    name: str
    error: int
    kinds: int
    stays: bool
    below: str = "written"

    def __str__(self) -> str:
        return self.name


WAYS = (
    Failing("no room, from then on", errno.ENOSPC, _OPENS | _WRITES | _FLUSHES | _MAKES | _RENAMES, stays=True),
    Failing("no room, once", errno.ENOSPC, _OPENS | _WRITES | _FLUSHES | _MAKES | _RENAMES, stays=False),
    Failing("a broken disk, once", errno.EIO, _OPENS | _WRITES | _FLUSHES | _RENAMES | _CUTS | _READS, stays=False),
    Failing("not allowed, once", errno.EACCES, _OPENS | _MAKES | _RENAMES | _REMOVES, stays=False),
    Failing("read-only, from then on", errno.EROFS, _OPENS | _MAKES | _RENAMES | _REMOVES | _CUTS, stays=True),
    Failing("results that cannot be read, once", errno.EIO, _OPENS | _READS, stays=False, below="in"),
    Failing("no room for temporary files, once", errno.ENOSPC, _OPENS | _WRITES, stays=False, below="temporary"),
    Failing("broken temporary files, once", errno.EIO, _OPENS | _WRITES | _READS, stays=False, below="temporary"),
)
COMMANDS = tuple(
    Command(name, line, prints=False, writes=writes, spools=BY_NAME[name].spools)
    for name, line, writes in (
        ("report", "report {results} -o {out}", frozenset(("P00000.pdf", "P00001.pdf"))),
        ("batch", "batch {results} -o {out} --workers 1", BY_NAME["batch"].writes),
        ("explain as CSV", "explain {results} --csv {out}", BY_NAME["explain as CSV"].writes),
        ("summary", "summary {results} --plot {out}.png", frozenset[str]()),
    )
)
BATCH = next(command for command in COMMANDS if command.name == "batch")


def calls_of(command: Command, way: Failing, folder: Path) -> int:
    """How many calls there are that can fail that way, in a run that nothing disturbs."""
    place = Place(folder, PATIENTS)
    count, injected, end = _run(command, place, way, 0)
    judge(command, place, end, {0})
    assert injected == 0
    return count


def fail_at(command: Command, way: Failing, number: int, folder: Path) -> bool:
    """Let the call of that number fail, and judge how the command ends. Answers whether it was reached."""
    place = Place(folder, PATIENTS)
    _, injected, end = _run(command, place, way, number)
    if way.error == errno.EROFS:
        # What it had begun it could not remove either.
        for path in [*place.written.rglob(".pgx-reader-*")]:
            path.unlink()
    judge(command, place, end, {0, 1, 2})
    if way.error == errno.EROFS and end.status and command.spools:
        # Nor a table that was whole already: a new folder has to be given then.
        shutil.rmtree(place.out, ignore_errors=True)
    told = f"{command.name}: {way}, call {number}: "
    if end.status == 0:
        # What need not be done for the result, such as removing what is removed already, or what was tried again.
        leaves_all(command, place)
    else:
        assert injected, told + "nothing failed, and yet it did not end with 0"
        assert "Error" in end.err or "error" in end.err or "no handout" in end.err, told + end.err
        runs_again(command, place)
    return bool(injected)


def _run(command: Command, place: Place, way: Failing, number: int) -> tuple[int, int, Ended]:
    state = place.folder / "state"
    state.write_bytes(struct.pack(_LAYOUT, 0, number, way.stays, way.error, way.kinds, 0))
    variables = {
        "LD_PRELOAD": str(library()),
        "FAULTS_STATE": str(state),
        "FAULTS_BELOW": str(place.folder / way.below),
    }
    if command.name == "batch":
        # Its own processes are started anew in any case.
        end = run(command, place, Surroundings(variables=variables))
    else:
        end = warm().run(command.arguments(place), place.folder, environment(place, variables))
    count, *_, injected = struct.unpack(_LAYOUT, state.read_bytes())
    return count, injected, end


def can_fail(command: Command, way: Failing) -> bool:
    """Whether a command has such calls at all."""
    return command.spools if way.below == "temporary" else True


def all_failures(command: Command, way: Failing, folder: Path, every: int = 1) -> Iterator[str | None]:
    """Each call in its turn (every so many of them); what was wrong with how it ended, `None` where nothing was."""
    for number in range(1, calls_of(command, way, folder / "0") + 1, every):
        try:
            fail_at(command, way, number, folder / str(number))
        except AssertionError as error:
            yield f"call {number}: {error}"
        else:
            yield None
