"""What the columns of a table mean: names in any case, with any punctuation, and the common synonyms."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

# Gene symbols that head a column of a wide table. Any CYP gene is known by its form.
_GENE = re.compile(
    r"(?:cyp(?:450)?_?)\d[a-z]\d{1,2}|2[cd]\d{1,2}|abcg2|cacna1s|comt|dpyd|f5|g6pd|hla_[abc]|htr2a|ifnl[34]|mt_rnr1|mthfr"
    r"|nat2|nudt15|oprm1|ryr1|slc6a4|slco1b1|tpmt|ugt1a1|vkorc1"
)


class Role(StrEnum):
    """What a column holds."""

    PATIENT_ID = "patient_id"
    GENE = "gene"
    DIPLOTYPE = "diplotype"
    PHENOTYPE = "phenotype"
    ACTIVITY_SCORE = "activity_score"
    PATIENT_NAME = "patient_name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    COLLECTED_ON = "collected_on"
    REPORTED_ON = "reported_on"
    LAB = "lab"
    SPECIMEN = "specimen"
    TEST = "test"
    MEDICINES = "medicines"


RESULT_ROLES = (Role.DIPLOTYPE, Role.PHENOTYPE, Role.ACTIVITY_SCORE)


@dataclass(frozen=True)
class GeneColumn:
    """A column of a wide table: a gene, and which of its results; `None` where the heading is the bare gene."""

    gene: str
    role: Role | None


def folded(heading: str) -> str:
    """A heading without case, accents' forms and punctuation: `Patient ID` and `patient-id` are one."""
    return re.sub(r"[^a-z0-9]+", "_", unicodedata.normalize("NFKC", heading).casefold()).strip("_")


@cache
def role_names() -> dict[str, tuple[Role, int]]:
    """Each known heading's role and its rank: of two headings for one role, the one listed first is meant."""
    return {row["name"]: (Role(row["column"]), rank) for rank, row in enumerate(_listed())}


@cache
def vague_headings() -> frozenset[str]:
    """Headings, folded, that may mean something else too: they count only where there is no better one."""
    return frozenset(row["name"] for row in _listed() if row["vague"])


@cache
def _listed() -> tuple[dict[str, str], ...]:
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def role_of(heading: str) -> Role | None:
    """The role of a heading, or `None` where it is not a known one."""
    found = role_names().get(folded(heading))
    return found[0] if found else None


def gene_column(heading: str) -> GeneColumn | None:
    """
    What a wide table's heading says of a gene; `None` where it does not begin with a gene's name.

    >>> gene_column("CYP2D6_alleles")
    GeneColumn(gene='CYP2D6', role=<Role.DIPLOTYPE: 'diplotype'>)
    >>> gene_column("cyp2c19")
    GeneColumn(gene='cyp2c19', role=None)
    """
    name = folded(heading)
    match = _GENE.match(name)
    if match is None:
        return None
    rest = name[match.end() :].strip("_")
    gene = _as_written(heading, match.end())
    if not rest:
        return GeneColumn(gene, None) if match.end() == len(name) else None
    role = role_of(rest)
    return GeneColumn(gene, role) if role in RESULT_ROLES else None


def _as_written(heading: str, length: int) -> str:
    """The part of the heading whose folded form has the given length: the gene as the file names it."""
    text = heading.strip()
    return next((text[:end] for end in range(1, len(text) + 1) if len(folded(text[:end])) == length), text)
