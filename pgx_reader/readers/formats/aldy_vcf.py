"""Aldy's VCF: a sample column a solution, named with its diplotype (`DEMO-01:0:*1/*4.021+*4`)."""

from __future__ import annotations

import re

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.file_names import gene_of_name, missing_gene
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, alternatives, patients_of

_SAMPLE = re.compile(r"(.+):(\d+):(.+)")
_FIXED = 9
_GENE = re.compile(r"\bgene[=:]\s*(CYP\d[A-Z]\d{1,2})\b|\bGENE=(CYP\d[A-Z]\d{1,2})\b", re.IGNORECASE)


def recognize(raw: RawFile) -> Recognition | None:
    """A VCF with a sample column that is named with a solution's number and diplotype."""
    if not raw.lines[0].startswith("##fileformat=VCF") or not any(map(_SAMPLE.fullmatch, _samples(raw))):
        return None
    return Recognition("Aldy results (VCF)", "a sample column carries a solution's diplotype in its name")


def read(raw: RawFile) -> Contents:
    """The diplotypes of each sample's solutions, all kept. The variants below the header are not looked at."""
    gene = _gene(raw)
    if gene is None:
        return Contents(problems=(missing_gene(),))
    row = next(number for number, line in enumerate(raw.lines, start=1) if line.startswith("#CHROM"))
    solutions: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for column in _samples(raw):
        match = _SAMPLE.fullmatch(column)
        if match:
            solutions.setdefault(match[1], []).append(match[3])
        else:
            message = "this sample's column carries no diplotype; the sample is left out. Run Aldy again."
            problems.append(Problem(message=message, row=row, column=column, patient_id=column))
    rows = [
        LabRow(row=row, patient_id=sample, gene=gene, diplotype=Cell(value=alternatives(found), column="#CHROM"))
        for sample, found in solutions.items()
    ]
    return Contents(patients_of(rows), tuple(problems))


def _samples(raw: RawFile) -> list[str]:
    header = next((line for line in raw.lines if line.startswith("#CHROM")), "")
    return [cell.strip() for cell in header.split("\t")[_FIXED:]]


def _gene(raw: RawFile) -> str | None:
    """The one gene that the variants' own notes name, else the file's name."""
    genes = {(match[1] or match[2]).upper() for match in _GENE.finditer(raw.text[:100_000])}
    return genes.pop() if len(genes) == 1 else gene_of_name(raw)
