"""Results part by part: a table of a million rows needs no more memory than one of a thousand."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from pgx_reader.errors import HalfReadError, UnusableInputError
from pgx_reader.models.results import LabPatient, LabRow, Patient, Problem, Severity
from pgx_reader.readers import table
from pgx_reader.readers.columns import Role
from pgx_reader.readers.controls import without_controls
from pgx_reader.readers.cutting import apart, pieces_of
from pgx_reader.readers.decoding import decoded, encoding_of
from pgx_reader.readers.grid import find_delimiter, read_top
from pgx_reader.readers.layout import Layout, layout_of
from pgx_reader.readers.limits import DEFAULT_LIMITS, Limits
from pgx_reader.readers.one_file import CHANGED, LargeFile, Unreadable, state_of
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents
from pgx_reader.readers.sniff import claims_of, read_file
from pgx_reader.readers.sources import files_to_stream

# A part is small beside what the program itself needs, and large beside a table's header, which is read with each.
PART_BYTES = 60_000


@dataclass(frozen=True)
class Part:
    """
    A part of a source: a file, or some rows of one. `what` is what the file was taken for, `None` where not read.

    A patient may stand in many parts: `merged` puts the pieces together. Rows and problems name their file.
    """

    file: str
    what: str | None
    patients: tuple[LabPatient, ...] = ()
    problems: tuple[Problem, ...] = ()


def stream_results(source: str | Path, *, limits: Limits = DEFAULT_LIMITS, size: int = PART_BYTES) -> Iterator[Part]:
    """
    Read a source as `read_results` does, part by part.

    A large table of delimited text is read some rows at a time, of about `size` bytes; anything else a file at a time.
    So the number of results has no bound, whatever `limits` says of it.
    What cannot be read is a part with an error. Raises `UnusableInputError` where the source cannot be opened, and
    `HalfReadError` where a large file breaks off or is changed midway: the parts before were of what it is no more.
    """
    given = files_to_stream(source, limits.for_parts, size)
    for file in given.files:
        label = file.name if given.kind is None else f"{given.name}/{file.name}"
        for part in _parts(file, size):
            yield _placed(part, label)


def _parts(file: RawFile | Unreadable | LargeFile, size: int) -> Iterator[Part]:
    if isinstance(file, Unreadable):
        yield _unread(file.name, file.reason)
    elif isinstance(file, RawFile):
        yield _whole(file)
    else:
        yield from _parts_of_large(file, size)


def _parts_of_large(file: LargeFile, size: int) -> Iterator[Part]:
    try:
        parts = _parts_of_table(file, size)
        if parts is not None:
            yield from parts
            return
        raw = file.whole()
    except UnusableInputError as error:
        yield _unread(file.name, str(error))
    except OSError as error:
        raise HalfReadError(
            f"{file.name}: it cannot be read to its end: {error.strerror}. Nothing is made of it. Copy it anew, and "
            "run the same again; a batch with --resume."
        ) from None
    else:
        yield _whole(raw)


def _unread(name: str, reason: str, severity: Severity = Severity.ERROR) -> Part:
    message = f"not read: {reason.removeprefix(f'{name}: ')}"
    return Part(name, None, problems=(Problem(message=message, severity=severity),))


def _whole(raw: RawFile) -> Part:
    """A file in one piece. A sheet that holds no results is a notice, a file an error."""
    try:
        recognition, contents = read_file(raw, with_others=True)
    except UnusableInputError as error:
        return _unread(raw.name, str(error), Severity.NOTICE if raw.is_sheet else Severity.ERROR)
    return Part(raw.name, recognition.what, contents.patients, (*raw.notices, *contents.problems))


def _placed(part: Part, label: str) -> Part:
    """The part with its file's name on every patient, row and problem."""
    patients = tuple(
        patient.model_copy(
            update={"file": label, "rows": tuple(row.model_copy(update={"file": label}) for row in patient.rows)}
        )
        for patient in part.patients
    )
    problems = tuple(problem.model_copy(update={"file": label}) for problem in part.problems)
    return Part(label, part.what, patients, problems)


@dataclass(frozen=True)
class _Table:
    """What the first part of a table tells of all: the lines down to its header, and what stands where."""

    what: str
    heading: str
    rows_above: int
    layout: Layout
    delimiter: str
    encoding: str | None


def _parts_of_table(file: LargeFile, size: int) -> Iterator[Part] | None:
    """The table some rows at a time; `None` where it is no table that can be cut between rows."""
    stream = file.open()
    before = state_of(stream)
    delimiter = find_delimiter(RawFile(file.name, stream.read(PART_BYTES).decode("latin-1")))
    stream.seek(0)
    pieces = pieces_of(stream, size, delimiter, file.limits)
    first = next(pieces)
    told = _told_by(file, first, delimiter)
    if told is None:
        stream.close()
        return None
    return _unchanged(file, stream, before, _read_pieces(file, told, chain([first], pieces)))


def _unchanged(
    file: LargeFile, stream: BinaryIO, before: tuple[int, int] | None, parts: Iterator[Part]
) -> Iterator[Part]:
    """The parts. Raises `HalfReadError` where the file is another at their end than it was at the beginning."""
    with stream:
        yield from parts
        if state_of(stream) != before:
            raise HalfReadError(f"{file.name}: {CHANGED} A batch is run again with --resume.")


def _told_by(file: LargeFile, first: bytes, delimiter: str) -> _Table | None:
    """What a file's first bytes tell of it; `None` where only the whole file can tell."""
    try:
        text, _ = decoded(file.name, first)
        raw = RawFile(file.name, text, folder=file.folder, beside=file.beside, limits=file.limits)
        claims = claims_of(raw)
    except UnusableInputError:
        return None
    if len(claims) != 1 or claims[0][0] is not table:
        return None
    grid = read_top(raw)
    above = raw.lines[: grid.heading.number]
    layout = layout_of(grid.header, grid.rows)
    if Role.PATIENT_ID not in layout.roles or any('"' in line and line.count('"') % 2 for line in above):
        return None
    heading = "".join(f"{line}\n" for line in above)
    return _Table(claims[0][1].what, heading, grid.heading.number, layout, delimiter, _encoding_of(file))


def _encoding_of(file: LargeFile) -> str | None:
    with file.open() as lines:
        return encoding_of(lines)


def _read_pieces(file: LargeFile, told: _Table, pieces: Iterable[bytes]) -> Iterator[Part]:
    """Each piece under the table's header. What is said of the header is said with the first alone."""
    done = 0
    for piece in pieces:
        for part, rows in _read_piece(file, told, piece, done):
            done += rows
            yield part


def _read_piece(file: LargeFile, told: _Table, piece: bytes, done: int) -> Iterator[tuple[Part, int]]:
    """The part, and how many rows it has, the heading's too; where a row breaks it, what is sound and that row."""
    if not piece.strip():
        yield Part(file.name, told.what), piece.count(b"\n")
        return
    try:
        raw, number = _part_of_file(file, told, piece, done)
        contents = without_controls(file.name, table.read_part(raw, told.layout), is_part=True)
    except UnusableInputError as error:
        yield from _without_broken_rows(file, told, piece, done, error)
        return
    problems = (*raw.notices, *(contents.problems if done == 0 else _of_rows(contents, told.rows_above)))
    yield Part(file.name, told.what, contents.patients, problems), number


def _part_of_file(file: LargeFile, told: _Table, piece: bytes, done: int) -> tuple[RawFile, int]:
    """The piece as a file of its own, under the heading, and how many rows it has itself."""
    text, notices = decoded(file.name, piece, told.encoding)
    number = sum(1 for _ in csv.reader(StringIO(text, newline=""), delimiter=told.delimiter))
    shifted = tuple(n.model_copy(update={"row": n.row + done if n.row else None}) for n in notices)
    raw = RawFile(file.name, text, file.folder, file.beside, notices=shifted, limits=file.limits)
    if done:
        raw = replace(raw, text=told.heading + text, left_out=(told.rows_above, done - told.rows_above))
    return raw, number


def _without_broken_rows(
    file: LargeFile, told: _Table, piece: bytes, done: int, error: UnusableInputError
) -> Iterator[tuple[Part, int]]:
    broken_up = list(apart(piece, told.delimiter))
    if len(broken_up) > 1:
        for each in broken_up:
            for part, rows in _read_piece(file, told, each, done):
                done += rows
                yield part, rows
        return
    lines = max(piece.count(b"\n"), 1)
    if lines == 1 and b'"' in piece:
        raw, _ = _part_of_file(file, told, piece, done)
        yield _row_with_an_open_mark(told, raw, done + 1), 1
        return
    message = str(error).removeprefix(f"{file.name}: ").removeprefix(f"{file.name}, ")
    where = f"the part from row {done + 1} to row {done + lines} is not read: {message}"
    yield Part(file.name, told.what, problems=(Problem(message=where, row=done + 1),)), lines


def _row_with_an_open_mark(told: _Table, raw: RawFile, row: int) -> Part:
    """Whose row it is and of which gene, as far as can be told, and that its cells cannot be told apart."""
    contents = table.read_part(replace(raw, text=raw.text.replace('"', "")), told.layout)
    patients = tuple(
        LabPatient(patient=Patient(id=patient.patient.id), row=row, rows=tuple(map(_unreadable, patient.rows)))
        for patient in contents.patients
    )
    message = "a quotation mark is opened and not closed; the row is left out. Close it, or save the table anew as CSV."
    whose = patients[0].patient.id if len(patients) == 1 else None
    return Part(raw.name, told.what, patients, (Problem(message=message, row=row, patient_id=whose),))


def _unreadable(row: LabRow) -> LabRow:
    return LabRow(row=row.row, patient_id=row.patient_id, gene=row.gene, readable=False)


def _of_rows(contents: Contents, rows_above: int) -> Iterator[Problem]:
    """The problems that are not those of the header, which the first part has told."""
    return (problem for problem in contents.problems if problem.patient_id or (problem.row or 0) > rows_above)
