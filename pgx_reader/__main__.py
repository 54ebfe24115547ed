"""The program as a process, from its first moment to its last: `pgx-reader` and `python -m pgx_reader`."""

from __future__ import annotations

import os
import signal
from types import FrameType

_REQUESTS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def main() -> None:
    """
    Run the program.

    A request to end is answered in the same words and with the same status whenever it comes: here while the program
    is loaded, when there is nothing yet to leave whole, and in `pgx_reader.cli.stopping` from then on.
    """
    _answer_with(_leave)
    try:
        from pgx_reader.cli import main as command_line  # noqa: PLC0415 - what takes long comes after the line above

        command_line(prog_name="pgx-reader")
    except KeyboardInterrupt:
        _leave()
    finally:
        # All is done and told: Python's own last steps are not to be disturbed.
        _answer_with(signal.SIG_IGN)


def _answer_with(handler: signal.Handlers | object) -> None:
    """What is done at a request to end, where whoever started the program has not had it ignored."""
    for number in _REQUESTS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)  # type: ignore[arg-type]


def _leave(_number: int = 0, _frame: FrameType | None = None) -> None:
    """End at once, without an exception that whatever is being imported might swallow."""
    try:
        os.write(2, b"Stopped.\n")
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
