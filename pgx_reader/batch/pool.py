"""Several processes on this machine: some patients to each at a time, and none lost where a process dies."""

from __future__ import annotations

import multiprocessing
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from pgx_reader.batch.journal import Outcome
from pgx_reader.batch.processes import begin, requests_held_back
from pgx_reader.batch.work import Job, Task, failed, make

# So many patients go to a process at once: enough that handing over costs nothing, few enough to lose little.
_AT_ONCE = 8
# Enough for each process to have the next ones ready when it is done.
_AHEAD = 3
_DEATHS_AT_MOST = 3


def make_all(job: Job, tasks: Iterable[Task], workers: int) -> Iterator[list[Outcome]]:
    """
    The outcomes of all tasks, some at a time, as they are done.

    Where a process dies, what was under way is made again, one patient at a time; a patient at whose handout processes
    died three times is given up, with an error. Closing the iterator waits for what is under way. Raises what `make`
    raises.
    """
    queue = iter(tasks)
    while True:
        lost: list[Task] = []
        yield from _until_a_death(job, queue, lost, workers)
        if not lost:
            return
        yield from _one_by_one(job, deque(lost))


def _one_by_one(job: Job, tasks: deque[Task]) -> Iterator[list[Outcome]]:
    """The outcomes of tasks one of which may be what processes die of."""
    deaths: Counter[int] = Counter()
    while tasks:
        died: list[Task] = []
        yield from _until_a_death(job, _emptied(tasks), died, workers=1, at_once=1, ahead=1)
        for task in died:
            deaths[task.number] += 1
            if deaths[task.number] < _DEATHS_AT_MOST:
                tasks.append(task)
            else:
                yield [failed(task, "the process that made this handout died each time. Please report it.")]


def _emptied(tasks: deque[Task]) -> Iterator[Task]:
    while tasks:
        yield tasks.popleft()


def _until_a_death(
    job: Job, queue: Iterator[Task], lost: list[Task], workers: int, at_once: int = _AT_ONCE, ahead: int = _AHEAD
) -> Iterator[list[Outcome]]:
    """Work through the queue; where a process dies, stop, with what was under way in `lost`."""
    under_way: dict[Future[list[Outcome]], list[Task]] = {}
    with requests_held_back():  # it starts multiprocessing's own process
        executor = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=begin)
    try:
        while not lost:
            while len(under_way) < workers * ahead and (some := list(islice(queue, at_once))):
                try:
                    with requests_held_back():
                        under_way[executor.submit(make, job, some)] = some
                except BrokenProcessPool:
                    lost += some
                    break
            if not under_way:
                return
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                some = under_way.pop(future)
                try:
                    outcomes = future.result()
                except BrokenProcessPool:
                    lost += some
                else:
                    yield outcomes
        lost += [task for some in under_way.values() for task in some]
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
