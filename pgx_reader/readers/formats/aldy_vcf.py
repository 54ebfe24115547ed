"""Aldy's VCF: a sample column a solution, whose name carries the diplotype (`DEMO-01:0:*1/*4.021`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabRow, Problem, Severity
from pgx_reader.readers.file_names import gene_of_name, missing_gene
from pgx_reader.readers.formats.aldy import copies_of
from pgx_reader.readers.layout import named
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, alternatives, patients_of

_SOLUTION_NUMBER = re.compile(r":\d+:")
_COLUMN = re.compile(r"(?P<sample>.+):(?P<number>\d+):(?P<diplotype>\*\S.*|)")
_GENE_OF_HEADER = re.compile(r'Location within ([^"\s]+)"')
_GENE_OF_ROW = re.compile(r"(?:^|;)GENE=([^;]+)")
_FIXED_COLUMNS, _INFO_AT = 9, 7
_SAMPLE_NAMES = "name of the sample column"


def recognize(raw: RawFile) -> Recognition | None:
    """A VCF, one of whose samples has a solution's number in its name."""
    if not raw.text.lstrip()[:17].casefold().startswith("##fileformat=vcf"):
        return None
    start = raw.text.find("\n#CHROM")
    end = raw.text.find("\n", start + 1)
    samples = raw.text[start + 1 : end if end > 0 else None].split("\t")[_FIXED_COLUMNS:] if start >= 0 else []
    if not any(_SOLUTION_NUMBER.search(sample) for sample in samples):
        return None
    return Recognition("Aldy results (VCF)", "the names of its samples carry diplotypes")


def read(raw: RawFile) -> Contents:
    """
    Every sample's solutions, all of them as alternatives; the gene stands in the header, else in the file's name.

    Raises `UnusableInputError` where no sample's name carries a diplotype.
    """
    problems: list[Problem] = raw.held()
    blocks = raw.held(_blocks(raw))
    rows = raw.held(row for block in blocks for row in _lab_rows(block, raw, problems))
    if not rows and not problems:
        raise UnusableInputError(
            f"{raw.name}: this is a VCF whose samples are numbered as Aldy does, but none carries a diplotype; a list "
            "of variants is not read. Give the .aldy file."
        )
    return Contents(patients_of(rows), tuple(problems))


@dataclass
class _Block:
    """One VCF of a file: Aldy puts those of several genes one below the other."""

    genes: dict[str, None] = field(default_factory=dict)
    row: int = 0
    columns: tuple[str, ...] = ()
    copies: list[set[int]] = field(default_factory=list)
    is_whole: bool = True

    def name_columns(self, number: int, line: str, *, is_whole: bool) -> None:
        """The line with the names of the columns; not whole where the file ends in the middle of it."""
        self.row, self.columns, self.is_whole = number, tuple(line.split("\t")[_FIXED_COLUMNS:]), is_whole
        self.copies = [set() for _ in self.columns]

    def take(self, line: str) -> None:
        """A row: its gene, and how many copies each solution has, as the genotype `0|1|1` has three."""
        cells = line.split("\t")
        if len(cells) < _FIXED_COLUMNS + len(self.columns):
            return
        if gene := _GENE_OF_ROW.search(cells[_INFO_AT]):
            self.genes.setdefault(gene[1])
        for counts, cell in zip(self.copies, cells[_FIXED_COLUMNS:], strict=False):
            genotype = cell.partition(":")[0]
            if genotype and "." not in genotype:
                counts.add(genotype.count("|") + 1)


def _blocks(raw: RawFile) -> Iterator[_Block]:
    block = _Block()
    for number, line in enumerate(raw.lines, start=1):
        if line.startswith("##"):
            if block.columns:
                yield block
                block = _Block()
            if gene := _GENE_OF_HEADER.search(line):
                block.genes.setdefault(gene[1])
        elif line.startswith("#CHROM"):
            block.name_columns(number, line, is_whole=number < len(raw.lines))
        elif block.columns and line:
            block.take(line)
    yield block


def _lab_rows(block: _Block, raw: RawFile, problems: list[Problem]) -> Iterator[LabRow]:
    columns = [match for name in block.columns if (match := _COLUMN.fullmatch(name))]
    others = [name for name in block.columns if not _COLUMN.fullmatch(name)]
    if not columns:
        return
    if others:
        message = f"samples without a diplotype in their name, which are not read: {named(others)}."
        problems.append(Problem(message=message, row=block.row, severity=Severity.NOTICE))
    gene = _gene(block, raw, problems)
    if gene is None:
        return
    by_sample: dict[str, list[re.Match[str]]] = {}
    for column in columns:
        by_sample.setdefault(column["sample"], []).append(column)
    counts = dict(zip(block.columns, block.copies, strict=True))
    for sample, solutions in by_sample.items():
        if block.is_whole and _are_whole(solutions):
            yield LabRow(
                row=block.row,
                patient_id=sample,
                gene=gene,
                diplotype=Cell(value=alternatives(s["diplotype"] for s in solutions), column=_SAMPLE_NAMES),
                copy_number=copies_of({count for solution in solutions for count in counts[solution[0]]}),
            )
        else:
            problems.append(_broken(block, sample))
            yield LabRow(row=block.row, patient_id=sample, gene=gene, readable=False)


def _gene(block: _Block, raw: RawFile, problems: list[Problem]) -> str | None:
    if len(block.genes) > 1:
        message = (
            f"the variants are those of several genes ({named(block.genes)}), so that it is not known which one the "
            "diplotypes are of; they are not read. Give the .aldy file."
        )
        problems.append(Problem(message=message, row=block.row))
        return None
    gene = next(iter(block.genes), None) or gene_of_name(raw)
    if gene is None:
        problems.append(missing_gene())
    return gene


def _are_whole(solutions: list[re.Match[str]]) -> bool:
    """Whether each solution from the first on, which is numbered 0, is there once and has a diplotype."""
    numbers = sorted(int(solution["number"]) for solution in solutions)
    return numbers == list(range(len(solutions))) and all(solution["diplotype"] for solution in solutions)


def _broken(block: _Block, sample: str) -> Problem:
    message = (
        "the sample's solutions are not whole: one is cut short, missing or without a diplotype, and may be another "
        "result; none is read. Export the file again."
    )
    return Problem(message=message, row=block.row, patient_id=sample)
