"""A command as a process of its own, under whatever goes wrong, and whether it ended as it should."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from click.testing import CliRunner

from pgx_reader.cli import main
from tests.batch.running import DAY
from tests.faults.commands import PATIENTS, ROOT, Command, Place, not_whole
from tests.faults.streams import spoil
from tests.faults.warm import HANGS, Ended, warm

_OF_PYTHON = ("PYTHONPATH", "PATH", "LANG", "LD_LIBRARY_PATH", "PYTHONPYCACHEPREFIX")


@dataclass
class Surroundings:
    """
    What is different about a process: variables, streams, limits, what it does first, how it is started.

    `streams` names those that something is wrong with, and what (`tests.faults.streams`). `anew`: how Python itself
    begins is part of it, so that the process cannot be one that has the program loaded.
    """

    variables: Mapping[str, str | None] = field(default_factory=dict)
    streams: Mapping[str, str] = field(default_factory=dict)
    limits: tuple[tuple[int, int], ...] = ()
    first: Callable[[], None] | None = None
    before: tuple[str, ...] = ()
    new_session: bool = False
    anew: bool = False

    def begin(self) -> None:
        """What the process does before all else."""
        spoil(self.streams, self.limits)
        if self.first is not None:
            self.first()


def environment(place: Place, variables: Mapping[str, str | None] = MappingProxyType({})) -> dict[str, str]:
    """The variables of a process: Python's own, a fixed day, folders of its own, and those that are asked for."""
    kept = {name: os.environ[name] for name in _OF_PYTHON if name in os.environ}
    own = {
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": DAY,
        "TMPDIR": str(place.temporary),
        "HOME": str(place.folder),
        "LANG": "C.UTF-8",
    }
    return {name: value for name, value in (kept | own | variables).items() if value is not None}


def start(command: Command, place: Place, around: Surroundings = Surroundings()) -> subprocess.Popen[bytes]:
    """The command, started."""
    sound = {name: subprocess.PIPE for name in ("stdout", "stderr") if name not in around.streams}
    return subprocess.Popen(
        [*around.before, sys.executable, "-m", "pgx_reader", *command.arguments(place)],
        stdin=subprocess.DEVNULL,
        stdout=sound.get("stdout", subprocess.DEVNULL),
        stderr=sound.get("stderr", subprocess.DEVNULL),
        env=environment(place, around.variables),
        cwd=place.folder,
        preexec_fn=around.begin,  # noqa: PLW1509 - nobody else has threads here
        start_new_session=around.new_session,
    )


def run(command: Command, place: Place, around: Surroundings = Surroundings()) -> Ended:
    """The command, run to its end; the page is told to stop once it has said where it is."""
    if not (around.anew or around.first or around.before or command.serves or command.name == "batch"):
        return warm().run(
            command.arguments(place),
            place.folder,
            environment(place, around.variables),
            streams=around.streams,
            limits=around.limits,
            new_session=around.new_session,
        )
    with start(command, place, around) as process:
        out = b""
        if command.serves and process.stdout is not None:
            out = process.stdout.readline()
            process.send_signal(signal.SIGTERM)
        return ended(process, out)


def ended(process: subprocess.Popen[bytes], out: bytes = b"") -> Ended:
    """Wait for the end of a process."""
    try:
        more, err = process.communicate(timeout=HANGS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise AssertionError(f"it hangs: {process.args}") from None
    return Ended(
        process.returncode, (out + (more or b"")).decode(errors="replace"), (err or b"").decode(errors="replace")
    )


def judge(command: Command, place: Place, end: Ended, statuses: set[int], words: tuple[str, ...] = ()) -> None:
    """That it ended with one of these statuses, said why without a traceback, and left nothing half-written."""
    told = f"{command.name}: status {end.status}, not of {sorted(statuses)}\n{end.err[-3000:]}"
    assert end.status in statuses, told
    for sign in ("Traceback", "Exception ignored", "Fatal Python error", "core dumped"):
        assert sign not in end.err, told
    if words and end.status:
        assert any(word in end.err for word in words), f"{command.name}: none of {words} in {end.err!r}"
    assert not_whole(place.written) == [], command.name
    assert list(place.temporary.iterdir()) == [], command.name


def leaves_all(command: Command, place: Place) -> None:
    """That every file is there that an undisturbed run leaves, and no other."""
    assert not_whole(place.written) == []
    if command.writes and place.patients == PATIENTS:
        assert {path.name for path in place.out.iterdir()} == command.writes


def runs_again(command: Command, place: Place) -> None:
    """That the same command, run undisturbed after that, does everything; in this process, which is quick."""
    arguments = command.arguments(place)
    if command.name == "batch" and (place.out / "journal.sqlite").exists():
        arguments.append("--resume")
    again = CliRunner().invoke(main, arguments, env=environment(place))
    assert (command.name, again.exit_code, again.exception) == (command.name, 0, None), again.stderr
    leaves_all(command, place)
