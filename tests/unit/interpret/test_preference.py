from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.models.interpretation import GeneInterpretation, Interpretation
from pgx_reader.terms import Preference

Explain = Callable[..., Interpretation]
NORMAL = ("CYP2C19", "*1/*1")
PM, IM, NM, UM = (f"{word} Metabolizer" for word in ("Poor", "Intermediate", "Normal", "Ultrarapid"))


def cyp2d6(interpretation: Interpretation) -> GeneInterpretation:
    """The CYP2D6 result."""
    return next(gene for gene in interpretation.genes if gene.gene == "CYP2D6")


@pytest.mark.parametrize(
    ("row", "lab", "tables", "looked_up"),
    [
        (("*1/*4", "NM"), NM, IM, "1.0"),
        (("*1/*4", "EM", "1.0"), NM, IM, "1.0"),
        (("*1/*41", "NM", "1.5"), NM, NM, "1.25"),
        (("*4/*4", "UM", "3.0"), UM, PM, "0.0"),
        (("*1xN/*1", "UM", "2.0"), UM, UM, "≥3.0"),
        ((None, "PM", "2.0"), PM, NM, "2.0"),
        (("*1/*22", "NM"), NM, "Indeterminate", None),
    ],
)
def test_whose_result_is_explained_can_be_asked_for(
    explain: Explain, row: tuple[str | None, ...], lab: str, tables: str, looked_up: str | None
) -> None:
    """Where the two differ the lab's is explained, or the tables' if asked; both stand and a person must look."""
    of_lab = explain(("CYP2D6", *row), NORMAL)
    of_tables = explain(("CYP2D6", *row), NORMAL, prefer=Preference.TABLES)
    assert (cyp2d6(of_lab).phenotype, cyp2d6(of_tables).phenotype) == (lab, tables)
    score = cyp2d6(of_tables).activity_score
    assert (str(score) if score else None) == looked_up
    for found, whose in ((of_lab, Preference.LAB), (of_tables, Preference.TABLES)):
        gene = cyp2d6(found)
        assert (gene.agreement, gene.explained_from) == ("differs", whose)
        assert gene.lab_phenotypes == cyp2d6(of_lab).lab_phenotypes
        assert f"note.{whose}_explained" in {note.code for note in gene.notes}
        assert found.review.needed


def test_statements_are_those_of_the_result_that_is_explained(explain: Explain) -> None:
    """CPIC's statement on codeine is looked up with the lab's phenotype, or with the tables' score."""
    keys = []
    for prefer in Preference:
        found = explain(("CYP2D6", "*4/*4", "NM"), NORMAL, prefer=prefer)
        (codeine,) = [medicine for medicine in found.medicines if medicine.name == "codeine"]
        keys.append([s.genes["CYP2D6"] for s in codeine.statements if s.source == "CPIC"])
    assert keys == [["Normal Metabolizer"], ["0.0"]]


@pytest.mark.parametrize(
    "row",
    [
        ("*1/*4", "IM"),
        ("*1/*4",),
        (None, "NM"),
        ("*1/*999", "NM"),
        ("*1xN/*4", "UM"),
        ("*1/UNK", "IM"),
        ("no call", "NM"),
    ],
)
def test_a_preference_changes_nothing_where_there_is_no_difference(
    explain: Explain, row: tuple[str | None, ...]
) -> None:
    """Agreement, a result alone, and what cannot be compared are explained as they are."""
    found = [explain(("CYP2D6", *row), NORMAL, prefer=prefer) for prefer in Preference]
    assert found[0] == found[1]
    assert cyp2d6(found[0]).explained_from is None


@pytest.mark.parametrize("row", [("*1/*4", "NM"), ("*1/*999",), ("*1xN/*4",)])
def test_a_professional_who_has_looked_takes_the_mark_away(explain: Explain, row: tuple[str, ...]) -> None:
    """The name is kept with the reasons, and nothing asks for a review any more."""
    before = explain(("CYP2D6", *row), NORMAL).review
    after = explain(("CYP2D6", *row), NORMAL, reviewed_by="Ana Ortiz, PharmD").review
    assert (before.needed, before.reviewed_by) == (True, None)
    assert (after.needed, after.reviewed_by) == (False, "Ana Ortiz, PharmD")
    assert after.reasons == before.reasons
