"""
PharmCAT's JSON: report, phenotype and match files of its versions 1, 2 and 3.

What was called, and what it means, is in `sourceDiplotypes`; more than one of them are alternatives. In
`recommendationDiplotypes` is what was looked up: where that is something else, it is a remark. In version 2 a gene
stands under CPIC and under DPWG: it is read once, and twice only where the two hold different calls. A match file has
calls and no phenotypes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pgx_reader.models.results import LabRow, Problem
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.pharmcat.gene_reports import FORM, OLD_FORM, SOURCES, of_genes, of_list
from pgx_reader.readers.pharmcat.matches import of_results
from pgx_reader.readers.pharmcat.version_1 import of_report
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of
from pgx_reader.readers.shapes import listing, mapping, text

_REPORT, _PHENOTYPES, _MATCHES, _OLD_PHENOTYPES = "report.json", "phenotype.json", "match.json", "phenotyper.json"
_VERSION = re.compile(r"v?(\d+\.\d+(?:\.[1-9]\d*)?)")


def recognize(raw: RawFile) -> Recognition | None:
    """A report by its version beside genes; a phenotype file by its gene reports; a match file by its matcher."""
    document = raw.json if raw.looks_like_json else None
    kind = _kind(document)
    if kind is None:
        return None
    return Recognition(f"PharmCAT {kind}{_version(document, kind)}", f"it has the keys of a {kind}")


def read(raw: RawFile) -> Contents:
    """Every gene that was called; CYP2D6 and CYP2C19 also where they were not."""
    sample = _sample(mapping(raw.json))
    patient_id = sample or patient_of_name(raw)
    problems: list[Problem] = raw.held()
    rows = raw.held(_rows(raw.json, patient_id, problems))
    if rows and not sample:
        problems.append(named_after_file(patient_id))
    if not rows and not problems:
        message = "no gene in it was called. Look for PharmCAT's warnings, or run it again."
        problems.append(Problem(message=message))
    return Contents(patients_of(rows), tuple(problems))


def _kind(document: Any) -> str | None:
    if isinstance(document, list):
        return _OLD_PHENOTYPES if document and all(_is_old_report(one) for one in document) else None
    keys = mapping(document)
    if "pharmcatVersion" in keys and ("genes" in keys or "geneCalls" in keys):
        return _REPORT
    if "geneReports" in keys:
        return _PHENOTYPES
    if "results" in keys and "namedAlleleMatcherVersion" in mapping(keys.get("metadata")):
        return _MATCHES
    return None


def _is_old_report(value: Any) -> bool:
    return {"geneSymbol", "callSource", "diplotypes"} <= set(mapping(value))


def _version(document: Any, kind: str) -> str:
    """What the file tells of its version: its number (3.1 for `v3.1.0-2-g0b250f81`), else the version of its form."""
    if kind == _OLD_PHENOTYPES:
        return ", in the form of version 1"
    if kind == _PHENOTYPES:
        by_source = any(source in mapping(document["geneReports"]) for source in SOURCES)
        return f", in the form of version {2 if by_source else 3}"
    if kind == _MATCHES:
        number = _VERSION.match(text(document["metadata"]["namedAlleleMatcherVersion"]))
        return f", matcher version {number[1]}" if number else ""
    number = _VERSION.match(text(document["pharmcatVersion"]))
    return f", version {number[1]}" if number else ""


def _sample(document: dict[str, Any]) -> str:
    """The sample as the matcher was given it; a report's title is free text and names nobody."""
    return text(mapping(document.get("matcherMetadata") or document.get("metadata")).get("sampleId"))


def _rows(document: Any, patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    kind = _kind(document)
    if kind == _OLD_PHENOTYPES:
        yield from of_list(document, "", OLD_FORM, patient_id, problems)
        return
    if kind == _MATCHES:
        yield from of_results(document["results"], patient_id, problems)
        return
    if "geneCalls" in document:
        yield from of_report(document, patient_id, problems)
    for key in ("genes", "geneReports"):
        if key in document:
            yield from of_genes(document[key], key, patient_id, problems)
    unannotated = "unannotatedGeneCalls"
    yield from of_list(listing(document.get(unannotated)), unannotated, FORM, patient_id, problems)
