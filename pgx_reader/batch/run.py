"""A batch from its beginning to its end: read, find out what is to be made, make it, and tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pgx_reader.batch.codes import Codes
from pgx_reader.batch.files import make_folder, remove_unfinished
from pgx_reader.batch.gathering import read_into
from pgx_reader.batch.journal import FILE_NAME, Entry, Journal, Outcome, State
from pgx_reader.batch.journal_file import FULL_DISK
from pgx_reader.batch.names import Pattern
from pgx_reader.batch.options import digest_of_all_but_results
from pgx_reader.batch.reports import write_reports
from pgx_reader.batch.store import Store
from pgx_reader.batch.work import Job, Task, fingerprint_of
from pgx_reader.errors import FullDiskError, JournalError, OutputError, StoppedBatchError
from pgx_reader.models.results import Problem, Severity
from pgx_reader.readers import Limits

_COMMIT_EVERY = 200
_GENES_NAMED = 40
_GO_ON = "What is written is whole. Then run the same again with --resume."


class Watcher(Protocol):
    """Who is told how a batch goes on."""

    def read(self, file: str, what: str | None, problems: Sequence[Problem]) -> None:
        """A part of a file was read."""

    def begun(self, waiting: int, kept: int) -> None:
        """All is read; so many handouts are to be made, and so many are there already."""

    def done(self, outcomes: Sequence[Outcome]) -> None:
        """What became of some of them."""


Maker = Callable[[Job, Iterable[Task]], Iterator[list[Outcome]]]
"""Who makes handouts: processes of this machine, or a cluster."""


@dataclass(frozen=True)
class Batch:
    """
    What is asked for. `folder` holds journal and reports, and the handouts where their store is no other place.

    `pattern` names the handouts' files; `limits` bound what is read of each source; `make` does the work. `shared`:
    others may read the reports; the journal they may not. With `codes` nothing that is left says whose the results are.
    """

    sources: tuple[Path, ...]
    folder: Path
    job: Job
    pattern: Pattern
    limits: Limits
    make: Maker
    shared: bool = False
    codes: Codes | None = None


@dataclass(frozen=True)
class Tally:
    """How a batch ended: patients by what became of their handout, those in need of a review, errors in the input."""

    written: int
    kept: int
    failed: int
    waiting: int
    gone: int
    reviews: int
    errors: int

    @property
    def is_complete(self) -> bool:
        """Whether every patient has a handout and every row could be read."""
        return not (self.failed or self.waiting or self.errors)


def run(batch: Batch, watcher: Watcher, *, resume: bool) -> Tally:
    """
    Make the handouts of a batch.

    With `resume` those that are there, whole and from the same results, tables, wording and options, are kept. Each
    is written whole or not at all, and the journal knows of it: whatever ends the program, the next run goes on.

    Raises `UnusableInputError` where no source can be read, `OutputError` and `JournalError` where the folder cannot be
    used, `FullDiskError` where it cannot take more, `StoppedBatchError` where it can no longer be used. An
    interruption comes through as `KeyboardInterrupt`. In all these cases what was done is recorded.
    """
    journal = _journal(batch, resume)
    is_making = False
    try:
        is_there = batch.job.store.exists
        read_into(journal, batch.sources, batch.limits, watcher.read, batch.pattern, is_there, batch.codes)
        kept = _find_work(batch, journal)
        journal.commit()
        watcher.begun(journal.count(State.WAITING), kept)
        is_making = True
        _make(batch, journal, watcher)
        journal.forget_results()
        tally = _tally(journal, kept)
    except BaseException as error:
        # What ends the run is told; that the disk is too full for the reports as well is not told instead of it.
        with suppress(OutputError, JournalError, OSError):
            _end(batch, journal)
        if isinstance(error, FullDiskError):
            raise FullDiskError(f"{batch.folder}: {FULL_DISK}") from None
        if is_making and isinstance(error, OutputError | JournalError):
            raise StoppedBatchError(f"{error} {_GO_ON}") from None
        raise
    _end(batch, journal)
    return tally


def _end(batch: Batch, journal: Journal) -> None:
    """Leave the folder with its reports and nothing unfinished; without a journal where there is nothing to tell."""
    folder = batch.folder
    remove_unfinished(folder)
    with suppress(OutputError):
        batch.job.store.remove_unfinished()
    if journal.count(*State):
        journal.commit()
        write_reports(folder, journal, shared=batch.shared)
        journal.close()
    else:
        journal.close()
        journal.path.unlink()


def _journal(batch: Batch, resume: bool) -> Journal:
    """The journal of the folder. Nobody else's files are written over, and no batch's without being asked."""
    folder = batch.folder
    try:
        _require_ours(batch, resume)
    except OSError as error:
        raise OutputError(f"{folder}: it cannot be used: {error.strerror}. Give another with -o.") from None
    journal = Journal(folder / FILE_NAME)
    if batch.codes is not None:
        _require_codes_of_all(journal, batch.codes)
    remove_unfinished(folder)
    batch.job.store.remove_unfinished()
    return journal


def _require_ours(batch: Batch, resume: bool) -> None:
    """The folder, made where it is not there. Raises `OutputError` where it is not for this batch, and `OSError`."""
    folder = batch.folder
    for source in batch.sources:
        if folder.resolve().is_relative_to(source.resolve()):
            raise OutputError(f"{folder}: this folder is part of {source}, which is read. Give another with -o.")
    make_folder(folder, shared=batch.shared)
    if (folder / FILE_NAME).exists():
        if not resume:
            raise OutputError(
                f"{folder}: there is a batch in this folder. Go on with it by --resume, or give another with -o."
            )
    elif any(folder.iterdir()):
        raise OutputError(f"{folder}: there are files in this folder that no batch wrote. Give a new folder with -o.")


def _require_codes_of_all(journal: Journal, codes: Codes) -> None:
    """A folder in which ids stand, or codes of another list, does not become one without."""
    if not all(codes.has(entry.patient_id) for entry in journal.entries(*State)):
        journal.close()
        raise JournalError(
            f"{journal.path}: this batch has patients who are not in the list of codes: it was begun without "
            "--deidentify, or with another list. Nothing was changed. Give that list with --codes, or a new folder "
            "with -o."
        )


def _find_work(batch: Batch, journal: Journal) -> int:
    """Mark what is to be made again, and count what can stay as it is."""
    kept = 0
    for entry in journal.entries(State.WRITTEN):
        name = entry.stem + batch.pattern.suffix
        if (
            entry.output == name
            and entry.fingerprint == _fingerprint(batch, entry, journal.pieces(entry.number))
            and entry.sha256 == batch.job.store.digest(name)
        ):
            kept += 1
        else:
            journal.set_waiting(entry.number)
    return kept


def _make(batch: Batch, journal: Journal, watcher: Watcher) -> None:
    others: dict[str, None] = {}
    unsaved = 0
    for outcomes in batch.make(batch.job, _tasks(batch, journal)):
        for outcome in outcomes:
            _record(batch.job.store, journal, outcome)
            others.update(dict.fromkeys(outcome.other_genes))
        unsaved += len(outcomes)
        if unsaved >= _COMMIT_EVERY:
            journal.commit()
            unsaved = 0
        watcher.done(outcomes)
    if others:
        journal.add_problem(_not_explained(sorted(others)))


def _tasks(batch: Batch, journal: Journal) -> Iterator[Task]:
    for entry in journal.entries(State.WAITING):
        pieces = tuple(journal.pieces(entry.number))
        output, fingerprint = entry.stem + batch.pattern.suffix, _fingerprint(batch, entry, pieces)
        yield Task(entry.number, output, fingerprint, pieces, _code_of(batch, entry))


def _code_of(batch: Batch, entry: Entry) -> str | None:
    return entry.patient_id if batch.codes is not None else None


def _fingerprint(batch: Batch, entry: Entry, pieces: Sequence[str]) -> str:
    same = digest_of_all_but_results(batch.job.explaining, batch.job.style)
    code = _code_of(batch, entry)
    if code is not None:
        same += f"\n{code}"
    if batch.job.password is not None:
        # That, and never with what: from a digest a weak password could be found.
        same += "\nencrypted"
    return fingerprint_of(pieces, same, with_places=batch.job.style.archive)


def _record(store: Store, journal: Journal, outcome: Outcome) -> None:
    """An outcome into the journal. A handout of an earlier run that this one takes the place of goes."""
    before = journal.output_of(outcome.number)
    if before and before != outcome.output:
        store.remove(before)
    journal.record(outcome)


def _not_explained(others: Sequence[str]) -> Problem:
    named = ", ".join(others[:_GENES_NAMED])
    more = f" and {len(others) - _GENES_NAMED:,} more" if len(others) > _GENES_NAMED else ""
    message = f"also in the results, and not explained by this program: {named}{more}."
    return Problem(message=message, severity=Severity.NOTICE)


def _tally(journal: Journal, kept: int) -> Tally:
    written = journal.count(State.WRITTEN)
    return Tally(
        written=written - kept,
        kept=kept,
        failed=journal.count(State.FAILED),
        waiting=journal.count(State.WAITING),
        gone=journal.count(State.GONE),
        reviews=journal.reviews(),
        errors=journal.errors(),
    )
