"""Reports and notes as text: what is a result, and what never becomes one."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import LabFile, Severity
from pgx_reader.readers import read_results, report_text, tested_lines

from .test_generic_tables import Flat, flat, told

Example = Callable[[str], LabFile]


def read(text: str) -> LabFile:
    """Read a text, under the name `DEMO-09.txt`."""
    return read_results(BytesIO(text.encode()), name="DEMO-09.txt")


def results(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """The results of a text: gene, diplotype, phenotype, score. None where nothing is read."""
    try:
        return [(gene, *rest) for _, _, gene, *rest in flat(read(text))]  # type: ignore[misc]
    except UnusableInputError:
        return []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "report.txt",
            [
                (8, "DEMO-01", "CYP2D6", "*1/*4", "Intermediate Metabolizer", "1.0"),
                (13, "DEMO-01", "CYP2C19", "*1/*17", "Rapid Metabolizer", None),
                (17, "DEMO-01", "SLCO1B1", None, "Decreased Function", None),
            ],
        ),
        (
            "note.txt",
            [
                (1, "note", "CYP2C19", "*2/*2", "Poor Metabolizer", None),
                (2, "note", "CYP2D6", None, "Extensive (Normal) Metabolizer", None),
            ],
        ),
        (
            "two_results.txt",
            [(2, "DEMO-02", "CYP2D6", "*1/*4", None, None), (3, "DEMO-02", "CYP2D6", "*1/*1", None, None)],
        ),
    ],
)
def test_each_result_of_an_example_is_read_word_for_word(example: Example, path: str, expected: list[Flat]) -> None:
    """Every stated result is there with its line, two different ones both, and no sentence about medicines."""
    file = example(f"text/{path}")
    assert flat(file) == expected
    assert told(file, Severity.ERROR) == ""


def test_details_of_a_report_are_read(example: Example) -> None:
    """Id, name, birth date, date and lab are found by their labels; the patient's id goes before the record's."""
    patient = example("text/report.txt").patients[0].patient
    assert (patient.id, patient.name, patient.birth_date) == ("DEMO-01", "Ada Example (invented)", "1990-01-01")
    assert (patient.reported_on, patient.lab) == ("2026-01-05", "Example Laboratory (invented)")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CYP2C19 *2/*2 (Poor Metabolizer)", ("CYP2C19", "*2/*2", "Poor Metabolizer", None)),
        ("CYP2D6 Intermediate Metabolizer", ("CYP2D6", None, "Intermediate Metabolizer", None)),
        (
            "CYP2D6: *1/*4, Activity score 1.0, Intermediate metabolizer",
            ("CYP2D6", "*1/*4", "Intermediate metabolizer", "1.0"),
        ),
        ("Gene: CYP2D6 / Genotype: *4/*4 / Phenotype: Poor", ("CYP2D6", "*4/*4", "Poor", None)),
        ("Gene: CYP2D6\nGenotype: *4/*4\nPhenotype: Poor metabolizer", ("CYP2D6", "*4/*4", "Poor metabolizer", None)),
        ("CYP2D6\n*1/*4\nIntermediate Metabolizer", ("CYP2D6", "*1/*4", "Intermediate Metabolizer", None)),
        ("CYP2D6\nPhenotype:\nNormal", ("CYP2D6", None, "Normal", None)),
        ("- **CYP2D6**: *1/*4 (Intermediate Metabolizer)", ("CYP2D6", "*1/*4", "Intermediate Metabolizer", None)),
        ("• CYP 2D6 — *2A/*4 — IM", ("CYP 2D6", "*2A/*4", "IM", None)),
        ("2D6: PM", ("2D6", None, "PM", None)),
        ("CYP2D6 | Cytochrome P450 2D6 | *4/*4", ("Cytochrome P450 2D6", "*4/*4", None, None)),
        ("CYP2D6*1/CYP2D6*4", ("CYP2D6", "*1/CYP2D6*4", None, None)),
        ("CYP2D6 *36+*10/*1x2 ultra-rapid metaboliser²", ("CYP2D6", "*36+*10/*1x2", "ultra-rapid metaboliser", None)),
        ("CYP2D6 *1/*1 or *1/*4", ("CYP2D6", "*1/*1 or *1/*4", None, None)),
        ("The patient is a CYP2D6 poor metabolizer.", ("CYP2D6", None, "poor metabolizer", None)),
        ("CYP2C19\tRapid Metabolizer\t*1/*17", ("CYP2C19", "*1/*17", "Rapid Metabolizer", None)),
        ("CYP2C19: Likely Poor Metabolizer", ("CYP2C19", None, "Likely Poor Metabolizer", None)),
        ("CYP2D6: rapid/ultrarapid metabolizer", ("CYP2D6", None, "rapid/ultrarapid metabolizer", None)),
        ("CYP2D6: No call", ("CYP2D6", "No call", None, None)),
        ("CYP2D6 Not tested", ("CYP2D6", "Not tested", None, None)),
        ("CYP2D6 Phenotype: Indeterminate", ("CYP2D6", None, "Indeterminate", None)),
    ],
)
def test_a_line_that_is_understood_in_full_is_a_result(
    text: str, expected: tuple[str, str | None, str | None, str | None]
) -> None:
    """The forms in which reports and notes give a result, in one line or in several."""
    assert results(text) == [expected]


def test_several_genes_in_one_line_are_each_a_result() -> None:
    """Each gene has the result that follows it."""
    assert results("CYP2D6 *1/*4, CYP2C19 *1/*2; TPMT *1/*3A") == [
        ("CYP2D6", "*1/*4", None, None),
        ("CYP2C19", "*1/*2", None, None),
        ("TPMT", "*1/*3A", None, None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "She is not a CYP2D6 poor metabolizer.",
        "CYP2D6: not a poor metabolizer",
        "CYP2D6 not normal metabolizer",
        "no CYP2D6 result",
        "CYP2D6 poor metabolizer ruled out",
        "CYP2D6 poor metabolizers should avoid codeine.",
        "CYP2D6 Poor Metabolizer? To be confirmed",
        "CYP2D6 and CYP2C19 poor metabolizer",
        "If the\npatient is a CYP2D6 poor metabolizer",
        "Codeine does not work in people with the status\nCYP2D6 poor metabolizer",
        "The test has not shown the\nCYP2D6 poor metabolizer",
        "CYP2D6 Poor Metabolizer\nstatus was excluded.",
        "Mother: CYP2D6 *4/*4",
        "Mother:\nCYP2D6 *4/*4",
        "Family history\nCYP2D6 *4/*4\nCYP2C19 *2/*2",
        "Example:\nCYP2D6 *1/*1",
        "Previous result:\nCYP2D6 *1/*1",
        "paroxetine (Paxil®) 6\nmetabolized by CYP2D6",
        "CYP2D6 inhibitors: paroxetine, fluoxetine",
        "CYP2D6 *1 is the normal allele",
        "CYP2D6: Normal Metabolizer (Safe for codeine, tramadol, etc.)",
        "CYP2C19: Poor metabolizer in 13-23% of South Asians",
        "CYP2C19: Poor Metabolizer max. 10 mg",
        "'DEMO-01': CYP2D6 *1/*4, CYP2C19 *1/*2",
        "CYP2D6: Normal",
        "CYP2D6 1/4",
        "CYP2D6 *1/*4/*5",
        "CYP2D6 *1/*4 *2/*10",
        "CYP2D6 Poor Metabolizer Normal Metabolizer",
        "CYP2D6 Genotype:",
        "Genes tested: CYP2D6, CYP2C19",
        "Genotype: *4/*4",
        "Phenotype: Poor Metabolizer of CYP2D6",
        "BRCA1 CYP2D6 *1/*4",
    ],
)
def test_what_is_not_understood_in_full_never_becomes_a_result(text: str) -> None:
    """Denials, conditions, other people, general sentences and halves of sentences are not the patient's result."""
    assert results(text) == []


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("She is not a CYP2D6 poor metabolizer.", Severity.ERROR),
        ("CYP2D6: Normal", Severity.ERROR),
        ("CYP2D6 1/4", Severity.ERROR),
        ("CYP2D6: Normal Metabolizer (Safe for codeine)", Severity.ERROR),
        ("CYP2D6 Genotype: *4/*4 (Poor Metabolizer) — Avoid codeine.", Severity.ERROR),
        ("CYP2D6 poor metabolizers should avoid codeine.", Severity.ERROR),
        ("Mother: CYP2D6 *4/*4", Severity.ERROR),
        ("CYP2C19 poor metabolizers should avoid clopidogrel.", Severity.NOTICE),
        ("CYP2D6 was discussed.", Severity.NOTICE),
    ],
)
def test_a_sentence_that_may_be_a_result_is_quoted(sentence: str, severity: Severity) -> None:
    """It is an error where the gene has no other result, and a notice where it has."""
    assert sentence in told(read(f"CYP2C19 *1/*1\n\n{sentence}\n"), severity)


@pytest.mark.parametrize(
    "sentence",
    [
        "The CYP2D6 result above was reported in error.",
        "This report was withdrawn.",
        "Corrected CYP2D6 result follows.",
        "The patient is not a CYP2D6 poor metabolizer.",
    ],
)
def test_a_result_that_the_text_takes_back_is_not_used(sentence: str) -> None:
    """What a later sentence corrects or denies is known to be tested, and no more."""
    file = read(f"CYP2D6 *4/*4\n\n{sentence}\n")
    assert [(row.gene, row.readable, row.diplotype) for row in file.patients[0].rows] == [("CYP2D6", False, None)]
    assert sentence in told(file, Severity.ERROR)


def test_a_text_about_two_people_is_refused(example: Example) -> None:
    """Two ids, names or birth dates: which result is whose cannot be told."""
    with pytest.raises(UnusableInputError, match="more than one patient"):
        example("text/two_people.txt")
    with pytest.raises(UnusableInputError, match="more than one patient"):
        read("Patient: Ada (invented)\nCYP2D6 *1/*4\nPatient: Bea (invented)\nCYP2D6 *4/*4\n")


def test_a_medicines_name_is_not_the_patients() -> None:
    """`Drug name` inside a line is no name of a person."""
    patient = (
        read("Drug name: codeine\nName: Ada (invented)\nMRN: 7 DOB: 1990-01-01\nCYP2D6 *4/*4\n").patients[0].patient
    )
    assert (patient.id, patient.name, patient.birth_date) == ("7", "Ada (invented)", "1990-01-01")


@pytest.mark.parametrize("part", ["®", "*1/", "CYP2D6 ", "\t|", "no ", "Patient ", "a:", "*1+*1+", "- "])
def test_an_endless_line_takes_no_endless_time(part: str) -> None:
    """A line of thirty thousand repeated parts is passed over, whatever they are."""
    assert results(f"{part * 30_000}\nCYP2D6 *1/*4\n") in ([("CYP2D6", "*1/*4", None, None)], [])


def test_a_report_is_sorted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """To recognize a report is to read it: its lines are not gone through again."""
    made = []
    sorted_lines = report_text._Report
    monkeypatch.setattr(report_text, "_Report", lambda raw: made.append(raw) or sorted_lines(raw))
    assert read_results(BytesIO(b"CYP2D6 *1/*4\n"), name="a.txt").patients
    assert len(made) == 1


def test_lines_below_are_looked_at_only_where_a_list_goes_on() -> None:
    """A line that says nothing of a test asks for no line below it, or a long text would take forever."""
    below = iter(["*2, *3", "CYP2C19 *1/*1", "*4"])
    tested = tested_lines.TestedLines()
    assert not tested.take(1, "CYP2D6 *1/*4", below)
    assert tested.take(1, "CYP2D6 alleles tested: *4,", below)[0].value == "*4, *2, *3"
    assert list(below) == ["*4"]
