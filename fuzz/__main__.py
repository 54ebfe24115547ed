"""`python -m fuzz`: the inputs that fuzzing begins with, then changed ones for as long as is asked."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from .run import Tally, again, known, run, save
from .seeds import FINDINGS, seeds


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 1 where something does not hold for an input."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0, help="how long (30)")
    parser.add_argument("--hours", type=float, default=0.0, help="how long, instead of the seconds")
    parser.add_argument("--inputs", type=int, default=sys.maxsize, help="at most so many changed inputs")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other inputs (1)")
    parser.add_argument(
        "--findings", type=Path, default=FINDINGS, help="where inputs are kept that something fails for"
    )
    parser.add_argument("--again", type=Path, metavar="FOLDER", help="try the inputs of a folder, and nothing else")
    chosen = parser.parse_args(arguments)
    if chosen.again:
        return _again(chosen.again)
    began = time.monotonic()
    until = began + (chosen.hours * 3_600 or chosen.seconds)
    first = run(0, until=until, most=len(seeds()), source=known)
    print(f"unchanged: {first}", flush=True)
    rest = run(chosen.seed, until=until, most=chosen.inputs, say=_progress)
    print(f"\rchanged, seed {chosen.seed}: {rest}; {time.monotonic() - began:.0f} s", flush=True)
    findings = [*first.findings, *rest.findings]
    for finding, path in zip(findings, save(findings, chosen.findings), strict=True):
        print(f"{path}: {finding.reason}")
    return 1 if findings else 0


def _progress(tally: Tally) -> None:
    if sys.stderr.isatty():
        print(f"\r{tally}", end="", file=sys.stderr, flush=True)


def _again(folder: Path) -> int:
    failed = 0
    for tried, reason in again(folder):
        failed += reason is not None
        print(f"{tried.name}: {reason or 'holds'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
