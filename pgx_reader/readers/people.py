"""What several rows or lines say of one person: put together, or found to be two people's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabPatient, LabRow, Patient, Problem, Severity
from pgx_reader.readers.cells import looks_like_date
from pgx_reader.readers.columns import Role, folded, role_of

IDENTITY = (Role.PATIENT_NAME, Role.BIRTH_DATE, Role.SEX)
DETAILS = (Role.COLLECTED_ON, Role.REPORTED_ON, Role.LAB, Role.SPECIMEN, Role.TEST)

# Labels of whose a document is: some wherever they stand, some only where a line, or a part of it, begins.
_CLEAR_LABELS = (
    "patient id|patient identifier|patient number|patient no.?|medical record number|mrn|sample id|specimen id"
    "|accession number|patient name|date of birth|birth date|birthdate|dob|report date|date reported|collection date"
    "|date collected"
).replace(" ", "[ _-]?")
_SHORT_LABELS = (
    "patient|full name|name|sex|gender|laboratory|performing lab|lab name|lab|accession|reported|collected"
    "|specimen type|specimen|sample type|test name|test|panel"
).replace(" ", "[ _-]?")
_STATED = re.compile(
    rf"(?i)(?:(?:^|(?<=\s)|(?<=[|;,]))({_CLEAR_LABELS})|(?:^|(?<=\s\s)|(?<=[\t|;])|(?<=[|;,]\s))({_SHORT_LABELS}))"
    r"\s*[:#=]\s*"
)
_LONGEST_VALUE = 80


@dataclass
class Gathered:
    """What is said of one patient, in the order of the file. `stated_in` are the headings that said it."""

    patient_id: str
    row: int | None
    values: dict[Role, list[str]] = field(default_factory=dict)
    stated_in: dict[Role, str] = field(default_factory=dict)
    rows: list[LabRow] = field(default_factory=list)

    def add(self, role: Role, value: str, heading: str) -> None:
        """Keep what a heading says of the patient; an empty value says nothing."""
        if value:
            self.values.setdefault(role, []).append(value)
            self.stated_in.setdefault(role, heading)

    def pieces(self) -> tuple[LabPatient, ...]:
        """
        What a part of a file says of the patient.

        Two names, birth dates or sexes are a piece each, without results: put together, they are found to contradict.
        """
        told_twice = self._told_twice()
        if told_twice is None:
            return (self._patient(),)
        ids = ({"id": self.patient_id, _FIELDS[told_twice]: value} for value in self.values[told_twice])
        return tuple(LabPatient(patient=Patient(**said), row=self.row) for said in ids)

    def patient(self, problems: list[Problem]) -> LabPatient | None:
        """The patient; `None`, and a problem, where two names, birth dates or sexes may be two people's."""
        told_twice = self._told_twice()
        if told_twice is None:
            return self._patient()
        what = told_twice.value.replace("_", " ")
        message = (
            f"the rows of this patient's id give more than one {what}; they may be two people's, so none is "
            "used. Give each person an id of their own."
        )
        column = self.stated_in[told_twice]
        problems.append(Problem(message=message, row=self.row, column=column, patient_id=self.patient_id))
        return None

    def _told_twice(self) -> Role | None:
        several = (role for role in IDENTITY if len({value.casefold() for value in self.values.get(role, [])}) > 1)
        return next(several, None)

    def _patient(self) -> LabPatient:
        names = self.values.get(Role.PATIENT_NAME)
        said = {role.value: "; ".join(dict.fromkeys(self.values[role])) for role in self.values if role in _KEPT}
        return LabPatient(
            patient=Patient(id=self.patient_id, name=names[0] if names else None, **said),
            row=self.row,
            medicines=_medicines(self.values.get(Role.MEDICINES, [])),
            rows=tuple(self.rows),
        )


_FIELDS = {Role.PATIENT_NAME: "name", Role.BIRTH_DATE: "birth_date", Role.SEX: "sex"}
_KEPT = (Role.BIRTH_DATE, Role.SEX, *DETAILS)


def _medicines(cells: list[str]) -> tuple[str, ...]:
    names = (name.strip() for cell in cells for name in cell.split(";"))
    return tuple({name.casefold(): name for name in names if name}.values())


def stated(line: str) -> list[tuple[str, Role, str]]:
    """
    The details that a line of text states, each with its label: `Patient ID: X   DOB: 1990-01-01` states two.

    >>> stated("Patient ID: PT-1   DOB: 1990-01-01")
    [('Patient ID', <Role.PATIENT_ID: 'patient_id'>, 'PT-1'), ('DOB', <Role.BIRTH_DATE: 'birth_date'>, '1990-01-01')]
    """
    if len(line) > 20 * _LONGEST_VALUE:
        return []
    found = []
    matches = list(_STATED.finditer(line))
    ends = [match.start() for match in matches[1:]] + [len(line)]
    for match, end in zip(matches, ends, strict=False):
        value = line[match.end() : end]
        value = re.split(r"\s{2,}|\t|\|", value.strip())[0].strip(" ,;|")
        label = match[1] or match[2]
        role = _stated_role(label)
        if value and role and len(value) <= _LONGEST_VALUE:
            found.append((label, role, value))
    return found


def _stated_role(label: str) -> Role | None:
    """Beside a label, `Patient` is a name: an id is called one."""
    return Role.PATIENT_NAME if folded(label) == "patient" else role_of(label)


def one_person(name: str, details: Iterable[tuple[str, Role, str]]) -> tuple[str | None, dict[Role, tuple[str, str]]]:
    """
    The one person whom the lines of a document name: the id, and the other details with their labels.

    Raises `UnusableInputError` where they name more than one. An id called the patient's goes before a record's, and
    that before a sample's.
    """
    ids: dict[str, dict[str, str]] = {}
    said: dict[Role, dict[str, tuple[str, str]]] = {}
    for label, role, value in details:
        if role is Role.PATIENT_ID:
            ids.setdefault(folded(label), {}).setdefault(value.casefold(), value)
        else:
            said.setdefault(role, {}).setdefault(value.casefold(), (label, value))
    several = any(len(values) > 1 for values in ids.values()) or any(len(said.get(role, ())) > 1 for role in IDENTITY)
    if several:
        raise UnusableInputError(
            f"{name}: it names more than one patient, and which result is whose cannot be told. Give a file for each."
        )
    likeliest = min(ids, key=_rank_of_id, default=None)
    patient_id = next(iter(ids[likeliest].values())) if likeliest is not None else None
    return patient_id, {role: next(iter(values.values())) for role, values in said.items()}


def _rank_of_id(label: str) -> int:
    if label.startswith("patient"):
        return 0
    return 1 if "record" in label or label == "mrn" else 2


def looked_like_dates(rows: Iterable[LabRow]) -> Iterable[Problem]:
    """A notice for each diplotype that looks like a date: why it cannot be read, and where to find what it was."""
    for row in rows:
        cell = row.diplotype or row.phenotype
        if cell is not None and looks_like_date(cell.value):
            yield _date_notice(row, cell)


def _date_notice(row: LabRow, cell: Cell) -> Problem:
    message = (
        f'"{cell.value}" is a date, as spreadsheets make of a diplotype without stars, such as 1/2; it is not turned '
        "back. Export the results anew, with the column as text."
    )
    return Problem(
        message=message,
        row=row.row,
        column=cell.column,
        value=cell.value,
        patient_id=row.patient_id,
        severity=Severity.NOTICE,
    )
