"""
Files are read in processes of their own: a file that takes too long, or that a process dies of, costs nothing else.

The processes are started before they are needed and wait for work. One that has to be stopped is replaced.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import sys
from io import BytesIO
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import anyio.to_thread

from pgx_reader.batch.processes import begin, requests_held_back
from pgx_reader.errors import PgxReaderError, UnusableInputError
from pgx_reader.models.results import Results
from pgx_reader.pipeline import read_results
from pgx_reader.readers import Limits
from pgx_reader.tables import load_tables
from pgx_reader.web.problem import place_in_code, refused, refused_by_reader
from pgx_reader.web.settings import Settings

_BUSY, _TOO_MUCH = 503, 413
_WAITING_AT_MOST = 40
_LONGEST_NAME = 200
# A process that is not ready to read by then never will be, however slow the machine is.
_SECONDS_TO_START = 60


class Reading:
    """The processes that read. `start` and `stop` are called by the application as it begins and ends."""

    def __init__(self, settings: Settings, processes: int = 2) -> None:
        self._settings, self._processes = settings, processes
        self._free: asyncio.Queue[_Reader] = asyncio.Queue()
        self._all: set[_Reader] = set()
        self._waiting = 0

    def start(self) -> None:
        """Start the processes."""
        for _ in range(self._processes):
            self._add()

    def stop(self) -> None:
        """End the processes."""
        for reader in self._all:
            reader.end()
        self._all.clear()

    async def read(self, data: bytes, name: str) -> Results:
        """
        The results of a file, read within the page's bounds.

        Refuses, with what to do, what cannot be read, has too many patients, or takes too long. There may be no patient
        among the results: the problems then say why.
        """
        if self._waiting >= _WAITING_AT_MOST:
            raise refused(_BUSY, "page.error.busy")
        self._waiting += 1
        try:
            reader = await self._free.get()
        finally:
            self._waiting -= 1
        answer = None
        try:
            answer = await reader.read(data, _on_one_line(name), self._settings)
        finally:
            self._give_back(reader, whole=answer is not None)
        if isinstance(answer, UnusableInputError):
            raise refused_by_reader(answer)
        assert isinstance(answer, Results)
        if len(answer.patients) > self._settings.patients:
            raise refused(
                _TOO_MUCH, "page.error.too_many_patients", count=len(answer.patients), most=self._settings.patients
            )
        return answer

    def _give_back(self, reader: _Reader, *, whole: bool) -> None:
        if whole:
            self._free.put_nowait(reader)
            return
        # Stopped, dead, or still at work for somebody who has gone away.
        reader.end()
        self._all.discard(reader)
        self._add()

    def _add(self) -> None:
        reader = _Reader(self._settings.limits)
        self._all.add(reader)
        self._free.put_nowait(reader)


class _Reader:
    """One process that reads, and the line to it. The time that it takes to start is no file's."""

    def __init__(self, limits: Limits) -> None:
        self._is_ready = False
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=_serve, args=(theirs, limits), daemon=True)
        with requests_held_back():
            self._process.start()
        theirs.close()

    async def read(self, data: bytes, name: str, settings: Settings) -> Results | UnusableInputError:
        """What the process makes of a file. Refuses where it takes too long, or dies of it."""
        try:
            answer = await anyio.to_thread.run_sync(
                self._exchange, data, name, settings.seconds, abandon_on_cancel=True
            )
        except (EOFError, OSError):
            raise refused(422, "page.error.reader_died") from None
        if answer is None:
            raise refused(422, "page.error.too_long", seconds=settings.seconds)
        return answer

    def _exchange(self, data: bytes, name: str, seconds: float) -> Results | UnusableInputError | None:
        self._wait_until_ready()
        self._line.send((name, data))
        answer: Results | UnusableInputError | None = self._line.recv() if self._line.poll(seconds) else None
        return answer

    def _wait_until_ready(self) -> None:
        if self._is_ready:
            return
        if not self._line.poll(_SECONDS_TO_START):
            raise EOFError
        self._is_ready = self._line.recv()

    def end(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._line.close()


def _serve(line: Connection, limits: Limits) -> None:
    """What the process does: read one file after the other until nobody is there any more."""
    begin()
    load_tables()
    with contextlib.suppress(EOFError, OSError):
        line.send(True)
        while True:
            name, data = line.recv()
            line.send(_read(data, name, limits))


def _read(data: bytes, name: str, limits: Limits) -> Results | UnusableInputError:
    try:
        return read_results(BytesIO(data), name=name, limits=limits)
    except PgxReaderError as error:
        return UnusableInputError(str(error))
    except Exception as error:
        print(f"error: {place_in_code(error)}", file=sys.stderr)
        sys.exit(1)


def _on_one_line(name: str) -> str:
    return " ".join(name.split())[:_LONGEST_NAME] or "results"
