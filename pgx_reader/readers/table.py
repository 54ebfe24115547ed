"""Generic tables: long (a row a patient and gene) and wide (a row a patient, columns named for genes)."""

from __future__ import annotations

from dataclasses import replace

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Problem, Severity
from pgx_reader.readers.cells import has_star_allele
from pgx_reader.readers.columns import Role
from pgx_reader.readers.file_names import gene_of_name
from pgx_reader.readers.grid import DELIMITERS, Grid, find_delimiter, read_grid, read_top
from pgx_reader.readers.layout import Layout, column_problems, layout_of, named
from pgx_reader.readers.people import looked_like_dates
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition
from pgx_reader.readers.table_reading import SHEET, TableReading


def recognize(raw: RawFile) -> Recognition | None:
    """
    A long or a wide table, if the header names a patient and a gene's result.

    Where the patient is missing, a long table is one patient's; where the gene is, the file's name has to say it.
    """
    if raw.looks_like_xml or raw.is_json:
        return None
    grid = read_top(raw)
    layout = layout_of(grid.header, grid.rows)
    has_patient = Role.PATIENT_ID in layout.roles
    if layout.is_long:
        kind = "long table, a row a result" if has_patient else "table of one patient, a row a gene"
    elif layout.is_wide and has_patient:
        kind = "wide table, a row a patient"
    elif _gene_of_all(raw, layout):
        kind = f"table of {_gene_of_all(raw, layout)} results"
    else:
        return None
    separated = "" if raw.is_sheet else f", {DELIMITERS[find_delimiter(raw)]}-separated"
    return Recognition(kind + separated, f"its header is {named(layout.header)}")


def _gene_of_all(raw: RawFile, layout: Layout) -> str | None:
    """The gene of a table that does not name one, from the name of the sheet or the file."""
    if layout.is_wide or layout.is_long or Role.GENE in layout.roles or Role.PATIENT_ID not in layout.roles:
        return None
    if not layout.has_results or Role.VARIANT in layout.roles:
        return None
    _, _, sheet = raw.name.rpartition(SHEET)
    return (raw.is_sheet and gene_of_name(replace(raw, name=sheet, folder=""))) or gene_of_name(raw)


def has_known_heading(raw: RawFile) -> bool:
    """Whether a heading is one that we know: then a table was meant, though it lacks something."""
    return read_top(raw).heading.known > 0


def why_not(raw: RawFile) -> str:
    """Why a text is not a results table, and what a table needs."""
    grid = read_top(raw)
    missing = _missing(layout_of(grid.header, grid.rows))
    return (
        f"the header has no column for {missing}; found {named(grid.header)}. A long table has the columns patient_id, "
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
    may be two people's. Raises `UnusableInputError` where a table without patients cannot be one patient's.
    """
    grid = read_grid(raw)
    layout = layout_of(grid.header, grid.rows)
    reading = _reading(raw, grid, layout)
    people = [gathered.patient(reading.problems) for gathered in reading.patients.values()]
    return Contents(tuple(person for person in people if person), _problems(grid, layout, reading))


def read_part(raw: RawFile, layout: Layout | None = None) -> Contents:
    """
    A table that is read with others, or a part of one with the layout that its first part gave. Raises as `read` does.

    A patient may stand in other parts too, so whether all rows are one person's is found when they are put together.
    """
    grid = read_grid(raw)
    layout = layout or layout_of(grid.header, grid.rows)
    reading = _reading(raw, grid, layout)
    pieces = tuple(piece for gathered in reading.patients.values() for piece in gathered.pieces())
    return Contents(pieces, _problems(grid, layout, reading))


def _reading(raw: RawFile, grid: Grid, layout: Layout) -> TableReading:
    reading = TableReading(grid, layout, _gene_of_all(raw, layout), raw.held(), raw.held())
    if Role.PATIENT_ID not in layout.roles:
        reading.take_as_one_patient(raw)
    for row in grid.rows:
        reading.take(row)
    _refuse_two_results(raw, reading)
    return reading


def _problems(grid: Grid, layout: Layout, reading: TableReading) -> tuple[Problem, ...]:
    """What is wrong with the table, its header first, then its rows in their order."""
    rows = (row for gathered in reading.patients.values() for row in gathered.rows)
    found = sorted((*reading.problems, *looked_like_dates(rows)), key=lambda p: p.row or 0)
    return (
        *_above(grid),
        *_outside(grid),
        *column_problems(layout, grid.heading.number),
        *reading.about_all(),
        *found,
    )


def _refuse_two_results(raw: RawFile, reading: TableReading) -> None:
    """A table without patients is one patient's only as long as no gene has two results."""
    if not reading.is_one_patient:
        return
    first: dict[str, tuple[str | None, ...]] = {}
    for row in reading.patients[reading.whose].rows if reading.patients else ():
        said = tuple(cell.value if cell else None for cell in (row.diplotype, row.phenotype, row.activity_score))
        if first.setdefault(row.gene.casefold(), said) != said:
            raise UnusableInputError(
                f"{raw.name}: the header has no column for the patient's id, and {row.gene} stands there with two "
                "results; they may be two people's. Add a column patient_id."
            )


def _above(grid: Grid) -> list[Problem]:
    """What stands above the header: titles are a notice, a row with a result is an error."""
    rows = grid.heading.above
    if not rows:
        return []
    shown = named(" ".join(cell for cell in row.cells if cell) for row in rows)
    last = rows[-1].number
    where = f"row {last} stands" if rows[0].number == last else f"rows {rows[0].number} to {last} stand"
    lost = [row for row in rows if any(has_star_allele(cell) for cell in row.cells)]
    if lost:
        message = (
            f"a result stands above the header, in row {lost[0].number}; it is not read. Move it below the header."
        )
        return [Problem(message=message, row=lost[0].number)]
    message = f"{where} above the header and no result is taken from there: {shown}."
    return [Problem(message=message, row=rows[0].number, severity=Severity.NOTICE)]


def _outside(grid: Grid) -> list[Problem]:
    """What follows a table that is drawn in a text: a notice, and an error where it has star alleles."""
    if not grid.outside:
        return []
    first = grid.outside[0].number
    if any(has_star_allele(cell) for row in grid.outside for cell in row.cells):
        message = "what follows the first table has star alleles too, and is not read. Give each table as a file."
        return [Problem(message=message, row=first)]
    message = "only the first table of the text is read; what follows it is not."
    return [Problem(message=message, row=first, severity=Severity.NOTICE)]
