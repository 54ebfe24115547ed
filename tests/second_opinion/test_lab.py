"""The program and the second opinion agree on what is explained beside a lab's own phenotype."""

from __future__ import annotations

import pytest

from pgx_reader.terms import Preference
from tests.second_opinion import cases
from tests.second_opinion.comparison import beside_a_lab_apart, lab_statements_apart
from tests.second_opinion.drawing import FOLDER
from tests.second_opinion.opinion import Beside, Opinion, Tables, beside_the_lab

TABLES = Tables(FOLDER)
# Of the patients, every how manyeth is also asked which rows apply, and explained with the tables preferred.
STEP = 5


@pytest.mark.parametrize("prefer", list(Preference))
def test_both_explain_the_same_beside_a_labs_phenotype(prefer: Preference) -> None:
    """What is explained, and whether lab and tables agree, is the same for every kind of result and each phenotype."""
    some = list(cases.beside_a_lab())
    assert len(some) > 400
    compared = [
        beside_the_lab(gene, text, lab, TABLES, prefer_tables=False).agreement
        for case in some
        for gene, (text, lab) in case.items()
    ]
    assert min(compared.count(word) for word in ("agrees", "differs", "not_compared")) > 100
    asked = some if prefer is Preference.LAB else some[::STEP]
    assert beside_a_lab_apart(asked, TABLES, prefer) == []


def test_the_same_rows_apply_beside_a_labs_phenotype() -> None:
    """A lab that narrows an open score narrows the statements, and a lab that differs has those of its phenotype."""
    some = list(cases.beside_a_lab())[::STEP]
    narrowed = [
        {"CYP2D6": (f"*4/*10x≥{quarters}", lab), "CYP2C19": ("*1/*1", ())}
        for quarters in range(1, 13)
        for lab in (("Intermediate Metabolizer",), ("Normal Metabolizer",), ("Ultrarapid Metabolizer",))
    ]
    assert lab_statements_apart([*some, *narrowed], TABLES) == []


def test_another_rule_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A band that is another for the opinion alone parts it from the program, in results and in statements."""
    some: list[cases.LabCase] = [
        {"CYP2D6": ("*1/*4", ("Intermediate Metabolizer",)), "CYP2C19": ("*1/*1", ())},
        {"CYP2D6": ("*4/*10x≥3", ("Normal Metabolizer",)), "CYP2C19": ("*1/*1", ())},
    ]
    assert beside_a_lab_apart(some, TABLES, Preference.LAB) == []
    assert lab_statements_apart(some, TABLES) == []
    monkeypatch.setitem(TABLES.rules["CYP2D6"][1], "score_to", "0.75")
    monkeypatch.setitem(TABLES.rules["CYP2D6"][2], "score_from", "1.0")
    assert [found.diplotype for found in beside_a_lab_apart(some, TABLES, Preference.LAB)] == ["*1/*4"]
    assert lab_statements_apart(some, TABLES) == some


@pytest.mark.parametrize(
    ("text", "lab", "expected"),
    [
        ("*1/*4", ("Poor Metabolizer",), Beside(Opinion("determined", (), ("Poor Metabolizer",)), "differs")),
        (
            "*1xN/*4",
            ("Ultrarapid Metabolizer",),
            Beside(Opinion("determined", ("≥2.0",), ("Ultrarapid Metabolizer",)), "agrees"),
        ),
        ("*1/*9999", ("Poor Metabolizer",), Beside(Opinion("determined", (), ("Poor Metabolizer",)), "not_compared")),
        ("*1/*4;*1/*22", ("Intermediate Metabolizer",), Beside(Opinion("unresolved"), "not_compared")),
        ("no call", ("Normal Metabolizer",), Beside(Opinion("no_call"), "not_compared")),
    ],
)
def test_the_labs_report_wins_where_it_can_be_read(text: str, lab: tuple[str, ...], expected: Beside) -> None:
    """The opinion itself, held against what the README says of a lab's phenotype."""
    assert beside_the_lab("CYP2D6", text, lab, TABLES, prefer_tables=False) == expected
