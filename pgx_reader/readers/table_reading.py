"""The rows of a table, one after the other, each to its patient."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pgx_reader.models.results import LabRow, Problem, Severity
from pgx_reader.readers.columns import Role
from pgx_reader.readers.file_names import gene_of_name, named_after_file, patient_of_name
from pgx_reader.readers.grid import Grid
from pgx_reader.readers.heading import GridRow
from pgx_reader.readers.layout import Layout, named
from pgx_reader.readers.people import DETAILS, IDENTITY, Gathered, one_person, stated
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.table_rows import is_note, results_of, stands_for_a_position

SHEET = ", sheet "
_PLAIN_NAMES = ("", "sheet", "tabelle", "feuil", "hoja", "foglio", "blad", "results", "genotypes")


@dataclass
class TableReading:
    """The patients met so far in a table, and what is wrong with its rows."""

    grid: Grid
    layout: Layout
    gene: str | None
    results: list[LabRow]
    problems: list[Problem]
    whose: str = ""
    patients: dict[str, Gathered] = field(default_factory=dict)
    positions: list[int] = field(default_factory=list)
    notes: list[GridRow] = field(default_factory=list)

    @property
    def is_one_patient(self) -> bool:
        """Whether the table has no column for patients."""
        return Role.PATIENT_ID not in self.layout.roles

    def take_as_one_patient(self, raw: RawFile) -> None:
        """Find out whose the table is: the rows above it may say so, else the file's name does."""
        lines = [_as_line(row.cells) for row in self.grid.heading.above]
        patient_id, details = one_person(raw.name, (detail for line in lines for detail in stated(line)))
        self.whose = patient_id or _patient_of_file(raw)
        gathered = Gathered(self.whose, self.grid.heading.number + 1)
        for role, (label, value) in details.items():
            gathered.add(role, value, label)
        self.patients[self.whose] = gathered
        if patient_id is None:
            self.problems.append(named_after_file(self.whose))

    def take(self, row: GridRow) -> None:
        """Add one row to its patient, or say why it has none."""
        if [cell.casefold() for cell in row.cells] == [name.casefold() for name in self.grid.header]:
            return
        if is_note(row, self.layout):
            self.notes.append(row)
            return
        patient_id = self.whose or self.layout.cell(Role.PATIENT_ID, row)
        if not patient_id:
            message = "the patient's id is missing; the row belongs to nobody and is left out. Fill it in."
            column = self.layout.heading(Role.PATIENT_ID)
            self.problems.append(Problem(message=message, row=row.number, column=column, value=""))
            return
        fault = self._fault(row)
        if fault:
            whose = None if "\n" in patient_id else patient_id
            self.problems.append(Problem(message=fault, row=row.number, patient_id=whose))
            if whose is None:
                return
        gathered = self.patients.setdefault(patient_id, Gathered(patient_id, row.number))
        found = results_of(row, self.layout, patient_id, self.gene, self.problems)
        if fault:
            found = (LabRow(row=r.row, patient_id=patient_id, gene=r.gene, readable=False) for r in found)
            gathered.rows += self._held(found)
            return
        for role in (*IDENTITY, *DETAILS, Role.MEDICINES):
            if role in self.layout.roles:
                gathered.add(role, self.layout.cell(role, row), self.layout.heading(role))
        if stands_for_a_position(row, self.layout):
            self.positions.append(row.number)
            deque(found, maxlen=0)  # for what is not clear about the test
            return
        gathered.rows += self._held(found)

    def _held(self, found: Iterable[LabRow]) -> list[LabRow]:
        before = len(self.results)
        self.results += found
        return self.results[before:]

    def _fault(self, row: GridRow) -> str | None:
        """Why a row's cells cannot be told apart, and what to do; `None` where they can."""
        if any(row.cells[len(self.grid.header) :]):
            return (
                f"the row has more cells than the header's {len(self.grid.header)}; it is left out. "
                "Put quotation marks round a value that holds the delimiter."
            )
        over_lines = any("\n" in row.cells[position] for position in self.layout.results)
        if over_lines or any(self._holds_rows(cell) for cell in row.cells):
            return (
                "a quotation mark takes in the lines that follow; this row and those are left out. "
                "Close the quotation mark, or save the table anew as CSV."
            )
        return None

    def _holds_rows(self, cell: str) -> bool:
        """Whether a cell of several lines has a line that looks like a row of the table."""
        width = len(self.grid.header) - 1
        return any(line.count(self.grid.delimiter) >= width > 0 for line in cell.split("\n")[1:])

    def about_all(self) -> list[Problem]:
        """What is to be said once of the whole table."""
        found = []
        if self.gene:
            message = f"no column names the gene; all results are read as {self.gene}, as the file is named."
            found.append(Problem(message=message, row=self.grid.heading.number, severity=Severity.NOTICE))
        if self.positions:
            message = (
                "rows about single positions of a gene, without star alleles, are no diplotypes and are not read: "
                f"{len(self.positions):,} of {len(self.grid.rows):,}. Export the star alleles."
            )
            found.append(Problem(message=message, row=self.positions[0]))
        if self.notes:
            texts = (cell for note in self.notes for cell in note.cells if cell)
            message = f"notes to the table, that are not read: {named(texts)}."
            found.append(Problem(message=message, row=self.notes[0].number, severity=Severity.NOTICE))
        return found


def _as_line(cells: tuple[str, ...]) -> str:
    """A row above the header as a line: `Patient ID` in one cell and its value in the next are `Patient ID: value`."""
    filled = [cell.replace("**", "") for cell in cells if cell]
    pairs = [filled[n : n + 2] for n in range(0, len(filled), 2)]
    if all(":" not in cell for cell in filled[::2]):
        return "  ".join(": ".join(pair) for pair in pairs)
    return "  ".join(filled)


def _patient_of_file(raw: RawFile) -> str:
    """The file's name; and the sheet's, where a workbook's sheets have names of their own."""
    book, _, sheet = raw.name.rpartition(SHEET) if raw.is_sheet else (raw.name, "", "")
    whose = patient_of_name(replace(raw, name=book or raw.name))
    given = sheet.strip().rstrip("0123456789 ").casefold()
    if given in _PLAIN_NAMES:
        return whose
    return whose if gene_of_name(replace(raw, name=sheet, folder="")) else f"{whose} {sheet}"
