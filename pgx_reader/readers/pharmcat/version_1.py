"""PharmCAT's report of version 1: the calls of each gene in one list, and what they mean in another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.pharmcat.rows import Found, Said, unreadable
from pgx_reader.readers.shapes import are_texts, listing, mapping, text, texts

_Object = dict[str, Any]


def of_report(document: _Object, patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    """
    Each gene's calls with the phenotypes of the other list.

    Where the two lists have other calls for a gene, or only one has the gene, each gives a row of its own.
    """
    calls = _by_gene(document, "geneCalls", problems)
    meanings = _by_gene(document, "genotypes", problems)
    for gene in dict.fromkeys((*calls, *meanings)):
        call, place = calls.get(gene, ({}, ""))
        meaning, its_place = meanings.get(gene, ({}, ""))
        if not are_texts(call.get("diplotypes")):
            yield from unreadable(gene, patient_id, f"{place}.diplotypes", call.get("diplotypes"), problems)
        elif not (are_texts(meaning.get("phenotype")) and are_texts(meaning.get("calls"))):
            yield from unreadable(gene, patient_id, its_place, meaning, problems)
        else:
            for found in _of_gene(gene, patient_id, (call, place), (meaning, its_place)):
                yield from found.rows()


def _by_gene(document: _Object, key: str, problems: list[Problem]) -> dict[str, tuple[_Object, str]]:
    """The objects of a list by their gene, each with its place."""
    found: dict[str, tuple[_Object, str]] = {}
    for number, entry in enumerate(listing(document.get(key))):
        gene, place = text(mapping(entry).get("gene")), f"{key}[{number}]"
        if gene and gene not in found:
            found[gene] = (entry, place)
        elif not gene or found[gene][0] != entry:
            message = "an object with a gene of its own should stand here; it is not read. Run PharmCAT again."
            problems.append(Problem(message=message, column=place, value=gene or None))
    return found


def _of_gene(gene: str, patient_id: str, call: tuple[_Object, str], meaning: tuple[_Object, str]) -> Iterator[Found]:
    called = _said(call, "diplotypes")
    named = _said(meaning, "calls")
    phenotypes = _said(meaning, "phenotype")
    agree = not named.values or sorted(called.values) == sorted(named.values)
    if call[0]:
        yield Found(
            gene,
            patient_id,
            diplotypes=called,
            phenotypes=phenotypes if agree else Said(),
            own=call[0].get("outsideCall") is False,
            remarks=list(_remarks(*call)),
        )
    if not call[0] or not agree:
        own = meaning[0].get("outsideCall") is False
        yield Found(gene, patient_id, diplotypes=named, phenotypes=phenotypes, own=own)


def _said(where: tuple[_Object, str], key: str) -> Said:
    return Said(tuple((one,) for one in texts(where[0].get(key))), f"{where[1]}.{key}")


def _remarks(call: _Object, place: str) -> Iterator[Cell]:
    """That alleles could not be looked for, or positions were not seen."""
    if call.get("hasUncalledHaps") is True:
        yield Cell(value="true", column=f"{place}.hasUncalledHaps")
    missing = text(call.get("totalMissingVariants"))
    if missing not in ("", "0"):
        yield Cell(value=missing, column=f"{place}.totalMissingVariants")
