"""The published facts, kept apart from the reference tables, and how a table is held against them.

The files beside this module were carried over from CPIC's public tables (CC0): allele functions, and for each
recommendation its key, strength, whether another drug is advised, and which way a dose is to change.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from pgx_reader.tables.schemas import AlleleRow, DrugRow, GuidelineRow, ScoreBand, SourceRow
from pgx_reader.terms import Action, RowStatus

_FOLDER = Path(__file__).parent
# Two published rows of atomoxetine for children, "2.5 and more" and "≥3.5", say the same and are one row here.
SPLIT = ("atomoxetine", "pediatrics", "≥3.5")


@cache
def published(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a file of published facts."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def recommendations(drug: str) -> tuple[dict[str, str], ...]:
    """The published recommendations of a drug."""
    return tuple(row for row in published("cpic_recommendations") if row["drug"] == drug)


def facts_of(row: GuidelineRow, sources: dict[str, SourceRow]) -> tuple[object, ...]:
    """What of a row is published, in the order of `published_facts`."""
    source = sources.get(row.source_id)
    return (
        row.strength.value,
        bool({Action.ALTERNATIVE, Action.AVOID} & set(row.actions)),
        Action.LOWER_DOSE in row.actions,
        Action.HIGHER_DOSE in row.actions,
        source.pmid if source else None,
        source.published_on[:4] if source else None,
    )


def published_facts(row: dict[str, str]) -> tuple[object, ...]:
    """Strength, another drug, lower dose, higher dose, PMID and year."""
    flags = (row[name] == "true" for name in ("alternative_drug", "lower_dose", "higher_dose"))
    return (row["strength"], *flags, row["pmid"], row["year"])


@cache
def answers(cell: tuple[str, ...], key: str) -> bool:
    """Whether a cell of a table covers a published key."""
    if key in cell or not cell:
        return key in cell or not key
    if key[:1] not in "≥0123456789":
        return False
    bands = [ScoreBand.parse(part) for part in cell if part[0].isdigit()]
    low = ScoreBand.parse(key.removeprefix("≥")).low
    return any(band.overlaps(low, None if key.startswith("≥") else low) for band in bands)


def keys_of(row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Each published key of a recommendation: CYP2D6 score, CYP2C19 phenotype, CYP2B6 phenotype."""
    for score in row["cyp2d6_activity_scores"].split(";"):
        yield score, row["cyp2c19_phenotype"], row["cyp2b6_phenotype"]


def guideline_disagreements(
    drug: str, rows: Iterable[GuidelineRow], sources: dict[str, SourceRow]
) -> Iterator[tuple[object, ...]]:
    """Every published key of a drug that the rows do not answer exactly once with the published facts."""
    members = tuple(rows)
    for recommendation in recommendations(drug):
        for score, cyp2c19, cyp2b6 in keys_of(recommendation):
            found = [
                row
                for row in members
                if row.population.value == recommendation["population"]
                and answers(row.CYP2C19, cyp2c19)
                and answers(row.CYP2D6, score)
                and answers(row.CYP2B6, cyp2b6)
            ]
            expected = published_facts(recommendation)
            if [facts_of(row, sources) for row in found] != [expected]:
                yield drug, recommendation["population"], score, cyp2c19, cyp2b6, expected, found
    superseded = drug in ("ondansetron", "tropisetron")
    yield from ((drug, row.status) for row in members if (row.status is RowStatus.SUPERSEDED) != superseded)
    if len(members) != len(recommendations(drug)) - (drug == SPLIT[0]):
        yield drug, "number of rows", len(members)


def allele_disagreements(gene: str, rows: Iterable[AlleleRow]) -> list[str]:
    """Every allele whose function or value is not the published one, and every allele too many or too few."""
    named = {row["allele"]: row for row in published(f"{gene.lower()}_alleles") if "x" not in row["allele"]}
    members = {row.allele: row for row in rows}
    wrong = sorted(named.keys() ^ members.keys())
    for allele in named.keys() & members.keys():
        value = named[allele].get("activity_value", "")
        ours = members[allele].activity_value
        if members[allele].function.value != named[allele]["clinical_function"] or (
            (ours is None) != (value == "") or (ours is not None and float(ours) != float(value))
        ):
            wrong.append(allele)
    return wrong


def identifier_disagreements(row: DrugRow) -> bool:
    """Whether a drug's identifiers are not the published ones."""
    (known,) = [r for r in published("medicine_identifiers") if r["drug"] == row.drug] or [{"rxnorm": "?", "atc": "?"}]
    return (row.rxnorm, ";".join(row.atc)) != (known["rxnorm"], known["atc"])
