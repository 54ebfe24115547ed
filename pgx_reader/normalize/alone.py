"""A diplotype that comes alone, without a lab's file round it."""

from __future__ import annotations

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, GeneResult, LabRow, Problem
from pgx_reader.normalize.genes import gene_result
from pgx_reader.normalize.notation import folded_gene, shortened
from pgx_reader.normalize.patients import gene_names
from pgx_reader.tables import ReferenceTables

_COLUMN = "diplotype"


def explained_gene(name: str, tables: ReferenceTables) -> str:
    """The gene that a name in any spelling stands for. Raises `UnusableInputError` where it is not explained."""
    gene = gene_names(tables).get(folded_gene(name), "")
    if gene not in tables.explained_genes:
        raise UnusableInputError(
            f'"{shortened(name)}" is not a gene whose diplotypes are explained: {", ".join(tables.explained_genes)}.'
        )
    return gene


def diplotype_result(gene: str, text: str, tables: ReferenceTables) -> tuple[GeneResult, tuple[Problem, ...]]:
    """
    What a diplotype says, as in a row of a lab's file that has nothing else, and all that is wrong with it.

    A text that is not understood is `NOT_READABLE`, one that is empty or says so is `NO_CALL` or `NOT_TESTED`.
    """
    cell = Cell(value=text, column=_COLUMN) if text.strip() else None
    problems: list[Problem] = []
    row = LabRow(row=None, patient_id="", gene=gene, diplotype=cell)
    result = gene_result(gene, [row], tables, problems)
    return result, tuple(problem.model_copy(update={"patient_id": None}) for problem in problems)
