"""A batch as a process of its own, on invented patients, and what it leaves behind."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

DAY = "1793620800"
_CYP2D6 = ("*1/*1", "*1/*4", "*4/*4", "*1/*41", "*10/*10", "*1x2/*2", "*4/*10")
_CYP2C19 = ("*1/*1", "*1/*17", "*2/*2", "*17/*17", "*1/*2")
_MEDICINES = ("citalopram", "codeine", "sertraline; omeprazole", "", "venlafaxine")


def results(number: int) -> str:
    """A table of so many invented patients, each always the same: all rows of one gene, then those of the other."""
    draws = [(f"P{n:05d}", random.Random(n)) for n in range(number)]
    first = [
        f"{patient},Person {patient} (invented),CYP2D6,{draw.choice(_CYP2D6)},{draw.choice(_MEDICINES)}\n"
        for patient, draw in draws
    ]
    second = [f"{patient},,CYP2C19,{draw.choice(_CYP2C19)},\n" for patient, draw in draws]
    return "patient_id,patient_name,gene,diplotype,medicines\n" + "".join(first + second)


def start(*arguments: object, **streams: int) -> subprocess.Popen[str]:
    """The program as a user starts it, on a fixed day."""
    return subprocess.Popen(
        [sys.executable, "-m", "pgx_reader", "batch", *map(str, arguments)],
        stdout=streams.get("stdout", subprocess.PIPE),
        stderr=streams.get("stderr", subprocess.PIPE),
        env=os.environ | {"SOURCE_DATE_EPOCH": DAY},
        text=True,
    )


def run(*arguments: object) -> tuple[int, str]:
    """Its exit status, and all that it says."""
    with start(*arguments) as process:
        out, err = process.communicate()
    assert "Traceback" not in err, err
    return process.returncode, out + err


def left_in(folder: Path) -> dict[str, str]:
    """The digest of every file in a folder by its name, but for the journal: hidden ones too."""
    files = (path for path in folder.iterdir() if path.name != "journal.sqlite")
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in files}


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes that make handouts for a batch."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
            command = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if int(parent) == process.pid and b"spawn_main" in command and b"resource_tracker" not in command:
            found.append(int(entry.name))
    return found
