"""pb-StarPhase: every gene's diplotypes from PacBio reads, as JSON. Its table for PharmCAT is read as outside calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import is_told
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, alternatives, patients_of
from pgx_reader.readers.shapes import listing, mapping, text
from pgx_reader.terms import CopyNumber

_EXACT, _INEXACT = "diplotypes", "inexact_diplotypes"
_NO_CALL = re.compile(r"NO_[A-Z]+/NO_[A-Z]+")


def recognize(raw: RawFile) -> Recognition | None:
    """The keys `pbstarphase_version` and `gene_details`; a database of pb-StarPhase's has only the first."""
    document = mapping(raw.json) if raw.looks_like_json else {}
    if not document.keys() >= {"pbstarphase_version", "gene_details"}:
        return None
    version = text(document["pbstarphase_version"])
    return Recognition(f"pb-StarPhase results, version {version or 'not given'}", "it has pbstarphase_version")


def read(raw: RawFile) -> Contents:
    """
    Every gene with a diplotype, all that are possible kept; CYP2D6 and CYP2C19 also where they have none.

    Raises `UnusableInputError` where it holds no gene.
    """
    genes = mapping(mapping(raw.json).get("gene_details"))
    if not genes:
        raise UnusableInputError(f"{raw.name}: gene_details holds no gene. Run pb-StarPhase again.")
    patient_id = patient_of_name(raw)
    problems = raw.held([named_after_file(patient_id)])
    rows = raw.held(
        row for gene, details in genes.items() for row in _rows(gene.strip() or gene, details, patient_id, problems)
    )
    return Contents(patients_of(rows), tuple(problems))


def _rows(gene: str, details: Any, patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    path = f"gene_details.{gene}.{_EXACT}"
    names = _names(details)
    if names is None:
        message = "the gene's diplotypes should stand here as pb-StarPhase writes them; none is read. Run it again."
        problems.append(Problem(message=message, column=path, patient_id=patient_id))
        yield LabRow(row=None, patient_id=patient_id, gene=gene, readable=False)
        return
    called = any(not _NO_CALL.fullmatch(name) for name in names)
    if not is_told(gene, called=called):
        return
    column = f"{path}[0].diplotype" if len(names) == 1 else path
    yield LabRow(
        row=None,
        patient_id=patient_id,
        gene=gene,
        diplotype=Cell(value=alternatives(names), column=column) if names else None,
        copy_number=CopyNumber.COUNTED if called and gene.upper() == "CYP2D6" else CopyNumber.NOT_KNOWN,
        remarks=() if called else tuple(_closest(gene, details)),
    )


def _names(details: Any) -> list[str] | None:
    """The diplotypes that are possible; `None` where one of them cannot be read: the others alone would mislead."""
    found = mapping(details).get(_EXACT)
    if not isinstance(found, list):
        return None
    names = [text(mapping(one).get("diplotype")) for one in found]
    return names if all(names) else None


def _closest(gene: str, details: Any) -> Iterator[Cell]:
    """
    The diplotypes that come closest where none fits: they lack changes that define an allele, or have others.

    pb-StarPhase calls none of them, and prints NO_MATCH for the gene; for CYP2D6 it repeats the call there.
    """
    listed = [mapping(one) for one in listing(mapping(details).get(_INEXACT))]
    names = [text(mapping(one.get("basic_diplotype", one)).get("diplotype")) for one in listed]
    if any(names):
        yield Cell(value=alternatives(name for name in names if name), column=f"gene_details.{gene}.{_INEXACT}")
