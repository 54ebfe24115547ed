"""PyPGx: a table a gene with a row a sample, bare (`data.tsv`) or beside the `metadata.txt` of its archive."""

from __future__ import annotations

from collections.abc import Iterator

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import (
    LineRow,
    broken_row,
    cells_of,
    is_told,
    nobodys_row,
    rows_under,
    unread_columns,
)
from pgx_reader.readers.file_names import gene_of_name, missing_gene
from pgx_reader.readers.formats.pypgx_metadata import METADATA_NAME, value_of
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of
from pgx_reader.terms import CopyNumber

_SAMPLE = ("", "Sample", "Unnamed: 0")
_RESULTS = ("Genotype", "Phenotype")
_OWN = frozenset(("Haplotype1", "Haplotype2", "AlternativePhase", "VariantData"))
_KNOWN = _OWN.union(_RESULTS, ("CNV",))
_NO_CALL = "Indeterminate"
_NO_ALTERNATIVE = ";"


def recognize(raw: RawFile) -> Recognition | None:
    """A table whose first heading is empty and whose others are PyPGx's."""
    header = cells_of(raw.lines[0])
    given = set(header[1:])
    if not _is_header(header, given):
        return None
    gene = _gene(raw)
    return Recognition(f"PyPGx {_kind(given)}" + (f" for {gene}" if gene else ""), "its header has PyPGx's columns")


def read(raw: RawFile) -> Contents:
    """Every sample's genotype and phenotype; the gene stands in the metadata, else in the file's or folder's name."""
    gene = _gene(raw)
    if gene is None:
        return Contents(problems=(missing_gene(),))
    header = cells_of(raw.lines[0])
    problems = raw.held(unread_columns((heading for heading in header[1:] if heading not in _KNOWN), row=1))
    rows = raw.held(_lab_rows(raw, header[0], gene, problems))
    return Contents(patients_of(rows), tuple(problems))


def _is_header(header: tuple[str, ...], given: set[str]) -> bool:
    """Whether headings are PyPGx's; where one was put over the samples, or added, it needs those that others lack."""
    if header[0] not in _SAMPLE or len(given) < len(header) - 1 or not given.intersection(_RESULTS):
        return False
    if "gene" in {heading.casefold() for heading in given}:
        return False
    return given >= _OWN or (not header[0] and given <= _KNOWN)


def _gene(raw: RawFile) -> str | None:
    return value_of("Gene", raw.beside.get(METADATA_NAME, "")) or gene_of_name(raw)


def _kind(given: set[str]) -> str:
    if given == {"Genotype"}:
        return "genotypes"
    return "phenotypes" if given == {"Phenotype"} else "results"


def _lab_rows(raw: RawFile, sample: str, gene: str, problems: list[Problem]) -> Iterator[LabRow]:
    for row in rows_under(raw, 0, _RESULTS):
        patient_id = row.text(sample)
        if not patient_id:
            problems.append(nobodys_row(row))
        elif not row.is_whole:
            problems.append(broken_row(row, patient_id))
            yield LabRow(row=row.number, patient_id=patient_id, gene=gene, readable=False)
        elif is_told(gene, called=any(row.text(heading) not in ("", _NO_CALL) for heading in _RESULTS)):
            yield LabRow(
                row=row.number,
                patient_id=patient_id,
                gene=gene,
                diplotype=row.cell("Genotype"),
                phenotype=row.cell("Phenotype"),
                copy_number=_copy_number(gene, row),
                remarks=tuple(_other_phase(row)),
            )


def _copy_number(gene: str, row: LineRow) -> CopyNumber:
    """
    Whether PyPGx had counted copies: it writes what it found, `Normal` included, and nothing where it did not look.

    It looks only where it is given read depths, and only in genes that are known for such changes, of which CYP2D6 is
    one: of another gene, an empty cell says nothing. `Indeterminate` is no count.
    """
    if row.text("CNV") not in ("", _NO_CALL):
        return CopyNumber.COUNTED
    return CopyNumber.NOT_COUNTED if gene == "CYP2D6" and "CNV" in row.cells else CopyNumber.NOT_KNOWN


def _other_phase(row: LineRow) -> Iterator[Cell]:
    """The alleles that the sample would have if its variants lay on the other chromosome."""
    cell = row.cell("AlternativePhase", empty=(_NO_ALTERNATIVE,))
    if cell:
        yield cell
