"""Where the program and the second opinion part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pgx_reader.models.interpretation import Interpretation
from pgx_reader.terms import Preference
from tests.second_opinion import program
from tests.second_opinion.cases import Case, LabCase
from tests.second_opinion.drawing import GENES
from tests.second_opinion.opinion import Beside, Opinion, Row, Tables, beside_the_lab, opinion, statements


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


class LabApart(NamedTuple):
    """A gene whose result, with a lab's phenotype beside it, the program and the opinion explain differently."""

    gene: str
    diplotype: str
    lab: tuple[str, ...]
    program: Beside
    opinion: Beside


def beside_a_lab_apart(cases: Sequence[LabCase], tables: Tables, prefer: Preference) -> list[LabApart]:
    """Every gene's result, with a lab's phenotypes beside it, that is not explained or compared the same."""
    apart = []
    for case, interpretation in zip(cases, _beside_a_lab(cases, prefer), strict=True):
        for gene, (text, lab) in case.items():
            found = next(result for result in interpretation.genes if result.gene == gene)
            theirs = Beside(program.answer_of(found), found.agreement.value)
            ours = beside_the_lab(gene, text, lab, tables, prefer_tables=prefer is Preference.TABLES)
            if theirs != ours:
                apart.append(LabApart(gene, text, lab, theirs, ours))
    return apart


def lab_statements_apart(cases: Sequence[LabCase], tables: Tables) -> list[LabCase]:
    """Every one of the patients with a lab's phenotypes to whom not the same rows apply."""
    apart = []
    for case, interpretation in zip(cases, _beside_a_lab(cases, Preference.LAB), strict=True):
        explained = {
            gene: beside_the_lab(gene, text, lab, tables, prefer_tables=False).explained
            for gene, (text, lab) in case.items()
        }
        if sorted(program.statements(interpretation)) != sorted(statements(explained, tables)):
            apart.append(case)
    return apart


def _beside_a_lab(cases: Sequence[LabCase], prefer: Preference) -> list[Interpretation]:
    rows = [[(gene, text, " or ".join(lab), "") for gene, (text, lab) in case.items()] for case in cases]
    return program.patients(rows, prefer=prefer)


def _lab_rows(case: Case) -> list[program.LabRow]:
    return [(gene, "", text, "") if gene == "CYP2B6" else (gene, text, "", "") for gene, text in case.items()]


def _opinions(case: Case, tables: Tables) -> dict[str, Opinion]:
    return {
        gene: Opinion("determined", (), (text,)) if gene == "CYP2B6" else opinion(gene, text, tables)
        for gene, text in case.items()
    }
