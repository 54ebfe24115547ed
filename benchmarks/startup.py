"""
How long `pgx-reader report` takes from nothing to a handout on the disk: `python benchmarks/startup.py`.

Beside it, in turns, a Python that only imports four libraries that such a program is made with. Both are whole
processes of the same interpreter, with modules compiled beforehand as in an installation: one round of each, which
compiles them into a folder of its own, is not counted. Prints a table of medians and their ratio for the README.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

ROUNDS = 15
ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "sample_reports" / "results" / "03-poor-on-clopidogrel.csv"
LIBRARIES = "import pandas, pydantic, click, reportlab.platypus"
HEAD = ("libraries alone", "report of one patient", "ratio")


def main() -> None:
    """Print the table, then the machine."""
    with TemporaryDirectory() as folder:
        commands = [libraries(), report(Path(folder) / "handout.pdf")]
        rounds = [[seconds(command, Path(folder)) for command in commands] for _ in range(1 + ROUNDS)][1:]
    alone, whole = (median(times) for times in zip(*rounds, strict=True))
    row = (f"{alone:.2f} s", f"{whole:.2f} s", f"{whole / alone:.2f}")
    print("\n".join(f"| {' | '.join(cells)} |" for cells in (HEAD, ("---",) * len(HEAD), row)))
    print(f"\nMedians of {ROUNDS} whole processes each, in turns.")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.")


def libraries() -> list[str]:
    """A Python that imports the libraries and ends."""
    return [sys.executable, "-c", LIBRARIES]


def report(target: Path) -> list[str]:
    """The command that writes one patient's handout."""
    return [sys.executable, "-m", "pgx_reader", "report", str(SAMPLE), "-o", str(target)]


def seconds(command: list[str], compiled: Path) -> float:
    """How long a process takes. Raises `CalledProcessError` where it fails: a failure is not a figure."""
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings["PYTHONPYCACHEPREFIX"] = str(compiled)
    start = perf_counter()
    subprocess.run(command, cwd=ROOT, env=surroundings, check=True, capture_output=True)
    return perf_counter() - start


if __name__ == "__main__":
    main()
