"""One frozen row model for each reference table. A cell that breaks its model is a fault with file, row and column."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from pgx_reader.models.base import Model
from pgx_reader.terms import (
    Action,
    Condition,
    Effect,
    EnzymeEffect,
    EnzymeStrength,
    Function,
    MedicineGroup,
    Method,
    NewerChange,
    Phenotype,
    Population,
    Reach,
    RowStatus,
    Section,
    Strength,
)

NO_RESULT = "No Result"
SCORE_NOT_AVAILABLE = "n/a"

_BAND = re.compile(r"(?P<low>\d+(?:\.\d+)?)(?: to (?P<high>\d+(?:\.\d+)?)| (?P<open>or more))?")


def _split(cell: Any) -> Any:
    """The members of a `;` list; an empty cell is an empty list."""
    return tuple(part for part in cell.split(";")) if isinstance(cell, str) and cell else () if cell == "" else cell


def _none_if_empty(cell: Any) -> Any:
    return None if cell == "" else cell


def _section(cell: Any) -> Any:
    """A section is written as its number; an empty cell is none."""
    return int(cell) if isinstance(cell, str) and cell.isdigit() else _none_if_empty(cell)


Names = Annotated[tuple[Annotated[str, Field(min_length=1, pattern=r"^\S(.*\S)?$")], ...], BeforeValidator(_split)]
Filled = Annotated[str, Field(min_length=1, pattern=r"^\S(.*\S)?$")]
Score = Annotated[Decimal, Field(ge=0, le=99)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
TelephoneNumber = Annotated[str, Field(pattern=r"^\d+( \d+)*$")]
OptionalScore = Annotated[Score | None, BeforeValidator(_none_if_empty)]


class ScoreBand(Model):
    """Activity scores from `low` to `high`, both included, in steps of 0.25; no upper end where `high` is `None`."""

    low: Decimal
    high: Decimal | None

    @classmethod
    @cache
    def parse(cls, text: str) -> Self:
        """Read `0.0`, `0.25 to 1.0` or `2.5 or more`. Raises `ValueError` on anything else."""
        match = _BAND.fullmatch(text)
        if match is None:
            raise ValueError(f'"{text}" is not a score, "LOW to HIGH" or "LOW or more"')
        low = Decimal(match["low"])
        high = None if match["open"] else Decimal(match["high"] or match["low"])
        if high is not None and high < low:
            raise ValueError(f'"{text}" ends below its beginning')
        return cls(low=low, high=high)

    def overlaps(self, low: Decimal, high: Decimal | None) -> bool:
        """Whether any score from `low` to `high` lies in the band; `None` is no upper end."""
        return (self.high is None or low <= self.high) and (high is None or self.low <= high)


class SourceRow(Model):
    """A publication or public table. Dates are ISO, as exact as they are known."""

    source_id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    publisher: Filled
    title: Filled
    version: str
    published_on: Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]
    retrieved_on: Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]
    url: Annotated[str, Field(pattern=r"^https://\S+$")]
    licence: Filled
    pmid: Annotated[str, Field(pattern=r"^\d*$")]
    superseded_by: str

    @model_validator(mode="after")
    def _is_dated(self) -> Self:
        if not (self.published_on or self.retrieved_on):
            raise ValueError("a source needs published_on or retrieved_on")
        return self


class Sourced(Model):
    """A row that says where its fact comes from."""

    source_id: Filled
    source_location: Filled


class EditionRow(Sourced):
    """As of which date a table, or a folder of tables, stands: ISO, as exact as it is known."""

    table: Annotated[str, Field(pattern=r"^[A-Za-z0-9]+(/[A-Za-z0-9]+)*$")]
    as_of: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class GeneRow(Sourced):
    """A gene, how its phenotype is found, and how its name is said aloud."""

    gene: Filled
    method: Method
    spoken: Filled


class DrugRow(Sourced):
    """
    A medicine: US brand names, what it is for in plain words, and identifiers where a source has them.

    The source of the row is that of the identifiers; what it is for has a source of its own, and so has the group.
    """

    drug: Annotated[str, Field(pattern=r"^[a-z][a-z.' ]*[a-z]$")]
    brand_names: Names
    used_for: Annotated[tuple[str, ...], BeforeValidator(_split), Field(min_length=1)]
    group: MedicineGroup
    uses_source_id: Filled
    uses_source_location: Filled
    rxnorm: Annotated[str, Field(pattern=r"^\d*$")]
    atc: Annotated[tuple[Annotated[str, Field(pattern=r"^[A-Z]\d\d[A-Z][A-Z]\d\d$")], ...], BeforeValidator(_split)]


class InteractionRow(Sourced):
    """A medicine that changes an enzyme. `strength` is `None` where the source gives no class."""

    drug: Filled
    gene: Filled
    effect: EnzymeEffect
    strength: Annotated[EnzymeStrength | None, BeforeValidator(_none_if_empty)]


class AlleleRow(Sourced):
    """One star allele's clinical function and, for a gene with activity scores, the value of one copy."""

    allele: Annotated[str, Field(pattern=r"^\*\d+$")]
    function: Function
    activity_value: OptionalScore


class ScorePhenotypeRow(Sourced):
    """The phenotype of the activity scores from `score_from` to `score_to`, both included."""

    score_from: Score
    score_to: OptionalScore
    phenotype: Phenotype

    @property
    def band(self) -> ScoreBand:
        """The scores as a band."""
        return ScoreBand(low=self.score_from, high=self.score_to)


class PairPhenotypeRow(Sourced):
    """The phenotype of a pair of functions, in either order."""

    function_1: Function
    function_2: Function
    phenotype: Phenotype


class PhenotypeRow(Sourced):
    """A phenotype that a gene can have, where only the phenotype is read."""

    phenotype: Phenotype


class NewerRow(Sourced):
    """A publisher's newer word on a medicine that is known of and not in the tables."""

    drug: Filled
    publisher: Filled
    change: NewerChange


class CrisisLineRow(Sourced):
    """A country's line for people who think about harming themselves, open at any time of day and night."""

    country: Country
    name: Filled
    number: TelephoneNumber
    how: Reach


class EmergencyNumberRow(Sourced):
    """The number to call in danger in a country."""

    country: Country
    number: TelephoneNumber


class FormerValueRow(Sourced):
    """The activity value that an allele counted before; `until` is when it changed, as exact as it is known."""

    allele: Annotated[str, Field(pattern=r"^\*\d+$")]
    activity_value: Score
    until: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class FormerPhenotypeRow(Sourced):
    """The phenotype that the scores of a band had before; `until` is when it changed, as exact as it is known."""

    score_from: Score
    score_to: Score
    phenotype: Phenotype
    until: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class GeneSynonymRow(Model):
    """A name that a gene goes by."""

    name: Filled
    gene: Filled


class AlleleSynonymRow(Sourced):
    """A retired or sub-allele name and the allele it stands for now."""

    gene: Filled
    name: Annotated[str, Field(pattern=r"^\*\w+$")]
    allele: Annotated[str, Field(pattern=r"^\*\d+$")]


class PhenotypeSynonymRow(Model):
    """
    A lab's word: the phenotypes it can mean, or the status (`no_call`, `not_tested`) it stands for.

    `seen_in` says who writes it so; it is empty for another spelling of a word whose row says it.
    """

    term: Filled
    meaning: Annotated[tuple[Filled, ...], BeforeValidator(_split), Field(min_length=1)]
    seen_in: str


class GuidelineRow(Sourced):
    """
    What a guideline says for one key.

    A gene's cell is empty where the row does not look at the gene. A cell names activity scores or phenotypes, as its
    source does; `n/a` is a score that is indeterminate, `No Result` a gene that was not tested. `strength` is CPIC's
    and `section` the FDA's. `effect` is empty where the source does not say what happens in the body, and `actions`
    only where a source is known to advise and what it advises is not.
    """

    population: Population
    CYP2D6: Annotated[tuple[str, ...], BeforeValidator(_split)] = ()
    CYP2C19: Annotated[tuple[str, ...], BeforeValidator(_split)] = ()
    CYP2B6: Annotated[tuple[str, ...], BeforeValidator(_split)] = ()
    strength: Annotated[Strength | None, BeforeValidator(_none_if_empty)] = None
    section: Annotated[Section | None, BeforeValidator(_section)] = None
    effect: Annotated[Effect | None, BeforeValidator(_none_if_empty)]
    actions: Annotated[tuple[Action, ...], BeforeValidator(_split)]
    condition: Annotated[tuple[Condition, ...], BeforeValidator(_split)] = ()
    status: RowStatus

    @field_validator("CYP2D6", "CYP2C19", "CYP2B6")
    @classmethod
    def _keys_are_known(cls, cells: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if len(set(cells)) != len(cells):
            raise ValueError("a key stands twice")
        for cell in cells:
            if info.field_name == "CYP2D6" and cell[:1].isdigit():
                ScoreBand.parse(cell)
            elif cell not in (NO_RESULT, SCORE_NOT_AVAILABLE):
                Phenotype(cell)
        return cells

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if not self.keys:
            raise ValueError("a row needs a key for at least one gene")
        if len(set(self.actions)) != len(self.actions):
            raise ValueError("an action stands twice")
        if Action.NO_RECOMMENDATION in self.actions and len(self.actions) > 1:
            raise ValueError("no_recommendation stands alone")
        if not self.actions and Condition.SUBGROUP_NOT_CONFIRMED not in self.condition:
            raise ValueError("a row needs an action")
        return self

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """The cells of the genes that the guideline looks at."""
        cells = (("CYP2D6", self.CYP2D6), ("CYP2C19", self.CYP2C19), ("CYP2B6", self.CYP2B6))
        return {gene: cell for gene, cell in cells if cell}
