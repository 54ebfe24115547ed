"""All patients of a source, one after the other, from parts in which their rows may lie anywhere."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pgx_reader.batch.journal import FILE_NAME, Journal, State
from pgx_reader.batch.names import Pattern
from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import LabPatient, PatientResult, Problem
from pgx_reader.pipeline import put_together, stream_results
from pgx_reader.readers import Limits, name_as_text

Told = Callable[[str, str | None, Sequence[Problem]], None]
"""Who is told of each part that was read: its file, what that is, and what is wrong with it."""


_NO_NAMES = Pattern("{patient_id}", "")


def _nothing_is(_name: str) -> bool:
    return False


@dataclass(frozen=True)
class Gathered:
    """
    One patient's result, and the problems of the rows.

    `patient` is `None` where nothing can be explained; an error among the problems says why.
    """

    patient_id: str
    patient: PatientResult | None
    problems: tuple[Problem, ...]


def read_into(
    journal: Journal,
    sources: Sequence[Path],
    limits: Limits,
    told: Told,
    pattern: Pattern = _NO_NAMES,
    is_there: Callable[[str], bool] = _nothing_is,
) -> None:
    """
    All results into a journal, with names by the pattern for files of which none `is_there` already.

    A source that cannot be opened is a problem, and costs the others nothing.

    Raises `UnusableInputError` where no patient is found in any.
    """
    journal.begin_input()
    refusals: list[UnusableInputError] = []
    for source in sources:
        try:
            for part in stream_results(source, limits=limits):
                for piece in part.patients:
                    journal.add(piece, pattern, is_there)
                for problem in part.problems:
                    journal.add_problem(problem)
                journal.commit()
                told(part.file, part.what, part.problems)
        except UnusableInputError as error:
            refusals.append(error)
            name = name_as_text(str(source))
            problem = Problem(message=str(error), file=name)
            journal.add_problem(problem)
            told(name, None, [problem])
    journal.end_input()
    if not journal.count(State.WAITING, State.WRITTEN):
        raise refusals[0] if refusals else UnusableInputError("no results in any of the files; nothing is written.")


def gathered(sources: Sequence[Path], limits: Limits, told: Told) -> Iterator[Gathered]:
    """
    Each patient of the sources, in the order first met; no more of them than one are in memory.

    Their rows stand on disk meanwhile, in a folder for temporary files that only this user can read, and are removed
    at the end. Raises as `read_into` does.
    """
    with (
        tempfile.TemporaryDirectory(prefix="pgx-reader-") as folder,
        closing(Journal(Path(folder) / FILE_NAME)) as journal,
    ):
        read_into(journal, sources, limits, told)
        for entry in journal.entries(State.WAITING):
            pieces = [LabPatient.model_validate_json(piece) for piece in journal.pieces(entry.number)]
            patient, problems = put_together(pieces)
            yield Gathered(entry.patient_id, patient, (*problems, *(patient.problems if patient else ())))
