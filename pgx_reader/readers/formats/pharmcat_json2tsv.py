"""The table that PharmCAT's json2tsv script makes of many patients' files, and ONT's wf-pgx with fewer columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import (
    LineRow,
    broken_row,
    cells_of,
    is_explained,
    is_told,
    nobodys_row,
    rows_under,
    says_a_call,
    unread_columns,
)
from pgx_reader.readers.columns import folded
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, alternatives, patients_of
from pgx_reader.terms import CopyNumber

_SAMPLE, _GENE, _DIPLOTYPE, _VARIANTS = _NEEDED = ("sample", "gene", "diplotype", "dpyd_ryr1_variants")
_PHENOTYPE, _SCORE = "phenotype", "activity_score"
_HAPLOTYPES = ("haplotype_1", "haplotype_2")
_READ = (_SAMPLE, _GENE, _DIPLOTYPE, _PHENOTYPE, _SCORE, *_HAPLOTYPES)
_DOUBTS = ("missing_positions", "uncallable_haplotypes")
_DETAILS = (
    *("dpyd_ryr1_variant_functions", "dpyd_ryr1_variant_genotypes"),
    *("haplotype_1_functions", "haplotype_2_functions", "haplotype_1_variants", "haplotype_2_variants"),
)
_KNOWN = frozenset((*_READ, _VARIANTS, *_DOUBTS, *_DETAILS))
# The script's first version: the column has the diplotypes of DPYD and RYR1, and all others stand in two columns.
_OTHER_NAMES = {"diplotype_effectively_phased_dpyd_ryr1": _DIPLOTYPE}
_Headings = dict[str, str]
_Texts = tuple[str, list[str]]


def recognize(raw: RawFile) -> Recognition | None:
    """A header with the columns that the script has for samples, diplotypes and the variants of DPYD and RYR1."""
    if _VARIANTS not in raw.lines[0].casefold():
        return None
    headings = _headings(raw)
    if not set(_NEEDED) <= set(headings):
        return None
    what = "PharmCAT json2tsv table" if _PHENOTYPE in headings else "ONT wf-pgx table"
    return Recognition(what, "its header has a column for the variants of DPYD and RYR1")


def read(raw: RawFile) -> Contents:
    """Every gene of every sample; the rows that follow each other for one gene are one result left open."""
    headings = _headings(raw)
    problems = raw.held(unread_columns((name for fold, name in headings.items() if fold not in _KNOWN), row=1))
    rows = raw.held(_lab_rows(raw, headings, problems))
    if not rows and not problems:
        problems.append(Problem(message="there is no result under the header. Export the file again.", row=1))
    return Contents(patients_of(rows), tuple(problems))


def _headings(raw: RawFile) -> _Headings:
    """The headings by the name that the script gives them: its versions differ in capitals."""
    names = {folded(heading): heading for heading in cells_of(raw.lines[0])}
    return {_OTHER_NAMES.get(name, name): heading for name, heading in names.items()}


def _lab_rows(raw: RawFile, headings: _Headings, problems: list[Problem]) -> Iterator[LabRow]:
    needed = [headings[name] for name in _READ if name in headings]
    lines = groupby(
        rows_under(raw, 0, needed), key=lambda row: (row.text(headings[_SAMPLE]), row.text(headings[_GENE]))
    )
    for (patient_id, gene), group in lines:
        found = list(group)
        if not patient_id:
            problems += [nobodys_row(row) for row in found]
        elif not gene:
            message = "the gene is missing; the row is left out. Export the file again."
            column = headings[_GENE]
            problems += [Problem(message=message, row=r.number, column=column, patient_id=patient_id) for r in found]
        elif not all(row.is_whole for row in found):
            broken = next(row for row in found if not row.is_whole)
            problems.append(broken_row(broken, patient_id))
            yield LabRow(row=broken.number, patient_id=patient_id, gene=gene, readable=False)
        else:
            yield from _lab_row(found, headings, patient_id, gene)


def _lab_row(rows: Sequence[LineRow], headings: _Headings, patient_id: str, gene: str) -> Iterator[LabRow]:
    """The one result of rows for one gene: where several diplotypes fit equally well, the script writes each."""
    call = _call(rows, headings, gene)
    meanings = [_texts(rows, headings, name) for name in (_PHENOTYPE, _SCORE)]
    results = [(texts, _together(texts)) for texts in (call, *meanings)]
    if not is_told(gene, called=says_a_call(cell.value for _, cell in results if cell)):
        return
    # What one of the rows lacks, the others do not lend it: it is then a doubt, and no result.
    diplotype, phenotype, score = (cell if all(texts[1]) else None for texts, cell in results)
    doubts = (_together(_texts(rows, headings, name)) for name in _DOUBTS)
    yield LabRow(
        row=rows[0].number,
        patient_id=patient_id,
        gene=gene,
        diplotype=diplotype,
        phenotype=phenotype,
        activity_score=score,
        copy_number=_copy_number(gene),
        remarks=(
            *(cell for texts, cell in results if cell and not all(texts[1])),
            *(cell for cell in doubts if cell),
        ),
    )


def _call(rows: Sequence[LineRow], headings: _Headings, gene: str) -> _Texts:
    """The diplotypes; else the two haplotypes of each; else, of the two genes that have them, the variants."""
    diplotypes, variants = _texts(rows, headings, _DIPLOTYPE), _texts(rows, headings, _VARIANTS)
    first, second = (_texts(rows, headings, name) for name in _HAPLOTYPES)
    pairs = ["/".join(filter(None, pair)) for pair in zip(first[1], second[1], strict=True)]
    haplotypes = (f"{first[0]}/{second[0]}", pairs)
    choices = (diplotypes, haplotypes) if is_explained(gene) else (diplotypes, haplotypes, variants)
    return next((texts for texts in choices if any(texts[1])), diplotypes)


def _texts(rows: Sequence[LineRow], headings: _Headings, name: str) -> _Texts:
    """A column's heading and its texts, row by row; they are empty where there is no such column."""
    heading = headings.get(name, "")
    return heading, [row.text(heading) if heading else "" for row in rows]


def _together(texts: _Texts) -> Cell | None:
    heading, values = texts
    return Cell(value=alternatives(filter(None, values)), column=heading) if any(values) else None


def _copy_number(gene: str) -> CopyNumber:
    """
    Whether copies were counted: the script writes the genes that PharmCAT itself called, from a VCF.

    Source: PharmCAT's documentation, "Calling CYP2D6".
    """
    return CopyNumber.NOT_COUNTED if gene.upper() == "CYP2D6" else CopyNumber.NOT_KNOWN
