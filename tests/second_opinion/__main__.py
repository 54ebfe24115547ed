"""Compare the program with the second opinion: `python -m tests.second_opinion --number 1000000 --seed 1`."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterator
from itertools import islice
from time import perf_counter
from typing import Any

from tests.second_opinion.cases import every
from tests.second_opinion.comparison import disagreements, statements_apart
from tests.second_opinion.drawing import FOLDER, drawn
from tests.second_opinion.opinion import Tables

# So many are drawn and compared at once: a million of them need little more memory than that.
_AT_ONCE = 10_000
_STATEMENTS_AT_ONCE = 500


def main() -> int:
    """Print how many agreed, and all that did not; the exit status is 1 where there is any."""
    parser = argparse.ArgumentParser(prog="python -m tests.second_opinion", description=__doc__)
    parser.add_argument("--number", type=int, default=20_000, help="how many diplotypes, no two the same")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws others")
    parser.add_argument("--statements", action="store_true", help="compare the statements of patients of every kind")
    asked = parser.parse_args()
    tables, began, compared, apart = Tables(FOLDER), perf_counter(), 0, 0
    rest: Iterator[Any] = every() if asked.statements else drawn(asked.seed, asked.number)
    while some := list(islice(rest, _STATEMENTS_AT_ONCE if asked.statements else _AT_ONCE)):
        for found in statements_apart(some, tables)[0] if asked.statements else disagreements(some, tables):
            apart += 1
            print(found, flush=True)
        compared += len(some)
        print(f"{compared:,} compared", file=sys.stderr)
    what = "patients" if asked.statements else f"diplotypes (seed {asked.seed})"
    print(f"{compared - apart:,} of {compared:,} {what} agreed; {perf_counter() - began:.0f} s.")
    return 1 if apart else 0


if __name__ == "__main__":
    # Nothing that is made here holds itself: looking for such things all the time takes a fifth of it.
    gc.set_threshold(200_000)
    sys.exit(main())
