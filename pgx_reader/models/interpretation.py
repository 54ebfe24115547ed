"""What the reference tables say about one patient's results."""

from __future__ import annotations

from pgx_reader.models.base import Model
from pgx_reader.models.genetics import ActivityScore, Copies
from pgx_reader.models.results import Note, Patient, Problem, Reported
from pgx_reader.terms import (
    Action,
    Agreement,
    Basis,
    CopyNumber,
    Effect,
    Function,
    GeneStatus,
    MedicineGroup,
    Phenotype,
    Population,
    Strength,
)


class AlleleReading(Model):
    """One allele of a diplotype and what the tables say of it. `function` is `None` where they do not have it."""

    star_allele: str
    copies: Copies
    function: Function | None
    activity_value: str | None
    source_id: str | None


class GeneInterpretation(Model):
    """
    One gene's result read with the reference tables.

    `phenotype` is the one the handout explains; `None` where there is none or more than one. `possible_phenotypes`
    has one member where the result is determined. `activity_scores` are those the statements were looked up with: one,
    or several where the result leaves them open. `diplotypes` are the readings of the lab's call. `tables_phenotypes`
    and `tables_scores` are what the tables alone give, and empty where they give nothing. `tested` is what the file
    says that was looked for, word for word; `None` where it does not say.
    """

    gene: str
    spoken: str
    status: GeneStatus
    reported: Reported
    diplotype: str | None = None
    diplotypes: tuple[str, ...] = ()
    alleles: tuple[AlleleReading, ...] = ()
    activity_scores: tuple[ActivityScore, ...] = ()
    phenotype: Phenotype | None = None
    possible_phenotypes: tuple[Phenotype, ...] = ()
    tables_scores: tuple[ActivityScore, ...] = ()
    tables_phenotypes: tuple[Phenotype, ...] = ()
    lab_phenotypes: tuple[Phenotype, ...] = ()
    basis: Basis | None = None
    agreement: Agreement = Agreement.NOT_COMPARED
    copy_number: CopyNumber = CopyNumber.NOT_KNOWN
    tested: str | None = None
    notes: tuple[Note, ...] = ()

    @property
    def activity_score(self) -> ActivityScore | None:
        """The one score of the result; `None` where it has none, or leaves several open."""
        return self.activity_scores[0] if len(self.activity_scores) == 1 else None


class Guideline(Model):
    """The publication a statement comes from."""

    title: str
    year: int
    pmid: str
    url: str


class Statement(Model):
    """
    One row of a guideline's table that applies to the patient.

    `genes` is the key that it was looked up with. Where more than one row can apply, the row's own range stands
    behind the key. `source_id` and `source_location` lead back to the row's source.
    """

    source: str
    genes: dict[str, str]
    population: Population
    strength: Strength
    effect: Effect
    actions: tuple[Action, ...]
    guideline: Guideline
    source_id: str
    source_location: str


class MedicineInterpretation(Model):
    """
    One medicine and the statements that apply to the patient's results.

    `genes` are those its guideline looks at. Empty `statements` mean that none can be given; `superseded_by` names
    the newer guideline whose table is not public, where that is the reason.
    """

    name: str
    brand_names: tuple[str, ...]
    used_for: tuple[str, ...]
    group: MedicineGroup
    taking: bool
    genes: tuple[str, ...]
    statements: tuple[Statement, ...]
    superseded_by: Guideline | None = None


class Review(Model):
    """Whether a professional should look before the handout is given away, and why."""

    needed: bool
    reasons: tuple[Note, ...] = ()
    reviewed_by: str | None = None


class TableVersion(Model):
    """A reference table's name, version and date, for the record."""

    name: str
    version: str
    date: str


class Interpretation(Model):
    """
    Everything the handout rests on, for one patient.

    `explained_genes` are those the handout has a card for; `genes` may hold others that a statement needs.
    `unknown_medicines` are those of the patient's list that the tables do not have, as given.
    """

    patient: Patient
    explained_genes: tuple[str, ...]
    genes: tuple[GeneInterpretation, ...]
    medicines: tuple[MedicineInterpretation, ...]
    unknown_medicines: tuple[str, ...] = ()
    other_genes: tuple[str, ...] = ()
    review: Review
    problems: tuple[Problem, ...] = ()
    tables: tuple[TableVersion, ...] = ()
    tables_version: str
