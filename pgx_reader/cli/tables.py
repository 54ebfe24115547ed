"""`pgx-reader tables`: what the reference tables hold, and whether they are whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click
from rich import box
from rich.console import Console
from rich.table import Table

from pgx_reader.cli.frame import say
from pgx_reader.errors import BrokenTablesError, PgxReaderError
from pgx_reader.models.base import Model
from pgx_reader.tables import ReferenceTables, check_tables, load_tables, read_tables, sign, tables_folder
from pgx_reader.tables.check import sourced_tables
from pgx_reader.tables.load import INSTALLED_NAME
from pgx_reader.tables.schemas import SourceRow

_WIDE_ENOUGH = 140
_SHOWN = 60


@click.command(short_help="Show the reference tables and their sources.")
@click.argument("name", required=False, metavar="[GENE or DRUG]")
@click.option("--check", "checking", is_flag=True, help="Find every fault of the tables at once.")
@click.option("--sign", "signing", is_flag=True, help="For maintainers: record the tables as they are as reviewed.")
def tables(name: str | None, checking: bool, signing: bool) -> None:
    """Show which reference tables are inside, or the rows for one gene or drug, each with its source."""
    if signing:
        _sign()
    if checking or signing:
        _check()
        return
    loaded = load_tables()
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDE_ENOUGH)
    for table in _overview(loaded) if name is None else _rows_for(name, loaded):
        console.print(table)


def _sign() -> None:
    folder = tables_folder()
    if folder.name == INSTALLED_NAME:
        raise PgxReaderError(
            f"{folder}: these tables are installed. Change and sign them in a checkout of the sources."
        )
    sign(folder)


def _check() -> None:
    loaded = read_tables(tables_folder())
    faults = check_tables(loaded)
    for fault in faults:
        click.echo(fault)
    if faults:
        raise BrokenTablesError(f"{len(faults)} faults in the reference tables.")
    rows = sum(len(rows) for guidelines in loaded.guidelines.values() for rows in guidelines.values())
    alleles = sum(len(rows) for rows in loaded.alleles.values())
    say(f"Tables {loaded.version}: no faults. {alleles} alleles, {len(loaded.drugs)} drugs, {rows} statements.")


def _overview(loaded: ReferenceTables) -> Iterator[Table]:
    counts = Table(title=f"Reference tables {loaded.version}", box=box.SIMPLE_HEAD, title_justify="left")
    counts.add_column("table")
    counts.add_column("rows", justify="right")
    counts.add_column("source")
    for name, rows in sourced_tables(loaded):
        members = tuple(rows)
        counts.add_row(name, str(len(members)), ", ".join(sorted({row.source_id for row in members})))
    yield counts
    yield _sources(loaded.sources.values())


def _rows_for(name: str, loaded: ReferenceTables) -> Iterator[Table]:
    genes = {row.name.casefold(): row.gene for row in loaded.gene_synonyms}
    drugs = {n.casefold(): row.drug for row in loaded.drugs.values() for n in (row.drug, *row.brand_names)}
    if gene := genes.get(name.casefold()):
        return _gene_tables(gene, loaded)
    if drug := drugs.get(name.casefold()):
        return _drug_tables(drug, loaded)
    raise PgxReaderError(
        f'"{name[:_SHOWN]}" is neither a gene nor a drug of the tables. Genes: {", ".join(loaded.genes)}. '
        f"Drugs: {', '.join(loaded.drugs)}."
    )


def _gene_tables(gene: str, loaded: ReferenceTables) -> Iterator[Table]:
    yield _table(gene, [loaded.genes[gene]])
    for rows in (loaded.score_phenotypes, loaded.pair_phenotypes, loaded.phenotype_lists):
        if gene in rows:
            yield _table("Phenotypes", rows[gene])
    if gene in loaded.alleles:
        yield _table("Alleles", loaded.alleles[gene].values())
        yield _table("Names that stand for another allele", [r for r in loaded.allele_synonyms if r.gene == gene])


def _drug_tables(drug: str, loaded: ReferenceTables) -> Iterator[Table]:
    yield _table(drug, [loaded.drugs[drug]])
    cited: set[str] = set()
    for folder, guidelines in loaded.guidelines.items():
        rows = guidelines.get(drug, ())
        cited |= {row.source_id for row in rows}
        yield _table(f"Statements: {folder.upper()}", rows)
    cited |= {loaded.sources[source_id].superseded_by for source_id in cited} - {""}
    yield _sources(loaded.sources[source_id] for source_id in sorted(cited))


def _sources(sources: Iterable[SourceRow]) -> Table:
    """Each source with its publisher, date, licence, title, version and link."""
    table = Table(title="Sources", box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("source")
    table.add_column("publisher, date, licence; title; version; link", overflow="fold")
    for source in sources:
        newer = f" Superseded by {source.superseded_by}." if source.superseded_by else ""
        date = source.published_on or f"read {source.retrieved_on}"
        lines = (
            f"{source.publisher}, {date}, {source.licence}",
            f"{source.title}.{newer}",
            source.version,
            f"{source.url}{f' (PMID {source.pmid})' if source.pmid else ''}",
        )
        table.add_row(source.source_id, "\n".join(line for line in lines if line), end_section=True)
    return table


def _table(title: str, rows: Iterable[Model]) -> Table:
    """Rows as they are, without the columns that none of them fills."""
    records = [_fact_first(row.model_dump(mode="json")) for row in rows]
    columns = [c for c in (records[0] if records else {}) if any(record[c] not in ("", None, []) for record in records)]
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    for record in records:
        table.add_row(*(_cell(record[column]) for column in columns))
    return table


def _fact_first(record: dict[str, object]) -> dict[str, object]:
    """The fact, and then where it comes from."""
    source = {key: record.pop(key) for key in ("source_id", "source_location") if len(record) > 2 and key in record}  # noqa: PLR2004
    return record | source


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    return "" if value is None else str(value)
