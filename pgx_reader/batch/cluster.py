"""A batch on more machines than one: the same work on an existing Dask cluster."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any
from uuid import uuid4

from pgx_reader.batch.files import TEMPORARY
from pgx_reader.batch.journal import Outcome
from pgx_reader.batch.options import Explaining, Style, digest_of_all_but_results
from pgx_reader.batch.store import LocalFolder
from pgx_reader.batch.work import Job, Task, failed, make
from pgx_reader.errors import ClusterError, MissingExtraError

_AT_ONCE = 8
_AHEAD = 3
_DEATHS_AT_MOST = 3
_SECONDS_TO_FIND = 10


def make_all_on(address: str, job: Job, tasks: Iterable[Task]) -> Iterator[list[Outcome]]:
    """
    The outcomes of all tasks, some at a time, as a cluster's workers are done with them.

    Dask gives the work of a worker that died to another. Work at which several died is done again, one patient at a
    time; a patient at whose handout they died three times is given up, with an error. Raises `ClusterError` where the
    scheduler is not there or goes away, and where workers have another version or do not see the folder.
    """
    distributed = _distributed()
    with _client(distributed, address) as client:
        _check_folder(client, job)
        try:
            yield from _work(distributed, client, job, iter(tasks))
        except (distributed.client.FutureCancelledError, distributed.core.CommClosedError) as error:
            raise ClusterError(
                f"{address}: the scheduler went away ({error}). Run the same again with --resume: what is written is "
                "whole."
            ) from None


def require_cluster(address: str, explaining: Explaining, style: Style) -> None:
    """Raise `ClusterError` where no scheduler answers, where it has no workers, and where theirs is another version."""
    distributed = _distributed()
    _require_scheduler(distributed, address)
    with _client(distributed, address) as client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS_TO_FIND)
        except TimeoutError:
            raise ClusterError(f"{address}: the scheduler has no workers. Start some and run the same again.") from None
        found = set(client.run(digest_of_all_but_results, explaining, style).values())
        if found != {digest_of_all_but_results(explaining, style)}:
            raise ClusterError(f"{address}: {_OTHER_VERSION}")


def _require_scheduler(distributed: Any, address: str) -> None:
    """
    Ask who is there, before a client is made: one that cannot be made waits long, and complains, when it is closed.

    Something else may answer, with anything: what it says can be read as the size of an answer that no memory holds.
    """

    async def kind() -> str:
        async with distributed.rpc(address, timeout=_SECONDS_TO_FIND) as there:
            return str((await there.identity())["type"])

    try:
        found = asyncio.run(asyncio.wait_for(kind(), _SECONDS_TO_FIND))
    except TimeoutError:
        raise _not_there(address, f"no answer within {_SECONDS_TO_FIND} seconds") from None
    except (OSError, ValueError) as error:
        raise _not_there(address, str(error)) from None
    except Exception:
        raise _not_there(address, "what answers is something else") from None
    if found != "Scheduler":
        raise _not_there(address, f"it is a {found.lower()}'s address")


def _not_there(address: str, reason: str) -> ClusterError:
    return ClusterError(f"{address}: no Dask scheduler answers there ({reason}). Check --scheduler.")


@contextmanager
def _client(distributed: Any, address: str) -> Iterator[Any]:
    try:
        client = distributed.Client(address, timeout=_SECONDS_TO_FIND, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise _not_there(address, str(error)) from None
    try:
        with client.as_current():
            yield client
    finally:
        client.close(timeout=_SECONDS_TO_FIND)


def _work(distributed: Any, client: Any, job: Job, queue: Iterator[Task]) -> Iterator[list[Outcome]]:
    """Keep all workers busy, with no more handed out than they need."""
    same = digest_of_all_but_results(job.explaining, job.style)
    again: deque[Task] = deque()
    deaths: Counter[int] = Counter()
    under_way: dict[Any, list[Task]] = {}
    try:
        while True:
            most = _AHEAD * max(sum(client.nthreads().values()), 1)
            while len(under_way) < most and (some := [again.popleft()] if again else list(islice(queue, _AT_ONCE))):
                under_way[client.submit(make_checked, job, same, some, pure=False)] = some
            if not under_way:
                return
            done = distributed.wait(list(under_way), return_when="FIRST_COMPLETED").done
            for future in done:
                some = under_way.pop(future)
                try:
                    yield future.result()
                except distributed.scheduler.KilledWorker:
                    for task in some:
                        deaths[task.number] += 1
                        if deaths[task.number] < _DEATHS_AT_MOST:
                            again.append(task)
                        else:
                            yield [failed(task, "the workers that made this handout died each time. Please report it.")]
    finally:
        client.cancel(list(under_way))


def make_checked(job: Job, same: str, tasks: list[Task]) -> list[Outcome]:
    """What a worker does. Raises `ClusterError` where its program, tables or wording are not those of the batch."""
    if digest_of_all_but_results(job.explaining, job.style) != same:
        raise ClusterError(_OTHER_VERSION)
    return make(job, tasks)


_OTHER_VERSION = (
    "a worker of the cluster has another version of the program, its tables or its wording. Install the same "
    "everywhere."
)


def _check_folder(client: Any, job: Job) -> None:
    """Before anything is made: that all workers see where the handouts go."""
    if not isinstance(job.store, LocalFolder):
        return
    token = f"{TEMPORARY}{uuid4().hex}"
    job.store.write(token, token.encode())
    try:
        seen = client.run(job.store.exists, token).values()
    finally:
        job.store.remove(token)
    if not all(seen):
        raise ClusterError(
            f"{job.store.path}: not all workers of the cluster see this folder. Give one that all machines share, or "
            "object storage with --store."
        )


def _distributed() -> Any:
    """Dask's library, which only this needs."""
    try:
        import distributed  # noqa: PLC0415 - an extra, and large
        import distributed.scheduler  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError("--scheduler", "cluster") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    return distributed
