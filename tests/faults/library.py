"""The library that makes calls of the system fail, and what says that something cannot be brought about here."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

_SOURCE = Path(__file__).with_name("failing.c")


class CannotBeTriedError(Exception):
    """
    What goes wrong cannot be brought about here: no file system may be mounted, or a library is not installed.

    Where the variable `unless` is set, that is a failure, and nothing is skipped.
    """

    def __init__(self, why: str, *, unless: str | None = None) -> None:
        super().__init__(why)
        self.unless = unless


@cache
def library() -> Path:
    """The library that makes calls fail, compiled for this machine."""
    target = Path(mkdtemp(prefix="faults-")) / "failing.so"
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise CannotBeTriedError("there is no compiler for C")
    line = [compiler, "-shared", "-fPIC", "-O1", "-o", target, _SOURCE, "-ldl"]
    if subprocess.run(line, check=False).returncode:
        raise CannotBeTriedError("the library that makes calls fail cannot be compiled here")
    return target
