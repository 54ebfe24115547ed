"""FHIR R4, JSON or XML: bundles, diagnostic reports, single Observations and Parameters with genes' results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabPatient, Patient, Problem, Severity
from pgx_reader.readers.facts import PatientFacts, rows_of
from pgx_reader.readers.fhir.elements import Element
from pgx_reader.readers.fhir.gathering import Gathered, gathered
from pgx_reader.readers.fhir.people import details
from pgx_reader.readers.fhir.resources import Resource, Resources, resources_of
from pgx_reader.readers.fhir.xml_shape import NAMESPACE, as_json
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition

_KINDS = ("Bundle", "DiagnosticReport", "Observation", "Parameters")


def recognize(raw: RawFile) -> Recognition | None:
    """A resource that can hold results, or a list of resources."""
    if raw.looks_like_json:
        if isinstance(raw.json, dict) and raw.json.get("resourceType") in _KINDS:
            return Recognition(f"FHIR {raw.json['resourceType']}, JSON", "its resourceType says so")
        if _are_resources(raw.json):
            return Recognition("FHIR resources, JSON", "each of its parts has a resourceType")
    elif raw.looks_like_xml and raw.xml is not None and raw.xml.tag in {NAMESPACE + kind for kind in _KINDS}:
        return Recognition(f"FHIR {raw.xml.tag.removeprefix(NAMESPACE)}, XML", "its root is in FHIR's namespace")
    return None


def _are_resources(document: object) -> bool:
    return isinstance(document, list) and bool(document) and all(
        isinstance(part, dict) and isinstance(part.get("resourceType"), str) for part in document
    )  # fmt: skip


def read(raw: RawFile) -> Contents:
    """
    Every gene's result, by the patient whose it is.

    Genes are told by their names, never by LOINC's codes: laboratories use one code for different genes. Raises
    `UnusableInputError` where no Observation gives a genotype or phenotype.
    """
    resources = resources_of(_documents(raw))
    if not raw.held(resources.of_kind("Observation")):
        raise UnusableInputError(
            f"{raw.name}: this FHIR document has no Observation, so no result. Export it with the Observations in it."
        )
    found = gathered(resources)
    patients, problems = _patients(raw, resources, found)
    if not patients and not any(problem.severity is Severity.ERROR for problem in (*found.problems, *problems)):
        raise UnusableInputError(
            f"{raw.name}: none of the {len(list(resources.of_kind('Observation')))} Observations in this FHIR document "
            f"gives a gene's genotype or phenotype{_hint(found)}. That is no result, and not a normal one."
        )
    return Contents(tuple(patients), (*found.problems, *problems))


def _documents(raw: RawFile) -> Iterable[Element]:
    if raw.looks_like_xml and raw.xml is not None:
        return [Element(as_json(raw.xml))]
    if isinstance(raw.json, dict):
        return [Element(raw.json)]
    parts = raw.json if isinstance(raw.json, list) else []
    return [Element(part, f"[{index}]") for index, part in enumerate(parts) if isinstance(part, dict)]


def _hint(found: Gathered) -> str:
    genes = ", ".join(found.variants)
    return f"; they give single variants of {genes}, which need a laboratory's genotype" if genes else ""


def _patients(raw: RawFile, resources: Resources, found: Gathered) -> tuple[list[LabPatient], list[Problem]]:
    patients: list[LabPatient] = []
    problems = list(_shared_ids(found))
    shared = {problem.patient_id for problem in problems}
    by_key = found.people.reports_by_key()
    for key, said in found.said.items():
        known = found.people.named.get(key)
        patient_id = known.id if known else patient_of_name(raw)
        if patient_id in shared:
            continue
        if known is None:
            problems.append(named_after_file(patient_id))
        reports = by_key.get(key, [])
        about = details(resources, reports, found.sources[key])
        given = known.model_dump(exclude_none=True) if known else {"id": patient_id}
        _remark_reports(reports, said)
        patients.append(LabPatient(patient=Patient(**about, **given), row=None, rows=rows_of(patient_id, said)))
    problems += _without_result(found)
    return patients, problems


def _remark_reports(reports: list[Resource], said: PatientFacts) -> None:
    statuses = [Cell(value=report.element.text("status"), column=report.element.at("status")) for report in reports]
    doubts = [cell for cell in statuses if cell.value in ("preliminary", "partial", "registered")]
    for gene in said.genes if doubts else ():
        said.remarks.setdefault(gene, []).extend(doubts[:1])


def _shared_ids(found: Gathered) -> Iterator[Problem]:
    """Two patients of the document under one id: none of their results is used."""
    keys: dict[str, int] = {}
    for key in found.said:
        if key in found.people.named:
            keys[found.people.named[key].id] = keys.get(found.people.named[key].id, 0) + 1
    for patient_id, number in keys.items():
        if number > 1:
            message = (
                f"the results of {number} subjects would stand under this id, and nothing says that they are one "
                "person; none is used. Export one patient at a time."
            )
            yield Problem(message=message, patient_id=patient_id)


def _without_result(found: Gathered) -> Iterator[Problem]:
    for key, patient in found.people.named.items():
        if key not in found.said and found.said:
            message = "the document names this patient and gives no gene's result for them."
            yield Problem(message=message, patient_id=patient.id, severity=Severity.NOTICE)
