"""The results in one row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.cells import has_star_allele, is_phenotype, role_by_content, without_marks
from pgx_reader.readers.columns import RESULT_ROLES, Role, folded
from pgx_reader.readers.heading import GridRow
from pgx_reader.readers.layout import Layout
from pgx_reader.readers.phrases import phrase_of
from pgx_reader.readers.tested import TOLD_ROLES, told_by

_NOTE = re.compile(
    r"^\s*(?:[†‡§¶¹²³⁴ᵃᵇᶜ]|\*+\s*[A-Za-z]|(?:notes?|legend|abbreviations?|sources?|footnotes?)\s*[:.])", re.IGNORECASE
)
_Cells = dict[Role, Cell]


def is_note(row: GridRow, layout: Layout) -> bool:
    """Whether a row is a note to the table: a single cell, that begins as notes do."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) == 1 < len(layout.header) and bool(_NOTE.match(filled[0])) and not has_star_allele(filled[0][:3])


def stands_for_a_position(row: GridRow, layout: Layout) -> bool:
    """Whether a row names a single position of the genome, and no star allele."""
    named = any(row.cells[at] for at in layout.roles.get(Role.VARIANT, ()))
    return named and layout.is_long and not any(has_star_allele(row.cells[at]) for at in layout.results)


def results_of(
    row: GridRow, layout: Layout, patient_id: str, gene: str | None, problems: list[Problem]
) -> Iterator[LabRow]:
    """Every result in a row; `gene` is that of all rows, where no column and no cell names it."""
    if layout.is_wide:
        yield from _of_gene_columns(row, layout, patient_id, problems)
        return
    about = [(role, _cell(row, layout, at)) for role in TOLD_ROLES for at in layout.roles.get(role, ())]
    told = told_by(about, problems, row.number, patient_id)
    for found in _of_result_columns(row, layout):
        name, cells = gene if gene is not None else layout.cell(Role.GENE, row), found
        if layout.in_phrases:
            name, cells = _of_phrases(found)
            if not name and cells:
                first = next(iter(cells.values()))
                message = f'"{first.value[:60]}" does not name its gene, as the others do; it is not read.'
                problems.append(Problem(message=message, row=row.number, column=first.column, patient_id=patient_id))
                continue
        yield told.on(_lab_row(row, patient_id, without_marks(name), cells))


def _cell(row: GridRow, layout: Layout, at: int) -> Cell:
    return Cell(value=row.cells[at], column=layout.header[at])


def _of_result_columns(row: GridRow, layout: Layout) -> Iterator[_Cells]:
    """The cells of a row; and another set for each further column of a result that says something else."""
    first: _Cells = {}
    others: list[tuple[Role, Cell]] = []
    for role in RESULT_ROLES:
        for at in layout.roles.get(role, ()):
            cell = _cell(row, layout, at)
            meant = _meant(role, cell)
            if not cell.value:
                continue
            if meant not in first:
                first[meant] = cell
            elif cell.value != first[meant].value:
                others.append((meant, cell))
    yield first
    for role, cell in others:
        yield {role: cell}


def _meant(role: Role, cell: Cell) -> Role:
    """A heading that says little, over words: `Activity` over `Normal Metabolizer` is a phenotype."""
    heading = folded(cell.column)
    if heading == "activity" and not any(letter.isdigit() for letter in cell.value):
        return Role.PHENOTYPE
    if heading in ("result", "call", "label") and is_phenotype(cell.value) and not has_star_allele(cell.value):
        return Role.PHENOTYPE
    return role


def _of_phrases(cells: _Cells) -> tuple[str, _Cells]:
    """The gene that a row's results name, and the results without it; no gene where they name two."""
    genes: dict[str, str] = {}
    taken: _Cells = {}
    for role, cell in cells.items():
        phrase = phrase_of(cell.value)
        if phrase.gene:
            genes.setdefault(folded(phrase.gene), phrase.gene)
        if role is Role.ACTIVITY_SCORE or not phrase.gene:
            taken[role] = cell
            continue
        for part, text in ((Role.DIPLOTYPE, phrase.diplotype), (Role.PHENOTYPE, phrase.phenotype)):
            if text and (part not in taken or part is role):
                taken[part] = Cell(value=text, column=cell.column)
    return (next(iter(genes.values())) if len(genes) == 1 else ""), taken


def _of_gene_columns(row: GridRow, layout: Layout, patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    """One row a gene, joining the columns that name it; a gene whose cells are all empty has none."""
    by_gene: dict[str, list[tuple[Role, Cell]]] = {}
    about: dict[str, list[tuple[Role, Cell]]] = {}
    for position, column in layout.genes.items():
        if row.cells[position]:
            cell = _cell(row, layout, position)
            role = column.role or role_by_content(cell.value)
            by_gene.setdefault(folded(column.gene), []).append((role, cell))
    for position, column in layout.told.items():
        if column.role and folded(column.gene) in by_gene:
            about.setdefault(folded(column.gene), []).append((column.role, _cell(row, layout, position)))
    names = {folded(column.gene): column.gene for column in layout.genes.values()}
    for gene, cells in by_gene.items():
        told = told_by(about.get(gene, ()), problems, row.number, patient_id)
        # A gene with two columns for one thing gives two rows: normalization compares them and never picks one.
        while cells:
            taken: _Cells = {}
            for role, cell in list(cells):
                if role not in taken:
                    taken[role] = cell
                    cells.remove((role, cell))
            yield told.on(_lab_row(row, patient_id, names[gene], taken))


def _lab_row(row: GridRow, patient_id: str, gene: str, cells: _Cells) -> LabRow:
    bare = {role: Cell(value=without_marks(cell.value), column=cell.column) for role, cell in cells.items()}
    return LabRow(
        row=row.number,
        patient_id=patient_id,
        gene=gene,
        diplotype=bare.get(Role.DIPLOTYPE),
        phenotype=bare.get(Role.PHENOTYPE),
        activity_score=bare.get(Role.ACTIVITY_SCORE),
        remarks=tuple(cell for role, cell in cells.items() if cell.value != bare[role].value),
    )
