"""
PharmCAT's JSON: report, phenotype and match files of its versions 1, 2 and 3.

What was called, and what it means, is in `sourceDiplotypes`; more than one of them are alternatives. In
`recommendationDiplotypes` is what was looked up: where that means something else, it is a remark. In version 2 a gene
stands under CPIC and under DPWG: it is read once, and twice only where the two hold different calls. A match file has
calls and no phenotypes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.callers import is_told
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, alternatives, patients_of
from pgx_reader.readers.shapes import listing, mapping, text, texts
from pgx_reader.terms import CopyNumber

_VERSION = re.compile(r"v?(\d+\.\d+)(?:\.(\d+))?")
_CALLED, _LOOKED_UP = "sourceDiplotypes", "recommendationDiplotypes"
_SOURCES = ("CPIC", "DPWG")
_NOT_CALLED = ("", "Unknown/Unknown")
_MISMATCHES = ("outsidePhenotypeMismatch", "outsideActivityScoreMismatch")


def recognize(raw: RawFile) -> Recognition | None:
    """A report by its version beside genes; a phenotype file by `geneReports`; a match file by its matcher."""
    document = mapping(raw.json) if raw.looks_like_json else {}
    kind = _kind(document)
    if kind is None:
        return None
    version = _version(document)
    return Recognition(f"PharmCAT {kind}{f', version {version}' if version else ''}", f"it has the keys of a {kind}")


def read(raw: RawFile) -> Contents:
    """Every gene that was called; CYP2D6 and CYP2C19 also where they were not."""
    document = mapping(raw.json)
    sample = _sample(document)
    patient_id = sample or patient_of_name(raw)
    problems = [] if sample else [named_after_file(patient_id)]
    rows = tuple(_rows(document, patient_id, problems))
    if not rows:
        problems.append(Problem(message="no gene in it was called. Look for PharmCAT's warnings.", column="genes"))
    return Contents(patients_of(rows), tuple(problems))


def _kind(document: dict[str, Any]) -> str | None:
    if "pharmcatVersion" in document and ("genes" in document or "geneCalls" in document):
        return "report.json"
    if isinstance(document.get("geneReports"), dict):
        return "phenotype.json"
    if "results" in document and "namedAlleleMatcherVersion" in mapping(document.get("metadata")):
        return "match.json"
    return None


def _version(document: dict[str, Any]) -> str:
    """The version as people say it: 3.1 for `v3.1.0-2-g0b250f81`; empty where the file does not tell."""
    match = _VERSION.match(text(document.get("pharmcatVersion")))
    if match is None:
        return ""
    patch = match[2] or "0"
    return match[1] if patch == "0" else f"{match[1]}.{patch}"


def _sample(document: dict[str, Any]) -> str:
    """The sample as the matcher was given it; a report's title is free text and names nobody."""
    return text(mapping(document.get("matcherMetadata") or document.get("metadata")).get("sampleId"))


def _rows(document: dict[str, Any], patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    if "geneCalls" in document:
        yield from _of_version_1(document, patient_id)
    elif "results" in document:
        yield from _of_matches(document, patient_id)
    else:
        key = "geneReports" if "geneReports" in document else "genes"
        yield from _of_reports(mapping(document.get(key)), key, patient_id, problems)
    for place, entry in enumerate(listing(document.get("unannotatedGeneCalls"))):
        report = mapping(entry)
        yield from _of_report(text(report.get("geneSymbol")), report, f"unannotatedGeneCalls[{place}]", patient_id)


def _of_reports(reports: dict[str, Any], key: str, patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    """The genes of versions 2 and 3; a gene of version 2 from CPIC's part, and from DPWG's where that differs."""
    by_source = [source for source in _SOURCES if isinstance(reports.get(source), dict)]
    parts = [(f"{key}.{source}", reports[source]) for source in by_source] if by_source else [(key, reports)]
    calls: dict[str, list[list[str]]] = {}
    for path, genes in parts:
        for gene, report in genes.items():
            if not isinstance(report, dict) or not isinstance(report.get(_CALLED), list):
                message = "a gene's report should stand here; it is not read. Run PharmCAT again."
                problems.append(Problem(message=message, column=f"{path}.{gene}"))
                continue
            called = sorted(_labels(report))
            if called in calls.get(gene, []):
                continue
            calls.setdefault(gene, []).append(called)
            yield from _of_report(gene, report, f"{path}.{gene}", patient_id)


def _of_report(gene: str, report: dict[str, Any], path: str, patient_id: str) -> Iterator[LabRow]:
    called = [mapping(found) for found in listing(report.get(_CALLED))]
    scores = texts([found.get("activityScore") for found in called])
    from_matcher = text(report.get("callSource")) == "MATCHER"
    yield from _row(
        gene,
        patient_id,
        diplotypes=(_labels(report), f"{path}.{_CALLED}[].label"),
        phenotypes=(_phenotypes(called), f"{path}.{_CALLED}[].phenotypes"),
        scores=(scores if len(scores) == len(called) else [], f"{path}.{_CALLED}[].activityScore"),
        copy_number=_copy_number(gene, from_matcher=from_matcher),
        remarks=_remarks(report, path),
    )


def _labels(report: dict[str, Any]) -> list[str]:
    """The calls as PharmCAT labels them. One without alleles is labeled by its phenotype: that is no call."""
    found = [mapping(diplotype) for diplotype in listing(report.get(_CALLED))]
    named = [diplotype for diplotype in found if diplotype.get("allele1") or diplotype.get("allele2")]
    return [_label(diplotype) for diplotype in named]


def _label(diplotype: dict[str, Any]) -> str:
    """The label; where it is missing, the alleles' names."""
    alleles = [text(mapping(diplotype.get(key)).get("name")) or "?" for key in ("allele1", "allele2")]
    return text(diplotype.get("label")) or "/".join(alleles)


def _phenotypes(diplotypes: list[dict[str, Any]]) -> list[str]:
    """The phenotypes of all; one of several without a phenotype is one whose phenotype is not known."""
    each = [texts(diplotype.get("phenotypes")) for diplotype in diplotypes]
    return [phenotype for found in each for phenotype in found or ["n/a"]] if any(each) else []


def _remarks(report: dict[str, Any], path: str) -> Iterator[Cell]:
    """
    The file's own doubts: an outside phenotype or score that PharmCAT does not get from the diplotype, a lookup that
    means something else than the call, and haplotypes that could not be looked for.
    """
    called, looked_up = ([mapping(found) for found in listing(report.get(part))] for part in (_CALLED, _LOOKED_UP))
    for key in _MISMATCHES:
        found = texts([diplotype.get(key) for diplotype in (*called, *looked_up)])
        if found:
            yield Cell(value=alternatives(found), column=f"{path}.{key}")
    others = [phenotype for phenotype in _phenotypes(looked_up) if phenotype not in _phenotypes(called)]
    if others:
        yield Cell(value=alternatives(others), column=f"{path}.{_LOOKED_UP}[].phenotypes")
    uncalled = texts(report.get("uncalledHaplotypes"))
    if uncalled:
        yield Cell(value=", ".join(uncalled), column=f"{path}.uncalledHaplotypes")


def _of_version_1(document: dict[str, Any], patient_id: str) -> Iterator[LabRow]:
    meanings = {text(mapping(found).get("gene")): mapping(found) for found in listing(document.get("genotypes"))}
    for place, entry in enumerate(listing(document.get("geneCalls"))):
        call = mapping(entry)
        gene = text(call.get("gene"))
        yield from _row(
            gene,
            patient_id,
            diplotypes=(texts(call.get("diplotypes")), f"geneCalls[{place}].diplotypes"),
            phenotypes=(texts(mapping(meanings.get(gene)).get("phenotype")), "genotypes[].phenotype"),
            copy_number=_copy_number(gene, from_matcher=call.get("outsideCall") is False),
        )


def _of_matches(document: dict[str, Any], patient_id: str) -> Iterator[LabRow]:
    for place, result in enumerate(listing(document.get("results"))):
        gene = text(mapping(result).get("gene"))
        names = texts([mapping(found).get("name") for found in listing(mapping(result).get("diplotypes"))])
        copies = _copy_number(gene, from_matcher=True)
        yield from _row(gene, patient_id, diplotypes=(names, f"results[{place}].diplotypes[].name"), copy_number=copies)


def _copy_number(gene: str, *, from_matcher: bool) -> CopyNumber:
    """
    PharmCAT's own matcher looks at small variants in a VCF and at no copies; an outside caller may have.

    Source: PharmCAT's documentation, "Calling CYP2D6".
    """
    return CopyNumber.NOT_COUNTED if gene == "CYP2D6" and from_matcher else CopyNumber.NOT_KNOWN


_Found = tuple[list[str], str]


def _row(
    gene: str,
    patient_id: str,
    *,
    diplotypes: _Found,
    phenotypes: _Found = ([], ""),
    scores: _Found = ([], ""),
    copy_number: CopyNumber = CopyNumber.NOT_KNOWN,
    remarks: Iterable[Cell] = (),
) -> Iterator[LabRow]:
    called = any(name not in _NOT_CALLED for name in diplotypes[0]) or (not diplotypes[0] and bool(phenotypes[0]))
    if not gene or not is_told(gene, called=called):
        return
    yield LabRow(
        row=None,
        patient_id=patient_id,
        gene=gene,
        diplotype=_cell(diplotypes),
        phenotype=_cell(phenotypes),
        activity_score=_cell(scores),
        copy_number=copy_number if called else CopyNumber.NOT_KNOWN,
        remarks=tuple(remarks),
    )


def _cell(found: _Found) -> Cell | None:
    values, path = found
    return Cell(value=alternatives(values), column=path) if values else None
