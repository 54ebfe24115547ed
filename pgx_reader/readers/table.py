"""Generic tables: long (a row a patient and gene) and wide (a row a patient, columns named for genes)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pgx_reader.models.results import Cell, LabPatient, LabRow, Patient, Problem
from pgx_reader.readers.columns import RESULT_ROLES, Role, folded
from pgx_reader.readers.grid import DELIMITERS, Grid, GridRow, find_delimiter, read_grid, read_header
from pgx_reader.readers.layout import Layout, column_problems, layout_of, named
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition

_IDENTITY = (Role.PATIENT_NAME, Role.BIRTH_DATE, Role.SEX)
_DETAILS = (Role.COLLECTED_ON, Role.REPORTED_ON, Role.LAB, Role.SPECIMEN, Role.TEST)


def recognize(raw: RawFile) -> Recognition | None:
    """A long or a wide table, if the header names a patient and a gene's result."""
    if raw.looks_like_json or raw.looks_like_xml:
        return None
    layout = layout_of(read_header(raw))
    if Role.PATIENT_ID not in layout.roles or not (layout.is_long or layout.is_wide):
        return None
    kind = "long table, a row a result" if layout.is_long else "wide table, a row a patient"
    separated = "" if raw.is_sheet else f", {DELIMITERS[find_delimiter(raw.text)]}-separated"
    return Recognition(kind + separated, f"its header is {named(layout.header)}")


def why_not(raw: RawFile) -> str:
    """Why a text is not a results table, and what a table needs."""
    header = read_header(raw)
    missing = _missing(layout_of(header))
    return (
        f"the header has no column for {missing}; found {named(header)}. A long table has the columns patient_id, "
        "gene and one of diplotype, phenotype, activity_score; a wide one patient_id and columns such as CYP2D6."
    )


def _missing(layout: Layout) -> str:
    if not layout.is_long and not layout.is_wide:
        return "the result" if Role.GENE in layout.roles else "the gene"
    return "the patient's id"


def read(raw: RawFile) -> Contents:
    """
    Every row with its place. A row without a patient's id, or with more cells than the header, is a problem.

    Two names, birth dates or sexes under one id are a problem too, and that patient's results are left out: they
    may be two people's.
    """
    grid = read_grid(raw)
    layout = layout_of(grid.header)
    collected = _Collected()
    for row in grid.rows:
        _collect(row, grid, layout, collected)
    people = (_patient(gathered, layout, collected.problems) for gathered in collected.patients.values())
    patients = tuple(person for person in people if person)
    problems = (*column_problems(layout), *sorted(collected.problems, key=lambda p: p.row or 0))
    return Contents(patients, problems)


@dataclass
class _Gathered:
    """What the rows of one patient give, in the order of the file."""

    patient_id: str
    row: int
    values: dict[Role, list[str]] = field(default_factory=dict)
    rows: list[LabRow] = field(default_factory=list)


@dataclass
class _Collected:
    patients: dict[str, _Gathered] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def _collect(row: GridRow, grid: Grid, layout: Layout, collected: _Collected) -> None:
    """Add one row to its patient, or say why it has none."""
    patient_id = layout.cell(Role.PATIENT_ID, row)
    if not patient_id:
        message = "the patient's id is missing; the row belongs to nobody and is left out. Fill it in."
        problem = Problem(message=message, row=row.number, column=layout.heading(Role.PATIENT_ID), value="")
        collected.problems.append(problem)
        return
    fault = _fault(row, grid, layout)
    if fault:
        whose = None if "\n" in patient_id else patient_id
        collected.problems.append(Problem(message=fault, row=row.number, patient_id=whose))
        if whose is None:
            return
    gathered = collected.patients.setdefault(patient_id, _Gathered(patient_id, row.number))
    found = _long_rows(row, layout) if layout.is_long else _wide_rows(row, layout)
    if fault:
        gathered.rows.extend(LabRow(row=r.row, patient_id=patient_id, gene=r.gene, readable=False) for r in found)
        return
    for role in (*_IDENTITY, *_DETAILS, Role.MEDICINES):
        if layout.cell(role, row):
            gathered.values.setdefault(role, []).append(layout.cell(role, row))
    gathered.rows.extend(found)


def _fault(row: GridRow, grid: Grid, layout: Layout) -> str | None:
    """Why a row's cells cannot be told apart, and what to do; `None` where they can."""
    if any(row.cells[len(grid.header) :]):
        return (
            f"the row has more cells than the header's {len(grid.header)}; it is left out. "
            "Put quotation marks round a value that holds the delimiter."
        )
    over_lines = any("\n" in row.cells[position] for position in layout.results)
    if over_lines or any(_holds_rows(cell, grid) for cell in row.cells):
        return (
            "a quotation mark takes in the lines that follow; this row and those are left out. "
            "Close the quotation mark, or save the table anew as CSV."
        )
    return None


def _holds_rows(cell: str, grid: Grid) -> bool:
    """Whether a cell of several lines has a line that looks like a row of the table."""
    return any(line.count(grid.delimiter) >= len(grid.header) - 1 > 0 for line in cell.split("\n")[1:])


def _long_rows(row: GridRow, layout: Layout) -> Iterator[LabRow]:
    """One row; and another for each further column of a result that says something else than the first."""
    first: dict[Role, Cell] = {}
    others: list[tuple[Role, Cell]] = []
    for role in RESULT_ROLES:
        cells = [Cell(value=row.cells[n], column=layout.header[n]) for n in layout.roles.get(role, ()) if row.cells[n]]
        if cells:
            first[role] = cells[0]
            others += [(role, cell) for cell in cells[1:] if cell.value != cells[0].value]
    for taken in (first, *({role: cell} for role, cell in others)):
        yield _lab_row(row, layout, layout.cell(Role.GENE, row), taken)


def _lab_row(row: GridRow, layout: Layout, gene: str, cells: dict[Role, Cell]) -> LabRow:
    return LabRow(
        row=row.number,
        patient_id=layout.cell(Role.PATIENT_ID, row),
        gene=gene,
        diplotype=cells.get(Role.DIPLOTYPE),
        phenotype=cells.get(Role.PHENOTYPE),
        activity_score=cells.get(Role.ACTIVITY_SCORE),
    )


def _wide_rows(row: GridRow, layout: Layout) -> Iterator[LabRow]:
    """One row a gene, joining the columns that name it; a gene whose cells are all empty has none."""
    by_gene: dict[str, list[tuple[Role, Cell]]] = {}
    for position, column in layout.genes.items():
        if row.cells[position]:
            cell = Cell(value=row.cells[position], column=layout.header[position])
            by_gene.setdefault(folded(column.gene), []).append((column.role or _role_by_content(cell.value), cell))
    names = {folded(column.gene): column.gene for column in layout.genes.values()}
    for gene, cells in by_gene.items():
        # A gene with two columns for one thing gives two rows: normalization compares them and never picks one.
        while cells:
            taken: dict[Role, Cell] = {}
            for role, cell in list(cells):
                if role not in taken:
                    taken[role] = cell
                    cells.remove((role, cell))
            yield _lab_row(row, layout, names[gene], taken)


def _role_by_content(value: str) -> Role:
    """Under a heading that is the bare gene: star alleles are a diplotype, words a phenotype."""
    words = "metaboli" in value.casefold()
    return Role.DIPLOTYPE if any(mark in value for mark in "*/|") and not words else Role.PHENOTYPE


def _patient(gathered: _Gathered, layout: Layout, problems: list[Problem]) -> LabPatient | None:
    for role in _IDENTITY:
        if len({value.casefold() for value in gathered.values.get(role, [])}) > 1:
            what = role.value.replace("_", " ")
            message = (
                f"the rows of this patient's id give more than one {what}; they may be two people's, so none is used. "
                "Give each person an id of their own."
            )
            problems.append(
                Problem(message=message, row=gathered.row, column=layout.heading(role), patient_id=gathered.patient_id)
            )
            return None
    said = {role.value: "; ".join(dict.fromkeys(values)) for role, values in gathered.values.items()}
    names = gathered.values.get(Role.PATIENT_NAME)
    return LabPatient(
        patient=Patient(
            id=gathered.patient_id,
            name=names[0] if names else None,
            birth_date=said.get(Role.BIRTH_DATE),
            sex=said.get(Role.SEX),
            collected_on=said.get(Role.COLLECTED_ON),
            reported_on=said.get(Role.REPORTED_ON),
            lab=said.get(Role.LAB),
            specimen=said.get(Role.SPECIMEN),
            test=said.get(Role.TEST),
        ),
        row=gathered.row,
        medicines=_medicines(gathered.values.get(Role.MEDICINES, [])),
        rows=tuple(gathered.rows),
    )


def _medicines(cells: list[str]) -> tuple[str, ...]:
    names = (name.strip() for cell in cells for name in cell.split(";"))
    return tuple({name.casefold(): name for name in names if name}.values())
