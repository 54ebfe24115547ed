"""StellarPGx's `.alleles`: a block of text a patient and gene, each part under a heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import is_told
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, alternatives, patients_of
from pgx_reader.terms import CopyNumber

RESULT, SCORE, STATUS, BACKGROUND = "Result", "Activity score", "Metaboliser status", "Likely background alleles"

# Earlier versions called themselves CypGen.
_TITLE = re.compile(r"(?P<gene>\S+) Star Allele Calling with (?:StellarPGx|CypGen)\s*")
_SAMPLE = re.compile(r"Sample ID:\s*(?P<id>\S.*)")
_COPIES = re.compile(r"(?:Initially computed CN = |Computed_copy_number: )[0-9]+\s*")
_HEADING = re.compile(r"(?P<heading>[A-Z][\w ]*):\s*")
_FILE = re.compile(r"==> (?P<name>.+) <==\s*")
_RULE = re.compile(r"-{5,}\s*")
_FIRST_LINES = 50


def recognize(raw: RawFile) -> Recognition | None:
    """The title `CYP2D6 Star Allele Calling with StellarPGx`, near the beginning."""
    genes = [match["gene"] for line in raw.lines[:_FIRST_LINES] if (match := _TITLE.fullmatch(line))]
    if not genes:
        return None
    return Recognition(f"StellarPGx results for {genes[0]}", "its title says that StellarPGx called the star alleles")


def read(raw: RawFile) -> Contents:
    """
    Every block's result. A block that names no patient is the file's, which is then called by its name.

    Raises `UnusableInputError` where a gene stands in several blocks that name nobody: they may be several people's.
    """
    blocks = raw.held(_blocks(raw))
    unnamed = Counter(block.gene for block in blocks if not block.patient_id)
    if any(number > 1 for number in unnamed.values()):
        raise UnusableInputError(
            f"{raw.name}: it has several results for one gene and names no patient; they may be several people's. "
            "Give the file of each patient, or the folder with all of them."
        )
    problems: list[Problem] = raw.held()
    of_file = patient_of_name(raw)
    rows = raw.held(row for block in blocks for row in _lab_rows(block, block.patient_id or of_file, problems))
    if any(row.patient_id == of_file for row in rows) and unnamed:
        problems.append(named_after_file(of_file))
    if not rows and not problems:
        problems.append(Problem(message="there is no result in this file. Export it again."))
    return Contents(patients_of(rows), tuple(problems))


@dataclass
class _Block:
    """One block: where it begins, its gene, and the lines under each of its headings."""

    number: int
    gene: str
    patient_id: str | None
    copies_counted: bool = False
    parts: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def cell(self, heading: str) -> Cell | None:
        lines = [line for _, line in self.parts.get(heading, [])]
        return Cell(value=alternatives(lines), column=heading) if lines else None


def _blocks(raw: RawFile) -> Iterator[_Block]:
    """The blocks, which may have been put together from several files, with or without the files' names."""
    block: _Block | None = None
    patient_id: str | None = None
    heading: str | None = None
    for number, line in enumerate(raw.lines, start=1):
        if title := _TITLE.fullmatch(line):
            if block:
                yield block
            block, patient_id, heading = _Block(number, title["gene"], patient_id), None, None
        elif name := _FILE.fullmatch(line):
            patient_id, heading = patient_of_name(RawFile(name["name"], "")), None
        elif _RULE.fullmatch(line):
            heading = None
        elif block is None or not line.strip():
            continue
        elif sample := _SAMPLE.fullmatch(line):
            block.patient_id = sample["id"].strip()
        elif _COPIES.fullmatch(line):
            block.copies_counted, heading = True, None
        elif part := _HEADING.fullmatch(line):
            heading = part["heading"]
            block.parts.setdefault(heading, [])
        elif heading:
            block.parts[heading].append((number, line.strip()))
    if block:
        yield block


def _lab_rows(block: _Block, patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    fault = _fault(block)
    if fault:
        problems.append(Problem(message=fault, row=block.number, patient_id=patient_id))
        yield LabRow(row=block.number, patient_id=patient_id, gene=block.gene, readable=False)
        return
    diplotype = block.cell(RESULT)
    if not is_told(block.gene, called=diplotype is not None and "*" in diplotype.value):
        return
    background = block.cell(BACKGROUND)
    yield LabRow(
        row=block.parts[RESULT][0][0],
        patient_id=patient_id,
        gene=block.gene,
        diplotype=diplotype,
        phenotype=block.cell(STATUS),
        activity_score=block.cell(SCORE),
        copy_number=CopyNumber.COUNTED if block.copies_counted else CopyNumber.NOT_KNOWN,
        remarks=(background,) if background else (),
    )


def _fault(block: _Block) -> str | None:
    """Why a block is not whole. Below a diplotype of CYP2D6, StellarPGx always writes a score and a status."""
    if not block.parts.get(RESULT):
        return f"the result of {block.gene} is missing; the file may be cut short. Export it again."
    whole = any("*" not in line for _, line in block.parts[RESULT]) or block.parts.get(STATUS)
    if block.gene == "CYP2D6" and not whole:
        return (
            f"the file ends before the status of {block.gene}; it may be cut short, and is left out. Export it again."
        )
    return None
