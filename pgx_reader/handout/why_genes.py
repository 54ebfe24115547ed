"""Why a gene's card says what it says: from the lab's own words to the phenotype, with every row on the way."""

from __future__ import annotations

from collections.abc import Iterator

from pgx_reader.handout.professional import agreement_of, explained_phenotype
from pgx_reader.handout.say import say, shown
from pgx_reader.handout.terms import diplotypes_named, in_words, say_note
from pgx_reader.handout.tested import tested_sentences
from pgx_reader.handout.why_rows import Ground, heading, row_of, source_list, source_named
from pgx_reader.handout.why_score import rule_blocks, rule_sources, total_copies
from pgx_reader.models.document import Block, Definition, Definitions, GeneCard, Items, Paragraph, Table, Text, verbatim
from pgx_reader.models.interpretation import AlleleReading, FormerRule, GeneInterpretation
from pgx_reader.tables import ReferenceTables
from pgx_reader.tables.load import FIRST_ROW
from pgx_reader.terms import Agreement, GeneStatus, Method

_FORMER = ("note.former_value", "note.former_phenotype")


def why_gene(card: GeneCard, ground: Ground) -> tuple[Block, ...]:
    """The chain behind one gene's card."""
    gene, tables = ground.genes[card.gene], ground.tables
    return (
        heading("why.lab.heading"),
        *_lab_blocks(gene),
        *_allele_blocks(gene, tables),
        *rule_blocks(gene, tables),
        heading("why.result.heading"),
        Paragraph(sentences=(*_result(gene), say("why.card.word", headline=card.headline))),
        *_agreement_blocks(gene, tables),
        *_tested_blocks(gene),
        *source_list(_source_ids(gene, tables), tables),
    )


def _lab_blocks(gene: GeneInterpretation) -> Iterator[Block]:
    """What the lab wrote, word for word, and what it was read as."""
    reported = (
        ("pro.results.diplotype", gene.reported.diplotype),
        ("why.phenotype", gene.reported.phenotype),
        ("pro.results.score", gene.reported.activity_score),
    )
    given = tuple(Definition(term=say(label), meaning=verbatim(shown(text))) for label, text in reported if text)
    yield Definitions(items=given) if given else Paragraph(sentences=(say("why.lab.nothing", gene=gene.gene),))
    read = tuple(_read(gene))
    if read:
        yield Paragraph(sentences=read)


def _read(gene: GeneInterpretation) -> Iterator[Text]:
    if gene.diplotype:
        yield say("why.lab.read", diplotypes=diplotypes_named(shown(gene.diplotype)))
    if len(gene.diplotypes) > 1:
        yield say("why.lab.readings", count=len(gene.diplotypes))
    if gene.lab_phenotypes:
        yield say("why.lab.phenotype", phenotypes=in_words(" or ".join(gene.lab_phenotypes)))


def _allele_blocks(gene: GeneInterpretation, tables: ReferenceTables) -> Iterator[Block]:
    """Each allele with its row; that the lab gave none, where there is a result without any."""
    if not gene.alleles:
        if gene.basis is not None:
            yield Paragraph(sentences=(say("why.alleles.none"),))
        return
    yield heading("why.alleles.heading")
    scored = tables.genes[gene.gene].method is Method.ACTIVITY_SCORE
    value = ("why.alleles.value",) if scored else ()
    columns = ("allele", "copies", "function")
    header = (*(f"why.alleles.{column}" for column in columns), *value, "why.table", "pro.statements.source")
    each = {allele.star_allele: allele for allele in gene.alleles}.values()
    yield Table(
        header=tuple(map(say, header)),
        rows=tuple(_allele_row(allele, gene, tables, scored=scored) for allele in each),
    )


def _allele_row(
    allele: AlleleReading, gene: GeneInterpretation, tables: ReferenceTables, *, scored: bool
) -> tuple[Text, ...]:
    function = in_words(allele.function.value) if allele.function else say("pro.status.allele_not_recognized")
    value = (verbatim(allele.activity_value) if allele.activity_value else say("pro.none"),) if scored else ()
    where, source = say("pro.none"), say("pro.none")
    if allele.source_id:
        where = row_of(f"alleles/{gene.gene}", FIRST_ROW + list(tables.alleles[gene.gene]).index(allele.star_allele))
        source = source_named(tables.sources[allele.source_id])
    return (verbatim(allele.star_allele), total_copies(gene, allele.star_allele), function, *value, where, source)


def _result(gene: GeneInterpretation) -> Iterator[Text]:
    """What is explained and what it was read from; or the reason why there is no phenotype."""
    if not gene.status.has_phenotype:
        yield say(f"why.status.{gene.status.value}", gene=gene.gene)
        return
    yield say(f"why.status.{gene.status.value}", gene=gene.gene, phenotype=explained_phenotype(gene))
    if gene.basis is not None:
        yield say(f"why.basis.{gene.basis.value}")


def _agreement_blocks(gene: GeneInterpretation, tables: ReferenceTables) -> Iterator[Block]:
    sentences = [say("why.agreement", agreement=agreement_of(gene))]
    if gene.agreement is Agreement.NOT_COMPARED and gene.basis is not None:
        sentences += _not_compared(gene)
    yield Paragraph(sentences=tuple(sentences))
    notes = tuple(_note_items(gene, tables))
    if notes:
        yield Items(items=notes)


def _not_compared(gene: GeneInterpretation) -> Iterator[Text]:
    """Why lab and tables were not compared, where no note says it."""
    if not gene.diplotype:
        yield say("why.not_compared.no_alleles")
    elif not gene.reported.phenotype and not gene.reported.activity_score:
        yield say("why.not_compared.diplotype_alone")


def _note_items(gene: GeneInterpretation, tables: ReferenceTables) -> Iterator[tuple[Text, ...]]:
    """Every note of the result; behind one of an older rule, where that rule stands."""
    rules = iter(gene.former_rules)
    for note in gene.notes:
        where = (_former(next(rules), gene.gene, tables),) if note.code in _FORMER else ()
        yield (say_note(note), *where)


def _former(rule: FormerRule, gene: str, tables: ReferenceTables) -> Text:
    if rule.allele is not None:
        table, rows = "alleles", [row.allele for row in tables.former_values[gene]]
        number = rows.index(rule.allele)
    else:
        table, scores = "phenotypes", [str(row.score_from) for row in tables.former_phenotypes[gene]]
        number = scores.index(rule.activity_score or "")
    where = row_of(f"history/{table}/{gene}", FIRST_ROW + number)
    return say("why.former", row=where, source=source_named(tables.sources[rule.source_id]))


def _tested_blocks(gene: GeneInterpretation) -> Iterator[Block]:
    """What the file says of the test; nothing where the gene was not tested."""
    if gene.tested or gene.status is not GeneStatus.NOT_TESTED:
        yield Paragraph(sentences=tested_sentences((gene,)), small=True)


def _source_ids(gene: GeneInterpretation, tables: ReferenceTables) -> Iterator[str]:
    yield from (allele.source_id for allele in gene.alleles if allele.source_id)
    yield from rule_sources(gene, tables)
    yield from (rule.source_id for rule in gene.former_rules)
