"""What several callers say of CYP2D6, side by side: a row a sample and caller, or their consensus in a row a sample."""

from __future__ import annotations

from collections.abc import Iterator

from pgx_reader.models.results import Cell, LabRow, Problem, Severity
from pgx_reader.readers.callers import LineRow, broken_row, cells_of, nobodys_row, rows_under, unread_columns
from pgx_reader.readers.file_names import gene_of_name, missing_gene
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, alternatives, patients_of
from pgx_reader.terms import CopyNumber

_SAMPLE, _NOVEL = "sample_id", "novel_allele"
_BY_CALLER = (_SAMPLE, "genotype", "filter", "copy_number", "caller", _NOVEL)
_CONSENSUS, _SHARE, _AGREEING, _COPIES = (
    "diplotype_consensus",
    "diplotype_caller_agreement",
    "callers_in_agreement",
    "stellarpgx_copy_number",
)
_CALLERS = ("aldy", "cyrius", "stellarpgx")
_JOINED = (_SAMPLE, _COPIES, *_CALLERS, _CONSENSUS, _SHARE, _AGREEING, _NOVEL)


def recognize(raw: RawFile) -> Recognition | None:
    """The headings of the one table or the other."""
    header = set(cells_of(raw.lines[0]))
    if header >= set(_BY_CALLER):
        return Recognition("calls of several callers (SG10K)", f"its header has {', '.join(_BY_CALLER)}")
    if header >= {_SAMPLE, _CONSENSUS, _AGREEING}:
        return Recognition("consensus of several callers (SG10K)", f"its header has {_CONSENSUS} and {_AGREEING}")
    return None


def read(raw: RawFile) -> Contents:
    """Every sample's calls, or their consensus; the gene is in the file's or the folder's name."""
    gene = gene_of_name(raw)
    if gene is None:
        return Contents(problems=(missing_gene(),))
    header = cells_of(raw.lines[0])
    by_caller = set(header) >= set(_BY_CALLER)
    known, needed = (_BY_CALLER, "caller") if by_caller else (_JOINED, _AGREEING)
    problems = raw.held(unread_columns((heading for heading in header if heading not in known), row=1))
    lines = raw.held(_lines(raw, needed, problems))
    rows = tuple(_of_callers(lines, gene, problems)) if by_caller else tuple(_of_consensus(lines, gene))
    return Contents(patients_of(rows), tuple(problems))


def _lines(raw: RawFile, needed: str, problems: list[Problem]) -> Iterator[LineRow]:
    """The rows that name a sample; one that is broken is a problem, and comes all the same."""
    for line in rows_under(raw, 0, (needed,)):
        patient_id = line.text(_SAMPLE)
        if not patient_id:
            problems.append(nobodys_row(line))
            continue
        if not line.is_whole:
            problems.append(broken_row(line, patient_id))
        yield line


def _of_callers(lines: list[LineRow], gene: str, problems: list[Problem]) -> Iterator[LabRow]:
    """A row a sample and caller: several rows of one caller are what it holds possible, and are alternatives."""
    grouped: dict[tuple[str, str], list[LineRow]] = {}
    for line in lines:
        grouped.setdefault((line.text(_SAMPLE), line.text("caller").casefold()), []).append(line)
    called = {sample for (sample, _), group in grouped.items() if any(line.text("genotype") for line in group)}
    for (sample, caller), group in grouped.items():
        number, names = group[0].number, [line.text("genotype") for line in group if line.text("genotype")]
        if not all(line.is_whole for line in group):
            yield LabRow(row=number, patient_id=sample, gene=gene, readable=False)
            continue
        if not names and sample in called:
            message = f"{caller or 'one caller'} called nothing; only what the others called is read."
            problems.append(Problem(message=message, row=number, patient_id=sample, severity=Severity.NOTICE))
        yield LabRow(
            row=number,
            patient_id=sample,
            gene=gene,
            diplotype=Cell(value=alternatives(names), column="genotype") if names else None,
            copy_number=_copy_number(group[0], "copy_number"),
            remarks=tuple(dict.fromkeys(doubt for line in group for doubt in _doubts(line))),
        )


def _doubts(line: LineRow) -> Iterator[Cell]:
    for heading, settled in (("filter", "pass"), (_NOVEL, "false")):
        cell = line.cell(heading)
        if cell and cell.value.casefold() != settled:
            yield cell


def _of_consensus(lines: list[LineRow], gene: str) -> Iterator[LabRow]:
    """A row a sample: what the callers agree on, empty where they do not, and in remarks what the others say."""
    for line in lines:
        sample = line.text(_SAMPLE)
        if not line.is_whole:
            yield LabRow(row=line.number, patient_id=sample, gene=gene, readable=False)
            continue
        yield LabRow(
            row=line.number,
            patient_id=sample,
            gene=gene,
            diplotype=line.cell(_CONSENSUS),
            copy_number=_copy_number(line, _COPIES),
            remarks=tuple(_disagreement(line)),
        )


def _disagreement(line: LineRow) -> Iterator[Cell]:
    for heading in _CALLERS:
        cell = line.cell(heading)
        if cell and f"'{heading}'" not in line.text(_AGREEING):
            yield cell
    cell = line.cell(_NOVEL, empty=("[]",))
    if cell:
        yield cell


def _copy_number(line: LineRow, heading: str) -> CopyNumber:
    return CopyNumber.COUNTED if line.text(heading) else CopyNumber.NOT_KNOWN
