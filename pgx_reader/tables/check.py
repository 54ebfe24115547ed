"""What the reference tables must mean together: every reference leads somewhere, every key is covered exactly once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import combinations_with_replacement

from pgx_reader.tables.coverage import SCORES, guideline_keys_are_covered_once, rows_are_of_their_publisher
from pgx_reader.tables.editions import editions_are_complete
from pgx_reader.tables.help_lines import HOME_COUNTRY
from pgx_reader.tables.load import PUBLISHER_OF_FOLDER, Fault, ReferenceTables
from pgx_reader.tables.schemas import (
    Sourced,
)
from pgx_reader.tables.signing import unsigned_files
from pgx_reader.terms import Function, GeneStatus, Method, Phenotype, RowStatus

_STATUS_WORDS = {GeneStatus.NO_CALL, GeneStatus.NOT_TESTED}


def check_tables(tables: ReferenceTables) -> tuple[Fault, ...]:
    """All faults of the reference tables at once; empty when there is none."""
    checks: tuple[Callable[[ReferenceTables], Iterator[Fault]], ...] = (
        _sources_exist,
        _uses_have_a_source,
        _sources_are_used,
        editions_are_complete,
        _alleles_fit_their_gene,
        _scores_are_covered_once,
        _pairs_are_covered_once,
        _synonyms_lead_somewhere,
        _drugs_and_guidelines_match,
        _interactions_lead_somewhere,
        _countries_have_both_numbers,
        rows_are_of_their_publisher,
        guideline_keys_are_covered_once,
        _former_values_were_others,
        _superseded_rows_name_a_successor,
        _files_are_signed,
    )
    return (*tables.faults, *(fault for check in checks for fault in check(tables)))


def sourced_tables(tables: ReferenceTables) -> Iterator[tuple[str, Iterable[Sourced]]]:
    """Every table whose rows name a source: its file and its rows."""
    yield "editions.csv", tables.editions.values()
    yield "genes.csv", tables.genes.values()
    yield "drugs.csv", tables.drugs.values()
    yield "interactions.csv", tables.interactions
    yield "newer.csv", tables.newer
    yield "crisis_lines.csv", tables.crisis_lines.values()
    yield "emergency_numbers.csv", tables.emergency_numbers.values()
    yield "synonyms/alleles.csv", tables.allele_synonyms
    for gene, alleles in tables.alleles.items():
        yield f"alleles/{gene}.csv", alleles.values()
    for phenotypes in (tables.score_phenotypes, tables.pair_phenotypes, tables.phenotype_lists):
        for gene, rows in phenotypes.items():
            yield f"phenotypes/{gene}.csv", rows
    for former in (tables.former_values, tables.former_phenotypes):
        for gene, former_rows in former.items():
            folder = "alleles" if former is tables.former_values else "phenotypes"
            yield f"history/{folder}/{gene}.csv", former_rows
    for name, guidelines in tables.guidelines.items():
        for drug, guideline_rows in guidelines.items():
            yield f"guidelines/{name}/{drug}.csv", guideline_rows


def _sources_exist(tables: ReferenceTables) -> Iterator[Fault]:
    for file, rows in sourced_tables(tables):
        for number, row in enumerate(rows, start=2):
            if row.source_id not in tables.sources:
                yield Fault(file, number, "source_id", f'"{row.source_id}" is not in sources.csv')


def _uses_have_a_source(tables: ReferenceTables) -> Iterator[Fault]:
    for number, row in enumerate(tables.drugs.values(), start=2):
        if row.uses_source_id not in tables.sources:
            yield Fault("drugs.csv", number, "uses_source_id", f'"{row.uses_source_id}" is not in sources.csv')


def _sources_are_used(tables: ReferenceTables) -> Iterator[Fault]:
    used = {row.source_id for _, rows in sourced_tables(tables) for row in rows}
    used |= {row.superseded_by for row in tables.sources.values()} | {r.uses_source_id for r in tables.drugs.values()}
    for number, (source_id, source) in enumerate(tables.sources.items(), start=2):
        if source_id not in used:
            yield Fault("sources.csv", number, "source_id", f'no row comes from "{source_id}"')
        if source.superseded_by and source.superseded_by not in tables.sources:
            yield Fault("sources.csv", number, "superseded_by", f'"{source.superseded_by}" is not in sources.csv')


def _alleles_fit_their_gene(tables: ReferenceTables) -> Iterator[Fault]:
    for gene, alleles in tables.alleles.items():
        scored = tables.genes[gene].method is Method.ACTIVITY_SCORE
        for number, row in enumerate(alleles.values(), start=2):
            expects_value = scored and row.function.is_known
            if expects_value != (row.activity_value is not None):
                wanted = "needs an activity value" if expects_value else "cannot have an activity value"
                yield Fault(f"alleles/{gene}.csv", number, "activity_value", f"{row.function} {wanted}")
            elif row.activity_value is not None and not _value_fits(row.function, row.activity_value):
                message = f"{row.activity_value} is not a value of {row.function}"
                yield Fault(f"alleles/{gene}.csv", number, "activity_value", message)


def _value_fits(function: Function, value: Decimal) -> bool:
    return {
        Function.NO: value == 0,
        Function.DECREASED: 0 < value < 1,
        Function.NORMAL: value == 1,
        Function.INCREASED: value > 1,
    }[function]


def _scores_are_covered_once(tables: ReferenceTables) -> Iterator[Fault]:
    for gene, rows in tables.score_phenotypes.items():
        for score in SCORES:
            found = sum(row.band.overlaps(score, score) for row in rows)
            if found != 1:
                yield Fault(f"phenotypes/{gene}.csv", 0, "score_from", f"score {score} is covered {found} times")


def _pairs_are_covered_once(tables: ReferenceTables) -> Iterator[Fault]:
    known = [function for function in Function if function.is_known]
    for gene, rows in tables.pair_phenotypes.items():
        pairs = [frozenset((row.function_1, row.function_2)) for row in rows]
        for one, two in combinations_with_replacement(known, 2):
            found = pairs.count(frozenset((one, two)))
            if found != 1:
                yield Fault(f"phenotypes/{gene}.csv", 0, "function_1", f"{one} with {two} is covered {found} times")


def _synonyms_lead_somewhere(tables: ReferenceTables) -> Iterator[Fault]:
    for number, gene_name in enumerate(tables.gene_synonyms, start=2):
        if gene_name.gene not in tables.genes:
            yield Fault("synonyms/genes.csv", number, "gene", f'"{gene_name.gene}" is not in genes.csv')
    for number, name in enumerate(tables.allele_synonyms, start=2):
        alleles = tables.alleles.get(name.gene, {})
        if name.allele not in alleles:
            yield Fault("synonyms/alleles.csv", number, "allele", f"{name.gene} {name.allele} is in no allele table")
        if name.name in alleles and alleles[name.name].function.is_known:
            message = f"{name.gene} {name.name} has a function of its own"
            yield Fault("synonyms/alleles.csv", number, "name", message)
    for number, term in enumerate(tables.phenotype_synonyms, start=2):
        for meaning in term.meaning:
            if meaning not in {*Phenotype, *_STATUS_WORDS}:
                message = f'"{meaning}" is neither a phenotype nor a status'
                yield Fault("synonyms/phenotypes.csv", number, "meaning", message)


def _drugs_and_guidelines_match(tables: ReferenceTables) -> Iterator[Fault]:
    with_guideline = {drug for guidelines in tables.guidelines.values() for drug in guidelines}
    interacting = {row.drug for row in tables.interactions}
    for number, drug in enumerate(tables.drugs, start=2):
        if drug not in with_guideline | interacting:
            yield Fault("drugs.csv", number, "drug", f"no guideline table for {drug}, and no interaction")
    for drug in sorted(with_guideline - tables.drugs.keys()):
        yield Fault("drugs.csv", 0, "drug", f"{drug} has a guideline table but no row here")
    for number, newer in enumerate(tables.newer, start=2):
        if newer.drug not in tables.drugs:
            yield Fault("newer.csv", number, "drug", f'"{newer.drug}" is not in drugs.csv')
        if newer.publisher not in PUBLISHER_OF_FOLDER.values():
            yield Fault("newer.csv", number, "publisher", f"no tables are of {newer.publisher}")
    names: dict[str, str] = {}
    for number, row in enumerate(tables.drugs.values(), start=2):
        for name in (row.drug, *row.brand_names):
            if names.setdefault(name.casefold(), row.drug) != row.drug:
                message = f'"{name}" is also a name of {names[name.casefold()]}'
                yield Fault("drugs.csv", number, "brand_names", message)


def _interactions_lead_somewhere(tables: ReferenceTables) -> Iterator[Fault]:
    for number, row in enumerate(tables.interactions, start=2):
        if row.drug not in tables.drugs:
            yield Fault("interactions.csv", number, "drug", f'"{row.drug}" is not in drugs.csv')
        if row.gene not in tables.explained_genes:
            yield Fault("interactions.csv", number, "gene", f'"{row.gene}" is not a gene that is explained')


def _countries_have_both_numbers(tables: ReferenceTables) -> Iterator[Fault]:
    """Whoever is told whom to call in a crisis is told whom to call in danger."""
    lines, emergencies = tables.crisis_lines.keys(), tables.emergency_numbers.keys()
    for country in sorted({HOME_COUNTRY, *emergencies} - lines):
        yield Fault("crisis_lines.csv", 0, "country", f"{country} has no row here")
    for country in sorted({HOME_COUNTRY, *lines} - emergencies):
        yield Fault("emergency_numbers.csv", 0, "country", f"{country} has no row here")


def _former_values_were_others(tables: ReferenceTables) -> Iterator[Fault]:
    """A former value or phenotype is history only where today's is another."""
    for gene, values in tables.former_values.items():
        for number, row in enumerate(values, start=2):
            today = tables.alleles.get(gene, {}).get(row.allele)
            if today is None or today.activity_value == row.activity_value:
                message = f"{row.allele} has no other value today"
                yield Fault(f"history/alleles/{gene}.csv", number, "activity_value", message)
    for gene, bands in tables.former_phenotypes.items():
        for number, band in enumerate(bands, start=2):
            today_rows = tables.score_phenotypes.get(gene, ())
            if any(
                now.band.overlaps(band.score_from, band.score_to) and now.phenotype is band.phenotype
                for now in today_rows
            ):
                message = f"the scores mean {band.phenotype} today too"
                yield Fault(f"history/phenotypes/{gene}.csv", number, "phenotype", message)


def _superseded_rows_name_a_successor(tables: ReferenceTables) -> Iterator[Fault]:
    for name, guidelines in tables.guidelines.items():
        for drug, rows in guidelines.items():
            for number, row in enumerate(rows, start=2):
                source = tables.sources.get(row.source_id)
                superseded = row.status is RowStatus.SUPERSEDED
                if source is not None and superseded != bool(source.superseded_by):
                    message = f"{row.status}, but {source.source_id} is {'not ' if superseded else ''}superseded"
                    yield Fault(f"guidelines/{name}/{drug}.csv", number, "status", message)


def _files_are_signed(tables: ReferenceTables) -> Iterator[Fault]:
    for name, reason in unsigned_files(tables.folder):
        yield Fault(name, 0, "", f"{reason}. Review the change, raise VERSION, and sign: see README.md there")
