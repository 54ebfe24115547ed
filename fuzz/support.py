"""
Whether an input supports the phenotypes that the program explains, told without the program's readers and grammar.

What can be checked for any input at all, without knowing what it was meant to say:

- A gene with a phenotype has a reported cell, and each word and number of the reported cells stands in the input, as do
  the gene's own letters (or its HGNC number) in the input or in its name. So nothing is made up.
- A phenotype from a diplotype: the cell names two star alleles or more, the tables have every one, and nothing in it
  says that something is missing (`...`, `rs` numbers, `-like`). For a plain pair of CYP2D6 alleles the score is added
  up again from the table's values.
- A phenotype from words: the cell has a word for each phenotype that is explained, from a list written here.
- A phenotype from a score: the cell has a number in the phenotype's band, from bounds written here.
- A gene that is not known has no phenotype but "indeterminate".

What cannot be checked so is whether the cells were those of this patient and gene. That is asserted where the input is
generated and its meaning is known: `tests/property/strategies/`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from pgx_reader.models.interpretation import GeneInterpretation, Interpretation
from pgx_reader.tables import load_tables
from pgx_reader.terms import Basis, Phenotype

from .unpacking import texts_of

# Beginnings of the words that labs have for each phenotype, without accents; the reader's own list is a table.
_WORDS = {
    Phenotype.POOR: r"poor|\bl?pm\b|slow|langsam|lent|pobre|slecht|wolny|медленн|la9657",
    Phenotype.INTERMEDIATE: r"inter|\bl?im\b|mittler|reduc|posredni|промежут|la10317",
    Phenotype.NORMAL: r"norm|\b[ne]m\b|ext|uitgebreid|prawidłow|нормальн|la25391|la10316",
    Phenotype.RAPID: r"rap|\brm\b|schnell|szybki|быстр|la25390",
    Phenotype.ULTRARAPID: r"ultra|\bur?m\b|сверх|la10315",
    Phenotype.INDETERMINATE: r"indet|un|undet",
}
_WORDS[Phenotype.LIKELY_POOR] = rf"(?=.*(?:lik|prob|\blpm\b))(?:.*(?:{_WORDS[Phenotype.POOR]}))"
_WORDS[Phenotype.LIKELY_INTERMEDIATE] = rf"(?=.*(?:lik|prob|\blim\b))(?:.*(?:{_WORDS[Phenotype.INTERMEDIATE]}))"

# From and below: CPIC's bands of the CYP2D6 activity score. Source: Caudle 2020, PMID 31647186.
_BANDS = {
    Phenotype.POOR: ("0", "0.25"),
    Phenotype.INTERMEDIATE: ("0.25", "1.25"),
    Phenotype.NORMAL: ("1.25", "2.5"),
    Phenotype.ULTRARAPID: ("2.5", "1000"),
}
# HGNC's numbers, which messages have in the gene's place. Source: https://www.genenames.org
_HGNC = {"CYP2D6": "2625", "CYP2C19": "2621", "CYP2B6": "2615"}
# Cyrius and BCyrius call CYP2D6 and do not name it.
_CYRIUS = ("genotype", "filter")
_STAR = re.compile(r"[*∗＊⁎]\s*([0-9]{1,4})")
_PLAIN_PAIR = re.compile(r"(\*[0-9]+)/(\*[0-9]+)")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_NOT_SETTLED = re.compile(r"\.\.\.|…|\brs[0-9]|[0-9]\s?-?\s?like\b", re.IGNORECASE)
_EXPONENT = re.compile(r"[0-9]e[+-]?[0-9]")
_JOINED_BY = {"or"}
_TWO = 2


class Source:
    """An input and its name, as texts to look in."""

    def __init__(self, data: bytes, name: str) -> None:
        self.text = _folded(texts_of(data))
        self._letters = re.sub(r"[\W_]+", "", self.text + _folded(name))

    def lacks(self, cell: str, *, is_number: bool = False) -> list[str]:
        """The words and numbers of a cell that the input does not have. JSON's `12.5e-1` may be written otherwise."""
        if is_number and _EXPONENT.search(self.text):
            return []
        parts = re.findall(r"[^\W_]+", _folded(cell.removesuffix(".0") if is_number else cell))
        return [part for part in parts if part not in self.text and part not in _JOINED_BY]

    def names(self, gene: str) -> bool:
        """Whether the gene is named, by its letters, its number, or a caller's headings that calls no other gene."""
        if gene == "CYP2D6" and all(heading in self._letters for heading in _CYRIUS):
            return True
        return gene.casefold().removeprefix("cyp") in self._letters or _HGNC.get(gene, gene) in self._letters


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf"))


def unsupported(interpretation: Interpretation, source: Source) -> Iterator[str]:
    """Every reason why a phenotype of the interpretation is not one that the input supports."""
    for gene in interpretation.genes:
        reasons = _of_gene(gene, source) if gene.status.has_phenotype else _of_no_phenotype(gene)
        yield from (f"{gene.gene}, {gene.status}, of {gene.reported!r}: {reason}" for reason in reasons)


def _of_no_phenotype(gene: GeneInterpretation) -> Iterator[str]:
    said = {gene.phenotype, *gene.possible_phenotypes} - {None, Phenotype.INDETERMINATE}
    if said:
        yield f"it is not known, and has {sorted(map(str, said))}"


def _of_gene(gene: GeneInterpretation, source: Source) -> Iterator[str]:
    reported = gene.reported
    if not (reported.diplotype or reported.phenotype or reported.activity_score):
        yield "no cell was reported"
    if not gene.possible_phenotypes:
        yield "it is known, and no phenotype is possible"
    if not source.names(gene.gene):
        yield "the gene is not named"
    lacking = chain(
        source.lacks(reported.diplotype or ""),
        source.lacks(reported.phenotype or ""),
        source.lacks(reported.activity_score or "", is_number=True),
    )
    if made_up := list(lacking):
        yield f"{made_up} is not in the input"
    if gene.basis is Basis.DIPLOTYPE:
        yield from _from_diplotype(gene, reported.diplotype or "")
    elif gene.basis is Basis.PHENOTYPE:
        yield from _from_words(gene, reported.phenotype or "")
    else:
        yield from _from_score(gene, reported.activity_score or "")


def _from_diplotype(gene: GeneInterpretation, cell: str) -> Iterator[str]:
    tables = load_tables()
    older = [row.name for row in tables.allele_synonyms if row.gene == gene.gene]
    known = {*tables.alleles[gene.gene], *(found[0] for name in older if (found := re.match(r"\*[0-9]+", name)))}
    # Numbers without stars are read as well: all that such a cell must have is two of them.
    stars = [f"*{number}" for number in _STAR.findall(cell)]
    if len(re.findall("[0-9]+", cell)) < _TWO:
        yield "its diplotype does not name two alleles"
    if strangers := [star for star in stars if star not in known]:
        yield f"the tables do not have {strangers}"
    if _NOT_SETTLED.search(cell):
        yield "its diplotype is not settled"
    pair = _PLAIN_PAIR.fullmatch(cell.strip())
    rows = [tables.alleles[gene.gene].get(star) for star in pair.groups()] if pair else []
    if gene.gene == "CYP2D6" and rows and all(rows):
        score = sum((row.activity_value or Decimal(0) for row in rows if row), Decimal(0))
        if gene.possible_phenotypes != (_band_of(score),):
            yield f"its score is {score}"


def _band_of(score: Decimal) -> Phenotype:
    return next(phenotype for phenotype, (low, high) in _BANDS.items() if Decimal(low) <= score < Decimal(high))


def _from_words(gene: GeneInterpretation, cell: str) -> Iterator[str]:
    folded = re.sub(r"[\s_-]+", " ", _folded(cell))
    if re.search(r"\bnot\b", folded):
        return
    for phenotype in gene.possible_phenotypes:
        if not re.search(_WORDS[phenotype], folded):
            yield f"its words do not say {phenotype}"


def _from_score(gene: GeneInterpretation, cell: str) -> Iterator[str]:
    numbers = [Decimal(number.replace(",", ".")) for number in _NUMBER.findall(_folded(cell))]
    is_open = "≥" in cell or ">=" in cell
    for phenotype in gene.possible_phenotypes:
        low, high = map(Decimal, _BANDS[phenotype])
        if not any(low <= number < high or (is_open and number < high) for number in numbers):
            yield f"its score does not give {phenotype}"
