"""One patient's handout, from the results' rows to the file: what a worker does, in whichever process it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pgx_reader.batch.deidentify import deidentified, of_code
from pgx_reader.batch.encryption import encrypted
from pgx_reader.batch.journal import Outcome
from pgx_reader.batch.options import Explaining, Style, versions
from pgx_reader.batch.store import Store
from pgx_reader.batch.tidy import medicine_notices
from pgx_reader.errors import UnprintableTextError
from pgx_reader.models.results import LabPatient, Problem, Severity
from pgx_reader.pipeline import put_together

_PLACES = ("file", "row")


@dataclass(frozen=True)
class Job:
    """What holds for all handouts of a batch. With a `password` they are encrypted; it is written nowhere."""

    store: Store
    explaining: Explaining
    style: Style
    made_on: date
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Task:
    """
    One patient's handout that is to be made: `pieces` are the results' rows, as JSON of `LabPatient`.

    With a `code` nothing that comes of it says whose they are.
    """

    number: int
    output: str
    fingerprint: str
    pieces: tuple[str, ...]
    code: str | None = None


def make(job: Job, tasks: Iterable[Task]) -> list[Outcome]:
    """The handouts of some patients, each written whole or not at all. One that fails costs no other theirs."""
    return [_make_one(job, task) for task in tasks]


def fingerprint_of(pieces: Iterable[str], of_all_but_results: str, *, with_places: bool) -> str:
    """
    A digest of all that a handout is made from, but for the day.

    In which file and row a result stands is not in a handout, and a table that grows moves its rows; `with_places` is
    for an archive, whose JSON names them.
    """
    told = pieces if with_places else (json.dumps(_without_places(json.loads(piece))) for piece in pieces)
    return hashlib.sha256("\n".join([of_all_but_results, *told]).encode()).hexdigest()


def _without_places(piece: dict[str, Any]) -> dict[str, Any]:
    rows = [{key: value for key, value in row.items() if key not in _PLACES} for row in piece.get("rows", ())]
    return {key: value for key, value in piece.items() if key not in _PLACES} | {"rows": rows}


def failed(task: Task, error: str, problems: tuple[Problem, ...] = ()) -> Outcome:
    """What is recorded of a handout that could not be made."""
    return Outcome(task.number, task.fingerprint, versions(), error=error, problems=problems)


def _make_one(job: Job, task: Task) -> Outcome:
    """
    Read, explain, set and write one handout.

    Raises `FullDiskError` where there is no room: then none of those that follow could be written either.
    """
    pieces = [LabPatient.model_validate_json(piece) for piece in task.pieces]
    patient, problems = put_together(pieces)
    if task.code is not None:
        problems = tuple(of_code(problem, task.code, pieces[0].patient) for problem in problems)
    if patient is None:
        errors = [problem.message for problem in problems if problem.severity is Severity.ERROR]
        return failed(task, errors[-1] if errors else "nothing of it can be explained.", problems)
    interpretation = job.explaining.interpret(patient)
    if task.code is not None:
        interpretation = deidentified(interpretation, task.code, given=job.explaining.medicines)
    problems = (*problems, *interpretation.problems, *medicine_notices(interpretation))
    try:
        handout = job.style.handout(interpretation, job.made_on)
        if job.password is not None:
            handout = encrypted(handout, job.password)
        job.store.write(task.output, handout)
    except UnprintableTextError as error:
        return failed(task, str(error), problems)
    return Outcome(
        number=task.number,
        fingerprint=task.fingerprint,
        versions=versions(),
        output=task.output,
        sha256=hashlib.sha256(handout).hexdigest(),
        size=len(handout),
        needs_review=interpretation.review.needed,
        problems=problems,
        other_genes=interpretation.other_genes,
    )
