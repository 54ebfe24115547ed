"""Files are read in processes of their own: too long or too deadly a file costs nobody else anything."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from pgx_reader.models.document import ENGLISH
from pgx_reader.web import reading as module
from pgx_reader.web.problem import Refused
from pgx_reader.web.reading import Reading
from pgx_reader.web.settings import Settings

GOOD = b"patient_id,gene,diplotype\nA-1,CYP2D6,*1/*4\n"


def _serve_slowly(line: Any, _limits: object) -> None:
    """Read like the real one, but for a start that takes its time, a file that never ends and one that kills."""
    time.sleep(3)
    line.send(True)
    while True:
        name, data = line.recv()
        if name == "endless":
            time.sleep(600)
        if name == "deadly":
            os._exit(1)
        line.send(module._read(data, name, Settings().limits))


def _with_reading(work: Callable[[Reading], Awaitable[Any]], **settings: int) -> Any:
    async def run() -> Any:
        reading = Reading(Settings(**settings), processes=1)
        reading.start()
        try:
            return await work(reading)
        finally:
            reading.stop()

    # A thread of its own: where a browser has been used, this one has an event loop already.
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, run()).result()


async def _refusal(reading: Reading, data: bytes, name: str) -> Refused:
    with pytest.raises(Refused) as refusal:
        await reading.read(data, name)
    return refusal.value


def test_a_file_is_read() -> None:
    """As the command line reads it, under the name that it was given, on one line."""
    results = _with_reading(lambda reading: reading.read(GOOD, "two\nlines.csv"))
    assert (results.name, [patient.patient.id for patient in results.patients]) == ("two lines.csv", ["A-1"])


def test_what_cannot_be_read_is_refused_in_the_readers_words() -> None:
    """The message is the reader's own, marked as English."""
    refusal = _with_reading(lambda reading: _refusal(reading, b"hello", "notes.txt"))
    assert (refusal.status, refusal.text.message) == (422, ENGLISH)
    assert "notes.txt" in str(refusal.text.values["text"])


@pytest.mark.parametrize(
    ("name", "message"), [("endless", "page.error.too_long"), ("deadly", "page.error.reader_died")]
)
def test_a_file_that_takes_too_long_or_kills_costs_no_other(
    monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    """It is refused, its process replaced, and the next file is read. The time to start is not the file's."""
    monkeypatch.setattr(module, "_serve", _serve_slowly)

    async def work(reading: Reading) -> tuple[Refused, Any]:
        refusal = await _refusal(reading, GOOD, name)
        return refusal, await reading.read(GOOD, "next.csv")

    refusal, results = _with_reading(work, seconds=2)
    assert (refusal.status, refusal.text.message) == (422, message)
    assert results.patients


def test_too_many_patients_are_refused_with_their_number() -> None:
    """The number that there are, and the most that are taken."""
    data = b"patient_id,gene,diplotype\n" + b"".join(b"P%d,CYP2D6,*1/*1\n" % n for n in range(6))
    refusal = _with_reading(lambda reading: _refusal(reading, data, "six.csv"), patients=5)
    assert (refusal.status, refusal.text.values) == (413, {"count": 6, "most": 5})


def test_who_waits_too_long_in_line_is_told() -> None:
    """More than forty who wait are too many; those who wait are served all the same."""

    async def work(reading: Reading) -> list[Any]:
        tasks = [asyncio.create_task(reading.read(GOOD, f"{n}.csv")) for n in range(50)]
        return await asyncio.gather(*tasks, return_exceptions=True)

    outcomes = _with_reading(work)
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert {refusal.text.message for refusal in refused} == {"page.error.busy"}
    assert 0 < len(refused) < 50
    assert all(outcome.patients for outcome in outcomes if not isinstance(outcome, Refused))
