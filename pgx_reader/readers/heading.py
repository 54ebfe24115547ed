"""Where a table's header is: below titles, and in one row or in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pgx_reader.readers.columns import RESULT_ROLES, Role, gene_column, role_of
from pgx_reader.readers.tested import TOLD_ROLES

# A header is looked for below this many rows with titles, at most.
MOST_ABOVE = 30
_WIDEST_IN_TEXT = 60

_RESULT = re.compile(r"[*∗＊]\s*\d|metaboli|^\s*(?:[PINERU]M|URM)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class GridRow:
    """A row's number, counted as a spreadsheet does, and its cells, without blanks round them."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """
    A table's headings, the number of the row that they end in, and the rows above them.

    `worth` is 3 where they name patient, gene and result, 2 where the patient is missing, 1 where the gene is, else 0.
    """

    names: tuple[str, ...]
    number: int
    above: tuple[GridRow, ...] = ()
    worth: int = 0
    known: int = 0


def find_heading(rows: Sequence[GridRow], most_above: int = MOST_ABOVE) -> Heading:
    """
    The best header among the first rows, the uppermost of equals; the first row where none is one.

    A row of genes over a row of results (`CYP2D6, , CYP2C19` over `Genotype, Phenotype, Genotype`) is read as one.
    """
    first = _heading(rows, 0, rows[0].cells)
    best = replace(first, worth=0)
    for at in range(min(len(rows), most_above + 1)):
        if at > MOST_ABOVE and len(rows[at].cells) > _WIDEST_IN_TEXT:
            continue
        single = _heading(rows, at, rows[at].cells) if at else first
        both = None
        if at + 1 < len(rows) and rows[at + 1].number == rows[at].number + 1:
            names = _of_two_rows(rows[at].cells, rows[at + 1].cells)
            both = _heading(rows, at, names, 2) if names else None
        for found in (both, single):
            if found is not None and found.worth > best.worth:
                best = found
        if best.worth == 3:  # noqa: PLR2004 - the most there is
            break
    return best


def _heading(rows: Sequence[GridRow], at: int, cells: tuple[str, ...], height: int = 1) -> Heading:
    names = _without_empty_end(cells)
    roles = [role_of(name) for name in names]
    genes = [gene_column(name) for name in names]
    known = sum(bool(role or gene) for role, gene in zip(roles, genes, strict=True))
    return Heading(names, rows[at + height - 1].number, tuple(rows[:at]), _worth(names, roles, genes), known)


def _worth(names: tuple[str, ...], roles: list[Role | None], genes: Sequence[object | None]) -> int:
    if any(_RESULT.search(name) and role_of(name) is None for name in names):
        return 0
    result = any(role in RESULT_ROLES for role in roles)
    is_long = Role.GENE in roles and result
    if Role.PATIENT_ID in roles:
        return 3 if is_long or (Role.GENE not in roles and any(genes)) else int(result)
    return 2 if is_long else 0


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end > 1 and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _of_two_rows(upper: tuple[str, ...], lower: tuple[str, ...]) -> tuple[str, ...] | None:
    """The headings that two rows give together; `None` where the lower one does not split up the genes of the upper."""
    if any(_RESULT.search(cell) and role_of(cell) is None for cell in lower):
        return None
    width = max(len(upper), len(lower))
    tops, bottoms = ((*row, *("",) * (width - len(row))) for row in (upper, lower))
    names, gene, splits = [], "", False
    for top, bottom in zip(tops, bottoms, strict=True):
        if top:
            gene = top if _is_bare_gene(top) else ""
        role = role_of(bottom)
        if gene and bottom and (role is None or role in (*RESULT_ROLES, *TOLD_ROLES)):
            splits = splits or role in RESULT_ROLES
            names.append(f"{gene} {bottom}")
        else:
            names.append(_one_of(top, bottom))
    return tuple(names) if splits else None


def _is_bare_gene(heading: str) -> bool:
    column = gene_column(heading)
    return column is not None and column.role is None and not column.ending


def _one_of(top: str, bottom: str) -> str:
    if not top or not bottom or top == bottom:
        return top or bottom
    together = f"{top} {bottom}"
    if role_of(together) or not role_of(bottom):
        return together
    return bottom
