"""JSON of no format's own, JSON lines, and this program's own JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import LabFile, Severity
from pgx_reader.readers import read_results

from .test_generic_tables import Flat, flat, told

Example = Callable[[str], LabFile]


def read(content: Any, name: str = "DEMO-09.json") -> LabFile:
    """Read JSON given as Python's objects, or as text."""
    text = content if isinstance(content, str) else json.dumps(content)
    return read_results(BytesIO(text.encode()), name=name)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "records.json",
            [(None, "records", "CYP2D6", "*1/*4", None, None), (None, "records", "CYP2C19", "*1/*1", None, None)],
        ),
        (
            "genes_as_keys.json",
            [
                (None, "genes_as_keys", "CYP2C19", "*1/*2", None, None),
                (None, "genes_as_keys", "CYP2D6", None, "Poor Metabolizer", None),
                (None, "genes_as_keys", "TPMT", "*1/*1", None, None),
            ],
        ),
        (
            "genes_list.json",
            [
                (None, "DEMO-01", "CYP2D6", "*1/*4 or *4/*10", None, "1.0"),
                (None, "DEMO-01", "CYP2C19", None, "Indeterminate", None),
            ],
        ),
        (
            "patient_with_genes.json",
            [
                (None, "DEMO-01", "CYP2D6", "*1/*4", "Intermediate Metabolizer", None),
                (None, "DEMO-01", "CYP2C19", None, None, None),
            ],
        ),
        (
            "cohort.json",
            [(None, "DEMO-01", "CYP2D6", "*1/*4", None, None), (None, "DEMO-02", "CYP2D6", "*4/*4", "PM", None)],
        ),
        (
            "lines.jsonl",
            [
                (None, "DEMO-01", "CYP2D6", "*1/*4", None, None),
                (None, "DEMO-01", "CYP2C19", "*1/*1", None, None),
                (None, "DEMO-02", "CYP2D6", "*4/*4", None, None),
            ],
        ),
        (
            "star_allele_export.json",
            [
                (None, "star_allele_export", "CYP2C19", "*1/*2", "Intermediate Metabolizer", None),
                (None, "star_allele_export", "CYP2D6", "*1/*1", None, None),
            ],
        ),
    ],
)
def test_each_result_of_an_example_is_read_word_for_word(example: Example, path: str, expected: list[Flat]) -> None:
    """Every result is there, unaltered; all solutions of a list are kept."""
    file = example(f"json/{path}")
    assert flat(file) == expected
    assert told(file, Severity.ERROR) == ""


def test_a_cell_names_the_path_to_it(example: Example) -> None:
    """A value is found again by the keys that lead to it."""
    row = example("json/cohort.json").patients[1].rows[0]
    assert row.diplotype is not None
    assert row.diplotype.column == "patients[1].results[0].call"


def test_details_of_a_patient_are_read(example: Example) -> None:
    """Name and lab beside the id, and in an object of the patient's own, belong to the patient."""
    patient = example("json/genes_list.json").patients[0].patient
    assert (patient.id, patient.name, patient.lab) == ("DEMO-01", "Ada Example (invented)", "Example Laboratory")
    assert example("json/cohort.json").patients[0].patient.birth_date == "1990-01-01"


def test_parts_that_are_not_read_are_named(example: Example) -> None:
    """What stands under a key that is not known is not passed over in silence."""
    assert '"advice"' in told(example("json/patient_with_genes.json"))


def test_two_results_under_two_keys_are_both_kept() -> None:
    """Neither of two diplotypes of one record is picked."""
    file = read({"patient_id": "A", "gene": "CYP2D6", "diplotype": "*1/*4", "genotype": "*1/*1"})
    assert [row[3] for row in flat(file)] == ["*1/*4", "*1/*1"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ([{"CYP2D6": "*1/*4"}, {"CYP2D6": "*1/*4"}], "2 objects have results of a person and no id"),
        ([{"gene": "CYP2D6", "diplotype": d} for d in ("*1/*4", "*1/*1")], "CYP2D6 stands there with two results"),
        ({"name": "x"}, 'its keys are "name"'),
        ([], "it holds no object"),
        ([1, "CYP2D6"], "it holds no object"),
        ({"advice": [{"gene": "CYP2D6", "diplotype": "*1/*4"}]}, 'its keys are "advice"'),
        ({"gene": "CYP2D6"}, 'its keys are "gene"'),
        ({"CYP2D6": True}, 'its keys are "CYP2D6"'),
        ({"CYP2D6": {"x": {"diplotype": "*1/*4"}}}, 'its keys are "CYP2D6"'),
        ('{"patient_id": "A", "CYP2D6": "*1/*4"}\n{"patient_id": "B", "CYP2D6": "*4', "row 2: the JSON breaks off"),
        ('{"CYP2D6": "*1/*4", "CYP2D6": "*1/*1"}', "twice in one object"),
        ('{"a":1}\n{"CYP2D6": "*1/*4", "CYP2D6": "*1/*1"}', "twice in one object"),
        ("[" * 200, "nested more than 100 deep"),
        ('{"a":1}\n{"b":' + "[" * 200 + "]" * 200 + "}", "nested more than 100 deep"),
    ],
)
def test_json_that_cannot_be_read_is_refused_with_what_was_found(content: Any, words: str) -> None:
    """Unknown shapes, results of nobody in particular, and broken JSON are refused in words."""
    with pytest.raises(UnusableInputError, match=words):
        read(content)


@pytest.mark.parametrize("key", ["genotype", "pgx_results", "star_alleles", "genes", "diplotypes", "profile"])
def test_genes_may_stand_under_any_of_the_usual_keys(key: str) -> None:
    """An object of genes beside a patient's id is read under the keys that files have for it."""
    file = read({"patient_id": "A", key: {"CYP2D6": "*1/*4", "SNPs": {"rs1": "AG"}}, "clinical": {"age": 58}})
    assert flat(file) == [(None, "A", "CYP2D6", "*1/*4", None, None)]
    assert '"clinical"' in told(file)


def test_keys_are_patients_only_where_each_leads_to_results() -> None:
    """An object for each patient under its id is read; an object of advice under its name is not a patient."""
    file = read({"A": {"CYP2D6": "*1/*4"}, "B": {"CYP2D6": {"phenotype": "PM"}}})
    assert [row[1:5] for row in flat(file)] == [("A", "CYP2D6", "*1/*4", None), ("B", "CYP2D6", None, "PM")]
    for content in ({"advice": {"CYP2D6": "lower the dose of codeine"}}, {"A": {"CYP2D6": "*1/*4"}, "note": "x"}):
        with pytest.raises(UnusableInputError, match="of no kind that we read"):
            read(content)


@pytest.mark.parametrize("value", [True, {"x": 1}, [1, None], [["*1/*4"]]])
def test_a_value_of_another_kind_is_a_problem(value: Any) -> None:
    """A result that is no text is an error with its path, and costs no other."""
    file = read(
        {"patient_id": "A", "genes": [{"gene": "CYP2D6", "diplotype": value}, {"gene": "TPMT", "call": "*1/*1"}]}
    )
    assert [problem.column for problem in file.problems if problem.severity is Severity.ERROR] == ["genes[0].diplotype"]
    assert flat(file) == [(None, "A", "CYP2D6", None, None, None), (None, "A", "TPMT", "*1/*1", None, None)]


def test_two_people_under_one_id_get_no_handout() -> None:
    """Two names under one id leave that patient out, with an error."""
    file = read([{"patient_id": "A", "name": name, "CYP2D6": "*1/*4"} for name in ("Ada (invented)", "Bea (invented)")])
    assert file.patients == ()
    assert "more than one patient name" in told(file, Severity.ERROR)


def test_our_own_json_gives_what_the_lab_reported(example: Example) -> None:
    """Only the reported texts are read again, with the medicines that the patient takes; nothing interpreted is."""
    file = example("json/explained.json")
    assert flat(file) == [
        (None, "DEMO-01", "CYP2C19", None, None, None),
        (None, "DEMO-01", "CYP2D6", "*1/*4", "EM", "1"),
        (None, "DEMO-01", "TPMT", None, None, None),
        (None, "DEMO-02", "CYP2D6", "No_call", None, None),
    ]
    assert file.patients[0].medicines == ("codeine", "herb")
    assert file.patients[0].patient.name == "Ada Example (invented)"


def test_a_conflict_in_our_own_json_stays_unusable(example: Example) -> None:
    """Two results that were in conflict, joined in one text, do not come back as alternatives."""
    file = example("json/explained.json")
    assert [row.readable for row in file.patients[0].rows] == [False, True, True]
    assert "CYP2C19 could not be used" in told(file, Severity.ERROR)


@pytest.mark.parametrize(
    "item",
    [
        {"patient": None, "genes": []},
        {"patient": {"id": 7}},
        {"patient": {"id": "A"}, "genes": {"gene": "CYP2D6"}, "medicines": 3, "other_genes": "x"},
        {"patient": {"id": "A"}, "genes": [None, {"gene": None}, {"gene": "CYP2D6", "reported": "x", "status": []}]},
    ],
)
def test_our_own_json_of_another_shape_never_crashes(item: dict[str, Any]) -> None:
    """A part of another kind than expected is left out, or a problem."""
    file = read({"schema": "pgx-reader/interpretation/1"} | item)
    assert all(row.diplotype is None for patient in file.patients for row in patient.rows)
