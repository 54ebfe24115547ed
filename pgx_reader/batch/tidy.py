"""The interpretations of a whole cohort as tidy tables: a row a patient and gene, a row a patient and statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from pgx_reader.batch.files import make_folder, unfinished, writing_whole
from pgx_reader.batch.spreadsheet import CsvTable
from pgx_reader.errors import MissingExtraError, OutputError
from pgx_reader.models.interpretation import GeneInterpretation, Interpretation, MedicineInterpretation, Statement
from pgx_reader.models.results import Problem, Severity

Row = Mapping[str, Any]
Columns = Mapping[str, type]

GENE_COLUMNS: Columns = {
    "patient_id": str, "gene": str,
    "reported_diplotype": str, "reported_phenotype": str, "reported_activity_score": str,
    "diplotype": str, "possible_diplotypes": str, "activity_score": str, "possible_activity_scores": str,
    "phenotype": str, "possible_phenotypes": str, "status": str, "basis": str, "agreement": str,
    "tables_phenotypes": str, "lab_phenotypes": str, "explained_from": str, "copy_number": str, "notes": str,
    "needs_review": bool, "tables_version": str,
}  # fmt: skip
STATEMENT_COLUMNS: Columns = {
    "patient_id": str, "medicine": str, "taking": bool, "source": str, "genes": str, "population": str, "strength": str,
    "section": str, "effect": str, "actions": str, "conditions": str, "guideline_title": str, "guideline_year": int,
    "pmid": str, "url": str, "source_id": str, "source_location": str,
}  # fmt: skip
PROBLEM_COLUMNS: Columns = {
    "file": str, "row": int, "column": str, "patient_id": str, "value": str, "severity": str, "message": str,
}  # fmt: skip
TABLES: Mapping[str, Columns] = {"genes": GENE_COLUMNS, "statements": STATEMENT_COLUMNS, "problems": PROBLEM_COLUMNS}
_BETWEEN = "; "
_NOTHING = "nothing is said of it."
_ROWS_AT_ONCE = 20_000


class Sheet(Protocol):
    """A table that is being written."""

    def add(self, row: Row) -> None:
        """One row more: a value for every column, `None` where nothing is known."""


def gene_rows(interpretation: Interpretation) -> Iterator[Row]:
    """A row for each gene of a patient, those that were not tested too."""
    for gene in interpretation.genes:
        yield {
            "patient_id": interpretation.patient.id,
            "needs_review": interpretation.review.needed,
            "tables_version": interpretation.tables_version,
        } | _of_gene(gene)


def statement_rows(interpretation: Interpretation) -> Iterator[Row]:
    """A row for each statement that applies to a patient's results, on medicines that are not taken, too."""
    for medicine in interpretation.medicines:
        for statement in medicine.statements:
            yield {"patient_id": interpretation.patient.id} | _of_statement(medicine, statement)


def medicine_notices(interpretation: Interpretation) -> tuple[Problem, ...]:
    """
    A notice for each name in a patient's list of medicines that the tables do not have: no other row has it.

    Empty where the tables have all of them.
    """
    return tuple(
        Problem(
            message="not in our tables; "
            + (f"the nearest name there is {unknown.nearest}, which is not used." if unknown.nearest else _NOTHING),
            column="medicines",
            value=unknown.name,
            patient_id=interpretation.patient.id,
            severity=Severity.NOTICE,
        )
        for unknown in interpretation.unknown_medicines
    )


def problem_row(problem: Problem) -> Row:
    """The row of a problem."""
    return problem.model_dump(mode="json")


def _of_gene(gene: GeneInterpretation) -> dict[str, Any]:
    return {
        "gene": gene.gene,
        "reported_diplotype": gene.reported.diplotype,
        "reported_phenotype": gene.reported.phenotype,
        "reported_activity_score": gene.reported.activity_score,
        "diplotype": gene.diplotype,
        "possible_diplotypes": _listed(gene.diplotypes),
        "activity_score": str(gene.activity_score) if gene.activity_score else None,
        "possible_activity_scores": _listed(map(str, gene.activity_scores)),
        "phenotype": gene.phenotype,
        "possible_phenotypes": _listed(gene.possible_phenotypes),
        "status": gene.status,
        "basis": gene.basis,
        "agreement": gene.agreement,
        "tables_phenotypes": _listed(gene.tables_phenotypes),
        "lab_phenotypes": _listed(gene.lab_phenotypes),
        "explained_from": gene.explained_from,
        "copy_number": gene.copy_number,
        "notes": _listed(note.code.partition(".")[2] for note in gene.notes),
    }


def _of_statement(medicine: MedicineInterpretation, statement: Statement) -> dict[str, Any]:
    return {
        "medicine": medicine.name,
        "taking": medicine.taking,
        "source": statement.source,
        "genes": _listed(f"{gene} {key}" for gene, key in statement.genes.items()),
        "population": statement.population,
        "strength": statement.strength,
        "section": str(statement.section.value) if statement.section else None,
        "effect": statement.effect,
        "actions": _listed(statement.actions),
        "conditions": _listed(statement.conditions),
        "guideline_title": statement.guideline.title,
        "guideline_year": statement.guideline.year,
        "pmid": statement.guideline.pmid,
        "url": statement.guideline.url,
        "source_id": statement.source_id,
        "source_location": statement.source_location,
    }


def _listed(values: Any) -> str | None:
    return _BETWEEN.join(values) or None


@contextmanager
def sheets(folder: Path, kind: str, *, shared: bool = False) -> Iterator[dict[str, Sheet]]:
    """
    The three tables of a cohort in a new folder, as `csv` or `parquet`: there whole after the block or not at all.

    Raises `OutputError` where the folder is there already and not empty, or cannot be made, and `MissingExtraError`
    where Parquet is asked for and its library is not installed.
    """
    if kind == "parquet":
        _pyarrow()
    try:
        is_taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise OutputError(f"{folder}: it cannot be used: {error.strerror}. Give another folder.") from None
    if is_taken:
        raise OutputError(f"{folder}: it is there already. Give a new folder: nothing is written over.")
    make_folder(folder, shared=shared)
    opened = csv_sheet if kind == "csv" else parquet_sheet
    try:
        with ExitStack() as stack:
            yield {
                name: stack.enter_context(opened(folder / f"{name}.{kind}", columns, shared=shared))
                for name, columns in TABLES.items()
            }
    except BaseException:
        # One of them may have been finished before it failed: the three are there together or not at all.
        for name in TABLES:
            with suppress(OSError):
                (folder / f"{name}.{kind}").unlink()
        raise
    finally:
        with suppress(OSError):
            # Where nothing came of it the folder is empty; one with the tables in it stays.
            folder.rmdir()


@contextmanager
def csv_sheet(path: Path, columns: Columns, *, shared: bool = False) -> Iterator[Sheet]:
    """A table as CSV. Raises as `writing_whole` does."""
    with writing_whole(path, shared=shared) as file:
        yield CsvTable(file, columns)


class ParquetSheet:
    """A table as Parquet, written some rows at a time; what is not known is null."""

    def __init__(self, file: BinaryIO, columns: Columns) -> None:
        pyarrow, parquet = _pyarrow()
        of = {str: pyarrow.string(), int: pyarrow.int64(), bool: pyarrow.bool_()}
        self._schema = pyarrow.schema([(name, of[kind]) for name, kind in columns.items()])
        self._table = pyarrow.Table
        self._writer = parquet.ParquetWriter(file, self._schema)
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        """One row more."""
        self._rows.append(row)
        if len(self._rows) >= _ROWS_AT_ONCE:
            self._write()

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        self._write()
        self._writer.close()

    def let_go(self) -> None:
        """Where it was not closed: keep its library from writing an end, later, to a file that is gone."""
        self._writer.is_open = False

    def _write(self) -> None:
        if self._rows:
            self._writer.write_table(self._table.from_pylist(self._rows, self._schema))
            self._rows = []


@contextmanager
def parquet_sheet(path: Path, columns: Columns, *, shared: bool = False) -> Iterator[Sheet]:
    """A table as Parquet. Raises as `writing_whole` does, and `MissingExtraError`."""
    with unfinished(path, shared=shared) as file:
        sheet = ParquetSheet(file, columns)
        try:
            yield sheet
            sheet.close()
        finally:
            sheet.let_go()


def _pyarrow() -> tuple[Any, Any]:
    """Pyarrow and its module for Parquet, which only this needs."""
    try:
        import pyarrow  # noqa: PLC0415 - an extra, and large
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError("Parquet", "parquet") from None
    return pyarrow, pyarrow.parquet
