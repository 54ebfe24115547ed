"""What is said on the standard streams, and what becomes of a stream that is lost: closed, full, or its reader gone."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any, TextIO

import click

from pgx_reader.render.printable import printable


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


def prepare_streams() -> None:
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


def say(message: str) -> None:
    """A message on standard error. Where nobody can be told any more, the exit status still tells."""
    with given_up_when_lost(sys.stderr):
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
        tell_lost_output(error)


def output_got_out() -> bool:
    """Whether all that was written on standard output is out; what is left of it is sent now."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        tell_lost_output(error)
        return False
    raw = _raw_of(sys.stdout)
    return not (isinstance(raw, _StandardOutput) and raw.was_lost)


def tell_lost_output(error: OSError) -> None:
    """That standard output cannot be written; nothing where its reader went away, as `head` does."""
    _give_up(sys.stdout)
    if error.errno != errno.EPIPE:
        say(f"Error: standard output cannot be written: {error.strerror}. Send it elsewhere; files are whole.")


@contextmanager
def given_up_when_lost(stream: TextIO) -> Iterator[None]:
    """Within this nothing is lost but the message, where nobody can be told any more."""
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


def _raw_of(stream: TextIO | None) -> object:
    buffer = getattr(stream, "buffer", None)
    return getattr(buffer, "raw", buffer)
