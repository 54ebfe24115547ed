"""What a lab's file says: first as it stands there, then in standard names."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from pgx_reader.models.base import Model
from pgx_reader.models.genetics import ActivityScore, Call
from pgx_reader.terms import CopyNumber, GeneStatus, Phenotype


class Severity(StrEnum):
    """`ERROR`: something asked for could not be done. `NOTICE`: worth knowing, and nothing is lost."""

    ERROR = "error"
    NOTICE = "notice"


class Problem(Model):
    """
    Something in the file that could not be used as it stands, with its place and what to do.

    `file` is given where the input is more than one file: its path inside the folder, archive or workbook. `row`
    counts lines, and in a table rows as a spreadsheet does: the header is row 1 where there is no preamble. `column`
    is the column's heading; in a document without columns, the path to the value. `value` is what was found,
    shortened. An empty `patient_id` means that the problem belongs to no patient.
    """

    message: str
    file: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    patient_id: str | None = None
    severity: Severity = Severity.ERROR


class Cell(Model):
    """A value as the file has it, and the column it came from; in a document without columns, the path to it."""

    value: str
    column: str


class LabRow(Model):
    """
    One gene of one patient as the file has it. A cell is `None` where the file has no such column or no text.

    `row` is `None` in a document without lines that mean anything; the cells' paths say where it stands. `readable`
    is false where the row's cells cannot be told apart: that the gene was tested is then all it says.
    `copy_number` says whether the lab counted the copies of the gene. `tested` is what the file says that was looked
    for, such as a list of alleles; it is no result. `remarks` are doubts that the file itself has about the result,
    such as a quality filter that was not passed.
    """

    row: int | None
    patient_id: str
    gene: str
    file: str | None = None
    diplotype: Cell | None = None
    phenotype: Cell | None = None
    activity_score: Cell | None = None
    readable: bool = True
    copy_number: CopyNumber = CopyNumber.NOT_KNOWN
    tested: Cell | None = None
    remarks: tuple[Cell, ...] = ()


class Patient(Model):
    """Who the results belong to, as the file has it: dates and names are not interpreted. `None` where not given."""

    id: str
    name: str | None = None
    birth_date: str | None = None
    sex: str | None = None
    collected_on: str | None = None
    reported_on: str | None = None
    lab: str | None = None
    specimen: str | None = None
    test: str | None = None


class LabPatient(Model):
    """One patient's rows in the file, and the medicines it lists for the patient."""

    patient: Patient
    row: int | None
    file: str | None = None
    medicines: tuple[str, ...] = ()
    rows: tuple[LabRow, ...] = ()


class LabFile(Model):
    """A results file, unaltered: what it was taken for, its patients in the order of the file, and what is wrong."""

    name: str
    description: str
    patients: tuple[LabPatient, ...]
    problems: tuple[Problem, ...] = ()


class Note(Model):
    """Something a professional should know about a result: a message id of the wording and its values."""

    code: str
    values: dict[str, str] = Field(default_factory=dict)


class Reported(Model):
    """A gene's result word for word as the file has it. `None` where the file does not give it."""

    diplotype: str | None = None
    phenotype: str | None = None
    activity_score: str | None = None


class GeneResult(Model):
    """
    One gene's result in standard names.

    `unusable` says why there is nothing to interpret; it is `None` where any of the three values below it is given.
    Empty `activity_scores` or `phenotypes` mean that the lab gave none; more than one, that the lab left it open.
    `copy_number` says whether the lab counted the copies of the gene. `tested` is what the file says that was looked
    for, on one line, word for word; `None` where it does not say.
    """

    gene: str
    reported: Reported
    unusable: Literal[GeneStatus.NO_CALL, GeneStatus.NOT_TESTED, GeneStatus.NOT_READABLE, GeneStatus.CONFLICTING] | (
        None
    ) = None
    call: Call | None = None
    activity_scores: tuple[ActivityScore, ...] = ()
    phenotypes: tuple[Phenotype, ...] = ()
    copy_number: CopyNumber = CopyNumber.NOT_KNOWN
    tested: str | None = None
    notes: tuple[Note, ...] = ()


class PatientResult(Model):
    """
    One patient's results in standard names.

    `other_genes` are those in the file that this program does not explain, as the file names them. `medicines` are
    the patient's, as given.
    """

    patient: Patient
    genes: tuple[GeneResult, ...]
    other_genes: tuple[str, ...] = ()
    medicines: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Results(Model):
    """All patients of a file, and the problems that belong to no patient."""

    name: str
    description: str
    patients: tuple[PatientResult, ...]
    problems: tuple[Problem, ...] = ()
