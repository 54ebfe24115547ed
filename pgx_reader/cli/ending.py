"""How the program ends: the one place where errors, lost streams and requests to stop become a message and a status."""

from __future__ import annotations

import _thread
import errno
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from io import BufferedWriter, FileIO, TextIOWrapper
from types import FrameType
from typing import Any, NoReturn, TextIO

import click

from pgx_reader.batch.processes import REQUESTS
from pgx_reader.cli.fault import told_without_values
from pgx_reader.errors import PgxReaderError
from pgx_reader.render.printable import printable

PARTLY_DONE = 1
STOPPED = "Stopped. What is written is whole."
_NO_MEMORY = (
    "there is not enough memory for this. What is written is whole. Close other programs, or give a part of the "
    "results at a time."
)
_WAYS_OUT = {
    errno.EMFILE: "Raise the limit of open files (ulimit -n)",
    errno.ENFILE: "Close other programs",
    errno.ENOSPC: "Free some room",
    errno.EDQUOT: "Free some room",
    errno.ENOMEM: "Close other programs",
    errno.EAGAIN: "Close other programs",
}
# Whoever presses the keys twice means it once: what is left whole at the first takes no longer than this.
_SECONDS_TO_END = 2.0


class Group(click.Group):
    """
    A group of commands that end with a message and an exit status, and never with a traceback.

    `modules` says which module has the command of each name, as an attribute of that name. It is imported when the
    command is asked for: no command waits for what the others need.
    """

    def __init__(self, *args: Any, modules: Mapping[str, str], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the commands, sorted."""
        return sorted(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name. For an unknown name all are imported, so that click can say which are near."""
        for name in [cmd_name] if cmd_name in self.modules else self.modules:
            self.add_command(getattr(import_module(self.modules[name]), name))
        return super().get_command(ctx, cmd_name)

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run the program and end with its status. What the terminal's encoding lacks is shown by another character."""
        _prepare_streams()
        run = super().main
        with _stopped_on_request():
            status = _status_of(lambda: run(*args, **(extra | {"standalone_mode": False})))
        sys.exit(status)


def say(message: str) -> None:
    """A message on standard error. Where nobody can be told any more, the exit status still tells."""
    with _given_up_when_lost(sys.stderr):
        click.echo(printable(message), err=True)


def tell_path(path: object) -> None:
    """
    The path of a file that was written, on standard output.

    Whoever reads the list may go away, as `head` does; the files that are still to be written are written all the same,
    and the exit status tells that not all of them could be named.
    """
    try:
        click.echo(path)
    except LostOutputError as error:
        _tell_lost_output(error)


def _status_of(run: Callable[[], Any]) -> int:
    """What a command ends with; whatever stops it is said."""
    try:
        status = int(run() or 0)
    except click.ClickException as error:
        with _given_up_when_lost(sys.stderr):
            _printable(error).show()
        status = error.exit_code
    except PgxReaderError as error:
        say(f"Error: {error}")
        status = error.exit_status
    except (click.Abort, KeyboardInterrupt):
        say(STOPPED)
        status = PARTLY_DONE
    except MemoryError:
        say(f"Error: {_NO_MEMORY}")
        status = PARTLY_DONE
    except ImportError as error:
        say(f"Error: a part of the program cannot be loaded: {error}. Install it anew, or free some memory.")
        status = PgxReaderError.exit_status
    except RuntimeError as error:
        status = _status_of_fault(error, _NO_MEMORY if "start new thread" in str(error) else None)
    except LostOutputError as error:
        _tell_lost_output(error)
        status = PARTLY_DONE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        way_out = _WAYS_OUT.get(error.errno or 0, "Check the disk, and who may read and write there")
        say(f"Error: {where}{error.strerror or error}. {way_out}, and run the same again.")
        status = PARTLY_DONE
    except SystemExit as ended:
        # click's answer to a reader who went away.
        status = ended.code if isinstance(ended.code, int) else PARTLY_DONE
    except Exception as error:
        status = _status_of_fault(error)
    return _with_output_flushed(status)


def _printable(error: click.ClickException) -> click.ClickException:
    """What click says. It quotes arguments, and those may be names of files that somebody else gave."""
    if isinstance(error, click.UsageError) and not isinstance(error, click.exceptions.NoArgsIsHelpError):
        return click.UsageError(printable(error.format_message()), error.ctx)
    return error


def _status_of_fault(error: Exception, known: str | None = None) -> int:
    """A fault of the program is told by its place alone; one that is known for what it is, in words."""
    for line in (f"Error: {known}",) if known else told_without_values(error):
        say(line)
    return PARTLY_DONE


def _with_output_flushed(status: int) -> int:
    """The status, once it is known whether all output got out."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        _tell_lost_output(error)
        return status or PARTLY_DONE
    raw = _raw_of(sys.stdout)
    return status or (PARTLY_DONE if isinstance(raw, _StandardOutput) and raw.was_lost else 0)


def _tell_lost_output(error: OSError) -> None:
    """That standard output cannot be written; nothing where its reader went away, as `head` does."""
    _give_up(sys.stdout)
    if error.errno != errno.EPIPE:
        say(f"Error: standard output cannot be written: {error.strerror}. Send it elsewhere; files are whole.")


@contextmanager
def _given_up_when_lost(stream: TextIO) -> Iterator[None]:
    try:
        yield
    except OSError:
        _give_up(stream)


def _give_up(stream: TextIO) -> None:
    """Send what is left for a stream nowhere, so that Python does not try again, and complain, at its end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


class LostOutputError(OSError):
    """Standard output cannot be written: not a file, whose errors have messages of their own."""


class _StandardOutput(FileIO):
    was_lost = False

    def write(self, data: Any) -> int:
        """Write as a file does. Raises `LostOutputError`."""
        try:
            return super().write(data)
        except OSError as error:
            self.was_lost = True
            raise LostOutputError(error.errno, error.strerror) from None


def _prepare_streams() -> None:
    """
    Streams whose errors are told from those of files, and that no file takes the place of.

    The number of a closed stream is taken: else a file gets it, and in it what is meant for the stream. Standard output
    is open for reading only then; that it cannot be written is told like any other such error.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_WRONLY if number == 2 else os.O_RDONLY)  # noqa: PLR2004 - standard error
            if number == 1:
                sys.stdout = TextIOWrapper(BufferedWriter(_StandardOutput(number, "w", closefd=False)), "utf-8")
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr.reconfigure(errors="replace")
    out = sys.stdout
    if isinstance(out, TextIOWrapper):
        out.reconfigure(errors="replace")
        if out is sys.__stdout__ and isinstance(_raw_of(out), FileIO):
            raw = _StandardOutput(out.fileno(), "w", closefd=False)
            unbuffered = out.buffer is _raw_of(out)
            sys.stdout = TextIOWrapper(
                raw if unbuffered else BufferedWriter(raw),
                out.encoding,
                "replace",
                line_buffering=out.line_buffering,
                write_through=unbuffered,
            )


def _raw_of(stream: TextIO | None) -> object:
    buffer = getattr(stream, "buffer", None)
    return getattr(buffer, "raw", buffer)


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
def _stopped_on_request() -> Iterator[None]:
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
        sys.unraisablehook = hook
        for number, handler in before.items():
            if handler not in (signal.SIG_IGN, None):
                signal.signal(number, handler)
