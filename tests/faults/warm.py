"""
A process that has loaded the program and forks itself for each command: a tenth of what starting anew costs.

It is for calls of the system that fail, of which there are many, and which begin long after all is loaded. A request is
a line of JSON on its standard input, the exit status a line on its standard output.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from pgx_reader.__main__ import main
from tests.faults.commands import ROOT
from tests.faults.running import Ended

_LOADED = (
    "babel.dates", "matplotlib.figure", "pgx_reader.batch.plot", "pgx_reader.cli", "pgx_reader.cli.explain",
    "pgx_reader.cli.report", "pgx_reader.cli.summary", "pgx_reader.render.pdf", "rich.console", "rich.table",
)  # fmt: skip


class Warm:
    """Such a process, under the library that makes calls fail."""

    def __init__(self, library: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.warm"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"LD_PRELOAD": str(library), "PYTHONPATH": str(ROOT)},
            text=True,
        )

    def run(self, arguments: list[str], folder: Path, variables: Mapping[str, str]) -> Ended:
        """Run the program in a folder, and how it ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = {"arguments": arguments, "folder": str(folder), "variables": dict(variables)}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        status = int(self._process.stdout.readline())
        out, err = ((folder / name).read_text(encoding="utf-8", errors="replace") for name in ("out", "err"))
        return Ended(status, out, err)

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


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
    os.environ.update(request["variables"])
    os.chdir(request["folder"])
    for number, (path, flags) in enumerate(
        ((os.devnull, os.O_RDONLY), ("out", os.O_WRONLY | os.O_CREAT), ("err", os.O_WRONLY | os.O_CREAT))
    ):
        os.dup2(os.open(path, flags, 0o600), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # type: ignore[misc] # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    ctypes.CDLL(None).begin()
    sys.argv = ["pgx-reader", *request["arguments"]]
    status = 70
    try:
        main()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0
    except BaseException as error:
        print(f"Traceback: {error!r}", file=sys.stderr)
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    _serve()
