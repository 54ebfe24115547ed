"""
A batch of very many patients beside one of a thousand: `python benchmarks/batch.py --patients 100000`.

The patients are invented: common diplotypes and medicines, drawn with a fixed seed, the rows of one gene behind
those of the other. Each run is the command line in a process of its own. Prints what the large run says, then a table
of ratios for the README. Linux only: peaks of memory are read from /proc.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import NamedTuple

FEW = 1_000
SOME = 5_000
ROUNDS = 3
_CYP2D6 = ("*1/*1", "*1/*2", "*1/*4", "*4/*4", "*1/*41", "*10/*10", "*1x2/*2", "*1/*5", "*4/*10", "*2/*41")
_CYP2C19 = ("*1/*1", "*1/*2", "*1/*17", "*2/*2", "*17/*17", "*2/*17")
_MEDICINES = ("citalopram", "codeine", "sertraline; omeprazole", "", "amitriptyline; metoprolol", "venlafaxine")


class Measured(NamedTuple):
    """A run: its seconds, the peak of memory of its largest process in kB, and the bytes of a handout."""

    seconds: float
    peak: int
    size: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--patients", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, help="where handouts are written and removed again")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        few, some, many = (table(Path(folder), number) for number in (FEW, SOME, asked.patients))
        alone, together, small = [], [], []
        for _ in range(ROUNDS):
            alone.append(measured(some, workers=1))
            together.append(measured(some, workers=2))
            small.append(measured(few, workers=2))
        large = measured(many, workers=2, shown=True)
    _print(asked.patients, alone, together, small, large)


def table(folder: Path, number: int) -> Path:
    """A results file of so many invented patients."""
    path = folder / f"{number}.csv"
    draw = random.Random(7)
    people = [
        (f"P{n:06d}", draw.choice(_CYP2D6), draw.choice(_CYP2C19), draw.choice(_MEDICINES)) for n in range(number)
    ]
    with path.open("w", encoding="utf-8") as file:
        file.write("patient_id,patient_name,gene,diplotype,medicines\n")
        file.writelines(f"{p},Person {p} (invented),CYP2D6,{first},{pills}\n" for p, first, _, pills in people)
        file.writelines(f"{p},,CYP2C19,{second},\n" for p, _, second, _ in people)
    return path


def measured(results: Path, workers: int, *, shown: bool = False) -> Measured:
    """One run of the command line; its handouts are removed."""
    with tempfile.TemporaryDirectory(dir=results.parent) as folder:
        command = [
            sys.executable,
            "-m",
            "pgx_reader",
            "batch",
            results,
            "-o",
            Path(folder) / "out",
            "--workers",
            workers,
        ]
        start = time.perf_counter()
        said = None if shown else subprocess.DEVNULL
        with subprocess.Popen(list(map(str, command)), stderr=said) as process:
            peak = 0
            while process.poll() is None:
                peak = max([peak, *map(_peak_of, _family(process.pid))])
                time.sleep(0.2)
        seconds = time.perf_counter() - start
        assert process.returncode == 0
        sizes = [path.stat().st_size for path in (Path(folder) / "out").glob("*.pdf")]
        return Measured(seconds, peak, sum(sizes) / len(sizes))


def _family(process: int) -> Iterator[int]:
    """A process and its children."""
    yield process
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == process:
                yield int(entry.name)


def _peak_of(process: int) -> int:
    with suppress(OSError):
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
        return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
    return 0


def _print(
    patients: int, alone: list[Measured], together: list[Measured], small: list[Measured], large: Measured
) -> None:
    one, two, few = (median(each.seconds for each in runs) for runs in (alone, together, small))
    rows = [
        (f"two workers against one, {SOME:,} patients", f"{one / two:.1f} times as fast"),
        (f"{patients:,} patients against {FEW:,}, time a patient", f"{large.seconds / patients * FEW / few:.2f}"),
        (f"{patients:,} patients against {FEW:,}, peak memory", f"{large.peak / median(m.peak for m in small):.2f}"),
        ("a handout", f"{large.size / 1000:.0f} kB"),
    ]
    print("\n".join(f"| {what} | {figure} |" for what, figure in [("batch", "figure"), ("---", "---"), *rows]))
    print(f"\n{patients:,} patients took {large.seconds / 60:.1f} min; the largest process {large.peak / 1000:.0f} MB.")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.")


if __name__ == "__main__":
    main()
