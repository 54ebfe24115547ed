"""PharmCAT's match file: what its matcher called, without phenotypes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import is_told
from pgx_reader.readers.pharmcat.rows import Found, Said, positions_without_call, remark, unreadable
from pgx_reader.readers.shapes import listing, mapping, text, texts

_SINGLE = "haplotypeMatches[].name"


def of_results(results: Any, patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    """Each gene's diplotypes, with what its matcher could not look for as remarks."""
    if not isinstance(results, list):
        message = "a list of genes should stand here; nothing of it is read. Run PharmCAT again."
        problems.append(Problem(message=message, column="results"))
    for number, result in enumerate(listing(results)):
        place = f"results[{number}]"
        gene = text(mapping(result).get("gene"))
        if not gene:
            message = "an object with a gene should stand here; it is not read. Run PharmCAT again."
            problems.append(Problem(message=message, column=place, patient_id=patient_id))
        elif not _is_sound(result):
            found = result.get("diplotypes")
            yield from unreadable(gene, patient_id, f"{place}.diplotypes", found, problems)
        else:
            yield from _found(gene, patient_id, result, place).rows()


def _is_sound(result: dict[str, Any]) -> bool:
    diplotypes = result.get("diplotypes")
    return isinstance(diplotypes, list) and all(text(mapping(one).get("name")) for one in diplotypes)


def _found(gene: str, patient_id: str, result: dict[str, Any], place: str) -> Found:
    """
    A gene's diplotypes. DPYD and RYR1 may have single haplotypes in place of them, which are no alternatives.

    Where a gene that is explained has them, they are a remark: they are no call.
    """
    diplotypes = Said(tuple((name,) for name in _names(result, "diplotypes")), f"{place}.diplotypes[].name")
    remarks = list(_remarks(result, place))
    haplotypes = [] if diplotypes.values else list(remark(_names(result, "haplotypeMatches"), f"{place}.{_SINGLE}"))
    if is_told(gene, called=False):
        remarks += haplotypes
    elif haplotypes:
        diplotypes = Said(((haplotypes[0].value,),), haplotypes[0].column)
    return Found(gene, patient_id, diplotypes=diplotypes, own=True, remarks=remarks)


def _names(result: dict[str, Any], key: str) -> list[str]:
    return texts([mapping(one).get("name") for one in listing(result.get(key))])


def _remarks(result: dict[str, Any], place: str) -> Iterator[Cell]:
    yield from remark(texts(result.get("uncallableHaplotypes")), f"{place}.uncallableHaplotypes")
    missing = [mapping(one) for one in listing(mapping(result.get("matchData")).get("missingPositions"))]
    yield from positions_without_call(missing, f"{place}.matchData.missingPositions")
    yield from remark(texts(result.get("warnings")), f"{place}.warnings")
