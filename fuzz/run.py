"""A run: inputs tried one after the other in a process that is watched from outside, and replaced when it dies."""

from __future__ import annotations

import hashlib
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from .harness import BOUNDS, MEGABYTE, Outcome, Violation, holds
from .mutate import made
from .seeds import FINDINGS, Input, in_corpus, seeds
from .unpacking import size_of

Check = Callable[[bytes, str], Outcome]
Source = Callable[[int, int], Input]

# What a process may need to begin, and what the machine's other work may cost an input.
_TO_BEGIN = 300.0
_PATIENCE = 20.0
_AT_A_TIME = 500
_LEAST_MEMORY_FOR_A_CRASH = 6_000 * MEGABYTE


@dataclass(frozen=True)
class Finding:
    """An input for which something does not hold, and what."""

    input: Input
    reason: str


@dataclass
class Tally:
    """What became of the inputs so far."""

    tried: int = 0
    read: int = 0
    patients: int = 0
    phenotypes: int = 0
    findings: list[Finding] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.tried:,} inputs: {self.read:,} read, {self.tried - self.read - len(self.findings):,} refused; "
            f"{self.patients:,} patients, {self.phenotypes:,} genes with a phenotype; {len(self.findings)} findings"
        )


def run(
    seed: int,
    *,
    until: float,
    most: int = sys.maxsize,
    source: Source = made,
    check: Check = holds,
    seconds: float | None = None,
    say: Callable[[Tally], None] = lambda _: None,
) -> Tally:
    """
    Try inputs until a time (`time.monotonic`) or a number. `seconds` is how long one may take, else as the bounds say.

    `source` and `check` are found by name in the other process.
    """
    tally, number = Tally(), 0
    while number < most and time.monotonic() < until:
        last = min(number + _AT_A_TIME, most)
        number = _stretch(seed, range(number, last), until, source, check, seconds, tally)
        say(tally)
    return tally


def _stretch(
    seed: int, numbers: range, until: float, source: Source, check: Check, seconds: float | None, tally: Tally
) -> int:
    """Some inputs in one process; the number of the next one to try."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_work, args=(theirs, seed, numbers, source, check), daemon=True)
    process.start()
    theirs.close()
    number = numbers.start
    try:
        if not ours.poll(_TO_BEGIN) or ours.recv() != _READY:
            raise RuntimeError("the process that tries the inputs does not begin.")
        while number < numbers.stop and time.monotonic() < until:
            patience = _patience(source(seed, number), seconds)
            try:
                answer = ours.recv() if ours.poll(patience) else f"no answer in {patience:.0f} s"
            except EOFError:
                process.join()
                answer = f"the process ended with {process.exitcode}"
            _count(tally, answer, lambda number=number: source(seed, number))  # type: ignore[misc]
            number += 1
            if isinstance(answer, str) and not answer.startswith(_HELD_NOT):
                break
    finally:
        process.kill()
        process.join()
        ours.close()
    return number


_READY = "ready"
_HELD_NOT = "does not hold: "


def _patience(tried: Input, seconds: float | None) -> float:
    if seconds is not None:
        return seconds
    return _PATIENCE + 2 * BOUNDS.seconds * max(size_of(tried.data) / MEGABYTE, 1)


def _count(tally: Tally, answer: Outcome | str, tried: Callable[[], Input]) -> None:
    tally.tried += 1
    if isinstance(answer, str):
        tally.findings.append(Finding(tried(), answer))
        return
    tally.read += answer.refused is None
    tally.patients += answer.patients
    tally.phenotypes += answer.phenotypes


def _work(out: Connection, seed: int, numbers: range, source: Source, check: Check) -> None:
    """In the other process: each input's outcome, in order."""
    _bound_memory()
    out.send(_READY)
    for number in numbers:
        tried = source(seed, number)
        try:
            out.send(check(tried.data, tried.name))
        except Violation as violation:
            out.send(f"{_HELD_NOT}{violation}")


def _bound_memory() -> None:
    """An input that takes all memory ends its process, and not the machine's other ones."""
    import resource  # noqa: PLC0415 - not on Windows

    resource.setrlimit(resource.RLIMIT_AS, (_LEAST_MEMORY_FOR_A_CRASH, _LEAST_MEMORY_FOR_A_CRASH))


def save(findings: list[Finding], folder: Path = FINDINGS) -> Iterator[Path]:
    """Each finding's input as a file, with the reason beside it; where they are."""
    for finding in findings:
        folder.mkdir(parents=True, exist_ok=True)
        safe = "".join(c if c.isalnum() or c in "._-" else "_" for c in finding.input.name)[:80]
        path = folder / f"{hashlib.sha256(finding.input.data).hexdigest()[:12]}--{safe}"
        path.write_bytes(finding.input.data)
        path.with_name(f"{path.name}.reason").write_text(finding.reason, encoding="utf-8")
        yield path


def known(_seed: int, number: int) -> Input:
    """The inputs that fuzzing begins with, one by one."""
    return seeds()[number]


def again(folder: Path) -> Iterator[tuple[Input, str | None]]:
    """Every input of a folder tried in this process, with the reason where something does not hold."""
    for tried in in_corpus(folder):
        if tried.name.endswith(".reason"):
            continue
        try:
            holds(tried.data, tried.name, render=True)
        except Violation as violation:
            yield tried, str(violation)
        else:
            yield tried, None
