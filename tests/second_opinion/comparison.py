"""Where the program and the second opinion part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.second_opinion import program
from tests.second_opinion.cases import Case
from tests.second_opinion.drawing import GENES
from tests.second_opinion.opinion import Opinion, Row, Tables, opinion, statements


class Disagreement(NamedTuple):
    """A diplotype that the program and the opinion read differently."""

    gene: str
    diplotype: str
    program: Opinion
    opinion: Opinion

    def __str__(self) -> str:
        return f"{self.gene} {self.diplotype}\n  program: {self.program}\n  opinion: {self.opinion}"


def disagreements(diplotypes: Sequence[tuple[str, str]], tables: Tables) -> list[Disagreement]:
    """Every one of the diplotypes, each with its gene, on which they do not agree."""
    apart = []
    for gene in GENES:
        texts = [text for found, text in diplotypes if found == gene]
        for text, theirs in zip(texts, program.answers(gene, texts), strict=True):
            ours = opinion(gene, text, tables)
            if ours != theirs:
                apart.append(Disagreement(gene, text, theirs, ours))
    return apart


class Apart(NamedTuple):
    """A patient of whom the program and the opinion say different things, and the rows that only one of them gives."""

    case: Case
    program_only: list[Row]
    opinion_only: list[Row]


def statements_apart(cases: Sequence[Case], tables: Tables) -> tuple[list[Apart], set[Row]]:
    """Every one of the patients to whom not the same rows apply; and all rows that both gave to any of them."""
    apart, given = [], set()
    for case, interpretation in zip(cases, program.patients(map(_lab_rows, cases)), strict=True):
        theirs, ours = sorted(program.statements(interpretation)), sorted(statements(_opinions(case, tables), tables))
        given |= set(theirs) & set(ours)
        if theirs != ours:
            apart.append(Apart(case, sorted(set(theirs) - set(ours)), sorted(set(ours) - set(theirs))))
    return apart, given


def _lab_rows(case: Case) -> list[program.LabRow]:
    return [(gene, "", text, "") if gene == "CYP2B6" else (gene, text, "", "") for gene, text in case.items()]


def _opinions(case: Case, tables: Tables) -> dict[str, Opinion]:
    return {
        gene: Opinion("determined", (), (text,)) if gene == "CYP2B6" else opinion(gene, text, tables)
        for gene, text in case.items()
    }
