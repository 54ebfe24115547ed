"""What the columns of a table mean: names in any case, with any punctuation, and the common synonyms."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import TypeVar

_Found = TypeVar("_Found")

# Gene symbols that head a column of a wide table. Any CYP gene is known by its form. The last line are spellings that
# real files have for other genes: they are kept as they stand, as genes of their own.
_SYMBOLS = (
    r"(?:cytochrome_)?(?:cyp_?(?:p?_?450_?)?|p_?450_?)\d[a-z]\d{1,2}|2[cd]\d{1,2}"
    r"|abcb1|abcg2|adra2a|ankk1|apoe|bche|cacna1s|ces1|cftr|comt|dpyd|drd2|f2|f5|fkbp5|g6pd|grik4|gstp1|hla_[abc]"
    r"|hla_dr[ab]1|hla_dq[ab]1|hla_dpb1|htr2a|htr2c|ifnl[34]|ifnl3_4|mc4r|mthfr|nat1|nat2|nudt15|oprm1|por|ryr1|slc6a4"
    r"|slco1b1|slco2b1|tpmt|ugt1a1|ugt1a4|ugt2b7|ugt2b15|vkorc1"
    r"|mt_?rnr1|utg1a1|2c(?=_|$)|cyp2crs\d+|cyp2c_cluster|cyp2c_rs\d+"
)
_GENE = re.compile(_SYMBOLS)
_IS_GENE = re.compile(rf"(?:{_SYMBOLS})")
_LAST_GENE = re.compile(rf"(?:^|_)({_SYMBOLS})[a-d]?$")
_BEFORE_A_GENE = re.compile(r"^(?:pgx|gene)_(?=[a-z0-9])")
# A longer heading is worked out anew each time: those that are kept take little room.
_LONGEST_KEPT = 60
# Signs and small raised letters that point to a note below the table.
_RAISED = str.maketrans("", "", "¹²³⁰⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ†‡§¶")
_SHORTEST_MARKED = 5
_LONGEST = 120

# Behind a gene's name, words that say: not this patient's result of this gene, but something about it.
_NOT_A_RESULT = frozenset(
    """
    1 2 advice alert allele allele1 allele2 alt assayed change cn cnv comment comments complete concordance
    confidence control copies copy count coverage date depth description donor drug drugs expected father filter
    flag freq frequency function functions guidance guideline hap1 hap2 haplotype haplotype1 haplotype2 hash id
    inducer inhibitor inhibitors interrogated lab link looked maternal medication medications medicine medicines
    method mother note notes number old ordered other parent paternal percent pmid position previous priority qual
    quality raw reads recommendation recommendations ref reference remark remarks risk screened sibling snp source
    substrate substrates sv tested text time url variant variants version x zygosity
    """.split()  # noqa: SIM905 - a list that is read more easily as words
)
_OPEN_NAMES = frozenset(("call", "result", "results", "value"))


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
    VARIANT = "variant"
    TESTED = "tested"
    COPY_NUMBER = "copy_number"


RESULT_ROLES = (Role.DIPLOTYPE, Role.PHENOTYPE, Role.ACTIVITY_SCORE)


@dataclass(frozen=True)
class GeneColumn:
    """
    A column of a wide table: a gene, and which of its results; `None` where the cells have to say.

    `ending` is what the heading says behind the gene, where that is no word that we know: a caller's name, perhaps.
    """

    gene: str
    role: Role | None
    ending: str = ""


def _kept(of: Callable[[str], _Found]) -> Callable[[str], _Found]:
    """
    A function of a heading that keeps what it found for the last short ones.

    JSON has the same few keys in each of its objects, the files of a folder have the same header, and each of them is
    asked for many times.
    """
    kept = lru_cache(maxsize=4096)(of)

    @wraps(of)
    def found(heading: str) -> _Found:
        return kept(heading) if len(heading) <= _LONGEST_KEPT else of(heading)

    return found


@_kept
def folded(heading: str) -> str:
    """A heading without case, punctuation and footnote marks: `Patient ID†` and `patient-id` are one."""
    return re.sub(r"[^a-z0-9]+", "_", unicodedata.normalize("NFKC", heading.translate(_RAISED)).casefold()).strip("_")


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


def known_name(heading: str) -> str:
    """
    The name in the list of columns that a heading is; itself, folded, where it is none.

    A spreadsheet loses that a footnote's letter is raised: `Genotypea` is `Genotype`.
    """
    name = folded(heading)
    bare = name[:-1]
    if (
        name not in role_names()
        and name[-1:] in tuple("abcd")
        and len(bare) >= _SHORTEST_MARKED
        and bare in role_names()
    ):
        return bare
    return name


@_kept
def role_of(heading: str) -> Role | None:
    """The role of a heading, or `None` where it is not a known one."""
    found = role_names().get(known_name(heading))
    return found[0] if found else None


def is_gene(text: str) -> bool:
    """Whether a text is a gene's name and nothing else."""
    return bool(_IS_GENE.fullmatch(folded(text)))


@_kept
def gene_column(heading: str) -> GeneColumn | None:
    """
    What a wide table's heading says of a gene; `None` where it names none, or something else about it.

    >>> gene_column("CYP2D6_alleles")
    GeneColumn(gene='CYP2D6', role=<Role.DIPLOTYPE: 'diplotype'>, ending='')
    >>> gene_column("cyp2c19")
    GeneColumn(gene='cyp2c19', role=None, ending='')
    >>> gene_column("CYP2D6_getrm_cons")
    GeneColumn(gene='CYP2D6', role=None, ending='getrm_cons')
    """
    if len(heading) > _LONGEST:
        return None
    name = folded(heading)
    before = _BEFORE_A_GENE.match(name)
    start = before.end() if before else 0
    match = _GENE.match(name, start)
    if match is None:
        return _gene_at_the_end(name)
    gene = match[0].upper() if before else _as_written(heading, match.end())
    rest = name[match.end() :]
    if re.fullmatch(r"[a-d]?", rest):
        return GeneColumn(gene, None)
    rest = re.sub(r"^[a-d]_", "_", rest)
    role = _result_role(rest.strip("_"))
    if role is not None or rest.strip("_") in _OPEN_NAMES:
        return GeneColumn(gene, role)
    return GeneColumn(gene, None, rest[1:]) if rest.startswith("_") and _may_be_a_caller(rest[1:]) else None


def told_column(heading: str) -> GeneColumn | None:
    """
    The gene of a heading that says what was tested of it, or whether its copies were counted; `None` for any other.

    >>> told_column("CYP2D6 Alleles Tested")
    GeneColumn(gene='CYP2D6', role=<Role.TESTED: 'tested'>, ending='')
    """
    name = folded(heading)
    if len(heading) > _LONGEST:
        return None
    if match := _GENE.match(name):
        gene, rest = _as_written(heading, match.end()), name[match.end() :]
    elif match := _LAST_GENE.search(name):
        gene, rest = match[1].upper(), re.sub(r"_(?:for|in|of)$", "", name[: match.start()])
    else:
        return None
    role = role_of(rest.strip("_"))
    return GeneColumn(gene, role) if role in (Role.TESTED, Role.COPY_NUMBER) else None


def _gene_at_the_end(name: str) -> GeneColumn | None:
    match = _LAST_GENE.search(name)
    if match is None:
        return None
    before = name[: match.start()]
    role = _result_role(before)
    return GeneColumn(match[1].upper(), role) if role or before in _OPEN_NAMES else None


def _result_role(name: str) -> Role | None:
    """The one result that a heading's words name: `cpic_phenotype` is a phenotype."""
    words = name.split("_")
    if _NOT_A_RESULT & set(words) or name in _OPEN_NAMES:
        return None
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size + 1):
            role = role_of("_".join(words[start : start + size]))
            if role is not None:
                return role if role in RESULT_ROLES else None
    return None


def _may_be_a_caller(ending: str) -> bool:
    words = ending.split("_")
    other_role = any(role_of("_".join(words[start:])) for start in range(len(words)))
    rs_number = any(re.fullmatch(r"rs\d+|c?\d+[a-z]?", word) for word in words)
    return not (other_role or rs_number or _NOT_A_RESULT & set(words))


def _as_written(heading: str, length: int) -> str:
    """The part of the heading whose folded form has the given length: the gene as the file names it."""
    text = heading.strip()
    return next((text[:end] for end in range(1, len(text) + 1) if len(folded(text[:end])) == length), text)
