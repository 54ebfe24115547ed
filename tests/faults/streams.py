"""Spoils the streams and limits of a process that is about to run the program."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterable, Mapping

NUMBERS = {"stdin": 0, "stdout": 1, "stderr": 2}


def spoil(streams: Mapping[str, str], limits: Iterable[Iterable[int]]) -> None:
    """
    Let something be wrong with streams, and few things be allowed.

    A stream is "closed", on a device that is "full", or a pipe whose reader is "gone".
    """
    for name, trouble in streams.items():
        number = NUMBERS[name]
        if trouble == "closed":
            os.close(number)
        else:
            os.dup2(_FILES[trouble](), number)
    for what, most in limits:
        resource.setrlimit(what, (most, most))


def _full() -> int:
    return os.open("/dev/full", os.O_WRONLY)


def _without_reader() -> int:
    reading, writing = os.pipe()
    os.close(reading)
    return writing


_FILES = {"full": _full, "gone": _without_reader}
