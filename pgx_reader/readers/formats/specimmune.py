"""SpecImmune: CYP2D6 in comment lines above a table that has a row for each haplotype of the other genes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import LineRow, broken_row, cells_of, is_told, rows_under
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of
from pgx_reader.terms import CopyNumber

_COLUMNS = ("Locus", "Chromosome", "Genotype", "Match_info", "Reads_num", "Step1_type", "One_guess")
_NEEDED = ("Locus", "Chromosome", "Genotype")
_CHROMOSOMES = ("1", "2")
_COMMENT = re.compile(r"#\s*(?P<gene>\S+)\s+(?P<what>Diplotype|Phenotype|Activity_score):?\s+(?P<value>\S.*)")
_NOTHING = "NA"


def recognize(raw: RawFile) -> Recognition | None:
    """SpecImmune's seven headings, before which there are only comments."""
    if _header_at(raw) is None:
        return None
    return Recognition("SpecImmune results", "its header is " + ", ".join(_COLUMNS[:3]) + " and SpecImmune's others")


def read(raw: RawFile) -> Contents:
    """
    Every gene of the one patient that the file is about, named after the file.

    What the comments say of a gene is SpecImmune's result for it; the table's rows are then what it started from.
    The comment `Detailed_diplotype` is the same diplotype with its sub-alleles, and `One_guess` one of the candidates
    that `Genotype` names: neither is read.
    """
    patient_id = patient_of_name(raw)
    at = _header_at(raw) or 0
    said = {row.gene: row for row in _rows_of_comments(raw, at, patient_id)}
    problems: list[Problem] = raw.held()
    rows = [*said.values(), *(row for row in _rows_of_table(raw, at, patient_id, problems) if row.gene not in said)]
    if not rows and not problems:
        problems.append(Problem(message="no gene has a result in this file."))
    if rows:
        problems.append(named_after_file(patient_id))
    return Contents(patients_of(rows), tuple(problems))


def _header_at(raw: RawFile) -> int | None:
    comments = sum(1 for _ in takewhile(lambda line: line.startswith("#") or not line.strip(), raw.lines))
    return comments if comments < len(raw.lines) and cells_of(raw.lines[comments]) == _COLUMNS else None


def _rows_of_comments(raw: RawFile, header_at: int, patient_id: str) -> Iterator[LabRow]:
    """A row a gene whose diplotype a comment gives."""
    found: dict[str, dict[str, tuple[int, Cell]]] = {}
    for number, line in enumerate(raw.lines[:header_at], start=1):
        match = _COMMENT.match(line)
        if match:
            cell = Cell(value=match["value"].strip(), column=f"{match['gene']} {match['what']}")
            found.setdefault(match["gene"], {})[match["what"]] = (number, cell)
    for gene, parts in found.items():
        score = parts["Activity_score"][1] if "Activity_score" in parts else None
        # Below zero: an allele whose function is not known counts as -100.
        below_zero = score is not None and score.value.startswith("-")
        yield LabRow(
            row=min(number for number, _ in parts.values()),
            patient_id=patient_id,
            gene=gene,
            diplotype=parts["Diplotype"][1] if "Diplotype" in parts else None,
            phenotype=_given(parts["Phenotype"][1]) if "Phenotype" in parts else None,
            activity_score=score and (None if below_zero else _given(score)),
            remarks=(score,) if score and below_zero else (),
            # A missing diplotype must not leave the phenotype: SpecImmune counts a haplotype that it did not find as 0.
            readable="Diplotype" in parts,
        )


def _given(cell: Cell) -> Cell | None:
    return None if cell.value == _NOTHING else cell


def _rows_of_table(raw: RawFile, header_at: int, patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    """A row a gene of the table, put together from its two haplotypes."""
    by_gene: dict[str, list[LineRow]] = {}
    for row in rows_under(raw, header_at, _NEEDED):
        if not row.is_whole:
            problems.append(broken_row(row, patient_id))
        if row.text("Locus"):
            by_gene.setdefault(row.text("Locus"), []).append(row)
    for gene, rows in by_gene.items():
        yield from _row_of_gene(gene, rows, patient_id, problems)


def _row_of_gene(gene: str, rows: list[LineRow], patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    first = rows[0].number
    if tuple(row.text("Chromosome") for row in rows) != _CHROMOSOMES or not all(row.is_whole for row in rows):
        message = (
            f"{gene} has not one whole row for each of its two chromosomes; it is left out. Export the file again."
        )
        problems.append(Problem(message=message, row=first, patient_id=patient_id))
        yield LabRow(row=first, patient_id=patient_id, gene=gene, readable=False)
    elif is_told(gene, called=any(row.text("Genotype") not in ("", _NOTHING) for row in rows)):
        yield LabRow(
            row=first,
            patient_id=patient_id,
            gene=gene,
            diplotype=Cell(value="/".join(_haplotype(row) for row in rows), column="Genotype"),
            # SpecImmune takes copies from another caller (pangu), and only for the result in the comments.
            copy_number=CopyNumber.NOT_COUNTED if gene == "CYP2D6" else CopyNumber.NOT_KNOWN,
        )


def _haplotype(row: LineRow) -> str:
    """One haplotype without the gene's name; several candidates as a set of them, `[*1,*38]`."""
    names = (part.strip().removeprefix(row.text("Locus")) for part in row.text("Genotype").split(";"))
    candidates = [name for name in names if name]
    if len(candidates) > 1:
        return f"[{','.join(dict.fromkeys(candidates))}]"
    return candidates[0] if candidates else _NOTHING
