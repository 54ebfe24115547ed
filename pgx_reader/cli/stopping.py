"""Requests to stop: Ctrl-C, a scheduler's, and that of a terminal which is closed."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from pgx_reader.batch.processes import REQUESTS

# Whoever presses the keys twice means it once: what is left whole at the first takes no longer than this.
_SECONDS_TO_END = 2.0


class _Requests:
    """Requests to stop, each of them answered once."""

    def __init__(self) -> None:
        self._number: int = signal.SIGINT
        self._answered: float | None = None

    def stop(self, number: int, _frame: FrameType | None) -> None:
        """What Ctrl-C, a scheduler and a terminal that is closed do alike: leave all whole, and end."""
        now = time.monotonic()
        if self._answered is None or now - self._answered > _SECONDS_TO_END:
            self._number, self._answered = number, now
            raise KeyboardInterrupt

    def again(self, unraisable: Any) -> None:
        """A request that came where no exception can be raised comes once more; all else is as it was."""
        if unraisable.exc_type is not KeyboardInterrupt:
            sys.__unraisablehook__(unraisable)
            return
        self._answered = None
        timer = threading.Timer(0.02, _thread.interrupt_main, (self._number,))
        timer.daemon = True
        timer.start()


@contextmanager
def stopped_on_request() -> Iterator[None]:
    """Within this a request to stop is a `KeyboardInterrupt`, but for one that whoever started us has had ignored."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    requests = _Requests()
    before = {number: signal.getsignal(number) for number in REQUESTS}
    hook = sys.unraisablehook
    for number, handler in before.items():
        if handler not in (signal.SIG_IGN, None):
            signal.signal(number, requests.stop)
    sys.unraisablehook = requests.again
    try:
        yield
    finally:
        # Where a request comes while some library runs a text as code, Python notes that nobody answered it, and would
        # die of it at its end, whatever we said; running another text takes the note away.
        exec("")
        sys.unraisablehook = hook
        for number, handler in before.items():
            if handler not in (signal.SIG_IGN, None):
                signal.signal(number, handler)
