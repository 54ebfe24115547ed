"""Why a file that nobody reads is not read: what it is, as far as that can be told, and what to do."""

from __future__ import annotations

import re

from pgx_reader.errors import UnusableInputError
from pgx_reader.readers import generic_json, report_text, table
from pgx_reader.readers.raw import RawFile

_BEGINNING = 4_000
# How a file begins that is no results file, and what it is.
_BEGINNINGS = (
    (
        r"(?i)\s*<(?:!doctype html|html)",
        "this is a web page. Save the results as a table (CSV), or paste the lines with the results into a text file.",
    ),
    (r"\{\\rtf", "this is a formatted text (RTF). Save it as plain text."),
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
