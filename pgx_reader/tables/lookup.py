"""What a name stands for in the tables, the rows about it, and where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pgx_reader.models.base import Model
from pgx_reader.tables.contents import all_tables, citation_of
from pgx_reader.tables.editions import edition_of
from pgx_reader.tables.load import ReferenceTables
from pgx_reader.tables.names import folded, known_names
from pgx_reader.tables.schemas import EditionRow, SourceRow

_ALLELE = re.compile(r"(?P<gene>[^*]*)(?P<allele>\*\w+)")
_BY_GENE = ("alleles", "phenotypes", "history/alleles", "history/phenotypes")
_LAST = "synonyms/"


class NameKind(StrEnum):
    """What a name can be the name of."""

    GENE = "gene"
    DRUG = "drug"
    ALLELE = "allele"
    COUNTRY = "country"


@dataclass(frozen=True)
class Meaning:
    """
    One thing that a name stands for.

    `name` is as the tables write it. `gene` is that of an allele, and `stands_for` the allele of today where the name
    is a retired or a sub-allele's one; else they are `None`.
    """

    kind: NameKind
    name: str
    gene: str | None = None
    stands_for: str | None = None


@dataclass(frozen=True)
class Excerpt:
    """
    Rows of one table, each with its number as a spreadsheet counts.

    `row_count` is of the whole table; `edition` is `None` for a table that has no date of its own.
    """

    table: str
    edition: EditionRow | None
    row_count: int
    rows: tuple[tuple[int, Model], ...]

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Every source that the rows name, in the order of the alphabet; empty for synonyms that have none."""
        named = {str(cell) for _, row in self.rows for cell in _named_sources(row)}
        return tuple(sorted(named))


def meanings_of(name: str, tables: ReferenceTables) -> tuple[Meaning, ...]:
    """
    What a name stands for: a gene, a drug, a country (its two letters), or a star allele of one gene or, without a
    gene before it, of each.

    Empty for a name that the tables do not have.
    """
    wanted = " ".join(name.split()).casefold()
    genes = {row.name.casefold(): row.gene for row in tables.gene_synonyms}
    drugs = known_names(tables)
    found = [Meaning(NameKind.GENE, genes[wanted])] if wanted in genes else []
    found += [Meaning(NameKind.DRUG, drugs[folded(name)])] if folded(name) in drugs else []
    found += [Meaning(NameKind.COUNTRY, wanted.upper())] if wanted.upper() in tables.crisis_lines else []
    match = _ALLELE.fullmatch(wanted)
    if match is not None:
        named = match["gene"].strip()
        within = tables.alleles if not named else [genes[named]] if named in genes else []
        found += [meaning for gene in within for meaning in _alleles(gene, match["allele"], tables)]
    return tuple(found)


def _alleles(gene: str, wanted: str, tables: ReferenceTables) -> Iterator[Meaning]:
    """The allele of that name, or the one it stands for: a letter name may be written in any case."""
    renamed = [row for row in tables.allele_synonyms if row.gene == gene and row.name.casefold() == wanted]
    for row in renamed:
        yield Meaning(NameKind.ALLELE, row.name, gene, stands_for=row.allele)
    if not renamed and wanted in tables.alleles.get(gene, {}):
        yield Meaning(NameKind.ALLELE, wanted, gene)


def excerpts_of(meanings: Iterable[Meaning], tables: ReferenceTables) -> tuple[Excerpt, ...]:
    """The rows about any of the meanings, a table each; other names stand last."""
    about = tuple(meanings)
    found = (
        Excerpt(table, edition_of(table, tables), len(rows), kept)
        for table, rows in all_tables(tables)
        if (kept := tuple(n for n in enumerate(rows, start=2) if any(_is_about(m, table, n[1]) for m in about)))
    )
    return tuple(sorted(found, key=lambda excerpt: excerpt.table.startswith(_LAST)))


def overview_of(tables: ReferenceTables) -> tuple[Excerpt, ...]:
    """Every table, whole."""
    return tuple(
        Excerpt(table, edition_of(table, tables), len(rows), tuple(enumerate(rows, start=2)))
        for table, rows in all_tables(tables)
    )


def sources_of(excerpts: Iterable[Excerpt], tables: ReferenceTables) -> tuple[SourceRow, ...]:
    """The sources that the rows and their tables' dates come from, and those that superseded them, each once."""
    cited: set[str] = set()
    for excerpt in excerpts:
        cited |= set(excerpt.source_ids)
        cited |= {excerpt.edition.source_id} if excerpt.edition is not None else set()
    newer = {tables.sources[source_id].superseded_by for source_id in cited if source_id in tables.sources}
    return tuple(source for source_id, source in tables.sources.items() if source_id in cited | newer)


def _is_about(meaning: Meaning, table: str, row: Model) -> bool:
    folder, _, stem = table.rpartition("/")
    cells = dict(iter(row))
    if meaning.kind is NameKind.DRUG:
        return cells.get("drug", stem if folder.startswith("guidelines/") else None) == meaning.name
    if meaning.kind is NameKind.COUNTRY:
        return cells.get("country") == meaning.name
    gene = cells.get("gene", stem if folder in _BY_GENE else None)
    if meaning.kind is NameKind.GENE:
        return gene == meaning.name
    return gene == meaning.gene and _names_allele(meaning, cells.get("allele"), cells.get("name"))


def _names_allele(meaning: Meaning, allele: object, name: object) -> bool:
    """The row of the allele, and each name that stands for it; the row of a retired name, too."""
    wanted = (meaning.name, meaning.stands_for)
    return allele is not None and (allele in wanted or name == meaning.name)


def _named_sources(row: Model) -> Iterator[object]:
    citation = citation_of(row)
    yield from (citation[column] for column in ("source_id", "uses_source_id") if column in citation)
