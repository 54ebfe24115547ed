"""What all readers share: how a format is recognized, and what reading a file gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pgx_reader.models.results import LabPatient, LabRow, Patient, Problem
from pgx_reader.readers.raw import RawFile


@dataclass(frozen=True)
class Recognition:
    """
    What a file is taken for, in words a counselor knows, and what in it says so.

    `is_results` is false for a file that only describes the results beside it.
    """

    what: str
    reason: str
    is_results: bool = True


@dataclass(frozen=True)
class Contents:
    """What stands in one file: its patients in its order, and what could not be used as it stands."""

    patients: tuple[LabPatient, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


class Reader(Protocol):
    """The one door of a format's module."""

    def recognize(self, raw: RawFile) -> Recognition | None:
        """What the file is and why; `None` if it is not this format. Looks at the content, never at the name."""

    def read(self, raw: RawFile) -> Contents:
        """
        Every result in a file that was recognized, unaltered.

        What is wrong with single results is in the answer. Raises `UnusableInputError` only where nothing can be
        read, with the reason and the way out.
        """


def patients_of(rows: Iterable[LabRow], people: Mapping[str, Patient] | None = None) -> tuple[LabPatient, ...]:
    """The rows by patient, in the order of the file. `people` says more of a patient than the id, where known."""
    gathered: dict[str, list[LabRow]] = {}
    for row in rows:
        gathered.setdefault(row.patient_id, []).append(row)
    known = people or {}
    return tuple(
        LabPatient(patient=known.get(patient_id, Patient(id=patient_id)), row=found[0].row, rows=tuple(found))
        for patient_id, found in gathered.items()
    )


def alternatives(values: Iterable[str]) -> str:
    """
    Several solutions for one result as one text that keeps them all; a solution that stands twice is named once.

    >>> alternatives(["*1/*4", "*2/*10", "*1/*4"])
    '*1/*4 or *2/*10'
    """
    return " or ".join(dict.fromkeys(values))
