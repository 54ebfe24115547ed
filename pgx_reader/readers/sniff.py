"""Which format a file is in, told from its content alone, and the way in for all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from pgx_reader.errors import TooManyResultsError, UnusableInputError
from pgx_reader.models.results import LabFile, LabPatient, LabRow, Problem, Severity
from pgx_reader.readers import generic_json, report_text, table
from pgx_reader.readers.controls import without_controls
from pgx_reader.readers.formats import FORMATS
from pgx_reader.readers.limits import DEFAULT_LIMITS, Held, Limits, require_within, too_many_results
from pgx_reader.readers.merging import merged
from pgx_reader.readers.one_file import Unreadable
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Reader, Recognition
from pgx_reader.readers.refusals import why_not
from pgx_reader.readers.sources import Given, files_of

# Asked in this order, and only of a file that no format claims: they take what has no form of its own.
GENERAL: tuple[Reader, ...] = (generic_json, table, report_text)

_MOST_NAMED = 4


def read_results(source: str | Path | BinaryIO, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> LabFile:
    """
    Read results: a file, a folder, an archive or a workbook, `-` for standard input, or an open binary file.

    Raises `UnusableInputError`, with what to do, where nothing of it can be read. Of several files, one that cannot
    be read is a problem in the answer.
    """
    given = files_of(source, name, limits)
    if given.kind is None:
        (raw,) = (file for file in given.files if isinstance(file, RawFile))
        recognition, contents = read_file(raw)
        if not recognition.is_results:
            raise UnusableInputError(
                f"{given.name}: this is {recognition.what}, which holds no results itself. Give the archive or the "
                "folder that it belongs to."
            )
        description = f"{recognition.what}; {counted(len(contents.patients), 'patient')}"
        problems = (*raw.notices, *contents.problems)
        return LabFile(name=given.name, description=description, patients=contents.patients, problems=problems)
    return _read_many(given, limits)


def read_file(raw: RawFile, *, with_others: bool = False) -> tuple[Recognition, Contents]:
    """
    One file by the one reader that recognizes it, without the negative controls of a plate.

    Of a table that is read `with_others`, whether a patient's rows are one person's is left to who puts all together.
    Raises `UnusableInputError` where none does, or more than one, and where there are more results than the limits.
    """
    claims = claims_of(raw)
    if not claims:
        raise UnusableInputError(f"{raw.name}: {why_not(raw)}")
    if len(claims) > 1:
        named = "; or as ".join(f"{claim.what} ({claim.reason})" for _, claim in claims)
        raise UnusableInputError(
            f"{raw.name}: it can be read in more than one way, and the answers may differ: as {named}. "
            "Export it again from the program that made it."
        )
    reader, recognition = claims[0]
    contents = table.read_part(raw) if with_others and reader is table else reader.read(raw)
    require_within(raw.name, raw.limits, sum(len(patient.rows) for patient in contents.patients))
    require_within(raw.name, raw.limits, len(contents.problems))
    return recognition, without_controls(raw.name, contents)


def claims_of(raw: RawFile) -> list[tuple[Reader, Recognition]]:
    """Every reader of a format that recognizes the file; where none does, the first of the general ones that does."""
    claims = [(reader, claim) for reader in FORMATS if (claim := reader.recognize(raw))]
    if claims:
        return claims
    for reader in GENERAL:
        if claim := reader.recognize(raw):
            return [(reader, claim)]
    return []


def _read_many(given: Given[RawFile | Unreadable], limits: Limits) -> LabFile:
    """
    Every file of a folder, archive or workbook. A sheet that holds no results is a notice, a file an error.

    The results of all of them together keep to the limits.
    """
    kinds: Counter[str] = Counter()
    patients: list[LabPatient] = []
    rows: list[LabRow] = Held(given.name, limits)
    problems: list[Problem] = Held(given.name, limits)
    for file in given.files:
        if isinstance(file, Unreadable):
            problems.append(Problem(message=f"not read: {file.reason}", file=file.name))
            continue
        try:
            recognition, contents = read_file(_with_room(file, limits.results - len(rows)), with_others=True)
        except TooManyResultsError:
            raise too_many_results(given.name, limits) from None
        except UnusableInputError as error:
            reason = str(error).removeprefix(f"{file.name}: ")
            severity = Severity.NOTICE if file.is_sheet else Severity.ERROR
            problems.append(Problem(message=f"not read: {reason}", file=file.name, severity=severity))
            continue
        if not recognition.is_results:
            continue
        kinds[recognition.what] += 1
        placed = [_placed(patient, file.name) for patient in contents.patients]
        patients += placed
        rows += (row for patient in placed for row in patient.rows)
        problems += [p.model_copy(update={"file": file.name}) for p in (*file.notices, *contents.problems)]
    if not kinds:
        raise UnusableInputError(_nothing_read(given, problems))
    together = merged(patients, problems)
    description = f"{given.kind} with {_listed(kinds)}; {counted(len(together), 'patient')}"
    return LabFile(name=given.name, description=description, patients=together, problems=tuple(problems))


def _with_room(file: RawFile, results: int) -> RawFile:
    return replace(file, limits=replace(file.limits, results=results))


def _placed(patient: LabPatient, file: str) -> LabPatient:
    rows = tuple(row.model_copy(update={"file": file}) for row in patient.rows)
    return patient.model_copy(update={"file": file, "rows": rows})


def _nothing_read(given: Given[RawFile | Unreadable], problems: list[Problem]) -> str:
    if not problems:
        return f"{given.name}: the {given.kind} holds no file that could be read. Put results files into it."
    shown = "\n".join(f"  {problem.file}: {problem.message}" for problem in problems[:_MOST_NAMED])
    more = len(problems) - _MOST_NAMED
    rest = f"\n  and {counted(more, 'other file')}" if more > 0 else ""
    return f"{given.name}: nothing in this {given.kind} could be read.\n{shown}{rest}"


def _listed(kinds: Counter[str]) -> str:
    named = [f"{number} × {kind}" if number > 1 else kind for kind, number in kinds.most_common(_MOST_NAMED)]
    rest = sum(kinds.values()) - sum(number for _, number in kinds.most_common(_MOST_NAMED))
    return ", ".join(named) + (f" and {counted(rest, 'other file')}" if rest else "")


def counted(number: int, noun: str) -> str:
    """A number and its noun: `1 patient`, `3 patients`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
