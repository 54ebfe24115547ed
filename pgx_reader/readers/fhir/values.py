"""The spellings of a FHIR value: one thing in up to three forms, and each with its path."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pgx_reader.models.results import Cell
from pgx_reader.readers.fhir.elements import Element
from pgx_reader.readers.gene_ids import coded_genes, cyp_genes

_PLAIN = ("valueString", "valueInteger", "valueDecimal", "valueCode")


def codes_of(concept: Element) -> set[str]:
    """The codes of a CodeableConcept."""
    return {code for coding in concept.parts("coding") if (code := coding.text("code"))}


def label_of(concept: Element) -> str:
    """All words of a CodeableConcept, without case: for telling what it is about, not for reading a result."""
    words = [concept.text("text"), *(coding.text("display") for coding in concept.parts("coding"))]
    return " | ".join(word for word in words if word).casefold()


def spellings(element: Element) -> list[Cell]:
    """
    Every text of an element's value: displays first, then text, then codes; strings and quantities as they are.

    A code of digits alone is an entry's number in some database and says nothing to a reader.
    """
    found = [Cell(value=text, column=element.at(name)) for name in _PLAIN if (text := element.text(name))]
    found += _of_concept(element.part("valueCodeableConcept"))
    found += _of_quantity(element.part("valueQuantity"))
    return found


def _of_concept(concept: Element) -> Iterator[Cell]:
    codings = list(concept.parts("coding"))
    yield from (_cell(coding, "display") for coding in codings if coding.text("display"))
    if concept.text("text"):
        yield _cell(concept, "text")
    yield from (_cell(coding, "code") for coding in codings if not re.fullmatch(r"[\d.]*", coding.text("code")))


def _of_quantity(quantity: Element) -> Iterator[Cell]:
    value = quantity.text("value")
    if value:
        # "at least 3" without its comparator would be 3.
        yield Cell(value=quantity.text("comparator") + value, column=quantity.at("value"))


def _cell(element: Element, name: str) -> Cell:
    return Cell(value=element.text(name), column=element.at(name))


def wording(element: Element) -> list[Cell]:
    """The spellings that are words: codes only where there is nothing else."""
    found = spellings(element)
    return [cell for cell in found if not cell.column.endswith(".code")] or found[:1]


def genes_of_value(element: Element) -> set[str]:
    """The gene that the value of a gene-studied component names; two where it contradicts itself."""
    concept = element.part("valueCodeableConcept")
    named: set[str] = set()
    for coding in concept.parts("coding"):
        named |= coded_genes(coding.text("code"), coding.text("system"), coding.text("display"))
    for text in (concept.text("text"), element.text("valueString")):
        if text:
            named |= cyp_genes(text) or (coded_genes(text, "") if not named else set())
    return named
