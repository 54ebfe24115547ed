"""From the segments of a message to its people, and what is said of each one's genes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pgx_reader.models.results import Cell, Patient, Problem, Severity
from pgx_reader.readers.facts import Fact, PatientFacts, is_phenotype
from pgx_reader.readers.gene_ids import cyp_genes
from pgx_reader.readers.hl7v2.messages import Segment
from pgx_reader.readers.hl7v2.results import Kind, Said, said_by

# Results that are none, and results that are not yet final. Source: HL7 table 0085, observation result status.
_NO_RESULT = {
    "D": "deleted", "I": "pending", "N": "not asked", "O": "an order only", "W": "wrong", "X": "cannot be obtained"
}  # fmt: skip
# OBX-3 is whole where another field follows it.
_NAME = 3
_NOT_FINAL = {"P": "preliminary", "R": "not verified", "S": "partial"}
# Identifiers that are no patient's number in a laboratory, and should not be printed. Source: HL7 table 0203.
_NOT_TO_PRINT = ("SS", "DL", "PPN", "NI")


@dataclass
class Person:
    """One PID of a message, or the lack of one, with what follows it."""

    row: int
    id: str = ""
    about: dict[str, dict[str, None]] = field(default_factory=dict)
    said: PatientFacts = field(default_factory=PatientFacts)
    comments: list[Segment] = field(default_factory=list)
    observations: int = 0

    def patient(self, patient_id: str) -> Patient:
        """What the message says of the person."""
        return Patient(id=patient_id, **{name: "; ".join(values) for name, values in self.about.items()})

    def tell(self, name: str, value: str) -> None:
        """Keep a detail; a second one that differs stands behind it."""
        if value:
            self.about.setdefault(name, {})[value] = None


def people_of(message: list[Segment], problems: list[Problem]) -> list[Person]:
    """The people of a message, in its order; what could not be used goes into `problems`."""
    people: list[Person] = []
    pending: list[Said] = []
    for segment in message:
        if segment.name == "PID" or (segment.name in ("OBR", "OBX", "NTE") and not people):
            _finish(people, pending, problems)
            people.append(_person(segment))
            people[-1].tell("lab", message[0].text(4) or message[0].text(4, 2))
        if segment.name == "OBR":
            _finish(people, pending, problems)
        if segment.name in ("OBR", "SPM") and people:
            _tell_of(segment, people[-1])
        if segment.name == "NTE" and people:
            people[-1].comments.append(segment)
        if segment.name == "OBX":
            people[-1].observations += 1
            pending.append(said_by(segment))
    _finish(people, pending, problems)
    return people


def _person(segment: Segment) -> Person:
    if segment.name != "PID":
        return Person(segment.row)
    person = Person(segment.row, _number(segment))
    family, given, middle = (re.split("&", segment.text(5, number))[0] for number in (1, 2, 3))
    person.tell("name", " ".join(part for part in (given, middle, family) if part))
    person.tell("birth_date", date_of(segment.text(7)))
    person.tell("sex", segment.text(8))
    return person


def _number(segment: Segment) -> str:
    """The medical record number where PID-3 calls one so, else its first number that may be printed, else PID-2."""
    listed = [repeat for repeat in segment.repeats(3) if repeat and repeat[0] not in ("", '""')]
    kinds = [(repeat[4] if len(repeat) > 4 else "") for repeat in listed]  # noqa: PLR2004 - CX.5
    for wanted in (lambda kind: kind == "MR", lambda kind: kind not in _NOT_TO_PRINT):
        for repeat, kind in zip(listed, kinds, strict=True):
            if wanted(kind):
                return repeat[0]
    return segment.text(2)


def date_of(text: str) -> str:
    """
    HL7's digits as a date, and its time where it has one; anything else as it stands.

    >>> date_of("20240301081500+0100"), date_of("19800101"), date_of("1980")
    ('2024-03-01 08:15', '1980-01-01', '1980')
    """
    match = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)[\d.]*)?(?:[+-]\d{4})?", text)
    if match is None:
        return text
    time = f" {match[4]}:{match[5]}" if match[4] else ""
    return f"{match[1]}-{match[2]}-{match[3]}{time}"


def _tell_of(segment: Segment, person: Person) -> None:
    if segment.name == "SPM":
        person.tell("specimen", segment.text(4, 2) or segment.text(4))
        person.tell("collected_on", date_of(segment.text(17)))
        return
    person.tell("test", segment.text(4, 2) or segment.text(4))
    person.tell("collected_on", date_of(segment.text(7)))
    person.tell("reported_on", date_of(segment.text(22)))
    source = segment.text(15).split("&")
    person.tell("specimen", source[1] if len(source) > 1 and source[1] else source[0])


def _finish(people: list[Person], pending: list[Said], problems: list[Problem]) -> None:
    """Give the OBX of one order to their genes. Sub-ids count within an order alone."""
    if people:
        for said, gene in _by_gene(pending):
            _take(said, gene, people[-1], problems)
    pending.clear()


def _by_gene(pending: list[Said]) -> Iterator[tuple[Said, frozenset[str]]]:
    """
    Each OBX with the gene that it is about: its own, else that of the gene-studied OBX it belongs to.

    One sub-id with one gene studied is a group in any order. Where a sub-id has several, or none is given, the gene
    is that of the last gene-studied OBX before.
    """
    studied: dict[str, set[frozenset[str]]] = {}
    for said in pending:
        if said.kind is Kind.GENE:
            studied.setdefault(said.group, set()).add(_studied(said))
    last: dict[str, frozenset[str]] = {}
    for said in pending:
        if said.kind is Kind.GENE:
            last[said.group] = _studied(said)
            continue
        genes = studied.get(said.group, set())
        group = next(iter(genes)) if said.group and len(genes) == 1 else last.get(said.group, frozenset())
        yield said, _together(said, group)


def _together(said: Said, group: frozenset[str]) -> frozenset[str]:
    """
    The gene of an OBX in a group; both where its value contradicts the group.

    A laboratory's own name in OBX-3 comes before the group. LOINC's words come after a group that a sub-id tells, and
    contradict one that only the order tells.
    """
    if not said.genes or not group or said.genes & group:
        return said.genes & group or said.genes or group
    if said.hinted:
        return group if said.group else said.genes | group
    in_name = any(cyp_genes(part) for repeat in said.segment.repeats(3) for part in repeat)
    return said.genes if in_name else said.genes | group


def _studied(said: Said) -> frozenset[str]:
    """The gene that a gene-studied OBX gives to others; none where it is withdrawn or broken."""
    return frozenset() if said.status in _NO_RESULT or said.segment.broken else said.genes


def _take(said: Said, genes: frozenset[str], person: Person, problems: list[Problem]) -> None:
    row = said.segment.row
    if said.status in _NO_RESULT:
        if said.facts:
            message = f'its status (OBX-11) is {said.status}, "{_NO_RESULT[said.status]}"; it is left out.'
            problems.append(_problem(said, person, message, Severity.NOTICE))
        return
    if said.segment.broken and (said.facts or said.kind is not Kind.OTHER or said.genes):
        message = "this OBX is broken by a line's end, or cut off; it is not read. Export the message again."
        problems.append(_problem(said, person, message))
        if said.segment.size > _NAME:
            person.said.unreadable.update(dict.fromkeys(genes, row))
        return
    if said.tested and len(genes) == 1:
        person.said.tested.setdefault(next(iter(genes)), []).extend(said.tested)
        return
    if not said.facts:
        if said.genes and said.segment.repeats(5):
            message = f"this OBX about {' and '.join(sorted(genes))} gives neither genotype nor phenotype; not read."
            problems.append(_problem(said, person, message, Severity.NOTICE))
        return
    if len(genes) != 1:
        _refuse(said, genes, person, problems)
        return
    (gene,) = genes
    person.said.facts += [Fact(gene, role, cell, row) for role, cell in said.facts]
    if said.hinted and said.genes and gene not in said.genes:
        name = next((part for part in said.segment.repeats(3)[0] if cyp_genes(part)), "")
        person.said.remarks.setdefault(gene, []).append(Cell(value=name, column="OBX-3"))
    if said.status in _NOT_FINAL:
        remark = Cell(value=f"{said.status}: {_NOT_FINAL[said.status]}", column="OBX-11")
        person.said.remarks.setdefault(gene, []).append(remark)


def _refuse(said: Said, genes: frozenset[str], person: Person, problems: list[Problem]) -> None:
    if genes:
        message = f"this OBX is about {' and '.join(sorted(genes))} at once; it is not told which is meant. Left out."
        person.said.unreadable.update(dict.fromkeys(sorted(genes), said.segment.row))
    elif any(cell.value for _, cell in said.facts) and said.kind is not Kind.OTHER:
        message = "this OBX gives a result, and nothing says of which gene; it is left out. Ask the lab for the gene."
    else:
        return
    sure = genes or any("*" in cell.value or is_phenotype(cell.value) for _, cell in said.facts)
    problems.append(_problem(said, person, message, Severity.ERROR if sure else Severity.NOTICE))


def _problem(said: Said, person: Person, message: str, severity: Severity = Severity.ERROR) -> Problem:
    value = " ".join(next((cell.value for _, cell in said.facts), "").split())[:60] or None
    return Problem(
        message=message,
        row=said.segment.row,
        column="OBX-5",
        value=value,
        patient_id=person.id or None,
        severity=severity,
    )


def unread_comments(person: Person) -> Iterator[Problem]:
    """A notice for each comment (NTE) about a CYP gene that no OBX gives: comments are for people to read."""
    known = set(person.said.genes)
    for comment in person.comments:
        genes = {gene for part in comment.repeats(3) for text in part for gene in cyp_genes(text)} - known
        if genes:
            message = f"a comment (NTE) mentions {', '.join(sorted(genes))}, and no OBX does; comments are not read."
            yield Problem(message=message, row=comment.row, patient_id=person.id or None, severity=Severity.NOTICE)
