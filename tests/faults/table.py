"""The table: what can go wrong around a command, to which commands it can happen, and how they have to end then."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.commands import COMMANDS, Command, Place
from tests.faults.library import CannotBeTriedError
from tests.faults.running import Ended, Surroundings, ended, judge, leaves_all, run, runs_again, start

FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)
_MOUNT = "PGX_READER_REQUIRE_MOUNT"
_MANY = 16
SLOW = tuple(command for command in COMMANDS if command.name in ("batch", "demo", "serve", "summary with a plot"))
SOON = tuple(command for command in COMMANDS if command not in SLOW)
_ALL = frozenset((0, 1, 2))


@dataclass(frozen=True)
class Fault:
    """
    Something that goes wrong. `run` runs a command while it does, in a place.

    `statuses` says how the command may end, `None` where it cannot happen to it; where it does not end with 0, one of
    `words` is in what it says. `names` are the files that are missing or whole afterwards.
    """

    name: str
    run: Callable[[Command, Place], Ended]
    statuses: Callable[[Command], frozenset[int] | None]
    words: tuple[str, ...] = ()


def attempt(fault: Fault, command: Command, folder: Path) -> None:
    """Run a command while something goes wrong, judge how it ends, and run it again when all is well."""
    statuses = fault.statuses(command)
    assert statuses is not None
    place = Place(folder)
    end = fault.run(command, place)
    judge(command, place, end, set(statuses), fault.words)
    if end.status == 0:
        leaves_all(command, place)
    elif _writes(command):
        runs_again(command, place)


def cases(commands: Iterable[Command] = COMMANDS) -> Iterator[tuple[Fault, Command]]:
    """Every fault with every command that it can happen to."""
    for fault in FAULTS:
        for command in commands:
            if fault.statuses(command) is not None:
                yield fault, command


def selected() -> Iterator[tuple[Fault, Command]]:
    """A thinned selection: each fault with a command that it can happen to, and every command that ends soon."""
    taken: Counter[str] = Counter()
    for fault in FAULTS:
        possible = [command for command in SOON if fault.statuses(command) is not None]
        seldom = min(possible, key=lambda command: taken[command.name])
        taken[seldom.name] += 1
        yield fault, seldom


def _around(**different: object) -> Callable[[Command, Place], Ended]:
    return lambda command, place: run(command, place, Surroundings(**different))  # type: ignore[arg-type]


def _with_variables(anew: bool = False, **variables: str | None) -> Callable[[Command, Place], Ended]:
    return _around(variables=variables, anew=anew)


def _streams(anew: bool = False, **streams: str) -> Callable[[Command, Place], Ended]:
    """Streams that something is wrong with when the program begins."""
    return _around(streams=streams, anew=anew)


def _gone_reader(command: Command, place: Place) -> Ended:
    """As `| head -1` does: a line is read, and then nobody is there any more."""
    with start(command, place) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.stdout.close()
        process.stdout = None
        if command.serves:
            process.send_signal(signal.SIGTERM)
        return ended(process, first)


def _limited(what: int, most: int) -> Callable[[Command, Place], Ended]:
    """Standard output in a file of the test's own would be limited, too: it has to be a pipe."""
    return _around(limits=((what, most),), anew=True)


@contextmanager
def mounted(place: Path, size: str) -> Iterator[Path]:
    """A file system of that size at a place."""
    place.mkdir(exist_ok=True)
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", place], check=False, stderr=-3)
    if made.returncode:
        raise CannotBeTriedError("no file system can be mounted here", unless=_MOUNT)
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def remount(place: Path, options: str) -> bool:
    """The file system at a place, with other options. Answers whether that was done."""
    return not subprocess.run(["mount", "-o", f"remount,{options}", place], check=False, stderr=-3).returncode


def _full_disk(command: Command, place: Place) -> Ended:
    # Three small Parquet files have room in what is too little for the others.
    with mounted(place.written, "8k" if "--parquet" in command.line else "48k"):
        end = run(command, place)
        judge(command, place, end, {1}, _NO_ROOM)
        remount(place.written, "size=64m")
        runs_again(command, place)
    return end


def _read_only_disk(command: Command, place: Place) -> Ended:
    with mounted(place.written, "8m"):
        remount(place.written, "ro")
        return run(command, place)


def ordinary() -> tuple[str, ...]:
    """What starts a process that modes hold for, as they do for everybody but root."""
    if os.geteuid():
        return ()
    line = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search")
    if shutil.which(line[0]) is None:
        raise CannotBeTriedError("there is no setpriv here, and root may write everywhere", unless=_MOUNT)
    return line


def _lost_midway(command: Command, place: Place) -> Ended:
    """Once the first files are there, nobody may write into the folder; then one may again."""
    place.grow(_MANY)
    with start(command, place, Surroundings(before=ordinary())) as process:
        while process.poll() is None and len(list(place.out.glob("*.pdf"))) < 2:
            threading.Event().wait(0.01)
        place.out.chmod(0o500)
        end = ended(process)
    place.out.chmod(0o700)
    for path in place.out.glob(".pgx-reader-*"):
        # What could not be removed any more. A batch does it itself when it goes on.
        path.unlink()
    return end


def _full_temporary_folder(command: Command, place: Place) -> Ended:
    with mounted(place.temporary, "16k"):
        end = run(command, place)
        assert list(place.temporary.iterdir()) == []
        return end


def _nothing_can_be_written(command: Command, place: Place) -> Ended:
    """The whole system is read-only: home, temporary folders and all."""
    line = ("unshare", "--mount", "sh", "-c", 'mount -o remount,bind,ro / && exec "$@"', "sh")
    if subprocess.run([*line, "true"], check=False, stderr=-3).returncode:
        raise CannotBeTriedError("no file system can be mounted here", unless=_MOUNT)
    return run(command, place, Surroundings(before=line))


def _not_allowed(command: Command, place: Place) -> Ended:
    """The folder is one that may be read, and not written."""
    place.written.chmod(0o500)
    end = run(command, place, Surroundings(before=ordinary()))
    place.written.chmod(0o700)
    return end


def _at(time: str) -> Callable[[Command, Place], Ended]:
    def run_it(command: Command, place: Place) -> Ended:
        if FAKETIME is None:
            raise CannotBeTriedError("libfaketime is not installed", unless="PGX_READER_REQUIRE_CLOCK")
        variables = {"LD_PRELOAD": str(FAKETIME), "FAKETIME": f"@{time}", "SOURCE_DATE_EPOCH": None}
        return run(command, place, Surroundings(variables=variables, anew=True))

    return run_it


def _folder_is_gone(command: Command, place: Place) -> Ended:
    """The folder that the program is started in was removed."""
    gone = place.folder / "gone"
    gone.mkdir()

    def go_and_remove() -> None:
        os.chdir(gone)
        gone.rmdir()

    return run(command, place, Surroundings(first=go_and_remove))


def _always(*statuses: int) -> Callable[[Command], frozenset[int] | None]:
    return lambda _command: frozenset(statuses)


def _where(does: Callable[[Command], object], *statuses: int) -> Callable[[Command], frozenset[int] | None]:
    return lambda command: frozenset(statuses) if does(command) else None


def _writes(command: Command) -> bool:
    return "{out}" in command.line


def _prints(command: Command) -> frozenset[int]:
    return frozenset((1,)) if command.prints else frozenset((0,))


def _refused(command: Command) -> frozenset[int] | None:
    """How it ends where the folder for its files cannot be made: nothing can be done."""
    return frozenset((2,)) if _writes(command) else None


def _on_a_read_only_system(command: Command) -> frozenset[int]:
    return frozenset((2,)) if _writes(command) or command.spools else frozenset((0,))


def _spools(*statuses: int) -> Callable[[Command], frozenset[int] | None]:
    """How it ends where it writes files at once, or none but temporary ones."""

    def of(command: Command) -> frozenset[int] | None:
        if _writes(command):
            return frozenset(statuses)
        return _ALL if command.spools else frozenset((0,))

    return of


_NO_ROOM = ("No space left", "is full", "File too large")
_READ_ONLY = ("Read-only file system", "readonly", "disk I/O error", "unable to open")
_CANNOT = ("cannot be", "Permission denied")
_ON_READ_ONLY_SYSTEM = (*_READ_ONLY, *_CANNOT, "no folder for temporary files can be made")
FAULTS = (
    Fault("standard output is full", _streams(stdout="full"), _prints, ("standard output cannot be written",)),
    Fault("standard output is closed", _streams(stdout="closed"), _prints, ("standard output cannot be written",)),
    Fault("standard error is full", _streams(stderr="full"), _always(0)),
    Fault("standard error is closed", _streams(stderr="closed"), _always(0)),
    Fault("standard input is closed", _streams(stdin="closed"), _always(0)),
    Fault("all streams are closed", _streams(stdin="closed", stdout="closed", stderr="closed", anew=True), _prints),
    Fault("the reader goes away", _gone_reader, _where(lambda command: command.prints, 0, 1)),
    Fault("nobody listens to messages", _streams(stderr="gone"), _always(0)),
    Fault("no terminal", _around(new_session=True), _always(0)),
    Fault("no home", _with_variables(HOME=None), _always(0)),
    Fault("a home that is not there", _with_variables(HOME="/nowhere/at/all"), _always(0)),
    Fault("no such temporary folder", _with_variables(TMPDIR="/nowhere/at/all"), _always(0)),
    Fault(
        "locale C",
        _with_variables(
            anew=True, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii", LANG=None
        ),
        _always(0),
    ),
    Fault("no variables for the locale", _with_variables(anew=True, LANG=None), _always(0)),
    Fault("SOURCE_DATE_EPOCH is 1970", _with_variables(SOURCE_DATE_EPOCH="0"), _always(0)),
    Fault("SOURCE_DATE_EPOCH is 2106", _with_variables(SOURCE_DATE_EPOCH=str(2**32)), _always(0)),
    Fault("the clock is in 1970", _at("1970-01-01 00:00:10"), _always(0)),
    Fault("the clock is in 2038", _at("2038-01-19 03:14:08"), _always(0)),
    Fault("the clock is in 2106", _at("2106-02-07 06:28:17"), _always(0)),
    Fault("the disk is full", _full_disk, _where(_writes, 1), _NO_ROOM),
    Fault("the disk is read-only", _read_only_disk, _refused, _READ_ONLY),
    Fault(
        "the folder is closed midway",
        _lost_midway,
        _where(lambda command: command.name in ("report", "batch", "demo"), 1),
        _CANNOT,
    ),
    Fault("the temporary folder is full", _full_temporary_folder, _where(lambda command: command.spools, 1), _NO_ROOM),
    Fault("the system is read-only", _nothing_can_be_written, _on_a_read_only_system, _ON_READ_ONLY_SYSTEM),
    Fault("the folder is closed", _not_allowed, _refused, _CANNOT),
    Fault(
        "few files may be open",
        _limited(resource.RLIMIT_NOFILE, 16),
        lambda _command: _ALL,
        ("open files", *_CANNOT),
    ),
    Fault("very few files may be open", _limited(resource.RLIMIT_NOFILE, 6), lambda _command: _ALL),
    Fault("files may not grow", _limited(resource.RLIMIT_FSIZE, 3_000), _spools(0, 1, 2)),
    Fault("no file may hold anything", _limited(resource.RLIMIT_FSIZE, 0), _spools(1, 2)),
    Fault("the folder that it is started in is gone", _folder_is_gone, lambda _command: _ALL),
)
