"""
Tries mutmut's mutants, each in a process of its own that has the tests collected already.

    python benchmarks/mutants.py [--seconds 2] [NAME ...]          # from the checkout, with the extras test and quality

The mutants, the tests and which of them run through which function are mutmut's, by `[tool.mutmut]` in
`pyproject.toml`. `mutmut run` gives the same answers, and collects the tests again for every mutant, which takes most
of its time. Here a mutant lives if no test fails within `--seconds` of work; the tests that caught the function's
last mutants go first. What becomes of each is kept in `mutants/results.json`: a later run tries those that lived.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import resource
import signal
import sys
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from mutmut import __main__ as mutmut
from mutmut.configuration import config
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

RESULTS = Path("results.json")
_LOOPS_FOR_EVER = 20
_MEMORY = 4 * 2**30
_KEPT = 12
_LIVES = "lives"


class Trial:
    """A plugin that runs tests for each mutant in place of running them all."""

    def __init__(self, names: list[str], seconds: float) -> None:
        self.names = names
        self.seconds = seconds
        self.catchers: defaultdict[str, deque[pytest.Item]] = defaultdict(lambda: deque(maxlen=_KEPT))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every mutant that is asked for, and write down what became of it."""
        through = tests_through_functions(session.items)
        gc.collect()
        gc.freeze()
        before = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
        mutants = list(all_mutants())
        found = {name: before[name] for name in mutants if name in before}
        # In a mixed order, a run that is stopped is a sample.
        random.Random(0).shuffle(mutants)
        for number, name in enumerate(mutants):
            wanted = any(map(name.startswith, self.names)) if self.names else found.get(name, _LIVES) == _LIVES
            if wanted:
                found[name] = self._fate(name, through[name.rpartition("__mutmut_")[0]])
            if number % 20 == 0:
                RESULTS.write_text(json.dumps(found, indent=0), encoding="utf-8")
        RESULTS.write_text(json.dumps(found, indent=0), encoding="utf-8")
        return True

    def _fate(self, name: str, tests: list[pytest.Item]) -> str:
        catchers = self.catchers[name.rpartition("__mutmut_")[0]]
        ordered = list(dict.fromkeys((*catchers, *tests)))
        said = _tried(name, ordered, self.seconds)
        for item in ordered:
            if item.nodeid == said:
                if item in catchers:
                    catchers.remove(item)
                catchers.appendleft(item)
        return said


def tests_through_functions(items: list[pytest.Item]) -> defaultdict[str, list[pytest.Item]]:
    """The tests that run through each function, the quickest first."""
    set_mutant_under_test("stats")
    found: defaultdict[str, dict[pytest.Item, float]] = defaultdict(dict)
    for item, following in zip(items, (*items[1:], None), strict=True):
        forget()
        begun = time.process_time()
        if not passes(item, following):
            sys.exit(f"{item.nodeid} fails without a mutant")
        for function in state()._stats:
            found[function][item] = time.process_time() - begun
        state()._stats.clear()
    ordered = {function: sorted(tests, key=lambda test: tests[test]) for function, tests in found.items()}
    return defaultdict(list, ordered)


def _tried(name: str, items: list[pytest.Item], seconds: float) -> str:
    """The test that catches the mutant, or in a word what becomes of it."""
    if not items:
        return _LIVES
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _try_it(name, items, seconds, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGALRM):
        return "never ends"
    return said or "dies"


def _try_it(name: str, items: list[pytest.Item], seconds: float, writing: int) -> NoReturn:
    signal.setitimer(signal.ITIMER_PROF, seconds + _LOOPS_FOR_EVER)
    signal.alarm(int(seconds + _LOOPS_FOR_EVER) * 30)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    gc.disable()
    set_mutant_under_test(name)
    forget()
    said = _LIVES
    begun = time.process_time()
    for item, following in zip(items, (*items[1:], None), strict=True):
        if not passes(item, following):
            said = item.nodeid
            break
        if time.process_time() - begun > seconds:
            break
    os.write(writing, said.encode())
    os._exit(0)


def passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Whether a test passes. It is run without pytest's reports, which would take longer than most tests."""
    prepared = item.session._setupstate
    try:
        prepared.setup(item)
        item.runtest()
        prepared.teardown_exact(following)
    except pytest.skip.Exception:
        return True
    except BaseException:  # a mutant may raise whatever it likes
        return False
    return True


def forget() -> None:
    """Empty the caches of the rules: what a mutant is asked was answered before, by the code as it is."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith(("pgx_reader.normalize.", "pgx_reader.interpret.")):
            for value in tuple(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def all_mutants() -> Iterator[str]:
    """The names of the mutants, in the order of the files."""
    for meta in sorted(Path("pgx_reader").rglob("*.meta")):
        yield from json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]


def make_mutants() -> None:
    """Mutmut's copy of the checkout, with the mutants in it."""
    set_mutant_under_test("mutant_generation")
    Path("mutants").mkdir(exist_ok=True)
    mutmut.copy_src_dir()
    mutmut.copy_also_copy_files()
    mutmut.setup_source_paths()
    mutmut.create_mutants(1)


def tell() -> None:
    """How many of each module were caught, and which live."""
    found: dict[str, str] = json.loads(RESULTS.read_text(encoding="utf-8"))
    alive = [name for name, fate in found.items() if fate == _LIVES]
    of_module = Counter(name.rpartition(".")[0] for name in alive)
    print(*alive, sep="\n")
    for module, number in sorted(Counter(name.rpartition(".")[0] for name in found).items()):
        print(f"{module}: {number - of_module[module]} of {number}")
    print(f"all: {len(found) - len(alive)} of {len(found)} caught, {1 - len(alive) / len(found):.2%}")


def main() -> None:
    """Make the mutants, try them, and say what became of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only mutants whose names begin like this")
    parser.add_argument("--seconds", type=float, default=2, help="work of tests for a mutant that lives (default: 2)")
    asked = parser.parse_args()
    make_mutants()
    os.chdir("mutants")
    arguments = ["-q", *config().pytest_add_cli_args, *config().pytest_add_cli_args_test_selection]
    status = pytest.main(arguments, plugins=[Trial(asked.names, asked.seconds)])
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        sys.exit(status)
    tell()


if __name__ == "__main__":
    main()
