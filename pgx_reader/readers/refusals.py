"""Why a file that nobody reads is not read: what it is, as far as that can be told, and what to do."""

from __future__ import annotations

import re

from pgx_reader.errors import UnusableInputError
from pgx_reader.readers import generic_json, report_text, table
from pgx_reader.readers.raw import RawFile

_BEGINNING = 4_000
_SINGLE_POSITIONS = (
    "this is a list of single positions (SNPs), as consumer tests and genotyping instruments export them, not star "
    "alleles; CYP2D6 copies cannot be told from it, and nothing of it is read. Use a laboratory's CYP2D6 and CYP2C19 "
    "results."
)
_OF_A_CALLER = "Give the result of a star-allele caller, such as PharmCAT's report."
# How a file begins that is no results file, and what it is.
_BEGINNINGS = (
    (r"##fileformat=VCF", f"this is a VCF: variants, not star alleles. {_OF_A_CALLER}"),
    (r"@(?:HD|SQ|RG)\t", f"these are alignments (SAM), not results. {_OF_A_CALLER}"),
    (r">\S.*\n[ACGTN\n]{20}|@\S.*\n[ACGTN]{20,}\n\+", f"these are sequences, not results. {_OF_A_CALLER}"),
    (
        r"(?i)\s*<(?:!doctype html|html)",
        "this is a web page. Save the results as a table (CSV), or paste the lines with the results into a text file.",
    ),
    (r"\{\\rtf", "this is a formatted text (RTF). Save it as plain text."),
    (r'(?i)(?:#.*\n)*#?\s*"?rsid"?[\t,; ]\s*"?chrom', _SINGLE_POSITIONS),
    (r'(?i)(?:#.*\n|\s*\n)*"?sample/assay"?[\t,]|# ?project name', _SINGLE_POSITIONS),
)


def why_not(raw: RawFile) -> str:
    """The reason and the way out. Raises `UnusableInputError` where the file is broken."""
    for pattern, reason in _BEGINNINGS:
        if re.match(pattern, raw.text[:_BEGINNING]):
            return reason
    if raw.is_json:
        return generic_json.why_not(raw)
    if raw.looks_like_xml:
        return "this is XML, but not FHIR, the one kind of XML that we read. Export it as FHIR, or as a table (CSV)."
    return _of_table_or_text(raw)


def _of_table_or_text(raw: RawFile) -> str:
    """A text with a heading that we know is meant as a table."""
    try:
        in_words = None if table.has_known_heading(raw) else report_text.why_not(raw)
        return in_words or table.why_not(raw)
    except UnusableInputError as error:
        return str(error).removeprefix(f"{raw.name}, ").removeprefix(f"{raw.name}: ")
