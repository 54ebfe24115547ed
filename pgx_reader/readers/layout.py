"""Where each thing stands in a table: the roles of its columns, and the gene columns of a wide one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pgx_reader.models.results import Problem, Severity
from pgx_reader.readers.cells import looks_like_result
from pgx_reader.readers.columns import (
    RESULT_ROLES,
    GeneColumn,
    Role,
    folded,
    gene_column,
    is_gene,
    known_name,
    role_names,
    role_of,
    told_column,
    vague_headings,
)
from pgx_reader.readers.heading import GridRow
from pgx_reader.readers.phrases import phrase_of
from pgx_reader.readers.tested import TOLD_ROLES

_CYTOCHROME = re.compile(r"(?i)cytochrome|\bcyp ?\d")
_NAMES_SHOWN = 6
_HEADING_SHOWN = 40


@dataclass(frozen=True)
class Layout:
    """
    Positions of columns by role, the likelier one first, and the gene columns of a wide table.

    `unused` are the headings of the columns that are not read. `in_phrases`: no column names the gene, and each result
    begins with it. `told` are the columns of a wide table that say what was tested of a gene.
    """

    header: tuple[str, ...]
    roles: dict[Role, tuple[int, ...]]
    genes: dict[int, GeneColumn]
    unused: tuple[str, ...]
    in_phrases: bool = False
    told: dict[int, GeneColumn] = field(default_factory=dict)

    @property
    def has_results(self) -> bool:
        """Whether a column holds results, of whatever gene."""
        return any(role in self.roles for role in RESULT_ROLES)

    @property
    def is_long(self) -> bool:
        """Whether each row names the gene: a row is one result."""
        return (Role.GENE in self.roles or self.in_phrases) and self.has_results

    @property
    def is_wide(self) -> bool:
        """Whether columns are named for genes: a row is one patient."""
        return not self.is_long and Role.GENE not in self.roles and bool(self.genes)

    @property
    def results(self) -> list[int]:
        """The columns whose cells decide a result: whose it is, of which gene, and what it says."""
        roles = (Role.PATIENT_ID, Role.GENE, *RESULT_ROLES)
        return [position for role in roles for position in self.roles.get(role, ())] + list(self.genes)

    def heading(self, role: Role) -> str:
        """The heading of the column that is read for a role."""
        return self.header[self.roles[role][0]]

    def cell(self, role: Role, row: GridRow) -> str:
        """A row's text for a role; empty where there is no such column."""
        return row.cells[self.roles[role][0]] if role in self.roles else ""


def layout_of(header: tuple[str, ...], rows: Sequence[GridRow] = ()) -> Layout:
    """
    The layout that a header gives. A heading that may mean two things counts only where there is no better one.

    The rows settle what headings leave open: whether a gene's column with an ending of its own holds results, whether
    `id` is a gene, and whether the results name their genes.
    """
    rank = role_names()
    roles: dict[Role, list[int]] = {}
    genes: dict[int, GeneColumn] = {}
    told: dict[int, GeneColumn] = {}
    unused: list[str] = []
    for position, heading in enumerate(header):
        role = role_of(heading)
        column = gene_column(heading)
        if about := told_column(heading):
            told[position] = about
        elif role is Role.VARIANT:
            roles.setdefault(role, []).append(position)
            unused.append(heading)
        elif role is not None:
            roles.setdefault(role, []).append(position)
        elif column is not None and (not column.ending or _mostly_results(position, rows)):
            genes[position] = column
        elif heading or any(row.cells[position : position + 1] != ("",) for row in rows):
            unused.append(heading or f"column {position + 1}, without a heading")
    _take_id_for_gene(header, rows, roles)
    _drop_names_of_genes(header, rows, roles, unused)
    if Role.GENE in roles:
        unused += [header[position] for position in genes]
        genes = {}
    unused += _settle_told(header, roles, genes, told)
    for role in RESULT_ROLES:
        clear = [at for at in roles.get(role, []) if known_name(header[at]) not in vague_headings()]
        if clear or genes:
            unused += [header[at] for at in roles.get(role, []) if at not in clear or genes]
            roles[role] = [] if genes else clear
    ranked = {role: sorted(at, key=lambda n: rank[known_name(header[n])][1]) for role, at in roles.items() if at}
    layout = Layout(header, {role: tuple(at) for role, at in ranked.items()}, genes, tuple(unused), told=told)
    return replace(layout, in_phrases=_names_genes(layout, rows))


def _settle_told(
    header: tuple[str, ...], roles: dict[Role, list[int]], genes: dict[int, GeneColumn], told: dict[int, GeneColumn]
) -> list[str]:
    """
    Give each column about the test to its gene; the headings of those whose gene nothing tells.

    In a wide table of one gene a heading without a gene is about that one; in a long one each row has its gene.
    """
    named = {folded(column.gene): column.gene for column in genes.values()}
    lost = [at for at, column in told.items() if folded(column.gene) not in named]
    if genes:
        of_none = [(at, role) for role in TOLD_ROLES for at in roles.pop(role, [])]
        if len(named) == 1:
            told.update({at: GeneColumn(next(iter(named.values())), role) for at, role in of_none})
        else:
            lost += [at for at, _ in of_none]
    for at in lost:
        told.pop(at, None)
    return [header[at] for at in lost]


def _mostly_results(position: int, rows: Sequence[GridRow]) -> bool:
    filled = [row.cells[position] for row in rows if len(row.cells) > position and row.cells[position]]
    return 2 * sum(looks_like_result(cell) for cell in filled) >= len(filled) > 0


def _take_id_for_gene(header: tuple[str, ...], rows: Sequence[GridRow], roles: dict[Role, list[int]]) -> None:
    """A column `id` that holds genes, where no other names them, is the gene."""
    positions = roles.get(Role.PATIENT_ID, [])
    named_id = [at for at in positions if folded(header[at]) == "id"]
    if Role.GENE in roles or not named_id or not _holds_genes(named_id[0], rows):
        return
    roles[Role.GENE] = named_id[:1]
    roles[Role.PATIENT_ID] = [at for at in positions if at != named_id[0]]


def _drop_names_of_genes(
    header: tuple[str, ...], rows: Sequence[GridRow], roles: dict[Role, list[int]], unused: list[str]
) -> None:
    """A column `name` that holds the names of genes, short or in full, is no person's."""
    for at in list(roles.get(Role.PATIENT_NAME, [])):
        in_full = any(_CYTOCHROME.search(row.cells[at]) for row in rows if len(row.cells) > at)
        if Role.GENE in roles and (in_full or _holds_genes(at, rows)):
            roles[Role.PATIENT_NAME].remove(at)
            unused.append(header[at])


def _holds_genes(position: int, rows: Sequence[GridRow]) -> bool:
    filled = [row.cells[position] for row in rows if len(row.cells) > position and row.cells[position]]
    return 2 * sum(is_gene(cell) for cell in filled) > len(filled)


def _names_genes(layout: Layout, rows: Sequence[GridRow]) -> bool:
    """Whether results begin with their gene, in a table where nothing else names it."""
    if Role.GENE in layout.roles or layout.genes:
        return False
    positions = [at for role in RESULT_ROLES for at in layout.roles.get(role, ())]
    return any(
        phrase_of(row.cells[at]).gene for row in rows for at in positions if len(row.cells) > at and row.cells[at]
    )


def column_problems(layout: Layout, number: int = 1) -> Iterator[Problem]:
    """A notice for each column that is not read though it may hold something; `number` is the header's row."""
    for role, (first, *others) in layout.roles.items():
        for other in others if role not in (*RESULT_ROLES, *TOLD_ROLES, Role.VARIANT) else ():
            used, left = layout.header[first], layout.header[other]
            message = f'"{used}" and "{left}" may mean the same; only "{used}" is read. Rename it if it matters.'
            yield Problem(message=message, row=number, column=left, severity=Severity.NOTICE)
    open_ended = [layout.header[at] for at, column in layout.genes.items() if column.ending]
    if open_ended:
        message = f"read as results of the genes that they begin with, each by itself: {named(open_ended)}."
        yield Problem(message=message, row=number, severity=Severity.NOTICE)
    if layout.unused:
        message = f"columns that are not read: {named(layout.unused)}. If one of them is a result, rename it."
        yield Problem(message=message, row=number, severity=Severity.NOTICE)


def named(headings: Iterable[str]) -> str:
    """Headings in quotation marks, the first few of them, each cut where it is endless."""
    names = list(headings)
    shown = ", ".join(f'"{_shortened(name)}"' for name in names[:_NAMES_SHOWN])
    return shown + (f" and {len(names) - _NAMES_SHOWN:,} more" if len(names) > _NAMES_SHOWN else "")


def _shortened(text: str) -> str:
    return text if len(text) <= _HEADING_SHOWN else text[: _HEADING_SHOWN - 1] + "…"
