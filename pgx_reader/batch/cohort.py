"""A cohort in numbers: phenotypes, what is not known, agreement with the lab, findings, rows that could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pgx_reader.models.interpretation import GeneInterpretation, Interpretation
from pgx_reader.models.results import Problem, Severity
from pgx_reader.terms import Agreement, GeneStatus, Phenotype

COUNT_COLUMNS = {"gene": str, "counted": str, "value": str, "number": int, "of": int}
_SEVERAL = "more than one is possible"
_IN_ORDER = [*Phenotype, _SEVERAL, *(status.value for status in GeneStatus)]


@dataclass
class GeneCounts:
    """One gene in all patients. `results` are phenotypes, and for the others why there is none."""

    results: Counter[str] = field(default_factory=Counter)
    agreement: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)

    def add(self, gene: GeneInterpretation) -> None:
        """One patient's result more."""
        self.results[_result_of(gene)] += 1
        self.agreement[gene.agreement.value] += 1
        self.findings.update({note.code.partition(".")[2] for note in gene.notes})

    def in_order(self) -> list[tuple[str, int]]:
        """The results that occur, phenotypes from slow to fast first, then what is not known."""
        return [(in_words(result), self.results[result]) for result in _IN_ORDER if self.results[result]]

    def counted(self) -> Iterator[tuple[str, str, int]]:
        """What was counted, which value of it, and in how many patients: results, agreement with the lab, findings."""
        for result, number in self.in_order():
            yield "result", result, number
        for agreement in Agreement:
            yield "agreement", agreement.value, self.agreement[agreement.value]
        for finding, number in sorted(self.findings.items()):
            yield "finding", finding, number


@dataclass
class Cohort:
    """
    A cohort, counted patient by patient.

    Every gene's results add up to `explained`, the patients of whom anything can be explained; `not_explained` are the
    others. `problems` counts the rows, and what else of the files, that could not be read.
    """

    explained: int = 0
    not_explained: int = 0
    reviews: int = 0
    problems: int = 0
    genes: dict[str, GeneCounts] = field(default_factory=dict)

    def add(self, interpretation: Interpretation) -> None:
        """One patient more."""
        self.explained += 1
        self.reviews += interpretation.review.needed
        for gene in interpretation.genes:
            if gene.gene in interpretation.explained_genes:
                self.genes.setdefault(gene.gene, GeneCounts()).add(gene)

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """What could not be read; notices do not count."""
        self.problems += sum(problem.severity is Severity.ERROR for problem in problems)

    @property
    def patients(self) -> int:
        """All patients that were met."""
        return self.explained + self.not_explained

    def rows(self) -> Iterator[dict[str, Any]]:
        """A row for each count, beside what it is a part of; problems are a part of nothing."""
        for value in ("explained", "not_explained"):
            yield _row(None, "patients", value, getattr(self, value), self.patients)
        yield _row(None, "patients", "need_review", self.reviews, self.explained)
        yield _row(None, "problems", None, self.problems, None)
        for gene, counts in self.genes.items():
            for what, value, number in counts.counted():
                yield _row(gene, what, value, number, self.explained)

    def as_json(self) -> dict[str, Any]:
        """The counts as plain values."""
        return {
            "schema": "pgx-reader/summary/1",
            "patients": self.patients,
            "explained": self.explained,
            "not_explained": self.not_explained,
            "need_review": self.reviews,
            "problems": self.problems,
            "genes": [
                {
                    "gene": name,
                    "results": dict(counts.in_order()),
                    "agreement": {key.value: counts.agreement[key.value] for key in Agreement},
                    "findings": dict(sorted(counts.findings.items())),
                }
                for name, counts in self.genes.items()
            ],
        }


def _row(gene: str | None, counted: str, value: str | None, number: int, of: int | None) -> dict[str, Any]:
    return {"gene": gene, "counted": counted, "value": value, "number": number, "of": of}


def share(number: int, of: int) -> str:
    """
    A share that never makes something of nothing, nor all of nearly all.

    >>> share(1, 4), share(1, 100_000), share(99_999, 100_000), share(3, 3)
    ('25 %', 'under 0.1 %', 'over 99.9 %', '100 %')
    """
    percent = 100 * number / of
    if 0 < percent < 0.1:  # noqa: PLR2004 - the last digit that is shown
        return "under 0.1 %"
    if 99.9 < percent < 100:  # noqa: PLR2004
        return "over 99.9 %"
    return f"{percent:.1f} %".replace(".0 %", " %")


def _result_of(gene: GeneInterpretation) -> str:
    if gene.status is GeneStatus.SEVERAL:
        return _SEVERAL
    if gene.status is GeneStatus.DETERMINED and gene.phenotype:
        return gene.phenotype.value
    return gene.status.value


def in_words(result: str) -> str:
    """
    A result, or a finding, as a reader calls it.

    >>> in_words("allele_not_recognized"), in_words("Poor Metabolizer")
    ('allele not recognized', 'Poor Metabolizer')
    """
    return result.replace("_", " ")
