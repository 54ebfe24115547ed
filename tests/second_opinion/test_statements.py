"""The program and the second opinion agree on which guideline rows apply."""

from __future__ import annotations

from tests.second_opinion import cases
from tests.second_opinion.comparison import statements_apart
from tests.second_opinion.drawing import FOLDER
from tests.second_opinion.opinion import Tables, opinion

TABLES = Tables(FOLDER)
SCORES = [
    "0.0",
    "0.25",
    "0.5",
    "0.75",
    "1.0",
    "1.25",
    "1.5",
    "1.75",
    "2.0",
    "2.25",
    "2.5",
    "2.75",
    "3.0",
    "3.25",
    "3.5",
]


def test_the_same_rows_apply_to_every_kind_of_patient() -> None:
    """Each row's number and facts are the same, for every kind of result of the genes, and every row is among them."""
    apart, given = statements_apart(list(cases.some()), TABLES)
    assert apart == []
    current = {
        (source, drug, number)
        for (source, drug), rows in TABLES.guidelines.items()
        for number, row in enumerate(rows, start=2)
        if row["status"] == "current"
    }
    assert {(row.source, row.drug, row.row) for row in given} == current
    assert len(given) == len(current) > 600


def test_the_patients_have_what_they_are_said_to_have() -> None:
    """The diplotypes of the patients have each score, each open score, each phenotype, and each way of not knowing."""
    assert [opinion("CYP2D6", text, TABLES).scores for text in cases.scores()] == [(score,) for score in SCORES]
    results = [opinion("CYP2D6", text, TABLES) for text in cases.cyp2d6()]
    assert [result.scores for result in results[15:27]] == [(f"≥{score}",) for score in SCORES[1:13]]
    unknown = ["function_uncertain", "allele_not_recognized", "unresolved", "not_readable", "no_call"]
    assert [result.status for result in results[27:]] == unknown
    others = [opinion("CYP2C19", text, TABLES) for text in cases.cyp2c19()]
    assert len({result.phenotypes for result in others[:7]}) == 7
    assert [result.status for result in others[7:]] == unknown
    several = {opinion("CYP2C19", text, TABLES).phenotypes for text in cases.several_phenotypes()}
    assert len(several) == 2**7 - 7 - 1
    assert len({opinion("CYP2D6", text, TABLES).scores for text in cases.several_scores()}) == 15 * 14 // 2


def test_one_patient_by_hand() -> None:
    """A poor CYP2D6 metabolizer and codeine: CPIC and DPWG by the score, the FDA by the phenotype."""
    apart, given = statements_apart([{"CYP2D6": "*4/*4"}], TABLES)
    assert apart == []
    codeine = {(row.source, row.row): row.facts[:4] for row in given if row.drug == "codeine"}
    assert codeine == {
        ("CPIC", 2): ("Strong", "", "less_active_form", "avoid;alternative"),
        ("DPWG", 2): ("", "", "less_active_form", "alternative;monitor"),
        ("FDA", 3): ("", "2", "less_active_form", "no_recommendation"),
    }
