"""
What the reference tables say of a result, worked out without a line of the program.

The rules are those of `reference_tables/README.md` and of the published guidelines. It is slow and plain on purpose:
every rule is read off the rows each time, as a person would do it with the tables and a pencil. Nothing here may be
imported from the program (a test checks it), or a mistake would be made twice.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import NamedTuple

SLOW_TO_FAST = (
    "Poor Metabolizer",
    "Likely Poor Metabolizer",
    "Intermediate Metabolizer",
    "Likely Intermediate Metabolizer",
    "Normal Metabolizer",
    "Rapid Metabolizer",
    "Ultrarapid Metabolizer",
)
NOT_KNOWN = ("Uncertain function", "Unknown function", "Not assigned")
# More than that is taken for a mistake of the file, and is not read.
MOST_COPIES = 20
DIGITS = set("0123456789")


class Score(NamedTuple):
    """An activity score; `at_least` where a copy number is open."""

    value: Decimal
    at_least: bool

    def __str__(self) -> str:
        text = str(self.value.quantize(Decimal("0.01")))
        return ("≥" if self.at_least else "") + (text[:-1] if text.endswith("0") else text)


class Opinion(NamedTuple):
    """What follows from a result: why there is no phenotype or how many, the scores as given, and slow to fast."""

    status: str
    scores: tuple[str, ...] = ()
    phenotypes: tuple[str, ...] = ()


class Copies(NamedTuple):
    """An allele, by the name that its row has, and how many copies of it; `more` where there may be more of them."""

    allele: str
    number: int
    more: bool


class Row(NamedTuple):
    """A row of a guideline's table that applies, with all that it says."""

    source: str
    drug: str
    population: str
    row: int
    facts: tuple[str, ...]


class NotUnderstoodError(Exception):
    """The text is not one that the notation allows."""


class NotDeterminedError(Exception):
    """No phenotype follows; the status says why."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class Tables:
    """The tables of a folder as the `csv` module gives them."""

    def __init__(self, folder: Path) -> None:
        self.methods = {row["gene"]: row["method"] for row in _rows(folder / "genes.csv")}
        explained = [gene for gene, method in self.methods.items() if method != "phenotype_only"]
        self.alleles = {gene: {r["allele"]: r for r in _rows(folder / f"alleles/{gene}.csv")} for gene in explained}
        self.rules = {gene: _rows(folder / f"phenotypes/{gene}.csv") for gene in explained}
        self.names = {(row["gene"], row["name"]): row["allele"] for row in _rows(folder / "synonyms/alleles.csv")}
        self.guidelines = {
            (path.parent.name.upper(), path.stem): _rows(path) for path in sorted(folder.glob("guidelines/*/*.csv"))
        }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# A diplotype's text


def read(gene: str, text: str, tables: Tables) -> list[list[list[Copies]]]:
    """The readings of a text: each has two chromosomes, and each chromosome its alleles."""
    readings = []
    for part in text.split(";"):
        chromosomes = part.strip().split("/")
        if len(chromosomes) != 2:
            raise NotUnderstoodError(part)
        readings.append([[_copies(gene, name, tables) for name in side.split("+")] for side in chromosomes])
    for side in (side for reading in readings for side in reading):
        if sum(copies.number for copies in side) > MOST_COPIES:
            raise NotUnderstoodError("no chromosome has so many copies")
        if tables.methods[gene] == "function_pair" and (len(side) != 1 or side[0].number != 1 or side[0].more):
            raise NotUnderstoodError("there is no rule for more than one gene copy on a chromosome")
    return readings


def _copies(gene: str, text: str, tables: Tables) -> Copies:
    name, times, number = text.strip().partition("x")
    allele = _allele(gene, name, tables)
    if not times:
        return Copies(allele, 1, more=False)
    if number == "N":
        return Copies(allele, 2, more=True)
    more = number.startswith("≥")
    digits = number[1:] if more else number
    if not digits or set(digits) - DIGITS or int(digits) == 0:
        raise NotUnderstoodError(text)
    return Copies(allele, int(digits), more)


def _allele(gene: str, name: str, tables: Tables) -> str:
    """The allele that a name stands for today: `*4.013` is a `*4`, `*4A` and `*16` are what the synonyms say."""
    if (gene, name) in tables.names:
        return tables.names[gene, name]
    core, _, further = name.partition(".")
    if not core.startswith("*") or not core[1:] or set(core[1:]) - DIGITS or set(further) - DIGITS:
        raise NotUnderstoodError(name)
    return tables.names.get((gene, core), core)


# From a diplotype to its phenotypes


def opinion(gene: str, text: str, tables: Tables) -> Opinion:
    """What the tables say of a gene's diplotype as a lab writes it."""
    if text == "no call":
        return Opinion("no_call")
    try:
        readings = read(gene, text, tables)
    except NotUnderstoodError:
        return Opinion("not_readable")
    scores: list[str] = []
    phenotypes: set[str] = set()
    reasons: list[str] = []
    for reading in readings:
        try:
            if tables.methods[gene] == "activity_score":
                score = _score(reading, tables.alleles[gene])
                scores.append(str(score))
                phenotypes.update(_bands(score, tables.rules[gene]))
            else:
                phenotypes.add(_pair(reading, tables.alleles[gene], tables.rules[gene]))
            reasons.append("")
        except NotDeterminedError as reason:
            reasons.append(reason.status)
    if any(reasons):
        # One reading that is not known leaves the whole result unknown: the other one is no likelier.
        status = reasons[0] if len(set(reasons)) == 1 else "unresolved"
        return Opinion(status, (), ("Indeterminate",) if status == "function_uncertain" else ())
    found = tuple(phenotype for phenotype in SLOW_TO_FAST if phenotype in phenotypes)
    return Opinion("determined" if len(found) == 1 else "several", tuple(dict.fromkeys(scores)), found)


def _functions(reading: list[list[Copies]], alleles: dict[str, dict[str, str]]) -> list[str]:
    """The function of each allele of a reading, where all of them are known."""
    named = [copies.allele for side in reading for copies in side]
    if any(allele not in alleles for allele in named):
        raise NotDeterminedError("allele_not_recognized")
    functions = [alleles[allele]["function"] for allele in named]
    if any(function in NOT_KNOWN for function in functions):
        raise NotDeterminedError("function_uncertain")
    return functions


def _score(reading: list[list[Copies]], alleles: dict[str, dict[str, str]]) -> Score:
    """The sum of the values of every copy. More copies of an allele without any value add nothing."""
    _functions(reading, alleles)
    total, at_least = Decimal(0), False
    for copies in (copies for side in reading for copies in side):
        value = Decimal(alleles[copies.allele]["activity_value"])
        for _ in range(copies.number):
            total += value
        at_least = at_least or (copies.more and value > 0)
    return Score(total, at_least)


def _bands(score: Score, rules: list[dict[str, str]]) -> list[str]:
    """The phenotype of a score, or all those that a score of at least so much can have."""
    found = []
    for rule in rules:
        low = Decimal(rule["score_from"])
        high = Decimal(rule["score_to"]) if rule["score_to"] else None
        reaches_up_to_it = score.at_least or score.value >= low
        if reaches_up_to_it and (high is None or score.value <= high):
            found.append(rule["phenotype"])
    return found


def _pair(reading: list[list[Copies]], alleles: dict[str, dict[str, str]], rules: list[dict[str, str]]) -> str:
    """The phenotype of two functions, in either order."""
    pair = _functions(reading, alleles)
    for rule in rules:
        if pair in ([rule["function_1"], rule["function_2"]], [rule["function_2"], rule["function_1"]]):
            return rule["phenotype"]
    raise NotDeterminedError("function_uncertain")


# The lab's own phenotype beside its diplotype


class Beside(NamedTuple):
    """What is explained of a result with the lab's phenotype in it, and whether lab and tables agree."""

    explained: Opinion
    agreement: str


def beside_the_lab(gene: str, text: str, lab: tuple[str, ...], tables: Tables, *, prefer_tables: bool) -> Beside:
    """
    What is explained where the lab names phenotypes, from slow to fast, beside its diplotype.

    The lab's report wins, unless the tables are preferred where the two differ. A phenotype beside a call that is not
    settled is not explained; beside an allele that the tables lack it is, and cannot be compared.
    """
    ours = opinion(gene, text, tables)
    if not lab or ours.status in ("no_call", "not_readable", "unresolved"):
        return Beside(ours, "not_compared")
    if ours.status == "allele_not_recognized":
        return Beside(_as_the_lab_says(lab, ()), "not_compared")
    if set(lab) == set(ours.phenotypes):
        return Beside(ours, "agrees")
    if set(lab) < set(ours.phenotypes):
        return Beside(_as_the_lab_says(lab, _scores_of(gene, ours, lab, tables)), "agrees")
    if set(lab) > set(ours.phenotypes):
        return Beside(_as_the_lab_says(lab, ()), "agrees")
    return Beside(ours if prefer_tables else _as_the_lab_says(lab, ()), "differs")


def _as_the_lab_says(lab: tuple[str, ...], scores: tuple[str, ...]) -> Opinion:
    if lab == ("Indeterminate",):
        return Opinion("indeterminate", (), lab)
    return Opinion("determined" if len(lab) == 1 else "several", scores, lab)


def _scores_of(gene: str, ours: Opinion, lab: tuple[str, ...], tables: Tables) -> tuple[str, ...]:
    """Those of the tables' scores that can have a phenotype of the lab's."""
    found = []
    for text in ours.scores:
        score = Score(Decimal(text.removeprefix("≥")), text.startswith("≥"))
        if set(_bands(score, tables.rules[gene])) & set(lab):
            found.append(text)
    return tuple(found)


# From the results to the statements


def statements(results: dict[str, Opinion], tables: Tables) -> list[Row]:
    """Every row of a guideline that applies to a patient; a gene that is not among the results was not tested."""
    keys = {gene: _keys(gene, results.get(gene), tables) for gene in tables.methods}
    found = []
    for (source, drug), rows in tables.guidelines.items():
        for number, row in enumerate(rows, start=2):
            genes = [gene for gene in tables.methods if row.get(gene)]
            if row["status"] == "current" and all(_answers(row[gene], keys[gene]) for gene in genes):
                found.append(Row(source, drug, row["population"], number, _facts(row)))
    return found


def _keys(gene: str, result: Opinion | None, tables: Tables) -> list[str | Decimal]:
    """What a result is looked up with: each phenotype and each score that it can be, or why there is none."""
    if result is None or result.status == "no_call":
        return ["No Result"]
    if not set(result.phenotypes) & set(SLOW_TO_FAST):
        return ["n/a", "Indeterminate"]
    if tables.methods[gene] != "activity_score":
        return [*result.phenotypes]
    rules = tables.rules[gene]
    scores = [score for score in _possible_scores(result) if set(_bands(score, rules)) & set(result.phenotypes)]
    return [*result.phenotypes, *(score.value for score in scores)]


def _possible_scores(result: Opinion) -> list[Score]:
    """Every score that a result can be: all that there are where it gives none, and no end where a number is open."""
    # No key of a guideline tells scores apart above these.
    every = [Decimal(quarters) / 4 for quarters in range(20)]
    found = [] if result.scores else every
    for text in result.scores:
        low = Decimal(text.removeprefix("≥"))
        found = [*found, low, *(score for score in every if text.startswith("≥") and score > low)]
    return [Score(score, at_least=False) for score in found]


def _answers(cell: str, keys: list[str | Decimal]) -> bool:
    """Whether any key of a cell can be the patient's."""
    return any(_is_key_of(part, key) for part, key in product(cell.split(";"), keys))


def _is_key_of(part: str, key: str | Decimal) -> bool:
    """Whether a part of a cell (`0.0`, `0.25 to 1.0`, `2.5 or more`, or words) is what a result is looked up with."""
    if isinstance(key, str) or part[0] not in DIGITS:
        return part == key
    if part.endswith(" or more"):
        return key >= Decimal(part.removesuffix(" or more"))
    low, _, high = part.partition(" to ")
    return Decimal(low) <= key <= Decimal(high or low)


def _facts(row: dict[str, str]) -> tuple[str, ...]:
    names = ("strength", "section", "effect", "actions", "condition", "source_id", "source_location")
    return tuple(row.get(name, "") for name in names)
