"""How clinics' systems, spreadsheets and people write results."""

from __future__ import annotations

import csv
import json
from io import StringIO
from xml.sax.saxutils import quoteattr

from .callers import Samples
from .samples import Line, Sample

_LOINC = "http://loinc.org"


def long_table(people: Samples) -> str:
    """A row for each person and gene."""
    rows = [(person.id, x.gene, x.diplotype, x.phenotype, x.score) for person in people for x in person.lines]
    return _csv([("patient_id", "gene", "diplotype", "phenotype", "activity_score"), *rows])


def wide_table(people: Samples) -> str:
    """A row for each person."""
    genes = [line.gene for line in people[0].lines]
    header = ["Sample", *(f"{gene} {kind}" for gene in genes for kind in ("Diplotype", "Phenotype"))]
    rows = [(person.id, *(text for x in person.lines for text in (x.diplotype, x.phenotype))) for person in people]
    return _csv([header, *rows])


def _csv(rows: list[tuple[str, ...] | list[str]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def records(people: Samples) -> str:
    """A JSON object for each person and gene."""
    return json.dumps(
        [
            {
                "patient_id": person.id,
                "gene": x.gene,
                "diplotype": x.diplotype or None,
                "phenotype": x.phenotype or None,
                "activity_score": x.score or None,
            }
            for person in people
            for x in person.lines
        ]
    )


def interpretations(people: Samples) -> str:
    """This program's own JSON, an object a line."""
    return "".join(f"{json.dumps(_interpretation(person))}\n" for person in people)


def _interpretation(person: Sample) -> dict[str, object]:
    genes = [
        {
            "gene": x.gene,
            "reported": {"diplotype": x.diplotype, "phenotype": x.phenotype, "activity_score": x.score},
            # What was made of it then is not read.
            "phenotype": "Normal Metabolizer",
            "status": "determined",
        }
        for x in person.lines
    ]
    return {"schema": "pgx-reader/interpretation/1", "patient": {"id": person.id}, "genes": genes}


def report_text(people: Samples) -> str:
    """One person's report, as somebody types it: a line for each gene, which is understood whole or not at all."""
    found = [f"Patient ID: {people[0].id}", ""]
    for x in people[0].lines:
        said = [x.diplotype, x.phenotype, f"Activity score {x.score}" if x.score else ""]
        found += [f"{x.gene}: {', '.join(filter(None, said)) or 'not tested'}", ""]
    return "\n".join(found)


def hl7v2(people: Samples) -> str:
    """A message for each person."""
    found = []
    for person in people:
        found += [
            f"MSH|^~\\&|LIS|EXLAB|EHR|CLINIC|20240308100000||ORU^R01|{person.id}|P|2.5.1",
            f"PID|1||{person.id}^^^EXLAB^MR||Example (invented)^Ada||19800131|F",
            "OBR|1|A1|B1|PGX^Pharmacogenomic panel^L|||20240301081500||||||||SALIVA&Saliva|||||||20240308||||F",
        ]
        results = [result for x in person.lines for result in _hl7_results(x)]
        found += [f"OBX|{n}|ST|{code}||{value}||||||F" for n, (code, value) in enumerate(results, 1)]
    return "\r".join(found) + "\r"


def _hl7_results(x: Line) -> list[tuple[str, str]]:
    """The gene, and below it what is known of it."""
    said = [("48018-6^Gene studied^LN", x.gene)]
    said += [("84413-4^Genotype display name^LN", x.diplotype)] if x.diplotype else []
    said += [("53040-2^Genetic Variation's Effect on Drug Metabolism^LN", x.phenotype)] if x.phenotype else []
    return [(code, value.replace("\\", "\\E\\").replace("|", "\\F\\")) for code, value in said]


def fhir_json(people: Samples) -> str:
    """A Bundle of observations: genotypes, and phenotypes as implications."""
    found = [resource for person in people for x in person.lines for resource in _observations(person.id, x)]
    entries = [{"fullUrl": f"http://example.org/fhir/Observation/{r['id']}", "resource": r} for r in found]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries})


def _observations(patient: str, x: Line) -> list[dict[str, object]]:
    gene = {
        "code": {"coding": [{"system": _LOINC, "code": "48018-6", "display": "Gene studied [ID]"}]},
        "valueCodeableConcept": {
            "coding": [{"system": "http://www.genenames.org/geneId", "code": x.gene, "display": x.gene}]
        },
    }
    said = [("84413-4", x.diplotype), ("53040-2", x.phenotype)]
    return [
        {
            "resourceType": "Observation",
            "id": f"{patient}-{x.gene}-{code}",
            "status": "final",
            "code": {"coding": [{"system": _LOINC, "code": code}]},
            "subject": {"reference": f"Patient/{patient}"},
            "valueCodeableConcept": {"text": value},
            "component": [gene],
        }
        for code, value in said
        if value
    ]


def fhir_xml(people: Samples) -> str:
    """The same as XML."""
    found = [resource for person in people for x in person.lines for resource in _observations(person.id, x)]
    entries = "".join(f"<entry><resource>{_xml('Observation', resource)}</resource></entry>" for resource in found)
    return f'<?xml version="1.0"?>\n<Bundle xmlns="http://hl7.org/fhir"><type value="collection"/>{entries}</Bundle>\n'


def _xml(name: str, value: object) -> str:
    if isinstance(value, list):
        return "".join(_xml(name, part) for part in value)
    if isinstance(value, dict):
        return f"<{name}>{''.join(_xml(key, part) for key, part in value.items() if key != 'resourceType')}</{name}>"
    return f"<{name} value={quoteattr(str(value))}/>"
