"""The gene reports in PharmCAT's phenotype files, and in its reports from version 2 on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.pharmcat.rows import NO_DIPLOTYPE, Found, Said, positions_without_call, remark, unreadable
from pgx_reader.readers.shapes import are_texts, is_text, listing, mapping, text, texts

SOURCES = ("CPIC", "DPWG", "FDA")

_MISMATCHES = ("outsidePhenotypeMismatch", "outsideActivityScoreMismatch")
_LOOKED_UP = "recommendationDiplotypes"
# PharmCAT's name for the message that its own call was another, and gave way to an outside call.
_OTHER_CALL = "prefer-sample-data"


@dataclass(frozen=True)
class Form:
    """The names of the list of what was called, and of the phenotype in it."""

    called: str
    phenotype: str


OLD_FORM = Form("diplotypes", "phenotype")
FORM = Form("sourceDiplotypes", "phenotypes")


def of_genes(reports: Any, path: str, patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    """
    The reports by gene. Where they stand by source and gene, a gene is read once, and again where its call differs.

    CPIC comes first: of two that agree in the call, its phenotype is taken.
    """
    if not isinstance(reports, dict):
        message = "the genes should stand here by name; nothing of it is read. Run PharmCAT again."
        problems.append(Problem(message=message, column=path))
        return
    seen: set[tuple[str, ...]] = set()
    for gene, report, place in _by_gene(reports, path, problems):
        call = (gene, *_call(mapping(report)))
        if call not in seen:
            seen.add(call)
            yield from _of_gene(gene, report, place, FORM, patient_id, problems)


def of_list(reports: Any, path: str, form: Form, patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    """The reports of a list, each of which names its gene."""
    for number, report in enumerate(listing(reports)):
        place = f"{path}[{number}]"
        gene = text(mapping(report).get("geneSymbol"))
        if gene:
            yield from _of_gene(gene, report, place, form, patient_id, problems)
        else:
            message = "a gene's report should stand here, with the gene's name; it is not read. Run PharmCAT again."
            problems.append(Problem(message=message, column=place, patient_id=patient_id))


def _by_gene(reports: dict[str, Any], path: str, problems: list[Problem]) -> Iterator[tuple[str, Any, str]]:
    for source in SOURCES:
        if source not in reports:
            continue
        if not isinstance(reports[source], dict):
            message = "the genes should stand here by name; nothing of it is read. Run PharmCAT again."
            problems.append(Problem(message=message, column=f"{path}.{source}"))
        for gene, report in mapping(reports[source]).items():
            yield text(gene), report, f"{path}.{source}.{text(gene)}"
    for gene, report in reports.items():
        if gene not in SOURCES:
            yield text(gene), report, f"{path}.{text(gene)}"


def _call(report: dict[str, Any]) -> list[str]:
    """What was called, in one order: the diplotypes, else the phenotypes that an outside caller gave alone."""
    found = [mapping(one) for one in listing(report.get(FORM.called))]
    labels = [_label(one) for one in found]
    return sorted(labels) if any(labels) else sorted(said for one in found for said in texts(one.get(FORM.phenotype)))


def _of_gene(
    gene: str, report: Any, path: str, form: Form, patient_id: str, problems: list[Problem]
) -> Iterator[LabRow]:
    if not _is_sound(gene, report, form):
        yield from unreadable(gene, patient_id, path, report, problems)
        return
    called, place = report[form.called], f"{path}.{form.called}[]"
    yield from Found(
        gene=gene,
        patient_id=patient_id,
        diplotypes=Said(tuple(tuple(texts(_label(one))) for one in called), f"{place}.label", NO_DIPLOTYPE),
        phenotypes=Said(tuple(tuple(texts(one.get(form.phenotype))) for one in called), f"{place}.{form.phenotype}"),
        scores=Said(tuple(tuple(texts(one.get("activityScore"))) for one in called), f"{place}.activityScore"),
        own=text(report.get("callSource")) == "MATCHER",
        remarks=list(_remarks(report, path, form)),
    ).rows()


def _is_sound(gene: str, report: Any, form: Form) -> bool:
    """Whether a report has the shape that is relied on, and is about the gene that it stands under."""
    return (
        isinstance(report, dict)
        and text(report.get("geneSymbol")) in ("", gene)
        and isinstance(report.get(form.called), list)
        and all(_is_sound_diplotype(one, form) for one in report[form.called])
    )


def _is_sound_diplotype(diplotype: Any, form: Form) -> bool:
    """Whether it is an object with alleles that have names, or with none at all, and with texts for what they mean."""
    return (
        isinstance(diplotype, dict)
        and bool(_label(diplotype)) == _has_alleles(diplotype)
        and are_texts(diplotype.get(form.phenotype))
        and is_text(diplotype.get("activityScore"))
    )


def _label(diplotype: dict[str, Any]) -> str:
    """
    A call as PharmCAT labels it; the first versions gave the alleles alone.

    A call without alleles is labeled by its phenotype: that label is no diplotype, and the text is empty.
    """
    if not _has_alleles(diplotype):
        return ""
    alleles = (diplotype.get("allele1"), diplotype.get("allele2"))
    names = [text(mapping(allele).get("name")) for allele in alleles if allele is not None]
    return text(diplotype.get("label")) or ("/".join(names) if all(names) else "")


def _has_alleles(diplotype: dict[str, Any]) -> bool:
    return diplotype.get("allele1") is not None or diplotype.get("allele2") is not None


def _remarks(report: dict[str, Any], path: str, form: Form) -> Iterator[Cell]:
    """What stands in a report against its call: other readings, and what was not seen, or was seen and left."""
    called = report[form.called]
    looked_up = [mapping(one) for one in listing(report.get(_LOOKED_UP))]
    for key in _MISMATCHES:
        yield from remark(_distinct((*called, *looked_up), key), f"{path}.{form.called}[].{key}")
    for key in ("label", form.phenotype, "activityScore"):
        others = _distinct(looked_up, key)
        if set(others) != set(_distinct(called, key)):
            yield from remark(others, f"{path}.{_LOOKED_UP}[].{key}")
    yield from _remarks_on_positions(report, path)
    messages = [mapping(message) for message in listing(report.get("messages"))]
    other_calls = [message for message in messages if message.get("rule_name") == _OTHER_CALL]
    yield from remark(_distinct(other_calls, "message"), f"{path}.messages[].message")


def _remarks_on_positions(report: dict[str, Any], path: str) -> Iterator[Cell]:
    yield from remark(texts(report.get("uncalledHaplotypes")), f"{path}.uncalledHaplotypes")
    positions = [mapping(place) for place in listing(report.get("variants"))]
    unseen = [place for place in positions if "call" in place and place["call"] is None]
    yield from positions_without_call(unseen, f"{path}.variants[].call")
    if report.get("hasUndocumentedVariations") is True:
        yield Cell(value="true", column=f"{path}.hasUndocumentedVariations")


def _distinct(objects: Iterable[dict[str, Any]], key: str) -> list[str]:
    """The texts that objects have under a key, each once."""
    return list(dict.fromkeys(said for one in objects for said in texts(one.get(key))))
