"""What JSON of no format's own says of the test: which alleles were looked for, and whether copies were counted."""

from __future__ import annotations

from typing import Any

from pgx_reader.models.results import Cell
from pgx_reader.readers.columns import Role, folded, gene_column, role_of, told_column
from pgx_reader.readers.tested import TOLD_ROLES


def about_one(content: dict[str, Any], path: str) -> tuple[tuple[Role, Cell], ...]:
    """What an object about one gene says of its test."""
    found = ((role_of(key), value, f"{path}.{key}" if path else key) for key, value in content.items())
    return tuple(_told(role, value, where) for role, value, where in found if role in TOLD_ROLES)


def about_gene(content: dict[str, Any], path: str, gene: str) -> tuple[tuple[Role, Cell], ...]:
    """What an object of several genes says of the test of one, in keys such as `CYP2D6_alleles_tested`."""
    found = []
    for key, value in content.items():
        where, column, role = f"{path}.{key}" if path else key, told_column(key), role_of(key)
        if column is not None and folded(column.gene) == folded(gene):
            found.append(_told(column.role, value, where))
        elif role in TOLD_ROLES and isinstance(value, dict):
            found += [_told(role, v, f"{where}.{k}") for k, v in value.items() if folded(k) == folded(gene)]
    return tuple(found)


def about_no_gene(content: dict[str, Any], path: str, gene: str = "") -> list[str]:
    """
    The paths to what an object says of a test and belongs to none of its results.

    Either nothing tells of which gene it is, or that gene has no result in the object. `gene` is that of an object
    about one gene.
    """
    genes = {folded(gene)} if gene else {folded(column.gene) for key in content if (column := gene_column(key))}
    lost = []
    for key, value in content.items():
        where, column = f"{path}.{key}" if path else key, told_column(key)
        if column is not None:
            lost += [] if folded(column.gene) in genes else [where]
        elif role_of(key) in TOLD_ROLES and not gene:
            of_genes = value if isinstance(value, dict) else {}
            lost += [f"{where}.{name}" for name in of_genes if folded(name) not in genes] if of_genes else [where]
    return lost


def _told(role: Role | None, value: Any, path: str) -> tuple[Role, Cell]:
    """A value about the test as text: a list's parts with commas, `true` as "yes"."""
    if isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, list):
        text = ", ".join(str(part).strip() for part in value)
    else:
        text = "" if value is None else str(value).strip()
    return role or Role.TESTED, Cell(value=text, column=path)
