"""What a file's name says, where the file itself does not: the gene, and whose results they are."""

from __future__ import annotations

import re
from pathlib import PurePath

from pgx_reader.models.results import Problem, Severity
from pgx_reader.readers.raw import RawFile

NO_ID = "no id given"
STANDARD_INPUT_NAME = "standard input"

_GENE = re.compile(r"(?<![a-z0-9])cyp_?(2[a-z]\d{1,2}|\d[a-z]\d{1,2})(?![0-9])", re.IGNORECASE)
# Parts of a name that say what made the file, not whose it is.
_NOT_AN_ID = re.compile(
    r"(?i)(?<![a-z0-9])(cyp_?\d[a-z]\d{1,2}|stargazer|stellarpgx|astrolabe|aldy|pypgx|pharmcat|cyrius|bcyrius|pangu"
    r"|starphase|pbstarphase|specimmune|geneyx[-_]pgx|genotypes?|phenotype[rs]?|reports?|results?|alleles|merge|type"
    r"|outside_?calls?|calls?|caller"
    r"|match(?:er)?|data|output|summary|diplotypes?|detailed?|final|cyp)(?![a-z0-9])"
)
_HALF_LETTER = re.compile("[\ud800-\udfff]")
_SUFFIXES = {
    ".aldy", ".alleles", ".bam", ".cram", ".csv", ".gz", ".hl7", ".json", ".log", ".ods", ".out", ".rpt", ".tab",
    ".tsv", ".txt", ".vcf", ".xls", ".xlsm", ".xlsx", ".xml", ".zip",
}  # fmt: skip


def name_as_text(name: str) -> str:
    r"""
    A name that the system gave, of a file or in an argument, as text.

    Bytes in it that are no UTF-8 are replaced: Python keeps them as halves of letters, which nothing can store.

    >>> name_as_text("ana\udcff.csv")
    'ana\ufffd.csv'
    """
    return _HALF_LETTER.sub("\ufffd", name)


def gene_of_name(raw: RawFile) -> str | None:
    """
    The one CYP gene that the file's name says, else the one that its folder's name says, in capitals.

    `None` where neither names a gene, or one names several.
    """
    for name in (PurePath(raw.name).name, raw.folder):
        genes = {f"CYP{match[1]}".upper() for match in _GENE.finditer(name)}
        if genes:
            return genes.pop() if len(genes) == 1 else None
    return None


def missing_gene() -> Problem:
    """The problem of a file that names its gene nowhere, with the way out."""
    message = (
        "this format does not name the gene, and neither does the file's name; nothing of it is read. "
        'Put the gene into the file\'s name, as in "results.CYP2D6.tsv".'
    )
    return Problem(message=message)


def patient_of_name(raw: RawFile) -> str:
    """
    Whose results a file is, told from its name alone: what is left without gene, program and suffix.

    Where nothing is left, the name itself, behind that of its folder where it lies in one; so two such files are
    never taken for one patient's. `NO_ID` for standard input.

    >>> patient_of_name(RawFile("HG00436.cyp2d6.stargazer-genotype.txt", ""))
    'HG00436'
    >>> patient_of_name(RawFile("PT-1/report.json", ""))
    'PT-1 report'
    """
    if raw.name == STANDARD_INPUT_NAME:
        return NO_ID
    path = PurePath(raw.name)
    stem = _without_suffixes(path.name)
    rest = re.sub(r"[._\-\s]*([._\- ])[._\-\s]*", r"\1", _NOT_AN_ID.sub("", stem)).strip(" ._-")
    if re.search(r"[A-Za-z0-9]", rest):
        return rest
    return f"{path.parent.name} {stem}".strip() or NO_ID


def named_after_file(patient_id: str) -> Problem:
    """The notice that a patient is called by the file's name, because the file names nobody."""
    if patient_id == NO_ID:
        message = f'the file names no patient; the handout calls them "{NO_ID}".'
    else:
        message = f'the file names no patient; the handout calls them "{patient_id}", after the file\'s name.'
    return Problem(message=message, patient_id=patient_id, severity=Severity.NOTICE)


def _without_suffixes(name: str) -> str:
    stem = PurePath(name)
    while stem.suffix.lower() in _SUFFIXES:
        stem = stem.with_suffix("")
    return stem.name
