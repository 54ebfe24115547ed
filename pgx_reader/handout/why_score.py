"""How alleles become a phenotype: the score copy by copy or the pair of functions, and the row of the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pgx_reader.handout.say import either, say, word_of
from pgx_reader.handout.terms import in_words
from pgx_reader.handout.why_rows import heading, row_of, source_named
from pgx_reader.models.document import Block, Items, Paragraph, Table, Text, verbatim
from pgx_reader.models.genetics import ActivityScore, Copies
from pgx_reader.models.interpretation import GeneInterpretation
from pgx_reader.tables import ReferenceTables
from pgx_reader.tables.load import FIRST_ROW
from pgx_reader.tables.schemas import PairPhenotypeRow, ScorePhenotypeRow
from pgx_reader.terms import Function, Phenotype

_PART = re.compile(r"(?P<allele>\*\d+)(?:x(?P<open>≥?)(?P<count>\d+))?")
# More terms than these are said as "13 × 1.0": nobody counts them.
_TERMS_IN_A_ROW = 4

_Rule = tuple[Text, Text, Phenotype, int, str]


def copies_in(diplotype: str) -> tuple[tuple[str, Copies], ...]:
    """
    The named alleles of a diplotype in standard notation, each with its copies on one haplotype.

    What is no named allele on a gene copy of its own is left out: a further variant, `?`, a combination in brackets.

    >>> [(allele, str(copies)) for allele, copies in copies_in("*36+*10/*1x≥2")]
    [('*36', ''), ('*10', ''), ('*1', 'x≥2')]
    """
    parts = (_PART.fullmatch(part) for haplotype in diplotype.split("/") for part in haplotype.split("+"))
    return tuple(
        (match["allele"], Copies(count=int(match["count"] or 1), at_least=bool(match["open"])))
        for match in parts
        if match
    )


def rule_blocks(gene: GeneInterpretation, tables: ReferenceTables) -> list[Block]:
    """The sums or pairs and the rows of the rule; no block where no rule was used."""
    rules = tuple(_rules(gene, tables))
    if not rules:
        return []
    sums = tuple(_sums(gene)) or tuple(_pairs(gene, tables))
    columns = ("pro.statements.key", "why.rule.rule", "why.phenotype", "why.table", "pro.statements.source")
    table = Table(header=tuple(map(say, columns)), rows=tuple(_cells(rule, gene.gene, tables) for rule in rules))
    counted = [Items(items=sums)] if sums else []
    every = [Paragraph(sentences=(say("why.sum.every_copy"),))] if gene.tables_scores and sums else []
    return [heading("why.rule.heading"), *every, *counted, table]


def rule_sources(gene: GeneInterpretation, tables: ReferenceTables) -> tuple[str, ...]:
    """The sources of the rule's rows."""
    return tuple(source_id for *_, source_id in _rules(gene, tables))


def _sums(gene: GeneInterpretation) -> Iterator[tuple[Text, ...]]:
    """For each reading of the call, the values of its copies and their sum; nothing where there is no score."""
    values = {allele.star_allele: Decimal(allele.activity_value or 0) for allele in gene.alleles}
    for diplotype in gene.diplotypes if gene.tables_scores else ():
        copies = copies_in(diplotype)
        total = sum((values[allele] * number.count for allele, number in copies), Decimal(0))
        open_values = [values[allele] for allele, number in copies if number.at_least]
        score = ActivityScore(value=total, at_least=any(open_values))
        terms = " + ".join(_terms(values[allele], number.count) for allele, number in copies)
        yield (say("why.sum", diplotype=diplotype, terms=terms, score=str(score)), *_said_of_open(open_values))


def _terms(value: Decimal, count: int) -> str:
    named = str(ActivityScore(value=value))
    return f"{count} × {named}" if count > _TERMS_IN_A_ROW else " + ".join([named] * count)


def _said_of_open(values: list[Decimal]) -> Iterator[Text]:
    if any(values):
        yield say("why.sum.open")
    elif values:
        yield say("why.sum.open_adds_nothing")


def _pairs(gene: GeneInterpretation, tables: ReferenceTables) -> Iterator[tuple[Text, ...]]:
    for diplotype in gene.diplotypes if gene.gene in tables.pair_phenotypes else ():
        one, other = _functions(gene, diplotype)
        yield (say("why.pair", diplotype=diplotype, one=in_words(one), other=in_words(other)),)


def _functions(gene: GeneInterpretation, diplotype: str) -> tuple[Function, Function]:
    """The functions of a diplotype's two alleles, which a rule for a pair has."""
    functions = {allele.star_allele: allele.function for allele in gene.alleles}
    one, other = (functions[allele] for allele, _ in copies_in(diplotype))
    if one is None or other is None:
        raise ValueError(f"{diplotype}: an allele without a function has no rule")
    return one, other


def _rules(gene: GeneInterpretation, tables: ReferenceTables) -> Iterator[_Rule]:
    """Every row of the rule that answers the result, with what it was looked up with; none for an unclear one."""
    if gene.gene in tables.pair_phenotypes:
        if gene.tables_phenotypes and Phenotype.INDETERMINATE not in gene.tables_phenotypes:
            yield from _pair_rules(gene, tables.pair_phenotypes[gene.gene])
        return
    for score in dict.fromkeys((*gene.tables_scores, *gene.activity_scores)):
        yield from _score_rules(score, tables.score_phenotypes.get(gene.gene, ()))


def _score_rules(score: ActivityScore, rows: tuple[ScorePhenotypeRow, ...]) -> Iterator[_Rule]:
    high = None if score.at_least else score.value
    key = say("why.rule.score", score=verbatim(str(score)))
    for number, row in enumerate(rows, start=FIRST_ROW):
        if row.band.overlaps(score.value, high):
            yield key, say("why.rule.score", score=_band(row)), row.phenotype, number, row.source_id


def _pair_rules(gene: GeneInterpretation, rows: tuple[PairPhenotypeRow, ...]) -> Iterator[_Rule]:
    pairs = dict.fromkeys(_functions(gene, diplotype) for diplotype in gene.diplotypes)
    for one, other in pairs:
        key = say("why.rule.pair", one=in_words(one), other=in_words(other))
        for number, row in enumerate(rows, start=FIRST_ROW):
            if {row.function_1, row.function_2} == {one, other}:
                rule = say("why.rule.pair", one=in_words(row.function_1), other=in_words(row.function_2))
                yield key, rule, row.phenotype, number, row.source_id


def _band(row: ScorePhenotypeRow) -> Text:
    low = str(ActivityScore(value=row.score_from))
    if row.score_to is None:
        return say("pro.key.or_more", low=low)
    high = str(ActivityScore(value=row.score_to))
    return verbatim(low) if low == high else say("pro.key.from_to", low=low, high=high)


def _cells(rule: _Rule, gene: str, tables: ReferenceTables) -> tuple[Text, ...]:
    key, said, phenotype, number, source_id = rule
    where = row_of(f"phenotypes/{gene}", number)
    named = say(f"phenotype.standard.{word_of(phenotype)}")
    return key, said, named, where, source_named(tables.sources[source_id])


def total_copies(gene: GeneInterpretation, star_allele: str) -> Text:
    """How many copies of an allele there are, "1 or 2" where the readings differ; a dash where none is told."""
    found = dict.fromkeys(_total(diplotype, star_allele) for diplotype in gene.diplotypes)
    told = tuple(_copies(copies) for copies in found if copies is not None)
    return either(told) if told else say("pro.none")


def _total(diplotype: str, star_allele: str) -> Copies | None:
    """The copies on both haplotypes; `None` for a reading that does not have the allele as a gene copy of its own."""
    found = [copies for allele, copies in copies_in(diplotype) if allele == star_allele]
    if not found:
        return None
    return Copies(count=sum(copies.count for copies in found), at_least=any(copies.at_least for copies in found))


def _copies(copies: Copies) -> Text:
    number = str(copies.count)
    return say("pro.key.or_more", low=number) if copies.at_least else verbatim(number)
