"""Find the reference tables, read them, and hand them on as models."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from pgx_reader.errors import BrokenTablesError
from pgx_reader.models.base import Model
from pgx_reader.tables.records import records_of
from pgx_reader.tables.schemas import (
    AlleleRow,
    AlleleSynonymRow,
    CrisisLineRow,
    DrugRow,
    EditionRow,
    EmergencyNumberRow,
    FormerPhenotypeRow,
    FormerValueRow,
    GeneRow,
    GeneSynonymRow,
    GuidelineRow,
    InteractionRow,
    NewerRow,
    PairPhenotypeRow,
    PhenotypeRow,
    PhenotypeSynonymRow,
    ScorePhenotypeRow,
    SourceRow,
)
from pgx_reader.terms import Function, Method, Phenotype

_PACKAGE = Path(__file__).parent.parent
INSTALLED_NAME = "_reference_tables"
FIRST_ROW = 2
"""The number of a table's first row, as a spreadsheet counts: the header is row 1."""
PUBLISHER_OF_FOLDER = {"cpic": "CPIC", "dpwg": "DPWG", "fda": "FDA"}

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Fault:
    """Something wrong in a reference table. `row` counts as a spreadsheet does; 0 is the whole file."""

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}, row {self.row}" if self.row else self.file
        return f"{place}, column {self.column}: {self.message}" if self.column else f"{place}: {self.message}"


# Compared as an object and not by its rows, so that what was read with one edition can be kept for it.
@dataclass(frozen=True, eq=False)
class ReferenceTables:
    """
    All reference tables as rows, keyed by what they are looked up with.

    `faults` are what reading found; `check_tables` adds what the rows mean together. The mappings are empty where a
    file is missing, which is a fault too.
    """

    folder: Path
    version: str
    sources: dict[str, SourceRow] = field(default_factory=dict)
    editions: dict[str, EditionRow] = field(default_factory=dict)
    genes: dict[str, GeneRow] = field(default_factory=dict)
    drugs: dict[str, DrugRow] = field(default_factory=dict)
    alleles: dict[str, dict[str, AlleleRow]] = field(default_factory=dict)
    score_phenotypes: dict[str, tuple[ScorePhenotypeRow, ...]] = field(default_factory=dict)
    pair_phenotypes: dict[str, tuple[PairPhenotypeRow, ...]] = field(default_factory=dict)
    phenotype_lists: dict[str, tuple[PhenotypeRow, ...]] = field(default_factory=dict)
    guidelines: dict[str, dict[str, tuple[GuidelineRow, ...]]] = field(default_factory=dict)
    interactions: tuple[InteractionRow, ...] = ()
    newer: tuple[NewerRow, ...] = ()
    crisis_lines: dict[str, CrisisLineRow] = field(default_factory=dict)
    emergency_numbers: dict[str, EmergencyNumberRow] = field(default_factory=dict)
    former_values: dict[str, tuple[FormerValueRow, ...]] = field(default_factory=dict)
    former_phenotypes: dict[str, tuple[FormerPhenotypeRow, ...]] = field(default_factory=dict)
    gene_synonyms: tuple[GeneSynonymRow, ...] = ()
    allele_synonyms: tuple[AlleleSynonymRow, ...] = ()
    phenotype_synonyms: tuple[PhenotypeSynonymRow, ...] = ()
    faults: tuple[Fault, ...] = ()

    @cached_property
    def explained_genes(self) -> tuple[str, ...]:
        """The genes whose results are explained, in the order of the table."""
        return tuple(gene for gene, row in self.genes.items() if row.method is not Method.PHENOTYPE_ONLY)

    @cached_property
    def genes_of_drugs(self) -> dict[str, tuple[str, ...]]:
        """The genes that the guidelines of each medicine look at; a medicine without a guideline is not there."""
        genes: dict[str, dict[str, None]] = {}
        for rows_of_drugs in self.guidelines.values():
            for drug, rows in rows_of_drugs.items():
                genes.setdefault(drug, {}).update(dict.fromkeys(gene for row in rows for gene in row.keys))
        return {drug: tuple(found) for drug, found in genes.items()}

    @cached_property
    def allele_names(self) -> dict[str, dict[str, str]]:
        """For each gene with retired names of alleles: the retired name to the one in force."""
        names: dict[str, dict[str, str]] = {}
        for row in self.allele_synonyms:
            names.setdefault(row.gene, {})[row.name] = row.allele
        return names

    @cached_property
    def pair_lookup(self) -> dict[str, dict[frozenset[Function], Phenotype]]:
        """For each gene with function pairs: the unordered pair to its phenotype. A pair of equals has one member."""
        return {
            gene: {frozenset((row.function_1, row.function_2)): row.phenotype for row in rows}
            for gene, rows in self.pair_phenotypes.items()
        }

    def phenotypes_of(self, gene: str) -> frozenset[Phenotype]:
        """Every phenotype that the tables know for a gene, with `Indeterminate`; empty for a gene they do not know."""
        tables = (self.score_phenotypes, self.pair_phenotypes, self.phenotype_lists)
        known = {row.phenotype for table in tables for row in table.get(gene, ())}
        return frozenset(known | {Phenotype.INDETERMINATE}) if known else frozenset()


def tables_folder() -> Path:
    """The folder of the reference tables: inside an installed package, beside it in a checkout."""
    installed = _PACKAGE / INSTALLED_NAME
    return installed if installed.is_dir() else _PACKAGE.parent / "reference_tables"


@cache
def load_tables() -> ReferenceTables:
    """
    The reference tables of this installation.

    Raises `BrokenTablesError`, with every fault that reading found, rather than interpret with a broken table.
    """
    tables = read_tables(tables_folder())
    if tables.faults:
        listing = "\n".join(str(fault) for fault in tables.faults)
        raise BrokenTablesError(f'{listing}\nMend the reference tables; see "pgx-reader tables --check".')
    return tables


def read_tables(folder: Path) -> ReferenceTables:
    """Read every table of a folder. What cannot be read is in `faults`; nothing is raised for a bad row."""
    reader = _Reader(folder)
    genes = {row.gene: row for row in reader.rows("genes.csv", GeneRow)}
    by_method = {method: [g for g, row in genes.items() if row.method is method] for method in Method}
    named = [*by_method[Method.ACTIVITY_SCORE], *by_method[Method.FUNCTION_PAIR]]
    return ReferenceTables(
        folder=folder,
        version=reader.version(),
        sources={row.source_id: row for row in reader.rows("sources.csv", SourceRow)},
        editions={row.table: row for row in reader.rows("editions.csv", EditionRow)},
        genes=genes,
        drugs={row.drug: row for row in reader.rows("drugs.csv", DrugRow)},
        alleles={g: {r.allele: r for r in reader.rows(f"alleles/{g}.csv", AlleleRow)} for g in named},
        score_phenotypes={
            g: reader.rows(f"phenotypes/{g}.csv", ScorePhenotypeRow) for g in by_method[Method.ACTIVITY_SCORE]
        },
        pair_phenotypes={
            g: reader.rows(f"phenotypes/{g}.csv", PairPhenotypeRow) for g in by_method[Method.FUNCTION_PAIR]
        },
        phenotype_lists={g: reader.rows(f"phenotypes/{g}.csv", PhenotypeRow) for g in by_method[Method.PHENOTYPE_ONLY]},
        guidelines={name: reader.guidelines(name) for name in PUBLISHER_OF_FOLDER},
        interactions=reader.rows("interactions.csv", InteractionRow),
        newer=reader.rows("newer.csv", NewerRow),
        crisis_lines={row.country: row for row in reader.rows("crisis_lines.csv", CrisisLineRow)},
        emergency_numbers={row.country: row for row in reader.rows("emergency_numbers.csv", EmergencyNumberRow)},
        former_values={
            g: reader.rows(f"history/alleles/{g}.csv", FormerValueRow) for g in by_method[Method.ACTIVITY_SCORE]
        },
        former_phenotypes={
            g: reader.rows(f"history/phenotypes/{g}.csv", FormerPhenotypeRow) for g in by_method[Method.ACTIVITY_SCORE]
        },
        gene_synonyms=reader.rows("synonyms/genes.csv", GeneSynonymRow),
        allele_synonyms=reader.rows("synonyms/alleles.csv", AlleleSynonymRow),
        phenotype_synonyms=reader.rows("synonyms/phenotypes.csv", PhenotypeSynonymRow),
        faults=tuple(reader.faults),
    )


# What makes two rows of a table the same row: said once here, checked for every table.
UNIQUE: dict[type[Model], tuple[str, ...]] = {
    SourceRow: ("source_id",),
    EditionRow: ("table",),
    GeneRow: ("gene",),
    DrugRow: ("drug",),
    AlleleRow: ("allele",),
    ScorePhenotypeRow: ("score_from",),
    PairPhenotypeRow: ("function_1", "function_2"),
    PhenotypeRow: ("phenotype",),
    GuidelineRow: ("population", "CYP2D6", "CYP2C19", "CYP2B6"),
    InteractionRow: ("drug", "gene"),
    NewerRow: ("drug", "publisher"),
    CrisisLineRow: ("country",),
    EmergencyNumberRow: ("country",),
    FormerValueRow: ("allele",),
    FormerPhenotypeRow: ("score_from",),
    GeneSynonymRow: ("name",),
    AlleleSynonymRow: ("gene", "name"),
    PhenotypeSynonymRow: ("term",),
}


class _Reader:
    """Reads the files of one folder and gathers every fault on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []

    def version(self) -> str:
        try:
            text = (self.folder / "VERSION").read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            text = ""
        if not text:
            self.faults.append(Fault("VERSION", 0, "", "the file is missing, empty or not text"))
        return text

    def guidelines(self, name: str) -> dict[str, tuple[GuidelineRow, ...]]:
        files = sorted((self.folder / "guidelines" / name).glob("*.csv"))
        if not files:
            self.faults.append(Fault(f"guidelines/{name}", 0, "", "the folder has no tables"))
        return {f.stem: self.rows(f"guidelines/{name}/{f.name}", GuidelineRow) for f in files}

    def rows(self, name: str, model: type[Row]) -> tuple[Row, ...]:
        """The rows of a file that follow their model."""
        rows: list[Row] = []
        seen: set[tuple[object, ...]] = set()
        for number, cells in self._records(name):
            row = self._row(name, number, cells, model)
            if row is None:
                continue
            key = tuple(getattr(row, column) for column in UNIQUE[model])
            if key in seen:
                self.faults.append(Fault(name, number, UNIQUE[model][0], "the same key stands in an earlier row"))
            seen.add(key)
            rows.append(row)
        return tuple(rows)

    def _records(self, name: str) -> list[tuple[int, dict[str, str]]]:
        try:
            return records_of(self.folder / name)
        except (OSError, ValueError) as error:
            self.faults.append(Fault(name, 0, "", f"cannot be read: {error}"))
            return []

    def _row(self, name: str, number: int, cells: dict[str, str], model: type[Row]) -> Row | None:
        try:
            return model.model_validate(cells)
        except ValidationError as error:
            for detail in error.errors():
                column = str(detail["loc"][0]) if detail["loc"] else ""
                found = f'"{cells[column]}": ' if column in cells else ""
                self.faults.append(Fault(name, number, column, found + detail["msg"]))
            return None
