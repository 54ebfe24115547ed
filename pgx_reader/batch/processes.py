"""What holds for every process that works for another one: requests to stop are answered by that one alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker

REQUESTS = {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}
"""The signals that ask to stop; each is there on some systems only."""


@contextmanager
def requests_held_back() -> Iterator[None]:
    """
    Start processes within this: they begin with requests to stop held back, until `begin` says what is done with them.

    A terminal's Ctrl-C goes to all processes at once, and one that is still being loaded would complain of it. A
    request that comes meanwhile is answered at the end of the block.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # It has to be there before, since it lets Ctrl-C through once it is started. It ignores that by itself; the request
    # of a terminal which is closed is held back from it for good.
    with _held_back(REQUESTS - {signal.SIGINT, signal.SIGTERM}):
        resource_tracker.ensure_running()
    with _held_back(REQUESTS):
        yield


@contextmanager
def _held_back(requests: set[signal.Signals]) -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, requests)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin() -> None:
    """What such a process does first: leave Ctrl-C to the one that gives the work, and end with that one."""
    for number in REQUESTS:
        signal.signal(number, signal.SIG_DFL if number == signal.SIGTERM else signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, REQUESTS)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
