"""What a message says of genes, fact by fact, and the rows that the facts of one patient make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pgx_reader.models.results import Cell, LabRow, Patient
from pgx_reader.readers.columns import RESULT_ROLES, Role
from pgx_reader.readers.phrases import Phrase, phrase_of
from pgx_reader.readers.tested import joined

# No result is longer; what is, is a narrative or made to take a machine's time.
_LONGEST = 500
_IDENTITY = ("name", "birth_date", "sex")
_METABOLIZER = re.compile(r"(?i)(?:[\w()/-]{1,30}[ ,]+){0,6}metaboli[sz]ers?(?: status)?(?:\s*\([^()]{0,40}\))?\.?")
# The answers of LOINC's list LL3856-3, and the one that it had before. What each means is for normalization to say.
# Source: https://loinc.org/LL3856-3.
_ANSWERS = {"LA9657-3", "LA10315-2", "LA10316-0", "LA10317-8", "LA25390-8", "LA25391-6"}


@dataclass(frozen=True)
class Fact:
    """One thing said of a gene: its diplotype, its phenotype or its activity score."""

    gene: str
    role: Role
    cell: Cell
    row: int | None = None


@dataclass
class PatientFacts:
    """
    All that a file says of one patient's genes. `unreadable` are genes of which something could not be told.

    `tested` is what was looked for; a gene of which nothing else is said has no row.
    """

    facts: list[Fact] = field(default_factory=list)
    unreadable: dict[str, int | None] = field(default_factory=dict)
    remarks: dict[str, list[Cell]] = field(default_factory=dict)
    tested: dict[str, list[Cell]] = field(default_factory=dict)

    @property
    def genes(self) -> tuple[str, ...]:
        """The genes in the order in which they are met."""
        return tuple(dict.fromkeys([*(fact.gene for fact in self.facts), *self.unreadable]))


def rows_of(patient_id: str, said: PatientFacts) -> tuple[LabRow, ...]:
    """
    One row a gene, and another for each thing that is said differently a second time.

    A gene that contradicts itself so has rows that contradict each other: none is picked.
    """
    rows: list[LabRow] = []
    by_gene: dict[str, list[Fact]] = {}
    for fact in said.facts:
        by_gene.setdefault(fact.gene, []).append(fact)
    for gene in said.genes:
        remarks = tuple(dict.fromkeys(said.remarks.get(gene, ())))
        rows += _gene_rows(patient_id, gene, by_gene.get(gene, []), remarks)
        if gene in said.unreadable:
            row = LabRow(row=said.unreadable[gene], patient_id=patient_id, gene=gene, readable=False, remarks=remarks)
            rows.append(row)
    return tuple(row.model_copy(update={"tested": joined(said.tested.get(row.gene, ()))}) for row in rows)


def _gene_rows(patient_id: str, gene: str, facts: list[Fact], remarks: tuple[Cell, ...]) -> list[LabRow]:
    distinct: dict[Role, dict[str, Fact]] = {role: {} for role in RESULT_ROLES}
    for fact in facts:
        distinct[fact.role].setdefault(folded_result(fact.cell.value), fact)
    columns = {role: list(found.values()) for role, found in distinct.items()}
    rows = []
    for index in range(max((len(column) for column in columns.values()), default=0)):
        taken = {role: column[index] for role, column in columns.items() if index < len(column)}
        # What stands in a row beside another result would look as if the file had put them together.
        together = [taken] if index == 0 else [{role: fact} for role, fact in taken.items()]
        rows += [_row(patient_id, gene, cells, remarks) for cells in together]
    return rows


def _row(patient_id: str, gene: str, taken: Mapping[Role, Fact], remarks: tuple[Cell, ...]) -> LabRow:
    lines = [fact.row for fact in taken.values() if fact.row is not None]
    cells = {role: fact.cell if fact.cell.value else None for role, fact in taken.items()}
    return LabRow(
        row=min(lines, default=None),
        patient_id=patient_id,
        gene=gene,
        diplotype=cells.get(Role.DIPLOTYPE),
        phenotype=cells.get(Role.PHENOTYPE),
        activity_score=cells.get(Role.ACTIVITY_SCORE),
        remarks=remarks,
    )


def folded_result(text: str) -> str:
    """A result without case, blanks and the name of a CYP gene: what is the same in spite of them is said once."""
    bare = re.sub(r"cyp[\s_-]?\d[a-z]\d{1,2}(?!\d)", "", text.casefold())
    return re.sub(r"[\s_]+", "", bare).replace("metaboliser", "metabolizer")


def is_phenotype(text: str) -> bool:
    """Whether a text is nothing but a metabolizer phenotype, in words or as a LOINC answer; a narrative is not."""
    return text.strip() in _ANSWERS or bool(_METABOLIZER.fullmatch(text.strip()))


def phrased(text: str) -> Phrase:
    """The parts of a phrase; a text too long to be one has none."""
    return phrase_of(text) if len(text) <= _LONGEST else Phrase()


def genotype_facts(cells: Iterable[Cell]) -> list[tuple[Role, Cell]]:
    """
    What a genotype's spellings say: each diplotype that differs, and a phenotype in brackets behind it.

    Where none has a star allele, the first is taken as it stands: a word for no call, or another gene's notation.
    """
    given = list(cells)
    phrases = [(cell, phrased(cell.value)) for cell in given]
    starred = [(cell, phrase) for cell, phrase in phrases if phrase.diplotype]
    if not starred:
        return [(Role.PHENOTYPE if is_phenotype(cell.value) else Role.DIPLOTYPE, cell) for cell in given[:1]]
    found: list[tuple[Role, Cell]] = []
    for cell, phrase in starred:
        found.append((Role.DIPLOTYPE, Cell(value=phrase.diplotype or "", column=cell.column)))
        if phrase.phenotype:
            found.append((Role.PHENOTYPE, Cell(value=phrase.phenotype, column=cell.column)))
    return found


def one_person(patient_id: str, parts: Iterable[Patient]) -> Patient | str:
    """One patient from all that is said under an id; or in what they contradict, as two people do."""
    given = list(parts)
    for what in _IDENTITY:
        if len({value.casefold() for part in given if (value := getattr(part, what))}) > 1:
            return what.replace("_", " ")
    known: dict[str, str] = {"id": patient_id}
    for name in Patient.model_fields:
        said = dict.fromkeys(value for part in given if (value := getattr(part, name)))
        if said and name != "id":
            known[name] = next(iter(said)) if name in _IDENTITY else "; ".join(said)
    return Patient(**known)
