"""Aldy's `.aldy`: for each solution a comment and a row a variant, all of which repeat the solution's diplotype."""

from __future__ import annotations

from collections.abc import Iterator

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.aldy_sections import Key, Section, Solution, header_of, sections_of
from pgx_reader.readers.callers import is_told
from pgx_reader.readers.file_names import gene_of_name, named_after_file, patient_of_name
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, alternatives, patients_of
from pgx_reader.terms import CopyNumber

_PHENOTYPE, _SCORE = "cpic", "cpic_score"
# Aldy assumes two copies where it does not count: in exomes, and in VCF files.
_ASSUMED_COPIES = 2


def recognize(raw: RawFile) -> Recognition | None:
    """Aldy's header, near the beginning."""
    if header_of(raw) is None:
        return None
    return Recognition("Aldy results", "its header has the columns SolutionID, Major and Minor")


def read(raw: RawFile) -> Contents:
    """
    Every sample's and gene's solutions, all of them as alternatives, with the phenotypes and scores of all.

    Where Aldy called nothing, a problem says so. A section that is not whole gives no result: the solution that is
    missing from it may be the right one.
    """
    sections = raw.held(sections_of(raw))
    problems: list[Problem] = raw.held()
    rows = raw.held(row for section in sections for row in _called(section, problems))
    samples = {row.patient_id for row in rows} or {patient_of_name(raw)}
    gene = gene_of_name(raw) if len(sections) == 1 else None
    uncalled = [section for section in sections if not section.keys]
    # Which of several samples a gene without a call belongs to stands nowhere.
    without_call = list(_uncalled(uncalled, gene, samples.pop() if len(samples) == 1 else None, problems))
    if without_call and not rows:
        problems.append(named_after_file(without_call[0].patient_id))
    return Contents(patients_of([*rows, *without_call]), tuple(problems))


def copies_of(counts: set[int]) -> CopyNumber:
    """Whether copies were counted, told from how many each solution has: any number but the assumed one was."""
    return CopyNumber.COUNTED if counts - {_ASSUMED_COPIES} else CopyNumber.NOT_KNOWN


def _called(section: Section, problems: list[Problem]) -> Iterator[LabRow]:
    is_whole = section.is_whole()
    for key, solutions in section.by_key().items():
        row = section.keys[key]
        if is_whole:
            yield _lab_row(key, row, solutions)
            continue
        sample, gene = key
        message = (
            f"the solutions of {gene} are not whole: a row or a solution is cut short or missing, and may be another "
            "result; nothing of them is read. Export the file again."
        )
        problems.append(Problem(message=message, row=section.broken_at or row, patient_id=sample))
        yield LabRow(row=row, patient_id=sample, gene=gene, readable=False)


def _lab_row(key: Key, row: int, solutions: list[Solution]) -> LabRow:
    sample, gene = key
    phenotype, score = _of_all(solutions, _PHENOTYPE), _of_all(solutions, _SCORE)
    novel = Cell(value="NOVEL", column="Status")
    return LabRow(
        row=row,
        patient_id=sample,
        gene=gene,
        diplotype=Cell(value=alternatives(major for s in solutions for major in s.majors), column="Major"),
        phenotype=phenotype,
        activity_score=score,
        copy_number=copies_of({count for solution in solutions for count in solution.counts}),
        remarks=(
            *((novel,) if any(solution.is_novel for solution in solutions) else ()),
            *(() if phenotype else _of_some(solutions, _PHENOTYPE)),
            *(() if score else _of_some(solutions, _SCORE)),
        ),
    )


def _of_all(solutions: list[Solution], name: str) -> Cell | None:
    """What the solutions' comments say; `None` where one of them does not say it, and the others are half of it."""
    cells = [solution.cell(name) for solution in solutions]
    values = [cell.value for cell in cells if cell]
    return Cell(value=alternatives(values), column=name) if values and len(values) == len(cells) else None


def _of_some(solutions: list[Solution], name: str) -> Iterator[Cell]:
    for solution in solutions:
        if cell := solution.cell(name):
            yield Cell(value=cell.value, column=f"{name} of solution {solution.number}")


def _uncalled(
    sections: list[Section], gene_of_file: str | None, sample: str | None, problems: list[Problem]
) -> Iterator[LabRow]:
    """The genes for which Aldy called nothing. What a comment makes of that is a remark, and no phenotype."""
    for section in sections:
        gene = next((solution.gene for solution in section.solutions if solution.gene), gene_of_file)
        problems.append(_nothing_called(section, gene, sample))
        if gene and sample and is_told(gene, called=False):
            yield LabRow(
                row=section.row,
                patient_id=sample,
                gene=gene,
                readable=section.broken_at is None,
                remarks=tuple(cell for solution in section.solutions if (cell := solution.cell(_PHENOTYPE))),
            )


def _nothing_called(section: Section, gene: str | None, sample: str | None) -> Problem:
    of_gene = f" for {gene}" if gene else ""
    if section.broken_at:
        message = f"the rows{of_gene} are cut short; nothing of them is read. Export the file again."
    else:
        message = (
            f"nothing is called{of_gene}: there is no star allele below the header. Aldy leaves it so where it could "
            "not call the gene, and where it found no copy of it (*5/*5 in CYP2D6); it is not read as either. Look "
            "into Aldy's log, or ask the lab."
        )
    return Problem(message=message, row=section.broken_at or section.row, patient_id=sample)
