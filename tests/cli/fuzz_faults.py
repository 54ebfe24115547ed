"""Checks of inputs that fail in each way that a process can, to be found by name in another one."""

from __future__ import annotations

import os
import time

from fuzz.harness import Outcome, Violation
from fuzz.seeds import Input


def numbered(_seed: int, number: int) -> Input:
    """An input that says its number."""
    return Input("numbered", str(number).encode())


def faulty(data: bytes, _name: str) -> Outcome:
    """The first does not hold, the second hangs, the third ends the process; all others are well."""
    if data == b"0":
        raise Violation("not this one")
    if data == b"1":
        time.sleep(600)
    if data == b"2":
        os._exit(3)
    return Outcome(patients=1)
