"""Compare the program with the second opinion on diplotypes drawn at random: `python -m tests.second_opinion`."""

from __future__ import annotations

import argparse
import gc
import sys
from itertools import islice
from time import perf_counter

from tests.second_opinion.comparison import disagreements
from tests.second_opinion.drawing import FOLDER, drawn
from tests.second_opinion.opinion import Tables

# So many are drawn and compared at once: a million of them need little more memory than that.
_AT_ONCE = 10_000


def main() -> int:
    """Print how many agreed, and every one that did not; the exit status is 1 where there is one."""
    parser = argparse.ArgumentParser(prog="python -m tests.second_opinion", description=__doc__)
    parser.add_argument("--number", type=int, default=20_000, help="how many diplotypes, no two the same")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws others")
    asked = parser.parse_args()
    # Nothing that is made here holds itself: looking for such things all the time takes a fifth of it.
    gc.set_threshold(200_000)
    began, compared, apart = perf_counter(), 0, 0
    tables, rest = Tables(FOLDER), drawn(asked.seed, asked.number)
    while some := list(islice(rest, _AT_ONCE)):
        for found in disagreements(some, tables):
            apart += 1
            print(found, flush=True)
        compared += len(some)
        print(f"{compared:,} compared", file=sys.stderr)
    print(f"{compared - apart:,} of {compared:,} agreed (seed {asked.seed}; {perf_counter() - began:.0f} s).")
    return 1 if apart else 0


if __name__ == "__main__":
    sys.exit(main())
