"""PharmCAT's JSON: what was called, what the file doubts of it, and files of another shape."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from pgx_reader.models.results import LabFile, LabRow, Severity
from pgx_reader.readers.formats import pharmcat_json
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents
from pgx_reader.terms import CopyNumber
from tests.work import calls_in

Example = Callable[[str], LabFile]
Flat = tuple[str, str | None, str | None, str | None]


def flat(row: LabRow) -> Flat:
    """Gene, diplotype, phenotype and score of a row."""
    cells = (row.diplotype, row.phenotype, row.activity_score)
    diplotype, phenotype, score = (cell.value if cell else None for cell in cells)
    return row.gene, diplotype, phenotype, score


def rows(contents: Contents | LabFile) -> list[LabRow]:
    """Every row of every patient."""
    return [row for patient in contents.patients for row in patient.rows]


def read(document: Any) -> Contents:
    """A document by the reader, which must recognize it."""
    raw = RawFile("DEMO-20.report.json", json.dumps(document))
    assert pharmcat_json.recognize(raw) is not None
    return pharmcat_json.read(raw)


def diplotype(label: str, /, *phenotypes: str, **parts: Any) -> dict[str, Any]:
    """A diplotype of named alleles, with parts of one's own."""
    names = [*label.split("/"), None]
    alleles = [{"name": name} if name else None for name in names]
    given = {"allele1": alleles[0], "allele2": alleles[1], "label": label, "phenotypes": list(phenotypes)}
    return given | parts


def report(*called: Any, gene: str = "CYP2D6", source: str = "OUTSIDE", **parts: Any) -> dict[str, Any]:
    """A version 3 report of one gene."""
    own = {"geneSymbol": gene, "callSource": source, "sourceDiplotypes": list(called)} | parts
    return {"pharmcatVersion": "v3.0.0", "genes": {gene: own}, "matcherMetadata": {"sampleId": "DEMO-20"}}


def only(document: Any) -> LabRow:
    """The one row of a document."""
    (row,) = rows(read(document))
    return row


@pytest.mark.parametrize(
    ("file", "patient", "expected"),
    [
        (
            "doubts.report.json",
            "DEMO-11",
            [
                ("CYP2C19", "*1/*1", "Normal Metabolizer", None),
                ("CYP2D6", "*1/*4", "Normal Metabolizer", "1.0"),
                ("G6PD", "B (reference)", "Normal", None),
                ("CYP1A2", "*1/*30", None, None),
            ],
        ),
        (
            "DEMO-12.outside_only.report.json",
            "DEMO-12.outside_only",
            [
                (
                    *("CYP2D6", "*1/*1x≥3 or *1x≥3/*4"),
                    *("Ultrarapid Metabolizer or Normal Metabolizer", "≥4.0 or n/a"),
                ),
                ("CYP2C19", None, "Poor Metabolizer", None),
            ],
        ),
        (
            "DEMO-13.phenotype.json",
            "DEMO-13",
            [
                ("CYP2C19", "*38/*38", "Normal Metabolizer", None),
                ("CYP2D6", "*29/*29", "Intermediate Metabolizer", "1.0"),
            ],
        ),
        (
            "DEMO-14.phenotyper.json",
            "DEMO-14",
            [
                ("CYP2C19", "*1/*2", "Intermediate Metabolizer", None),
                ("CYP2D6", "*1/*4", "Normal Metabolizer", None),
            ],
        ),
        (
            "DEMO-15.matcher.json",
            "DEMO-15",
            [
                ("CYP2C19", "*1/*17 or *4/*17", None, None),
                ("CYP2D6", "*1/*4", None, None),
                ("DPYD", "c.85T>C (*9A)", None, None),
            ],
        ),
        (
            "DEMO-16.version_1.report.json",
            "DEMO-16.version_1",
            [
                ("CYP2C19", "*1/*1", "Normal Metabolizer", None),
                ("CYP2D6", "*1/*4", None, None),
                ("CYP2D6", "*1/*5", "Intermediate Metabolizer", None),
                ("CYP4F2", "*1/*1", "N/A", None),
            ],
        ),
    ],
)
def test_every_result_is_read_as_it_stands(example: Example, file: str, patient: str, expected: list[Flat]) -> None:
    """Each kind of file gives its genes' results, word for word, to the sample that it names, else to its own name."""
    found = example(f"pharmcat_json/{file}")
    assert [person.patient.id for person in found.patients] == [patient]
    assert [flat(row) for row in rows(found)] == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "doubts.report.json",
            {
                "genes.CYP2C19.uncalledHaplotypes": "*9, *35",
                "genes.CYP2C19.variants[].call": "no call at rs0000002, 94842866",
                "genes.CYP2C19.hasUndocumentedVariations": "true",
                "genes.CYP2D6.sourceDiplotypes[].outsidePhenotypeMismatch": "Intermediate Metabolizer",
                "genes.CYP2D6.recommendationDiplotypes[].label": "*1/*4.001",
                "genes.CYP2D6.messages[].message": "PharmCAT would have called *1/*1 based on the VCF but it has been "
                "ignored in favor of the outside call.",
            },
        ),
        ("DEMO-14.phenotyper.json", {"[1].uncalledHaplotypes": "*3"}),
        (
            "DEMO-15.matcher.json",
            {
                "results[0].uncallableHaplotypes": "*35",
                "results[0].matchData.missingPositions": "no call at rs0000003",
            },
        ),
        (
            "DEMO-16.version_1.report.json",
            {"geneCalls[0].hasUncalledHaps": "true", "geneCalls[0].totalMissingVariants": "2"},
        ),
        ("DEMO-13.phenotype.json", {}),
    ],
)
def test_what_the_file_doubts_is_a_remark(example: Example, file: str, expected: dict[str, str]) -> None:
    """What was not seen, was seen and left, or was read otherwise stands beside the call, with its place."""
    remarks = [remark for row in rows(example(f"pharmcat_json/{file}")) for remark in row.remarks]
    assert {remark.column: remark.value for remark in remarks} == expected
    assert len(remarks) == len(expected)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (report(diplotype("*29/*29"), source="MATCHER"), CopyNumber.NOT_COUNTED),
        (report(diplotype("*29/*29"), source="OUTSIDE"), CopyNumber.NOT_KNOWN),
        (report(diplotype("*29/*29"), source="something new"), CopyNumber.NOT_KNOWN),
        (report(diplotype("Unknown/Unknown"), source="NONE"), CopyNumber.NOT_KNOWN),
        (report(diplotype("*1/*1"), gene="CYP2C19", source="MATCHER"), CopyNumber.NOT_KNOWN),
    ],
)
def test_only_pharmcats_own_cyp2d6_calls_are_known_to_have_no_copies_counted(row: Any, expected: CopyNumber) -> None:
    """A VCF shows no copies; whether an outside caller counted them, the file does not say."""
    assert only(row).copy_number is expected


@pytest.mark.parametrize(
    ("called", "expected"),
    [
        ([diplotype("Unknown/Unknown", "No Result")], ("CYP2D6", "Unknown/Unknown", "No Result", None)),
        ([], ("CYP2D6", None, None, None)),
        (
            [diplotype("*1/*1", "Normal Metabolizer"), diplotype("*4/*4", "Poor Metabolizer")],
            ("CYP2D6", "*1/*1 or *4/*4", "Normal Metabolizer or Poor Metabolizer", None),
        ),
        (
            [diplotype("*1/*1", "Normal Metabolizer"), diplotype("*1/*4")],
            ("CYP2D6", "*1/*1 or *1/*4", "Normal Metabolizer or n/a", None),
        ),
        (
            [diplotype("*1/*1", activityScore="2.0"), diplotype("*1/*4", activityScore=None)],
            ("CYP2D6", "*1/*1 or *1/*4", None, "2.0 or n/a"),
        ),
        (
            [diplotype("*1/*1", "Normal Metabolizer"), {"label": "Poor Metabolizer", "phenotypes": "Poor Metabolizer"}],
            ("CYP2D6", "*1/*1 or Unknown/Unknown", "Normal Metabolizer or Poor Metabolizer", None),
        ),
        ([diplotype("*1/*4", activityScore=1.0)], ("CYP2D6", "*1/*4", None, "1.0")),
        ([diplotype("*1/*4", label=None)], ("CYP2D6", "*1/*4", None, None)),
        ([diplotype("*2x2", label="*2x2")], ("CYP2D6", "*2x2", None, None)),
        ([diplotype("*1/*4", label="*1/*4\ud800")], ("CYP2D6", "*1/*4\ufffd", None, None)),
    ],
)
def test_all_alternatives_are_kept_and_none_speaks_for_another(called: list[Any], expected: Flat) -> None:
    """Where one of several says nothing, that it says nothing stands in its place; half a character is replaced."""
    assert flat(only(report(*called))) == expected


def test_other_genes_that_were_not_called_are_left_out() -> None:
    """That PharmCAT knows a gene is no result; of CYP2D6 and CYP2C19 it is told that there is none."""
    unknown = {"sourceDiplotypes": [diplotype("Unknown/Unknown", "No Result")]}
    haploid = {"sourceDiplotypes": [diplotype("Unknown", "No Result")]}
    document = report() | {"genes": {"TPMT": unknown, "MT-RNR1": haploid, "CYP2C19": unknown}}
    assert [row.gene for row in rows(read(document))] == ["CYP2C19"]


SOUND = {"callSource": "MATCHER", "sourceDiplotypes": [diplotype("*1/*2", "Intermediate Metabolizer")]}


@pytest.mark.parametrize(
    ("genes", "expected"),
    [
        ({"CPIC": {"CYP2C19": SOUND}, "DPWG": {"CYP2C19": SOUND}}, ["*1/*2"]),
        ({"DPWG": {"CYP2C19": SOUND}}, ["*1/*2"]),
        ({"DPWG": {"CYP2C19": SOUND}, "CYP2C19": {"sourceDiplotypes": [diplotype("*2/*2")]}}, ["*1/*2", "*2/*2"]),
        ({"CPIC": {"CYP2C19": {"sourceDiplotypes": []}}, "DPWG": {"CYP2C19": SOUND}}, [None, "*1/*2"]),
        ({"FDA": {"CYP2C19": SOUND}}, ["*1/*2"]),
    ],
)
def test_a_gene_under_several_sources_is_read_once_unless_the_calls_differ(
    genes: dict[str, Any], expected: list[str | None]
) -> None:
    """The same call under CPIC and DPWG is one row; two calls are two rows, whatever they stand under."""
    found = rows(read({"pharmcatVersion": "v2.9.0", "genes": genes}))
    assert [row.diplotype.value if row.diplotype else None for row in found] == expected


@pytest.mark.parametrize(
    "genes",
    [
        *({"CYP2D6": value} for value in (None, 5, "*1/*4", [], {}, {"sourceDiplotypes": "*1/*4"})),
        {"CYP2D6": {"sourceDiplotypes": [None]}},
        {"CYP2D6": {"sourceDiplotypes": [diplotype("*1/*4", phenotypes={"a": 1})]}},
        {"CYP2D6": {"sourceDiplotypes": [diplotype("*1/*4", activityScore=True)]}},
        {"CYP2D6": {"sourceDiplotypes": [diplotype("*1/*4", label=None, allele2={"name": False})]}},
        {"CYP2D6": {"geneSymbol": "CYP2C19", "sourceDiplotypes": [diplotype("*1/*4")]}},
        {"CPIC": {"CYP2D6": 5}},
    ],
)
def test_a_gene_of_another_shape_is_a_problem_and_no_result(genes: dict[str, Any]) -> None:
    """Nothing is made up of it, it is not called "no call", and the problem says where it stands."""
    contents = read({"pharmcatVersion": "v3.0.0", "genes": genes, "matcherMetadata": {"sampleId": "DEMO-20"}})
    (row,) = rows(contents)
    assert (flat(row), row.readable) == (("CYP2D6", None, None, None), False)
    (problem,) = contents.problems
    assert (problem.severity, problem.column) == (
        Severity.ERROR,
        "genes.CPIC.CYP2D6" if "CPIC" in genes else "genes.CYP2D6",
    )


@pytest.mark.parametrize(
    "document",
    [
        *({"pharmcatVersion": "v3.0.0", "genes": value} for value in (None, [], "x", {}, {"CPIC": []})),
        *({"pharmcatVersion": version, "genes": {}} for version in (None, 3, {}, "")),
        *({"geneReports": value} for value in (None, [], 5)),
        *({"pharmcatVersion": "v1.0.0", "geneCalls": value} for value in (None, {}, [], [5], [{"gene": ["CYP2D6"]}])),
        *(
            {"results": value, "metadata": {"namedAlleleMatcherVersion": number}}
            for value, number in ((None, "2.0.0"), ({}, None), ([], []), ([5], "x"), ([{"gene": None}], "2"))
        ),
        {"pharmcatVersion": "v3.0.0", "genes": {}, "unannotatedGeneCalls": [5]},
    ],
)
def test_a_file_without_a_gene_that_can_be_read_says_so(document: Any) -> None:
    """Whatever stands where the genes should stand, there is a problem and no row."""
    contents = read(document)
    assert not contents.patients
    assert any(problem.severity is Severity.ERROR for problem in contents.problems)


@pytest.mark.parametrize(
    "document",
    [
        {"results": [{"gene": "CYP2D6", "diplotypes": "*1/*4"}], "metadata": {"namedAlleleMatcherVersion": "2.0.0"}},
        {"results": [{"gene": "CYP2D6", "diplotypes": [{}]}], "metadata": {"namedAlleleMatcherVersion": "2.0.0"}},
        {"pharmcatVersion": "v1.0.0", "geneCalls": [{"gene": "CYP2D6", "diplotypes": {"a": 1}}]},
        {
            "pharmcatVersion": "v1.0.0",
            "geneCalls": [{"gene": "CYP2D6", "diplotypes": ["*1/*4"]}],
            "genotypes": [{"gene": "CYP2D6", "phenotype": [{}]}],
        },
    ],
)
def test_a_call_of_another_shape_is_unreadable_in_the_other_files(document: Any) -> None:
    """A match file and a report of version 1 are held to their shape as well."""
    contents = read(document)
    assert [row.readable for row in rows(contents)] == [False]
    assert any(problem.severity is Severity.ERROR for problem in contents.problems)


@pytest.mark.parametrize(
    "document",
    [
        *({}, [], [{}], 5, None, {"genes": {"CYP2D6": {}}}, {"pharmcatVersion": "v3.0.0"}),
        {"results": [{"gene": "CYP2D6"}]},
        {"results": [], "metadata": []},
        [{"gene": "CYP2D6", "diplotype": "*1/*4"}],
        [{"geneSymbol": "CYP2D6", "diplotypes": []}],
        {"resourceType": "Bundle"},
    ],
)
def test_other_json_is_left_alone(document: Any) -> None:
    """Only what has PharmCAT's own keys is claimed."""
    assert pharmcat_json.recognize(RawFile("report.json", json.dumps(document))) is None


@pytest.mark.parametrize(
    ("written", "shown"),
    [("v1.7.0-6-gfc523f3a\n", "1.7"), ("v3.1.1", "3.1.1"), ("3.4.0", "3.4"), ("v10.20.30-rc1", "10.20.30")],
)
def test_the_version_is_said_as_people_say_it(written: str, shown: str) -> None:
    """Without the build, and without a last zero."""
    raw = RawFile("report.json", json.dumps({"pharmcatVersion": written, "genes": {}}))
    recognition = pharmcat_json.recognize(raw)
    assert recognition is not None
    assert recognition.what == f"PharmCAT report.json, version {shown}"


def test_the_title_names_nobody() -> None:
    """A report's title is free text, often that of the input file; the sample of the matcher is the patient."""
    titled = report(diplotype("*1/*4")) | {"title": "Somebody Else"}
    assert [person.patient.id for person in read(titled).patients] == ["DEMO-20"]
    assert [person.patient.id for person in read(titled | {"matcherMetadata": None}).patients] == ["DEMO-20"]
    assert [problem.severity for problem in read(titled | {"matcherMetadata": None}).problems] == [Severity.NOTICE]


def test_many_genes_are_work_in_proportion() -> None:
    """The work grows with the file, and not with its square; no gene is lost in a long one."""

    def document(size: int) -> dict[str, Any]:
        genes = {f"GENE{number}": SOUND for number in range(size)}
        many = [diplotype(f"*1/*{number}", "Normal Metabolizer") for number in range(size)]
        return {"pharmcatVersion": "v3.0.0", "genes": genes | {"CYP2D6": {"sourceDiplotypes": many}}}

    assert len(rows(read(document(9_000)))) == 9_001
    assert calls_in(lambda: read(document(2_000))) < 5 * calls_in(lambda: read(document(500)))
