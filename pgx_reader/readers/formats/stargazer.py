"""Stargazer (1.x and 2.x): a table a gene with a row a sample and the two haplotypes in columns of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import LineRow, broken_row, cells_of, is_told, nobodys_row, rows_under
from pgx_reader.readers.file_names import gene_of_name, missing_gene
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of
from pgx_reader.terms import CopyNumber

_HAPLOTYPES = ("hap1_main", "hap2_main")
_NEEDED = ("name", *_HAPLOTYPES, "dip_score", "phenotype")
_NOTHING = "."
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?", re.IGNORECASE)


def recognize(raw: RawFile) -> Recognition | None:
    """A header with Stargazer's columns for the haplotypes, the score and the phenotype."""
    if not set(_NEEDED) <= set(cells_of(raw.lines[0])):
        return None
    gene = gene_of_name(raw)
    return Recognition(
        "Stargazer results" + (f" for {gene}" if gene else ""), "its header has the columns hap1_main and hap2_main"
    )


def read(raw: RawFile) -> Contents:
    """Every sample's two haplotypes as a diplotype, with score and phenotype; the gene is in the file's name."""
    gene = gene_of_name(raw)
    if gene is None:
        return Contents(problems=(missing_gene(),))
    problems: list[Problem] = raw.held()
    rows = raw.held(_lab_rows(raw, gene, problems))
    return Contents(patients_of(rows), tuple(problems))


def _lab_rows(raw: RawFile, gene: str, problems: list[Problem]) -> Iterator[LabRow]:
    for row in rows_under(raw, 0, _NEEDED):
        patient_id = row.text("name")
        if not patient_id:
            problems.append(nobodys_row(row))
        elif not row.is_whole:
            problems.append(broken_row(row, patient_id))
            yield LabRow(row=row.number, patient_id=patient_id, gene=gene, readable=False)
        elif is_told(gene, called=any(row.text(heading) not in ("", _NOTHING) for heading in _HAPLOTYPES)):
            yield _lab_row(row, patient_id, gene)


def _lab_row(row: LineRow, patient_id: str, gene: str) -> LabRow:
    score = row.cell("dip_score", empty=(_NOTHING,))
    # A score below zero is how Stargazer 2 marks an allele whose function is not known: it counts it as -100.
    below_zero = score is not None and score.value.startswith("-")
    # Stargazer sums up scores for every gene, also for those that labs report without one.
    has_score = gene == "CYP2D6" and not below_zero
    return LabRow(
        row=row.number,
        patient_id=patient_id,
        gene=gene,
        diplotype=Cell(
            value="/".join(row.text(name) or _NOTHING for name in _HAPLOTYPES), column="/".join(_HAPLOTYPES)
        ),
        phenotype=row.cell("phenotype", empty=(_NOTHING,)),
        activity_score=score if has_score else None,
        copy_number=_copy_number(row),
        remarks=(score,) if score and below_zero else (),
    )


def _copy_number(row: LineRow) -> CopyNumber:
    """
    Whether Stargazer counted copies: it does so only with a control gene and a file of read depths.

    Without both it runs "in the VCF-only mode", and writes `no_sv,no_sv` for everybody, as it does where it looked
    and found nothing. The two differ in `ssr`, the misfit of the copy numbers: a number where it looked, a dot where
    it did not. Sources: Stargazer's documentation, version 2, on --control-gene and --gdf-file; for the dot, the
    program itself, of the first and the second generation.
    """
    structures = {part.strip() for part in row.text("dip_sv").split(",")} - {"", _NOTHING}
    if _NUMBER.fullmatch(row.text("ssr")) or structures - {"no_sv"}:
        return CopyNumber.COUNTED
    if structures and row.text("ssr") == _NOTHING:
        return CopyNumber.NOT_COUNTED
    return CopyNumber.NOT_KNOWN
