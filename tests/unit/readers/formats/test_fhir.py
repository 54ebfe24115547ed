"""FHIR: whose result, which gene, and what of it; in JSON and in XML."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import LabFile, LabRow, Severity
from pgx_reader.readers.formats import fhir
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents
from tests.work import calls_in

from .conftest import EXAMPLES

Example = Callable[[str], LabFile]
LOINC = "http://loinc.org"
GENE_STUDIED = {"coding": [{"system": LOINC, "code": "48018-6"}]}


def concept(text: str) -> dict[str, Any]:
    """A CodeableConcept of words alone."""
    return {"text": text}


def coded(code: str, display: str | None = None, system: str | None = LOINC) -> dict[str, Any]:
    """A CodeableConcept with one code."""
    coding = {"system": system, "code": code, "display": display}
    return {"coding": [{name: value for name, value in coding.items() if value is not None}]}


def component(code: dict[str, Any], **value: Any) -> dict[str, Any]:
    """A component of an Observation."""
    return {"code": code, **value}


def gene(code: str, display: str | None = None, system: str | None = "http://www.genenames.org") -> dict[str, Any]:
    """A gene-studied component."""
    return component(GENE_STUDIED, valueCodeableConcept=coded(code, display, system))


def observation(**parts: Any) -> dict[str, Any]:
    """A final genotype Observation of one patient, with parts of one's own."""
    given = {"resourceType": "Observation", "status": "final", "code": coded("84413-4")}
    return given | {"subject": {"reference": "Patient/DEMO"}} | parts


def bundle(*resources: dict[str, Any]) -> dict[str, Any]:
    """A collection of resources."""
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]}


def read(document: Any) -> Contents:
    """A document by the reader."""
    return fhir.read(RawFile("results.json", json.dumps(document)))


def rows(document: Any) -> list[LabRow]:
    """All rows that a document gives."""
    return [row for patient in read(document).patients for row in patient.rows]


def shown(row: LabRow) -> tuple[str, str | None, str | None, str | None]:
    """What a row says: gene, diplotype, phenotype, activity score."""
    cells = (row.diplotype, row.phenotype, row.activity_score)
    diplotype, phenotype, score = (cell.value if cell else None for cell in cells)
    return row.gene, diplotype, phenotype, score


def messages(document: Any) -> str:
    """All that the reader has to say of a document."""
    return "\n".join(problem.message for problem in read(document).problems)


FILES = [
    (
        "bundle.json",
        [
            ("DEMO-01", "CYP2D6", "*1/*4", "Intermediate metabolizer", "1.0"),
            ("DEMO-01", "CYP2C19", "*2/*2", "Poor metabolizer", None),
        ],
    ),
    ("report_contained.json", [("pat", "CYP2C19", "*1/*17", "LA25390-8", None)]),
    ("observation.json", [("DEMO-03", "CYP2C19", "*2/*2", "Poor Metabolizer", None)]),
    ("parameters.json", [("DEMO-04", "CYP2D6", "*1/*41", None, None)]),
    (
        "searchset.json",
        [
            ("DEMO-05", "CYP2D6", "*1/*1", None, None),
            ("DEMO-06", "CYP2D6", "*4/*4", None, None),
            ("DEMO-06", "CYP2C19", "*1/*2", None, None),
        ],
    ),
    ("haplotypes.json", [("DEMO-07", "CYP2D6", "CYP2D6 *4/CYP2D6 *10", None, None)]),
]


@pytest.mark.parametrize(("file", "expected"), FILES)
def test_every_result_is_read_as_it_stands(file: str, expected: list[Any], example: Example) -> None:
    """Each kind of document gives its genes' results, word for word, to the patient whose they are."""
    found = [(row.patient_id, *shown(row)) for patient in example(f"fhir/{file}").patients for row in patient.rows]
    assert found == expected


def test_xml_says_what_json_says(example: Example) -> None:
    """One content in JSON and in XML gives the same patients, rows and paths."""
    assert example("fhir/bundle.xml").patients == example("fhir/bundle.json").patients


def test_the_patient_and_the_report_are_described(example: Example) -> None:
    """Name, birth date, sex, lab, dates, specimen and test are found by their references; no social security number."""
    (patient,) = example("fhir/bundle.json").patients
    assert patient.patient.model_dump() == {
        "id": "DEMO-01",
        "name": "Ada Example (invented)",
        "birth_date": "1980-01-31",
        "sex": "female",
        "collected_on": "2024-03-01",
        "reported_on": "2024-03-08T10:00:00Z",
        "lab": "Example Laboratory",
        "specimen": "Saliva",
        "test": "Pharmacogenomic panel",
    }


def test_a_preliminary_report_is_remarked(example: Example) -> None:
    """That a report is not final stands with each of its results."""
    (patient,) = example("fhir/report_contained.json").patients
    assert [remark.value for remark in patient.rows[0].remarks] == ["preliminary"]


def test_a_result_entered_in_error_is_left_out_with_a_notice(example: Example) -> None:
    """A withdrawn Observation gives no row, and the file says that it was there."""
    found = example("fhir/searchset.json")
    assert not [row for row in found.patients[0].rows if row.gene == "CYP2C19"]
    assert [p.severity for p in found.problems if "entered-in-error" in p.message] == [Severity.NOTICE]


def test_two_haplotypes_are_joined_with_a_remark(example: Example) -> None:
    """Where no genotype is given, two haplotypes are the diplotype, and the row says how it came to be."""
    (patient,) = example("fhir/haplotypes.json").patients
    assert "put together from two haplotypes" in patient.rows[0].remarks[0].value


HAPLOTYPE = coded("84414-2")


@pytest.mark.parametrize("alleles", [["*4"], ["*1", "*4", "*10"]])
def test_one_or_three_haplotypes_are_no_diplotype(alleles: list[str]) -> None:
    """A second haplotype is never made up, and none of three is chosen."""
    document = bundle(
        *(observation(code=HAPLOTYPE, valueString=f"CYP2D6 {a}", component=[gene("HGNC:2625")]) for a in alleles)
    )
    (row,) = rows(document)
    assert not row.readable
    assert "no genotype" in messages(document)


GENES = [
    (gene("HGNC:2625"), "*1/*4", "CYP2D6"),
    (gene("2621"), "*1/*4", "CYP2C19"),
    (gene("CYP2C19"), "*1/*4", "CYP2C19"),
    (gene("HGNC:2623", "CYP2C9"), "*1/*4", "CYP2C9"),
    (gene("HGNC:4932", "HLA-B"), "HLA-B*15:02", "HLA-B"),
    (component(GENE_STUDIED, valueCodeableConcept=concept("CYP2D6")), "*1/*4", "CYP2D6"),
    (component(GENE_STUDIED, valueString="HGNC:2621"), "*1/*4", "CYP2C19"),
    (None, "CYP2D6*1/*4", "CYP2D6"),
    (None, "CYP2D6_*1/*4", "CYP2D6"),
]


@pytest.mark.parametrize(("studied", "value", "expected"), GENES)
def test_the_gene_is_told_by_its_id_its_symbol_or_the_value(studied: Any, value: str, expected: str) -> None:
    """The gene-studied component names the gene in any of its forms; without it, the value's prefix does."""
    (row,) = rows(observation(valueString=value, component=[studied] if studied else []))
    assert row.gene == expected


@pytest.mark.parametrize("loinc", ["79714-2", "79715-9", "79716-7", "54091-9"])
@pytest.mark.parametrize("symbol", ["CYP2D6", "CYP2C19"])
def test_a_loinc_code_never_outranks_the_genes_name(loinc: str, symbol: str) -> None:
    """Laboratories use one LOINC code for different genes: the gene named with the result is the gene."""
    other = {"CYP2D6": "CYP2C19", "CYP2C19": "CYP2D6"}[symbol]
    code = coded(loinc, f"{other} gene product metabolic activity interpretation")
    (row,) = rows(observation(code=code, valueString="*1/*2", component=[gene(symbol, symbol)]))
    assert row.gene == symbol
    assert other in row.remarks[0].value


NAMED_BY = [
    {"valueString": "*1/*2", "code": {**coded("84413-4"), "text": "CYP2C19 genotype"}},
    {"valueString": "CYP2C19 *1/*2"},
    {"valueString": "*1/*2", "studied": gene("HGNC:2621")},
]


@pytest.mark.parametrize("named", NAMED_BY)
def test_a_components_loinc_code_never_outranks_the_genes_name(named: dict[str, Any]) -> None:
    """LOINC calls 79716-7 CYP2C9, and laboratories use it for the phenotype of any gene."""
    parts = [component(coded("79716-7", "CYP2C9 gene product metabolic activity"), valueString="Poor metabolizer")]
    parts += [named["studied"]] if "studied" in named else []
    document = observation(component=parts, **{name: part for name, part in named.items() if name != "studied"})
    (row,) = rows(document)
    assert shown(row) == ("CYP2C19", "*1/*2", "Poor metabolizer", None)


def test_a_component_with_another_genes_name_is_the_other_genes() -> None:
    """Inside one gene's Observation, what says that it is of another gene is of the other."""
    other = component(concept("CYP2C19 phenotype"), valueString="Poor metabolizer")
    assert [shown(row) for row in rows(observation(valueString="*1/*1", component=[gene("HGNC:2625"), other]))] == [
        ("CYP2C19", None, "Poor metabolizer", None),
        ("CYP2D6", "*1/*1", None, None),
    ]


def test_a_loinc_code_alone_names_no_gene() -> None:
    """A result with no name of a gene is a problem, whatever its code stands for elsewhere."""
    document = observation(code=coded("79714-2"), valueString="Poor metabolizer")
    assert rows(document) == []
    assert "names no gene" in messages(document)


CONTRADICTIONS = [
    observation(valueString="CYP2C19 *1/*2", component=[gene("HGNC:2625", "CYP2D6")]),
    observation(valueString="*1/*2", component=[gene("HGNC:2625", "CYP2C19")]),
    observation(valueString="*1/*2", component=[gene("HGNC:2625"), gene("HGNC:2621")]),
    observation(valueString="*1/*2", code={**coded("84413-4"), "text": "CYP2C19 genotype"}, component=[gene("CYP2D6")]),
]


@pytest.mark.parametrize("document", CONTRADICTIONS)
def test_a_result_of_two_genes_is_neithers(document: Any) -> None:
    """Where the names contradict each other both genes were tested, and nothing is read for either."""
    assert {(row.gene, row.readable) for row in rows(document)} == {("CYP2D6", False), ("CYP2C19", False)}
    assert "it is not told which" in messages(document)


def test_the_value_tells_which_of_two_genes_studied_is_meant() -> None:
    """Two gene-studied components and a value with its gene: the value is that gene's."""
    (row,) = rows(observation(valueString="CYP2C19 *1/*2", component=[gene("HGNC:2621"), gene("HGNC:2625")]))
    assert shown(row) == ("CYP2C19", "*1/*2", None, None)


VALUES = [
    ({"valueCodeableConcept": coded("638797", "CYP2D6 *1/*4", "http://www.ncbi.nlm.nih.gov/clinvar")}, ["*1/*4"]),
    ({"valueCodeableConcept": coded("CYP2D6_*1/*4")}, ["*1/*4"]),
    ({"valueCodeableConcept": {**coded("*1/*4", "*1/*4"), "text": "CYP2D6*1/*4"}}, ["*1/*4"]),
    ({"valueCodeableConcept": {**coded("*1/*4"), "text": "*1/*41"}}, ["*1/*41", "*1/*4"]),
    ({"valueString": "*1/*4 or *2/*10"}, ["*1/*4 or *2/*10"]),
    ({"valueString": "No call"}, ["No call"]),
    ({"dataAbsentReason": coded("not-performed", "Not performed")}, ["Not performed"]),
]


@pytest.mark.parametrize(("value", "expected"), VALUES)
def test_a_genotype_is_read_in_any_form(value: dict[str, Any], expected: list[str]) -> None:
    """Display, code, text or string: the same once, what differs twice, and a database's number never."""
    found = rows(observation(component=[gene("HGNC:2625")], **value))
    assert [row.diplotype.value for row in found if row.diplotype] == expected


def test_a_genotype_without_a_value_is_not_readable() -> None:
    """A gene that was tested and whose result is not there differs from one not tested."""
    (row,) = rows(observation(component=[gene("HGNC:2625")], valueCodeableConcept=coded("638797")))
    assert (row.gene, row.readable) == ("CYP2D6", False)


SCORES = [
    ({"valueQuantity": {"value": 1.25}}, "1.25"),
    ({"valueQuantity": {"value": 3.0, "comparator": ">="}}, ">=3.0"),
    ({"valueString": "n/a"}, "n/a"),
    ({"valueInteger": 2}, "2"),
]


@pytest.mark.parametrize(("value", "expected"), SCORES)
def test_an_activity_score_keeps_its_comparator(value: dict[str, Any], expected: str) -> None:
    """A score of at least 3 is not 3."""
    score = component(coded("activity-score"), **value)
    (row,) = rows(observation(component=[gene("HGNC:2625"), score], valueString="*1/*1"))
    assert row.activity_score is not None
    assert row.activity_score.value == expected


def implication(identity: str, answer: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """A phenotype as it is given for a medicine."""
    metabolism = component(coded("53040-2"), valueCodeableConcept=answer)
    return observation(id=identity, code=coded("therapeutic-implication", system=None), component=[metabolism]) | parts


def derived(*ids: str) -> dict[str, Any]:
    """That an Observation follows from others."""
    return {"derivedFrom": [{"reference": f"Observation/{one}"} for one in ids]}


GENOTYPE = observation(id="g", valueString="*1/*2", component=[gene("HGNC:2621")])
OTHER = observation(id="d", valueString="*1/*4", component=[gene("HGNC:2625")])


def test_two_medicines_that_differ_in_the_phenotype_are_both_kept() -> None:
    """One gene, one phenotype for each medicine: where they differ, none is picked."""
    first = implication("i", coded("LA9657-3", "Poor metabolizer"), **derived("g"))
    second = implication("j", coded("LA10317-8", "Intermediate metabolizer"), **derived("g"))
    assert [shown(row) for row in rows(bundle(GENOTYPE, first, second))] == [
        ("CYP2C19", "*1/*2", "Poor metabolizer", None),
        ("CYP2C19", None, "Intermediate metabolizer", None),
    ]


def test_a_phenotype_of_several_genes_together_is_no_genes() -> None:
    """A phenotype derived from the genotypes of two genes is given to neither."""
    document = bundle(GENOTYPE, OTHER, implication("i", concept("Poor metabolizer"), **derived("g", "d")))
    assert [row.phenotype for row in rows(document)] == [None, None]
    assert "CYP2C19 and CYP2D6 at once" in messages(document)


def test_a_phenotype_is_joined_by_its_reference_alone() -> None:
    """That a bundle holds one genotype does not make every phenotype in it that gene's."""
    document = bundle(GENOTYPE, implication("i", concept("Poor metabolizer"), **derived("elsewhere")))
    assert [shown(row) for row in rows(document)] == [("CYP2C19", "*1/*2", None, None)]
    assert "names no gene" in messages(document)


def test_a_phenotype_follows_from_no_withdrawn_genotype() -> None:
    """What is derived from a genotype entered in error has no gene any more."""
    withdrawn = GENOTYPE | {"status": "entered-in-error"}
    document = bundle(withdrawn, OTHER, implication("i", concept("Poor metabolizer"), **derived("g")))
    assert [shown(row) for row in rows(document)] == [("CYP2D6", "*1/*4", None, None)]


def test_a_group_names_the_gene_of_its_members() -> None:
    """A grouping Observation with the gene gives it to members that name none."""
    group = observation(
        code=concept("Panel"), component=[gene("HGNC:2625")], hasMember=[{"reference": "Observation/m"}]
    )
    member = observation(id="m", valueString="*1/*5")
    assert [shown(row) for row in rows(bundle(group, member))] == [("CYP2D6", "*1/*5", None, None)]


def test_a_panel_of_components_gives_each_gene_its_own() -> None:
    """One Observation with a component a result: each component's own name tells its gene."""
    panel = observation(
        code=concept("Pharmacogenomic panel"),
        component=[
            component(concept("CYP2D6 genotype"), valueString="*4/*5"),
            component(concept("CYP2C19 genotype"), valueString="*1/*17"),
            component(concept("CYP2C19 phenotype"), valueString="Rapid metabolizer"),
        ],
    )
    assert [shown(row) for row in rows(panel)] == [
        ("CYP2D6", "*4/*5", None, None),
        ("CYP2C19", "*1/*17", "Rapid metabolizer", None),
    ]


def test_a_phenotype_without_genotype_is_a_row() -> None:
    """A phenotype that names its gene needs no genotype."""
    (row,) = rows(observation(code=concept("CYP2D6 phenotype"), valueString="Poor metabolizer"))
    assert shown(row) == ("CYP2D6", None, "Poor metabolizer", None)


NO_PHENOTYPES = [
    coded("LA9633-4", "Present"),
    coded("LA19541-4", "High risk"),
    concept("CYP2C19 poor metabolizers need another medicine; consider prasugrel instead of clopidogrel."),
]


@pytest.mark.parametrize("value", NO_PHENOTYPES)
def test_only_a_phenotype_is_taken_for_one(value: dict[str, Any]) -> None:
    """An answer about risk, a finding or advice that mentions metabolizers is no phenotype."""
    said = component(coded("therapeutic-implication", system=None), valueCodeableConcept=value)
    document = bundle(GENOTYPE, observation(code=concept("Implication"), component=[said], **derived("g")))
    assert [shown(row) for row in rows(document)] == [("CYP2C19", "*1/*2", None, None)]


def test_other_laboratory_results_are_left_alone() -> None:
    """A bundle from a record holds much else, and none of it is a problem."""
    sugar = observation(code=coded("2345-7", "Glucose"), valueQuantity={"value": 5.5, "unit": "mmol/l"})
    hepatitis = observation(code=coded("32286-7", "Hepatitis C virus genotype"), valueString="1a")
    found = read(bundle(GENOTYPE, sugar, hepatitis))
    assert len(found.patients[0].rows) == 1
    assert found.problems == ()


def test_a_modifier_extension_turns_a_result_away() -> None:
    """FHIR forbids to read what a modifier extension may turn round."""
    changed = GENOTYPE | {"modifierExtension": [{"url": "http://example.org/not", "valueBoolean": True}]}
    document = bundle(changed, OTHER)
    assert [row.gene for row in rows(document)] == ["CYP2D6"]
    assert "modifier extension" in messages(document)


PATIENT = {"resourceType": "Patient", "id": "p", "name": [{"text": "Ada Example (invented)"}]}


def test_a_result_without_subject_is_the_only_patients() -> None:
    """Where the document names one patient, and the result none, it is theirs."""
    (patient,) = read(bundle(PATIENT, GENOTYPE | {"subject": None})).patients
    assert (patient.patient.id, patient.patient.name) == ("p", "Ada Example (invented)")


def test_a_result_without_subject_is_nobodys_among_several() -> None:
    """Where the document names two patients, a result without subject is left out."""
    document = bundle(PATIENT, PATIENT | {"id": "q"}, GENOTYPE | {"subject": None})
    assert rows(document) == []
    assert "not told whose" in messages(document)


def test_nobody_named_is_called_by_the_files_name() -> None:
    """A document without any patient is called by its file, with a notice."""
    raw = RawFile("DEMO-20.json", json.dumps(GENOTYPE | {"subject": None}))
    found = fhir.read(raw)
    assert found.patients[0].patient.id == "DEMO-20"
    assert "names no patient" in found.problems[0].message


@pytest.mark.parametrize("subject", [{"reference": "Group/1"}, {"reference": "Device/1"}])
def test_a_subject_that_is_no_patient_gets_no_result(subject: dict[str, str]) -> None:
    """A group's or a device's result is nobody's, even beside a single patient."""
    document = bundle(PATIENT, GENOTYPE | {"subject": subject})
    assert rows(document) == []


def test_two_subjects_under_one_id_are_not_merged() -> None:
    """The same id on two servers may be two people."""
    first = GENOTYPE | {"subject": {"reference": "http://a.example/fhir/Patient/1"}}
    second = OTHER | {"subject": {"reference": "http://b.example/fhir/Patient/1"}}
    assert rows(bundle(first, second)) == []
    assert "nothing says that they are one" in messages(bundle(first, second))


def test_a_relative_reference_stays_on_its_server() -> None:
    """Two servers' bundles in one: `Patient/1` is the patient of the server that the result is from."""
    document = {"resourceType": "Bundle", "entry": []}
    for server, name in (("http://a.example/fhir", "Ada"), ("http://b.example/fhir", "Ben")):
        patient = {"resourceType": "Patient", "id": "1", "identifier": [{"value": name}]}
        result = observation(
            id="g", subject={"reference": "Patient/1"}, valueString=f"CYP2D6 *{len(server)}/*{name[1]}"
        )
        document["entry"] += [
            {"fullUrl": f"{server}/Patient/1", "resource": patient},
            {"fullUrl": f"{server}/Observation/g", "resource": result},
        ]
    found = read(document)
    assert [patient.patient.id for patient in found.patients] == ["Ada", "Ben"]


def test_a_document_without_results_is_no_normal_result(example: Example) -> None:
    """Variants alone, or no Observation at all, are refused with the reason."""
    with pytest.raises(UnusableInputError, match="no result, and not a normal one"):
        example("fhir/variants.json")
    with pytest.raises(UnusableInputError, match="has no Observation"):
        read({"resourceType": "Bundle"})


FOREIGN = [
    '{"resourceType": "Patient"}',
    '{"resourceType": ["Bundle"]}',
    '{"entry": []}',
    "[]",
    "[1]",
    '[{"gene": "CYP2D6"}]',
    "<Bundle/>",
    '<Bundle xmlns="http://example.org"/>',
    '<Patient xmlns="http://hl7.org/fhir"/>',
    "gene\tdiplotype",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_what_only_looks_like_fhir_is_not_recognized(text: str) -> None:
    """Other JSON, other XML and resources that hold no results are left to others."""
    assert fhir.recognize(RawFile("file", text)) is None


def test_a_list_of_resources_is_read() -> None:
    """Resources in a list, without a bundle, are read alike."""
    raw = RawFile("results.json", json.dumps([GENOTYPE, OTHER]))
    assert fhir.recognize(raw)
    assert [row.gene for row in fhir.read(raw).patients[0].rows] == ["CYP2C19", "CYP2D6"]


WRONG: list[Any] = [None, True, 7, 1e300, "x", "\ud800", [], {}, [[]], [None, {}], {"reference": 1}, {"coding": "x"}]


def variants(document: Any) -> Iterator[Any]:
    """The document with each of its parts replaced by what should not stand there."""
    for path in list(paths(document)):
        for wrong in WRONG:
            changed = deepcopy(document)
            target = changed
            for step in path[:-1]:
                target = target[step]
            target[path[-1]] = wrong
            yield changed


def paths(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each part of a document."""
    steps = (
        document.items() if isinstance(document, dict) else enumerate(document if isinstance(document, list) else [])
    )
    for step, value in steps:
        yield (*path, step)
        yield from paths(value, (*path, step))


@pytest.mark.parametrize("file", ["report_contained.json", "searchset.json", "parameters.json", "haplotypes.json"])
def test_no_wrong_shape_breaks_the_reader(file: str) -> None:
    """Whatever stands in the place of any part, there is an answer or a reason."""
    document = json.loads((EXAMPLES / "fhir" / file).read_text("utf-8"))
    for changed in variants(document):
        raw = RawFile("results.json", json.dumps(changed))
        if fhir.recognize(raw):
            try:
                fhir.read(raw)
            except UnusableInputError as error:
                assert str(error)  # noqa: PT017 - that it has a reason is all that is asked


def test_references_in_a_circle_end() -> None:
    """Observations derived from each other have no gene, and reading them ends."""
    first = implication("a", concept("Poor metabolizer"), **derived("b"))
    second = implication("b", concept("Poor metabolizer"), **derived("a", "b"))
    assert rows(bundle(first, second, GENOTYPE))[0].phenotype is None


def test_reading_is_work_in_proportion() -> None:
    """Four times the Observations are about four times the work, not sixteen."""

    def work(number: int) -> int:
        results = [GENOTYPE | {"id": f"g{n}", "subject": {"reference": f"Patient/{n}"}} for n in range(number)]
        ours = [implication(f"i{n}", concept("Poor metabolizer"), **derived("g0", f"g{n}")) for n in range(number)]
        raw = RawFile("results.json", json.dumps(bundle(*results, *ours)))
        return calls_in(lambda: fhir.read(raw))

    assert work(400) < 5 * work(100)


def region(code: str = "CYP2D6", **value: Any) -> dict[str, Any]:
    """An Observation of the guide's profile Region Studied, with one component of what was looked for."""
    parts = [gene(code, code), component(coded("81293-3"), **value)] if value else [gene(code, code)]
    return observation(code=coded("53041-0"), component=parts)


@pytest.mark.parametrize(
    "tested",
    [
        region(valueString="*2, *3"),
        observation(
            code=coded("53041-0"),
            component=[gene("CYP2D6", "CYP2D6"), component(coded("36908-2"), valueCodeableConcept=concept("*2, *3"))],
        ),
        observation(code=concept("CYP2D6 alleles tested"), valueString="*2, *3"),
        observation(code=coded("36908-2"), component=[gene("CYP2D6", "CYP2D6")], valueString="*2, *3"),
    ],
)
def test_what_was_looked_for_stands_with_the_genes_result(tested: dict[str, Any]) -> None:
    """A region studied and an Observation of tested alleles say what was tested, and give no diplotype."""
    result = observation(component=[gene("CYP2D6", "CYP2D6")], valueString="*1/*4")
    (row,) = rows(bundle(result, tested))
    assert (shown(row), row.tested and row.tested.value) == (("CYP2D6", "*1/*4", None, None), "*2, *3")
    assert messages(bundle(result, tested)) == ""


@pytest.mark.parametrize(
    "tested",
    [
        region("CYP2C19", valueString="*2, *3"),
        observation(code=concept("CYP2C19 alleles tested"), valueString="*2/*3"),
    ],
)
def test_what_was_looked_for_in_a_gene_without_a_result_is_no_result(tested: dict[str, Any]) -> None:
    """Tested alleles of another gene, or what may be a result among them, are set aside with a notice."""
    result = observation(component=[gene("CYP2D6", "CYP2D6")], valueString="*1/*4")
    assert [(row.gene, row.tested) for row in rows(bundle(result, tested))] == [("CYP2D6", None)]
    assert "CYP2C19 (1)" in messages(bundle(result, tested))
    with pytest.raises(UnusableInputError):
        read(bundle(tested))
