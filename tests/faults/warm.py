"""
A process that has loaded the program and forks itself for each command: a tenth of what starting anew costs.

It is for what goes wrong once all is loaded, such as calls of the system that fail, of which there are many. A request
is a line of JSON on its standard input, the exit status a line on its standard output.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from pgx_reader.__main__ import main
from tests.faults.commands import ROOT
from tests.faults.library import CannotBeTriedError, library
from tests.faults.streams import NUMBERS, spoil

# Nothing here takes a tenth of it; what hangs is told from what is slow.
HANGS = 120

_LOADED = (
    "babel.dates", "matplotlib.figure", "pgx_reader.batch.plot", "pgx_reader.cli", "pgx_reader.cli.explain",
    "pgx_reader.cli.report", "pgx_reader.cli.summary", "pgx_reader.render.pdf", "rich.console", "rich.table",
)  # fmt: skip


@dataclass(frozen=True)
class Ended:
    """How a process ended, and what it had said till then."""

    status: int
    out: str
    err: str


class Warm:
    """Such a process, under the library that makes calls fail, if it can be had."""

    def __init__(self) -> None:
        with contextlib.suppress(CannotBeTriedError):
            os.environ["LD_PRELOAD"] = str(library())
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.warm"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                text=True,
            )
        finally:
            os.environ.pop("LD_PRELOAD", None)

    def run(self, arguments: list[str], folder: Path, variables: Mapping[str, str], **different: Any) -> Ended:
        """Run the program in a folder, with other streams, limits or a session of its own, and how it ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = {"arguments": arguments, "folder": str(folder), "variables": dict(variables)} | different
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        status = int(self._process.stdout.readline())
        assert status != -signal.SIGALRM, f"it hangs: {arguments}"
        out, err = ((folder / name).read_text(encoding="utf-8", errors="replace") for name in ("out", "err"))
        return Ended(status, out, err)

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@cache
def warm() -> Warm:
    """The process that has the program loaded, until this one ends."""
    process = Warm()
    atexit.register(process.close)
    return process


def _serve() -> None:
    for name in _LOADED:
        import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(request: dict[str, Any]) -> None:
    """The program, in the forked process, which ends with it."""
    signal.alarm(HANGS)
    os.environ.clear()
    os.environ.update(request["variables"])
    os.chdir(request["folder"])
    tempfile.tempdir = None
    if request.get("new_session"):
        os.setsid()
    _set_streams(request.get("streams", {}), request.get("limits", ()))
    if "FAULTS_STATE" in os.environ:
        ctypes.CDLL(None).begin()
    sys.argv = ["pgx-reader", *request["arguments"]]
    status = 70
    try:
        main()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0
    except BaseException as error:
        print(f"Traceback: {error!r}", file=sys.stderr)
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.flush()
    os._exit(status)


def _set_streams(streams: dict[str, str], limits: list[list[int]]) -> None:
    """Streams as Python has them when it begins: none where one is closed."""
    for path, name in ((os.devnull, "stdin"), ("out", "stdout"), ("err", "stderr")):
        flags = os.O_RDONLY if name == "stdin" else os.O_WRONLY | os.O_CREAT
        file = os.open(path, flags, 0o600)
        os.dup2(file, NUMBERS[name])
        os.close(file)
    spoil(streams, limits)
    for name, number in NUMBERS.items():
        stream = None
        if streams.get(name) != "closed":
            stream = open(number, "r" if name == "stdin" else "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


if __name__ == "__main__":
    _serve()
