"""What the reference tables say about one patient's results."""

from __future__ import annotations

from decimal import Decimal

from pgx_reader.models.base import Model
from pgx_reader.models.genetics import ActivityScore, Copies
from pgx_reader.models.results import Note, Patient, Problem, Reported
from pgx_reader.terms import (
    Action,
    Agreement,
    Basis,
    Condition,
    CopyNumber,
    Effect,
    EnzymeEffect,
    EnzymeStrength,
    Function,
    GeneStatus,
    MedicineGroup,
    NewerChange,
    Phenotype,
    Population,
    Preference,
    Section,
    Strength,
)


class AlleleReading(Model):
    """One allele of a diplotype and what the tables say of it. `function` is `None` where they do not have it."""

    star_allele: str
    copies: Copies
    function: Function | None
    activity_value: str | None
    source_id: str | None


class FormerRule(Model):
    """
    A rule that held until a day and does not hold now: the value of an allele, or the phenotype of a score.

    `until` is as exact as it is known.
    """

    allele: str | None = None
    activity_value: str | None = None
    activity_score: str | None = None
    phenotype: Phenotype | None = None
    until: str
    source_id: str


class GeneInterpretation(Model):
    """
    One gene's result read with the reference tables.

    `phenotype` is the one the handout explains; `None` where there is none or more than one. `possible_phenotypes`
    has one member where the result is determined. `activity_scores` are those the statements were looked up with: one,
    or several where the result leaves them open. `diplotypes` are the readings of the lab's call. `tables_phenotypes`
    and `tables_scores` are what the tables alone give, and empty where they give nothing. `explained_from` says whose
    result is explained where the two differ. `former_rules` are older rules that give what the lab says; they are
    empty where lab and tables agree, and where older rules do not account for the difference. `tested` is what the
    file says that was looked for, word for word; `None` where it does not say.
    """

    gene: str
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
    explained_from: Preference | None = None
    former_rules: tuple[FormerRule, ...] = ()
    copy_number: CopyNumber = CopyNumber.NOT_KNOWN
    tested: str | None = None
    notes: tuple[Note, ...] = ()

    @property
    def activity_score(self) -> ActivityScore | None:
        """The one score of the result; `None` where it has none, or leaves several open."""
        return self.activity_scores[0] if len(self.activity_scores) == 1 else None


class Guideline(Model):
    """
    The publication or public table that a statement comes from.

    `pmid` is `None` where it is not in PubMed. `retrieved_on` is given for a table that is kept up to date and has no
    edition: the day or month on which it was read, and `year` is that of the reading.
    """

    title: str
    year: int
    pmid: str | None
    url: str
    retrieved_on: str | None = None


class Statement(Model):
    """
    One row of a guideline's table that applies to the patient.

    `genes` is the key that it was looked up with. Where more than one row can apply, the row's own range stands
    behind the key. `strength` is CPIC's class and `section` the FDA's; the others have none. `effect` is `None` where
    the source does not say what happens in the body. `actions` hold under the `conditions`, where there are any, and
    are empty where it is not known what the source advises. `source_id` and `source_location` lead back to the row's
    source. `row` is its number in the publisher's table for the medicine, as a spreadsheet counts.
    """

    source: str
    genes: dict[str, str]
    population: Population
    strength: Strength | None = None
    section: Section | None = None
    effect: Effect | None
    actions: tuple[Action, ...]
    conditions: tuple[Condition, ...] = ()
    guideline: Guideline
    source_id: str
    source_location: str
    row: int


class Newer(Model):
    """A publisher's newer word on a medicine that is known of and not in the tables, and where it was read."""

    publisher: str
    change: NewerChange
    source: Guideline


class MedicineInterpretation(Model):
    """
    One medicine and the statements that apply to the patient's results.

    `sources` are the publishers that have a table for it, and `genes` those that the tables look at. Empty
    `statements` mean that none can be given; `superseded_by` names the newer guideline whose table is not public,
    where that is the reason. `newer` is what a publisher has added or reworded since, and is not in the tables.
    """

    name: str
    brand_names: tuple[str, ...]
    used_for: tuple[str, ...]
    group: MedicineGroup
    taking: bool
    sources: tuple[str, ...]
    genes: tuple[str, ...]
    statements: tuple[Statement, ...]
    superseded_by: Guideline | None = None
    newer: tuple[Newer, ...] = ()


class UnknownMedicine(Model):
    """
    A name of the patient's list that the tables do not have, as given.

    `nearest` is the name there that it may be a misspelling of: told, and never used. `None` where none is near.
    """

    name: str
    nearest: str | None = None


class Interaction(Model):
    """
    A medicine that the patient takes and that slows or speeds an enzyme of an explained gene.

    `strength` is `None` where the source gives no class. `date` is the source's, as exact as it is known. `affects`
    are the patient's other medicines whose guidelines look at the gene, and is empty where there is none. The
    patient's own result is not changed by it.
    """

    medicine: str
    gene: str
    effect: EnzymeEffect
    strength: EnzymeStrength | None
    source: str
    date: str
    source_id: str
    url: str
    affects: tuple[str, ...] = ()


class ScoreRange(Model):
    """Activity scores from `low` to `high`; the same where there is one, and no upper end where `high` is `None`."""

    low: Decimal
    high: Decimal | None

    def __str__(self) -> str:
        low = _plain(self.low)
        if self.high is None:
            return f"≥{low}"
        return low if self.high == self.low else f"{low} to {_plain(self.high)}"


def _plain(score: Decimal) -> str:
    """A score with a decimal place, and with no more zeros behind it than that."""
    text = f"{score.normalize():f}"
    return text if "." in text else f"{text}.0"


class ScoreEstimate(Model):
    """
    What a guideline estimates the CYP2D6 activity score of a patient on an inhibitor to be, for one medicine.

    It is an estimate of the guideline for its own medicines. `scores` has a range for each score that the result
    leaves open. The patient's score and phenotype stay what they are.
    """

    medicine: str
    inhibitor: str
    strength: EnzymeStrength
    scores: tuple[ScoreRange, ...]
    guideline: Guideline
    source_id: str


class Review(Model):
    """
    Whether a professional should look before the handout is given away, and why.

    `reviewed_by` names the professional who has looked; the reasons stay, and none is needed any more.
    """

    needed: bool
    reasons: tuple[Note, ...] = ()
    reviewed_by: str | None = None


class TableVersion(Model):
    """A table, or folder of tables, of the reference tables: the version it is of, and as of which date it stands."""

    name: str
    version: str
    date: str


class Interpretation(Model):
    """
    Everything the handout rests on, for one patient.

    `explained_genes` are those the handout has a card for; `genes` may hold others that a statement needs.
    `unknown_medicines` are those of the patient's list that the tables do not have, as given. `other_medicines` are
    those that the tables have for what they do to an enzyme alone: no guideline speaks of them. `no_consensus` is the
    guideline that says that nobody agrees how to count inhibitors for antidepressants, where that is of concern.
    """

    patient: Patient
    explained_genes: tuple[str, ...]
    genes: tuple[GeneInterpretation, ...]
    medicines: tuple[MedicineInterpretation, ...]
    unknown_medicines: tuple[UnknownMedicine, ...] = ()
    other_medicines: tuple[str, ...] = ()
    interactions: tuple[Interaction, ...] = ()
    score_estimates: tuple[ScoreEstimate, ...] = ()
    no_consensus: Guideline | None = None
    other_genes: tuple[str, ...] = ()
    review: Review
    problems: tuple[Problem, ...] = ()
    tables: tuple[TableVersion, ...] = ()
    tables_version: str
