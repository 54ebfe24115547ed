"""pb-StarPhase: every gene's diplotypes from PacBio reads, as JSON. Its table for PharmCAT is read as outside calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import is_told
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, alternatives, patients_of
from pgx_reader.readers.shapes import listing, mapping, text, texts

_EXACT, _INEXACT = "diplotypes", "inexact_diplotypes"
_NO_CALLS = ("", "NO_MATCH/NO_MATCH", "Multiple/Multiple")


def recognize(raw: RawFile) -> Recognition | None:
    """The keys `pbstarphase_version` and `gene_details`."""
    document = mapping(raw.json) if raw.looks_like_json else {}
    if not document.keys() >= {"pbstarphase_version", "gene_details"}:
        return None
    return Recognition(f"pb-StarPhase results, version {text(document['pbstarphase_version'])}", "its keys say so")


def read(raw: RawFile) -> Contents:
    """Every gene with a diplotype, all diplotypes of a gene kept; CYP2D6 and CYP2C19 also where they have none."""
    patient_id = patient_of_name(raw)
    problems = [named_after_file(patient_id)]
    rows = tuple(_rows(mapping(mapping(raw.json).get("gene_details")), patient_id, problems))
    return Contents(patients_of(rows), tuple(problems))


def _rows(genes: dict[str, Any], patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    for gene, details in genes.items():
        path = f"gene_details.{gene}"
        if not isinstance(details, dict):
            message = "a gene's details should stand here; they are not read. Run pb-StarPhase again."
            problems.append(Problem(message=message, column=path, patient_id=patient_id))
            continue
        exact, inexact = _names(details, _EXACT), _names(details, _INEXACT)
        found, key = (exact, _EXACT) if exact or not inexact else (inexact, _INEXACT)
        if not is_told(gene, called=any(name not in _NO_CALLS for name in found)):
            continue
        doubt = (Cell(value="no exact diplotype", column=f"{path}.{_INEXACT}"),) if key == _INEXACT else ()
        cell = Cell(value=alternatives(found or ["no call"]), column=f"{path}.{key}[].diplotype")
        yield LabRow(row=None, patient_id=patient_id, gene=gene, diplotype=cell, remarks=doubt)


def _names(details: dict[str, Any], key: str) -> list[str]:
    return texts([mapping(found).get("diplotype") for found in listing(details.get(key))])
