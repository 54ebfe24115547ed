"""Where the program and the second opinion part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.second_opinion import program
from tests.second_opinion.drawing import GENES
from tests.second_opinion.opinion import Opinion, Tables, opinion


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
