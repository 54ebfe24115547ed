"""Cyrius and BCyrius (and callers made from them): a table with a row a sample, of CYP2D6 alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabRow, Problem, Severity
from pgx_reader.readers.callers import LineRow, broken_row, cells_of, nobodys_row, rows_under
from pgx_reader.readers.file_names import gene_of_name
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of
from pgx_reader.terms import CopyNumber

GENE = "CYP2D6"
PASSED = "PASS"
NO_CALL = "None"

_SAMPLE, _GENOTYPE, _FILTER = _CYRIUS = ("Sample", "Genotype", "Filter")
# BCyrius adds a score and a phenotype; before it had its name, it wrote them without blanks.
_SCORES = ("Activity score", "ActivityScore")
_PHENOTYPES = ("Predicted phenotype", "PredictedPhenotype")
_BCYRIUS = tuple((*_CYRIUS, score, phenotype) for score, phenotype in zip(_SCORES, _PHENOTYPES, strict=True))
# How the tables begin that BCyrius writes below its results: of the haplotypes, and of how frequent they are.
_OTHER_TABLES = ("Haplotype", "Biogeographic group", "")
_FIRST_ROWS = 200

_Table = tuple[int, list[str]]


def recognize(raw: RawFile) -> Recognition | None:
    """Cyrius's header, over genotypes that are star alleles; BCyrius has two more columns."""
    at = next((at for at, line in enumerate(raw.lines) if line.strip()), 0)
    header = cells_of(raw.lines[at])
    if not _is_header(header):
        return None
    top = RawFile(raw.name, "\n".join(raw.lines[at : at + _FIRST_ROWS]))
    genotypes = [row.text(_GENOTYPE) for row in rows_under(top, 0, ())]
    if genotypes and not any("*" in genotype or genotype == NO_CALL for genotype in genotypes):
        return None
    caller = "Cyrius" if header == _CYRIUS else "BCyrius"
    return Recognition(f"{caller} results (TSV)", f"its header is {', '.join(header)}")


def read(raw: RawFile) -> Contents:
    """
    Every sample's genotype, with the filter that it did not pass as a remark; and BCyrius's score and phenotype.

    Raises `UnusableInputError` where the file's name says another gene: the file itself names none.
    """
    named = gene_of_name(raw)
    if named not in (None, GENE):
        raise UnusableInputError(
            f"{raw.name}: this is a table as Cyrius writes it for {GENE}, but its name says {named}; nothing of it is "
            f"read. If these are results of {GENE}, put that into the file's name."
        )
    problems: list[Problem] = raw.held()
    rows = raw.held(_lab_rows(raw, problems))
    if not rows and not problems:
        problems.append(Problem(message="there is no sample below the header. Export the file again."))
    return Contents(patients_of(rows), tuple(problems))


def remarks_of(filter_cell: Cell | None, *, called: bool) -> tuple[Cell, ...]:
    """The filter where a call did not pass it; that there was none to pass is no doubt about a call."""
    passed = (PASSED,) if called else (PASSED, NO_CALL)
    return (filter_cell,) if filter_cell and filter_cell.value not in passed else ()


def _is_header(cells: tuple[str, ...]) -> bool:
    return cells == _CYRIUS or cells in _BCYRIUS


def _lab_rows(raw: RawFile, problems: list[Problem]) -> Iterator[LabRow]:
    for row in _rows(raw, problems):
        patient_id = row.text(_SAMPLE)
        if patient_id == _SAMPLE and _GENOTYPE.startswith(row.text(_GENOTYPE)):
            problems.append(broken_row(row, None))  # a header, the end of which is lost
        elif not patient_id:
            problems.append(nobodys_row(row))
        elif not row.is_whole:
            problems.append(broken_row(row, patient_id))
            yield LabRow(row=row.number, patient_id=patient_id, gene=GENE, readable=False)
        else:
            yield _lab_row(row, patient_id, problems)


def _lab_row(row: LineRow, patient_id: str, problems: list[Problem]) -> LabRow:
    called = "*" in row.text(_GENOTYPE)
    if called and not row.text(_FILTER):
        message = "the filter is missing; whether the caller was sure of this genotype is not known. Ask the lab."
        problems.append(
            Problem(message=message, row=row.number, column=_FILTER, patient_id=patient_id, severity=Severity.NOTICE)
        )
    return LabRow(
        row=row.number,
        patient_id=patient_id,
        gene=GENE,
        diplotype=row.cell(_GENOTYPE),
        phenotype=_first(row, _PHENOTYPES),
        activity_score=_first(row, _SCORES),
        # Cyrius begins with the copies: "Total copy number of CYP2D6+CYP2D7", says its documentation.
        copy_number=CopyNumber.COUNTED if called else CopyNumber.NOT_KNOWN,
        remarks=remarks_of(row.cell(_FILTER), called=called),
    )


def _first(row: LineRow, headings: tuple[str, ...]) -> Cell | None:
    return next((cell for heading in headings if (cell := row.cell(heading))), None)


def _rows(raw: RawFile, problems: list[Problem]) -> Iterator[LineRow]:
    """The rows of every table of results; files of one sample each are often put together, with their headers."""
    header = ""
    for at, lines in _tables(raw):
        first = cells_of(lines[0])
        if _is_header(first):
            header = lines[0]
            yield from _numbered(lines, at)
        elif cells_of(header) == _CYRIUS:
            yield from _numbered([header, *lines], at - 1)
        elif first[0] not in _OTHER_TABLES:
            message = (
                "these lines are below an empty one and have no header that we know; they are not read. If they are "
                "results, take the empty line out."
            )
            problems.append(Problem(message=message, row=at + 1))


def _numbered(lines: list[str], at: int) -> Iterator[LineRow]:
    """The rows of a table with a header, counted from where it begins. No cell but the last may be cut off."""
    header = cells_of(lines[0])
    for row in rows_under(RawFile("", "\n".join(lines)), 0, header[:-1]):
        yield replace(row, number=row.number + at)


def _tables(raw: RawFile) -> Iterator[_Table]:
    """Lines between empty ones, cut anew at each header, with the number of lines above them."""
    begins, lines = 0, list[str]()
    for at, line in enumerate(raw.lines):
        if lines and (not line.strip() or (line.lstrip().startswith(_SAMPLE) and _is_header(cells_of(line)))):
            yield begins, lines
            lines = []
        if line.strip():
            begins = begins if lines else at
            lines.append(line)
    if lines:
        yield begins, lines
