"""
pangu: CYP2D6 from PacBio reads, as JSON (a list of calls) or as the line that its log has of the call.

pangu counts copies from the depth of reads: `copynumber` in its JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pgx_reader.models.results import Cell, LabRow
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.phrases import phrase_of
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of
from pgx_reader.readers.shapes import listing, mapping, text, texts
from pgx_reader.terms import CopyNumber

_KEYS = {"input", "diplotype", "copynumber", "haplotypes"}
_LOG = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ \| \w+ \| Diplotype called: (.+)$")


def recognize(raw: RawFile) -> Recognition | None:
    """A list of objects with pangu's keys; or a log with its line of the call."""
    if raw.looks_like_json:
        calls = listing(raw.json)
        if calls and all(mapping(call).keys() >= _KEYS for call in calls):
            return Recognition("pangu report (JSON)", "each call has input, diplotype, copynumber and haplotypes")
        return None
    if any(map(_LOG.match, raw.lines)):
        return Recognition("pangu log", "it has a line with the diplotype called")
    return None


def read(raw: RawFile) -> Contents:
    """Every call; several of one gene are several rows."""
    patient_id = patient_of_name(raw)
    rows = tuple(_of_report(raw, patient_id) if raw.looks_like_json else _of_log(raw, patient_id))
    return Contents(patients_of(rows), (named_after_file(patient_id),))


def _of_report(raw: RawFile, patient_id: str) -> Iterator[LabRow]:
    for place, entry in enumerate(listing(raw.json)):
        call = mapping(entry)
        copies = text(call.get("copynumber"))
        remarks = (
            *(Cell(value=warning, column=f"[{place}].warnings") for warning in texts(call.get("warnings"))),
            *((Cell(value=f"{copies} copies", column=f"[{place}].copynumber"),) if _is_at_odds(call, copies) else ()),
        )
        yield _row(None, patient_id, text(call.get("diplotype")), f"[{place}].diplotype", remarks)


def _is_at_odds(call: dict[str, object], copies: str) -> bool:
    """Whether the number of copies is not that of the alleles listed; the deletion is listed as an allele, too."""
    listed = [mapping(a) for h in listing(call.get("haplotypes")) for a in listing(mapping(h).get("alleles"))]
    present = [allele for allele in listed if text(allele.get("call")) != "*5"]
    return bool(present) and copies not in ("", str(len(present)), str(len(listed)))


def _of_log(raw: RawFile, patient_id: str) -> Iterator[LabRow]:
    for number, line in enumerate(raw.lines, start=1):
        if match := _LOG.match(line):
            yield _row(number, patient_id, match[1].strip(), "Diplotype called", ())


def _row(number: int | None, patient_id: str, called: str, column: str, remarks: tuple[Cell, ...]) -> LabRow:
    phrase = phrase_of(called)
    diplotype = phrase.diplotype or phrase.phenotype or "no call"
    return LabRow(
        row=number,
        patient_id=patient_id,
        gene=phrase.gene or "CYP2D6",
        diplotype=Cell(value=diplotype, column=column),
        copy_number=CopyNumber.COUNTED if phrase.diplotype else CopyNumber.NOT_KNOWN,
        remarks=remarks,
    )
