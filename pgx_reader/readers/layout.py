"""Where each thing stands in a table: the roles of its columns, and the gene columns of a wide one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pgx_reader.models.results import Problem, Severity
from pgx_reader.readers.columns import (
    RESULT_ROLES,
    GeneColumn,
    Role,
    folded,
    gene_column,
    role_names,
    role_of,
    vague_headings,
)
from pgx_reader.readers.grid import GridRow

_NAMES_SHOWN = 6
_HEADING_SHOWN = 40


@dataclass(frozen=True)
class Layout:
    """
    Positions of columns by role, the likelier one first, and the gene columns of a wide table.

    `unused` are the headings of the columns that are not read.
    """

    header: tuple[str, ...]
    roles: dict[Role, tuple[int, ...]]
    genes: dict[int, GeneColumn]
    unused: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        """Whether a column names the gene: a row is one result."""
        return Role.GENE in self.roles and any(role in self.roles for role in RESULT_ROLES)

    @property
    def is_wide(self) -> bool:
        """Whether columns are named for genes: a row is one patient."""
        return Role.GENE not in self.roles and bool(self.genes)

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


def layout_of(header: tuple[str, ...]) -> Layout:
    """The layout that a header gives. A heading that may mean two things counts only where there is no better one."""
    rank = role_names()
    roles: dict[Role, list[int]] = {}
    genes: dict[int, GeneColumn] = {}
    unused: list[str] = []
    for position, heading in enumerate(header):
        role = role_of(heading)
        column = gene_column(heading)
        if role is not None:
            roles.setdefault(role, []).append(position)
        elif column is not None:
            genes[position] = column
        else:
            unused.append(heading or f"column {position + 1}, without a heading")
    if Role.GENE in roles:
        unused += [header[position] for position in genes]
        genes = {}
    for role in RESULT_ROLES:
        clear = [at for at in roles.get(role, []) if folded(header[at]) not in vague_headings()]
        if clear:
            unused += [header[at] for at in roles[role] if at not in clear]
            roles[role] = clear
    ranked = {role: sorted(at, key=lambda n: rank[folded(header[n])][1]) for role, at in roles.items()}
    return Layout(header, {role: tuple(at) for role, at in ranked.items()}, genes, tuple(unused))


def column_problems(layout: Layout) -> Iterator[Problem]:
    """A notice for each column that is not read though it may hold something."""
    for role, (first, *others) in layout.roles.items():
        for other in others if role not in RESULT_ROLES else ():
            used, left = layout.header[first], layout.header[other]
            message = f'"{used}" and "{left}" may mean the same; only "{used}" is read. Rename it if it matters.'
            yield Problem(message=message, row=1, column=left, severity=Severity.NOTICE)
    if layout.unused:
        message = f"columns that are not read: {named(layout.unused)}. If one of them is a result, rename it."
        yield Problem(message=message, row=1, severity=Severity.NOTICE)


def named(headings: Iterable[str]) -> str:
    """Headings in quotation marks, the first few of them, each cut where it is endless."""
    names = list(headings)
    shown = ", ".join(f'"{_shortened(name)}"' for name in names[:_NAMES_SHOWN])
    return shown + (f" and {len(names) - _NAMES_SHOWN:,} more" if len(names) > _NAMES_SHOWN else "")


def _shortened(text: str) -> str:
    return text if len(text) <= _HEADING_SHOWN else text[: _HEADING_SHOWN - 1] + "…"
