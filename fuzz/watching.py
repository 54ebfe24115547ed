"""What a piece of work does besides its answer: files that it writes, time and memory that it takes."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
# What changes a folder, starts a program or speaks to another machine; the first argument says where.
_CHANGES = {
    *("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"),
    *("shutil.move", "shutil.copyfile", "shutil.rmtree", "subprocess.Popen", "os.system", "os.exec", "socket.connect"),
}
_CLEAR = Path("/proc/self/clear_refs")
_STATUS = Path("/proc/self/status")

_done: list[str] | None = None
_allowed: Path | None = None
_hooked = False


@contextmanager
def changes(folder: Path | None) -> Iterator[list[str]]:
    """All that is written, started or connected to while this lasts, except below the folder, if one is given."""
    global _done, _allowed, _hooked  # noqa: PLW0603 - a hook cannot be taken away again, so there is one
    if not _hooked:
        sys.addaudithook(_note)
        _hooked = True
    compiled = sys.dont_write_bytecode
    # A module that is imported late would be compiled to disk.
    sys.dont_write_bytecode = True
    _done, _allowed = [], folder.resolve() if folder else None
    try:
        yield _done
    finally:
        _done, sys.dont_write_bytecode = None, compiled


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if _done is None or (event != "open" and event not in _CHANGES):
        return
    if event == "open":
        path, _, flags = arguments
        if isinstance(path, int) or not (isinstance(flags, int) and flags & _WRITING):
            return
    if _allowed and isinstance(arguments[0], str | Path) and Path(arguments[0]).resolve().is_relative_to(_allowed):
        return
    _done.append(f"{event} {arguments[0]!r}")


class Memory:
    """The most memory that the process has, beyond what it had when this was made. In bytes; Linux only, else 0."""

    def __init__(self) -> None:
        self._works = _forget_the_peak()
        self._before = _peak()

    @property
    def taken(self) -> int:
        """The bytes taken so far, at their highest."""
        return max(_peak() - self._before, 0) if self._works else 0


def _forget_the_peak() -> bool:
    """Begin anew to count the process's most memory; whether that can be done here."""
    try:
        descriptor = os.open(_CLEAR, os.O_WRONLY)
        try:
            os.write(descriptor, b"5")
        finally:
            os.close(descriptor)
    except OSError:
        return False
    return True


def _peak() -> int:
    try:
        line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return int(line.split()[1]) * 1024
