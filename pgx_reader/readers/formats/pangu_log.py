"""pangu's log: the line that says what it called, between those that say what it did and what it doubted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.formats.pangu import GENE, patients_of_inputs, row_of
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of

_LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \| (?P<level>[A-Z]+) \| (?P<message>.*\S)\s*")
_INPUT, _CALLED = "Processing ", "Diplotype called: "
_OWN = (f"{_CALLED}{GENE}", "Identifying SV signatures", "No Calls found!")
# Where pangu stops with a sample and goes on to the next.
_STOPPED = ("No Calls found!", "No Data!")
_DOUBTS = ("WARNING", "ERROR", "CRITICAL")


def recognize(raw: RawFile) -> Recognition | None:
    """A line of a log that only pangu writes."""
    for number, line in enumerate(raw.lines, start=1):
        match = _LINE.fullmatch(line)
        if match and match["message"].startswith(_OWN):
            return Recognition("pangu log", f'row {number} says "{match["message"][:60]}"')
    return None


def read(raw: RawFile) -> Contents:
    """
    What was called from each alignment; where that is nothing, pangu says so, or the log is cut short.

    The log may be of several alignments, and those are several people's.
    """
    runs = raw.held(_runs(raw))
    problems: list[Problem] = raw.held()
    whose = patients_of_inputs(raw, [run.source for run in runs], problems)
    rows = raw.held(row for run in runs if run.source in whose for row in _rows(run, whose[run.source], problems))
    return Contents(patients_of(rows), tuple(problems))


@dataclass
class _Run:
    """What the log says of one alignment, and the row where that begins."""

    number: int
    source: str
    called: list[tuple[int, str]] = field(default_factory=list)
    doubts: list[Cell] = field(default_factory=list)


def _runs(raw: RawFile) -> Iterator[_Run]:
    run: _Run | None = None
    for number, line in enumerate(raw.lines, start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        message = match["message"]
        begins = message.startswith(_INPUT)
        if run is None or begins:
            if run:
                yield run
            run = _Run(number, message.removeprefix(_INPUT).strip() if begins else "")
        if message.startswith(_CALLED):
            run.called.append((number, message.removeprefix(_CALLED).strip()))
        elif match["level"] in _DOUBTS:
            run.doubts.append(Cell(value=message, column=match["level"]))
    if run:
        yield run


def _rows(run: _Run, patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    for number, called in run.called:
        cell = Cell(value=called, column=_CALLED.strip(": "))
        yield row_of(number, patient_id, cell, run.doubts, problems, counted=True)
    if run.called:
        return
    if any(doubt.value in _STOPPED for doubt in run.doubts):
        yield LabRow(row=run.number, patient_id=patient_id, gene=GENE, remarks=tuple(run.doubts))
        return
    message = f"the log ends before the result of {GENE}; it may be cut short. Run pangu again."
    problems.append(Problem(message=message, row=run.number, patient_id=patient_id))
    yield LabRow(row=run.number, patient_id=patient_id, gene=GENE, readable=False)
