"""StellarPGx's summary: a line a patient, without a header; the gene is in the file's name, if anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pgx_reader.models.results import Cell, LabRow
from pgx_reader.readers.file_names import gene_of_name, missing_gene
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of

_CALL, _WITH_CALL = "column 2", "column 3"
_MOST_CELLS = 3
_BACKGROUND = re.compile(r"\[.*\]")
_CALLED = re.compile(r"(?:\*[^\s/]+/\*?[^\s/]+)(?:\s+or\s+\*[^\s/]+/\*?[^\s/]+)*")
_SENTENCE = re.compile(r"(?:No[_ ]call|Possible (?:novel|rare) ).*", re.IGNORECASE)
# A line that begins with a gene is another format's: a list of one patient's genes.
_GENE = re.compile(
    r"(?i)(?:cyp\w+|hla-.+|mt-?rnr1|abc[bcg]\d+|cacna1s|cftr|comt|dpyd|f[25]|g6pd|gst\w+|ifnl[34]|nat[12]|nudt15|por"
    r"|ryr1|slco?\w+|sult\w+|tpmt|ugt\w+|vkorc1|gene|sample)"
)


def recognize(raw: RawFile) -> Recognition | None:
    """Lines of a sample, its call and perhaps a sentence, separated by tabs, and nothing else."""
    if not all(map(_is_sample, _lines(raw))) or not any(cells[1:] and cells[1] for cells in _lines(raw)):
        return None
    gene = gene_of_name(raw)
    what = "StellarPGx summary" + (f" for {gene}" if gene else "")
    return Recognition(what, "it has no header, and each of its lines is a sample and its call")


def read(raw: RawFile) -> Contents:
    """Every sample's call; the gene is in the file's name."""
    gene = gene_of_name(raw)
    if gene is None:
        return Contents(problems=(missing_gene(),))
    return Contents(patients_of(raw.held(_lab_rows(raw, gene))))


def _lines(raw: RawFile) -> Iterator[list[str]]:
    return ([cell.strip() for cell in line.split("\t")] for line in raw.lines if line.strip())


def _is_sample(cells: list[str]) -> bool:
    """Whether a line is a sample with a call, or one that failed: its name alone."""
    sample, call = (*cells, "")[:2]
    if not sample or sample.startswith("#") or len(cells) > _MOST_CELLS or "*" in sample or _GENE.fullmatch(sample):
        return False
    if not call:
        return not any(cells[1:]) and " " not in sample
    return bool(_CALLED.fullmatch(call) or _BACKGROUND.fullmatch(call) or _SENTENCE.fullmatch(call))


def _lab_rows(raw: RawFile, gene: str) -> Iterator[LabRow]:
    """
    What the second column says, with what the third adds to it.

    A diplotype in brackets is no call: StellarPGx names the likely background of a result that it could not call,
    and the sentence beside it says so. The sentence is then the result, and the background a remark.
    """
    for number, line in enumerate(raw.lines, start=1):
        if not line.strip():
            continue
        sample, call, added = (*(cell.strip() for cell in line.split("\t")), "", "")[:_MOST_CELLS]
        background = _BACKGROUND.fullmatch(call)
        told = Cell(value=added, column=_WITH_CALL) if added else None
        whole = Cell(value=f"{call} {added}".strip(), column=_CALL) if call else None
        yield LabRow(
            row=number,
            patient_id=sample,
            gene=gene,
            diplotype=told if background else whole,
            remarks=(Cell(value=call, column=_CALL),) if background else (),
        )
