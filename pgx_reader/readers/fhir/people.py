"""Whose an Observation is, and what the document says of them and of their report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pgx_reader.models.results import Patient
from pgx_reader.readers.fhir.elements import Element
from pgx_reader.readers.fhir.resources import Resource, Resources, tail_of

# Numbers that are no patient's number in a laboratory, and should not be printed. Source: HL7 table 0203.
_NOT_TO_PRINT = {"SS", "SB", "NI", "DL", "PPN", "TAX"}


@dataclass
class People:
    """The patients of a document. A key is what an Observation's subject leads to."""

    resources: Resources
    named: dict[str, Patient] = field(default_factory=dict)
    _report_of: dict[int, list[Resource]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for patient in self.resources.of_kind("Patient"):
            self._named(patient)
        for report in self.resources.of_kind("DiagnosticReport"):
            for result in self.resources.referred(report, "result"):
                self._report_of.setdefault(id(result), []).append(report)
            self._key_of_subject(report)
        for contained in self.resources.all:
            if contained.holder is not None and contained.holder.kind == "DiagnosticReport":
                self._report_of.setdefault(id(contained), []).append(contained.holder)
        for observation in self.resources.of_kind("Observation"):
            self._key_of_subject(observation)

    def reports_of(self, observation: Resource) -> list[Resource]:
        """The reports that an Observation is a result of."""
        return self._report_of.get(id(observation), [])

    def key_of(self, observation: Resource) -> str | None:
        """
        Whose an Observation is: its subject, else its report's, else the only patient there is.

        An empty key means that the document names nobody at all; `None`, that it names several and it is not told
        which of them is meant, or that the subject is no person.
        """
        for resource in (observation, *self.reports_of(observation)):
            if resource.element.part("subject"):
                return self._key_of_subject(resource)
        if not self.named:
            return ""
        return next(iter(self.named)) if len(self.named) == 1 else None

    def reports_by_key(self) -> dict[str, list[Resource]]:
        """The reports about each patient."""
        found: dict[str, list[Resource]] = {}
        for report in self.resources.of_kind("DiagnosticReport"):
            key = self.key_of(report)
            if key is not None:
                found.setdefault(key, []).append(report)
        return found

    def _key_of_subject(self, resource: Resource) -> str | None:
        subject = resource.element.part("subject")
        reference = subject.text("reference")
        found = self.resources.resolve(reference, resource) if reference else None
        if found is not None:
            return self._named(found) if found.kind == "Patient" else None
        number = subject.part("identifier").text("value")
        if not reference and not number:
            return None
        if subject.text("type") not in ("", "Patient") or tail_of(reference)[:8] not in ("", "Patient/"):
            return None
        key = f"reference {reference}" if reference else f"identifier {number}"
        patient_id = number or tail_of(reference).partition("/")[2] or reference.removeprefix("urn:uuid:").lstrip("#")
        self.named.setdefault(key, Patient(id=patient_id, name=subject.text("display") or None))
        return key

    def _named(self, patient: Resource) -> str:
        key = f"patient {id(patient)}"
        element = patient.element
        if key not in self.named:
            self.named[key] = Patient(
                id=_number(element) or patient.id or tail_of(patient.url).partition("/")[2] or patient.url or "no id",
                name=_name(element),
                birth_date=element.text("birthDate") or None,
                sex=element.text("gender") or None,
            )
        return key


def _number(patient: Element) -> str:
    """The medical record number where one is called so, else the first number that may be printed."""
    given = []
    for identifier in patient.parts("identifier"):
        kinds = {coding.text("code") for coding in identifier.part("type").parts("coding")}
        if "MR" in kinds and identifier.text("value"):
            return identifier.text("value")
        if not kinds & _NOT_TO_PRINT and "ssn" not in identifier.text("system"):
            given.append(identifier.text("value"))
    return next((value for value in given if value), "")


def _name(patient: Element) -> str | None:
    names = sorted(patient.parts("name"), key=lambda name: name.text("use") not in ("official", "usual"))
    for name in names:
        whole = name.text("text") or " ".join([*name.texts("given"), *name.texts("family")])
        if whole:
            return whole
    return None


def details(resources: Resources, key_reports: list[Resource], observations: list[Resource]) -> dict[str, str]:
    """Dates, lab, specimen and test, from the reports; what they do not say, from the Observations."""
    found: dict[str, str] = {}
    for source in (key_reports, observations):
        said: dict[str, list[str]] = {}
        for resource in source:
            for name, value in _details(resources, resource):
                said.setdefault(name, []).append(value)
        for name, values in said.items():
            found.setdefault(name, "; ".join(dict.fromkeys(values)))
    return found


def _details(resources: Resources, resource: Resource) -> Iterator[tuple[str, str]]:
    element = resource.element
    collected = element.text("effectiveDateTime") or element.part("effectivePeriod").text("start")
    lab = [_display(resources, resource, performer) for performer in element.parts("performer")]
    specimen = [_display(resources, resource, specimen) for specimen in element.parts("specimen")]
    said = [("collected_on", collected), ("reported_on", element.text("issued"))]
    said += [("lab", name) for name in lab] + [("specimen", name) for name in specimen]
    if resource.kind == "DiagnosticReport":
        said.append(("test", concept_name(element.part("code"))))
    return ((name, value) for name, value in said if value)


def _display(resources: Resources, origin: Resource, reference: Element) -> str:
    if reference.text("display"):
        return reference.text("display")
    found = resources.resolve(reference.text("reference"), origin) if reference.text("reference") else None
    if found is None:
        return ""
    return found.element.text("name") or concept_name(found.element.part("type"))


def concept_name(concept: Element) -> str:
    """A CodeableConcept in words: its text, else its first display."""
    displays = (coding.text("display") for coding in concept.parts("coding"))
    return concept.text("text") or next((display for display in displays if display), "")
