"""All patients of a source, one after the other, from parts in which their rows may lie anywhere."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pgx_reader.batch.codes import Codes
from pgx_reader.batch.deidentify import Telling
from pgx_reader.batch.journal import FILE_NAME, Journal, State
from pgx_reader.batch.names import Pattern
from pgx_reader.errors import OutputError, UnusableInputError
from pgx_reader.models.results import LabPatient, PatientResult, Problem
from pgx_reader.pipeline import put_together, stream_results
from pgx_reader.readers import Limits, name_as_text

Told = Callable[[str, str | None, Sequence[Problem]], None]
"""Who is told of each part that was read: its file, what that is, and what is wrong with it."""


_FULL_DISK = (
    "the folder for temporary files is full. Free some room, or set TMPDIR to another folder, and run it again."
)
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
    codes: Codes | None = None,
) -> None:
    """
    All results into a journal, with names by the pattern for files of which none `is_there` already.

    With `codes`, patients are known by theirs, and files by their number: the problems name nobody.

    A source that cannot be opened is a problem, and costs the others nothing.

    Raises `UnusableInputError` where no patient is found in any.
    """
    journal.begin_input()
    telling = Telling(codes)
    refusals: list[UnusableInputError] = []
    for source in sources:
        try:
            for part in stream_results(source, limits=limits):
                for piece in part.patients:
                    journal.add(piece, pattern, is_there, codes.of(piece.patient.id) if codes else None)
                problems = [telling.problem(problem, part.file) for problem in part.problems]
                for problem in problems:
                    journal.add_problem(problem)
                if codes:
                    # Before the journal knows of a code the list does.
                    codes.save()
                journal.commit()
                told(telling.file(part.file), part.what, problems)
        except UnusableInputError as error:
            refusals.append(error)
            name = telling.file(name_as_text(str(source)))
            problem = Problem(message=telling.refusal(error), file=name)
            journal.add_problem(problem)
            told(name, None, [problem])
    journal.end_input()
    if not journal.count(State.WAITING, State.WRITTEN):
        nothing = UnusableInputError("no results in any of the files; nothing is written.")
        raise UnusableInputError(telling.refusal(refusals[0])) if refusals else nothing


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    """A folder for this user alone that is gone after the block. Raises `OutputError` where none can be made."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="pgx-reader-", ignore_cleanup_errors=True)
    except OSError as error:
        raise OutputError(
            f"no folder for temporary files can be made: {error.strerror or error}. Set TMPDIR to one that can be "
            "written."
        ) from None
    try:
        with folder as path:
            yield Path(path)
    finally:
        if Path(folder.name).exists():
            # What failed once may not fail again.
            shutil.rmtree(folder.name, ignore_errors=True)


def gathered(sources: Sequence[Path], limits: Limits, told: Told) -> Iterator[Gathered]:
    """
    Each patient of the sources, in the order first met; no more of them than one are in memory.

    Their rows stand on disk meanwhile, in a folder for temporary files that only this user can read, and are removed
    at the end; where that cannot be, it is told as a problem. Raises as `read_into` does.
    """
    with _temporary_folder() as folder, closing(Journal(folder / FILE_NAME, _FULL_DISK)) as journal:
        read_into(journal, sources, limits, told)
        for entry in journal.entries(State.WAITING):
            pieces = [LabPatient.model_validate_json(piece) for piece in journal.pieces(entry.number)]
            patient, problems = put_together(pieces)
            yield Gathered(entry.patient_id, patient, (*problems, *(patient.problems if patient else ())))
    if folder.exists():
        stays = "it is a temporary folder that holds results, and could not be removed. Remove it."
        told(str(folder), None, [Problem(message=stays, file=str(folder))])
