from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.models.interpretation import Interpretation, MedicineInterpretation
from pgx_reader.tables import load_tables

Explain = Callable[..., Interpretation]
NORMAL = ("CYP2C19", "*1/*1")


def medicine_of(interpretation: Interpretation, name: str) -> MedicineInterpretation:
    """One medicine's interpretation."""
    return next(medicine for medicine in interpretation.medicines if medicine.name == name)


def told(interpretation: Interpretation, name: str) -> list[tuple[str, dict[str, str], str]]:
    """Population, key and effect of each of CPIC's statements on a medicine."""
    statements = [s for s in medicine_of(interpretation, name).statements if s.source == "CPIC"]
    return [(s.population.value, s.genes, s.effect.value) for s in statements if s.effect]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("*4/*4",), [({"CYP2D6": "0.0"}, "less_active_form")]),
        (("*1/*4",), [({"CYP2D6": "1.0"}, "less_active_form")]),
        (("*1/*1",), [({"CYP2D6": "2.0"}, "as_expected")]),
        (("*1x2/*1",), [({"CYP2D6": "3.0"}, "more_active_form")]),
        (
            ("*1xN/*4",),
            [
                ({"CYP2D6": "≥2.0 (1.25 to 2.25)"}, "as_expected"),
                ({"CYP2D6": "≥2.0 (2.5 or more)"}, "more_active_form"),
            ],
        ),
        (("*1xN/*4", "UM"), [({"CYP2D6": "≥2.0"}, "more_active_form")]),
        (("*1xN/*4", "NM"), [({"CYP2D6": "≥2.0"}, "as_expected")]),
        (("*1/*999",), [({"CYP2D6": "n/a"}, "unclear")]),
        (("*1/*22",), [({"CYP2D6": "n/a"}, "unclear")]),
        (("nonsense",), [({"CYP2D6": "n/a"}, "unclear")]),
        (("no call",), []),
        (("not tested",), []),
    ],
)
def test_codeine_is_looked_up_with_the_result_and_nothing_else(
    explain: Explain, row: tuple[str, ...], expected: list[tuple[dict[str, str], str]]
) -> None:
    """Each possible result has its row; an unknown result has the row for one, and no result has none."""
    interpretation = explain(("CYP2D6", *row), NORMAL)
    assert [(genes, effect) for _, genes, effect in told(interpretation, "codeine")] == expected


def test_an_ultrarapid_metabolizer_is_never_told_the_normal_row(explain: Explain) -> None:
    """Where the lab says Ultrarapid, codeine has no statement for normal metabolizers, whatever its score."""
    for score in ("", "2", "2.25", "3", "≥2.0"):
        for diplotype in ("", "*1xN/*4", "*1x2/*1", "*1/*999"):
            interpretation = explain(("CYP2D6", diplotype, "UM", score), NORMAL)
            assert {effect for *_, effect in told(interpretation, "codeine")} == {"more_active_form"}, (
                diplotype,
                score,
            )


def test_a_phenotype_without_a_score_has_every_row_of_its_scores(explain: Explain) -> None:
    """Of an Intermediate Metabolizer without a score, all three rows of atomoxetine apply, in both populations."""
    found = told(explain(("CYP2D6", "", "IM"), NORMAL), "atomoxetine")
    ranges = [f"Intermediate Metabolizer ({cell})" for cell in ("0.25 to 0.5", "0.75", "1.0")]
    assert [(population, genes["CYP2D6"]) for population, genes, _ in found] == [
        (population, key) for population in ("adults", "pediatrics") for key in ranges
    ]


@pytest.mark.parametrize(
    ("cyp2b6", "key"),
    [
        (None, "No Result"),
        (("CYP2B6", "", "Poor Metabolizer"), "Poor Metabolizer"),
        (("CYP2B6", "", "Normal Metabolizer"), "Normal Metabolizer"),
        (("CYP2B6", "", "Indeterminate"), "Indeterminate"),
        (("CYP2B6", "", "not tested"), "No Result"),
        (("CYP2B6", "*6/*6", "Poor Metabolizer"), "Poor Metabolizer"),
        (("CYP2B6", "*6/*6", ""), "No Result"),
    ],
)
def test_sertraline_is_looked_up_with_cyp2b6_too(explain: Explain, cyp2b6: tuple[str, ...] | None, key: str) -> None:
    """A CYP2B6 phenotype serves sertraline; its diplotype is never read."""
    interpretation = explain(NORMAL, *([cyp2b6] if cyp2b6 else []))
    assert [genes for _, genes, _ in told(interpretation, "sertraline")] == [
        {"CYP2C19": "Normal Metabolizer", "CYP2B6": key}
    ]


@pytest.mark.parametrize(("row", "listed"), [(("CYP2B6", "*6/*6", ""), ("CYP2B6",)), (("CYP2B6", "", "PM"), ())])
def test_a_cyp2b6_diplotype_is_listed_as_not_explained(
    explain: Explain, row: tuple[str, ...], listed: tuple[str, ...]
) -> None:
    """What is not read of CYP2B6 is said to be so, and CYP2B6 is never one of the explained genes."""
    interpretation = explain(NORMAL, row)
    assert interpretation.other_genes == listed
    assert "CYP2B6" not in interpretation.explained_genes


@pytest.mark.parametrize("diplotype", ["*1/*1", "*4/*4", "*1x2/*1", "*1/*22"])
def test_a_superseded_table_gives_no_statement(explain: Explain, diplotype: str) -> None:
    """Ondansetron's table is history: no statement, and the newer guideline is named."""
    medicine = medicine_of(explain(("CYP2D6", diplotype), NORMAL), "ondansetron")
    assert medicine.statements == ()
    assert medicine.superseded_by is not None


def test_every_statement_leads_back_to_its_source(explain: Explain) -> None:
    """Each statement names a source of the tables, a place in it, and its publication."""
    sources = load_tables().sources
    interpretation = explain(("CYP2D6", "*1/*4"), ("CYP2C19", "*2/*17"))
    statements = [s for medicine in interpretation.medicines for s in medicine.statements]
    assert statements
    for statement in statements:
        source = sources[statement.source_id]
        assert statement.source_location
        assert (statement.guideline.title, statement.guideline.url) == (source.title, source.url)


@pytest.mark.parametrize(
    ("names", "taken", "unknown"),
    [
        (("codeine",), ["codeine"], ()),
        (("CODEINE", "codeine"), ["codeine"], ()),
        (("Celexa", "Plavix"), ["citalopram", "clopidogrel"], ()),
        (("celexa", "citalopram"), ["citalopram"], ()),
        ((" codeine ",), ["codeine"], ()),
        (("codein",), [], ("codein",)),
        (("ibuprofen", "codeine"), ["codeine"], ("ibuprofen",)),
        (("escitalopram",), ["escitalopram"], ()),
        ((), [], ()),
    ],
)
def test_medicines_are_known_by_generic_and_brand_names_only(
    explain: Explain, names: tuple[str, ...], taken: list[str], unknown: tuple[str, ...]
) -> None:
    """A known name in any case is found, and an unknown one is listed and never taken for one that looks like it."""
    interpretation = explain(NORMAL, medicines=names)
    assert [medicine.name for medicine in interpretation.medicines if medicine.taking] == taken
    assert tuple(medicine.name for medicine in interpretation.unknown_medicines) == unknown


def test_the_patients_own_medicines_come_first(explain: Explain) -> None:
    """The medicines taken lead the list in the patient's order, and no medicine stands twice."""
    names = [medicine.name for medicine in explain(NORMAL, medicines=("tramadol", "Celexa")).medicines]
    assert names[:2] == ["tramadol", "citalopram"]
    assert sorted(names) == sorted({drug for table in load_tables().guidelines.values() for drug in table})
