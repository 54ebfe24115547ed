from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.models.results import Cell, GeneResult, LabFile, LabPatient, LabRow, Patient, Results, Severity
from pgx_reader.normalize import normalize
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import GeneStatus

Row = tuple[str, str, str, str]  # gene, diplotype, phenotype, score; empty where the file has nothing
Normalized = Callable[..., Results]
GOOD: Row = ("CYP2C19", "*1/*1", "", "")


@pytest.fixture
def normalized(reference: ReferenceTables) -> Normalized:
    """The results of one patient with the given rows, the first of which stands in row 2."""

    def normalize_them(*rows: Row) -> Results:
        lab_rows = tuple(
            LabRow(
                row=number,
                patient_id="A",
                gene=gene,
                diplotype=Cell(value=diplotype, column="Genotype") if diplotype else None,
                phenotype=Cell(value=phenotype, column="Status") if phenotype else None,
                activity_score=Cell(value=score, column="AS") if score else None,
            )
            for number, (gene, diplotype, phenotype, score) in enumerate(rows, start=2)
        )
        patient = LabPatient(patient=Patient(id="A"), row=2, rows=lab_rows)
        return normalize(LabFile(name="r.csv", description="", patients=(patient,)), reference)

    return normalize_them


def result_of(results: Results, gene: str) -> GeneResult:
    """The one patient's result for a gene."""
    return next(result for result in results.patients[0].genes if result.gene == gene)


@pytest.mark.parametrize(
    "name", ["CYP2D6", "cyp2d6", "CYP 2D6", "cyp_2d6", "2D6", "CYP450 2D6", "Cytochrome P450 2D6", "CYP-2D6", "CYP.2D6"]
)
def test_a_gene_is_known_by_its_names(normalized: Normalized, name: str) -> None:
    """Case, blanks and punctuation in a gene's name make no difference, as in the headings."""
    result = result_of(normalized((name, "*1/*4", "", ""), GOOD), "CYP2D6")
    assert (result.unusable, str(result.call)) == (None, "*1/*4")


@pytest.mark.parametrize("invisible", ["\u200b", "\ufeff", "\u00ad", "\u2060"])
def test_an_invisible_character_does_not_hide_a_result(normalized: Normalized, invisible: str) -> None:
    """A character that nobody sees in a spreadsheet makes no gene and no diplotype unknown."""
    result = result_of(normalized((f"{invisible}CYP2D6", f"*1/*4{invisible}", "", ""), GOOD), "CYP2D6")
    assert str(result.call) == "*1/*4"


@pytest.mark.parametrize(
    ("row", "status", "note"),
    [
        (("CYP2D6", "no call", "", ""), GeneStatus.NO_CALL, None),
        (("CYP2D6", "no call", "Normal Metabolizer", ""), GeneStatus.NO_CALL, "Normal Metabolizer"),
        (("CYP2D6", "NA", "", "2.0"), GeneStatus.NO_CALL, "2.0"),
        (("CYP2D6", "NA", "n/a", "n/a"), GeneStatus.NO_CALL, None),
        (("CYP2D6", "not tested", "", ""), GeneStatus.NOT_TESTED, None),
        (("CYP2D6", "not tested", "NM", ""), GeneStatus.NOT_TESTED, "NM"),
        (("CYP2D6", "", "No Result", ""), GeneStatus.NO_CALL, None),
        (("CYP2D6", "", "Not tested", ""), GeneStatus.NOT_TESTED, None),
        (("CYP2D6", "", "", "n/a"), GeneStatus.NO_CALL, None),
        (("CYP2D6", "", "", ""), GeneStatus.NO_CALL, None),
    ],
)
def test_a_result_beside_a_no_call_is_dropped_with_a_note(
    normalized: Normalized, row: Row, status: GeneStatus, note: str | None
) -> None:
    """Where the diplotype could not be called, a default phenotype beside it is not explained, and a note quotes it."""
    result = result_of(normalized(row, GOOD), "CYP2D6")
    assert (result.unusable, result.phenotypes, result.activity_scores) == (status, (), ())
    assert [(n.code, n.values["reported"]) for n in result.notes] == (
        [("note.phenotype_beside_no_call", note)] if note else []
    )


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (("CYP2D6", "*1", "", ""), "Genotype", "*1"),
        (("CYP2D6", "*1", "NM", "2.0"), "Genotype", "*1"),
        (("CYP2D6", "*1/*4", "Rapid Metabolizer", ""), "Status", "Rapid Metabolizer"),
        (("CYP2D6", "*1/*4", "", "1.1"), "AS", "1.1"),
        (("CYP2D6", "x" * 1000, "", ""), "Genotype", "x" * 59 + "…"),
    ],
)
def test_a_row_with_one_unreadable_cell_is_not_used_at_all(
    normalized: Normalized, row: Row, column: str, value: str
) -> None:
    """One cell that is not understood makes the gene unreadable; the problem quotes it, shortened, with its place."""
    results = normalized(row, GOOD)
    assert result_of(results, "CYP2D6").unusable is GeneStatus.NOT_READABLE
    problem = results.patients[0].problems[0]
    assert (problem.row, problem.column, problem.value, problem.severity) == (2, column, value, Severity.ERROR)
    assert value in problem.message


def test_every_unreadable_cell_of_a_row_is_a_problem(normalized: Normalized) -> None:
    """All faults of a row are told at once."""
    results = normalized(("CYP2D6", "a", "b", "c"), GOOD)
    assert [problem.column for problem in results.patients[0].problems] == ["Genotype", "Status", "AS"]


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        pytest.param(("*1/*4", "", ""), ("*1/*4", "", ""), ("*1/*4", [], None), id="the same"),
        pytest.param(("*1/*4", "", ""), ("*4/*1", "", ""), ("*1/*4", [], None), id="the other order"),
        pytest.param(
            ("*1/*4", "", ""), ("", "IM", "1"), ("*1/*4", ["Intermediate Metabolizer"], "1.0"), id="complements"
        ),
        pytest.param(
            ("", "IM", ""), ("*1/*4", "", ""), ("*1/*4", ["Intermediate Metabolizer"], None), id="the reverse"
        ),
        pytest.param(("*1/*4", "", ""), ("", "", ""), ("*1/*4", [], None), id="an empty row"),
        pytest.param(("*1/*4", "", ""), ("*1/*1", "", ""), None, id="another diplotype"),
        pytest.param(("*1/*4", "IM", ""), ("*1/*4", "NM", ""), None, id="another phenotype"),
        pytest.param(("", "", "1"), ("", "", "1.25"), None, id="another score"),
        pytest.param(("*1/*4", "", ""), ("no call", "", ""), None, id="a no-call"),
        pytest.param(("*1/*4", "", ""), ("nonsense", "", ""), None, id="an unreadable row"),
    ],
)
def test_one_gene_in_two_rows_is_compared(
    normalized: Normalized,
    one: tuple[str, str, str],
    two: tuple[str, str, str],
    expected: tuple[str, list[str], str | None] | None,
) -> None:
    """Two rows that agree or complement each other are one result; two that differ are none, and an error says so."""
    results = normalized(("CYP2D6", *one), ("CYP2D6", *two), GOOD)
    result = result_of(results, "CYP2D6")
    errors = [p for p in results.patients[0].problems if p.severity is Severity.ERROR]
    if expected is None:
        assert result.unusable is GeneStatus.CONFLICTING
        assert result.call is None
        assert errors[-1].row == 3
    else:
        diplotype, phenotypes, score = expected
        assert (str(result.call), list(result.phenotypes)) == (diplotype, phenotypes)
        assert [str(found) for found in result.activity_scores] == ([score] if score else [])
        assert errors == []


def test_two_unreadable_rows_are_not_said_to_agree(normalized: Normalized) -> None:
    """Of rows that nobody understood, nobody can say that they agree."""
    results = normalized(("CYP2D6", "abc", "", ""), ("CYP2D6", "def", "", ""), GOOD)
    assert not any("in agreement" in problem.message for problem in results.patients[0].problems)


def test_a_third_row_that_differs_undoes_the_agreement_of_two(normalized: Normalized) -> None:
    """Every row of a gene is compared, not only the first two."""
    results = normalized(*(("CYP2D6", d, "", "") for d in ("*1/*4", "*1/*4", "*1/*1")), GOOD)
    assert result_of(results, "CYP2D6").unusable is GeneStatus.CONFLICTING
    assert result_of(results, "CYP2D6").reported.diplotype == "*1/*4; *1/*1"


def test_a_gene_that_the_file_lacks_is_not_tested(normalized: Normalized) -> None:
    """No row for a gene is "not tested", never a normal result."""
    result = result_of(normalized(GOOD), "CYP2D6")
    assert (result.unusable, result.call, result.phenotypes) == (GeneStatus.NOT_TESTED, None, ())


@pytest.mark.parametrize(
    ("row", "listed"),
    [
        (("TPMT", "*1/*1", "", ""), ("TPMT",)),
        (("CYP2D7", "*1/*4", "", ""), ("CYP2D7",)),
        (("CYP2B6", "*6/*6", "", ""), ("CYP2B6",)),
        (("CYP2B6", "", "Poor Metabolizer", ""), ()),
        (("CYP2B6", "*6/*6", "Poor Metabolizer", ""), ("CYP2B6",)),
        (("CYP2B6", "", "", "1.0"), ("CYP2B6",)),
    ],
)
def test_results_that_are_not_explained_are_listed(normalized: Normalized, row: Row, listed: tuple[str, ...]) -> None:
    """Another gene's result, and a CYP2B6 diplotype or score, are named as not explained, in one notice a file."""
    results = normalized(GOOD, row)
    assert results.patients[0].other_genes == listed
    assert [p.severity for p in results.problems] == [Severity.NOTICE] * bool(listed)
    assert all(gene in results.problems[0].message for gene in listed)


def test_a_row_without_a_gene_is_an_error(normalized: Normalized) -> None:
    """A result that belongs to no gene is said to be left out."""
    patient = normalized(GOOD, ("", "*1/*4", "", "")).patients[0]
    assert [(p.row, p.severity) for p in patient.problems] == [(3, Severity.ERROR)]


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([("CYP2D6", "no call", "", "")], True),
        ([("CYP2D6", "*1/*999", "", "")], True),
        ([("CYP2D6", "nonsense", "", "")], False),
        ([("CYP2D6", "*1/*1", "", ""), ("CYP2D6", "*1/*4", "", "")], False),
        ([("TPMT", "*1/*1", "", "")], False),
        ([("CYP2B6", "", "PM", "")], False),
        ([("CYP2D6", "not tested", "", "")], False),
        ([], False),
    ],
)
def test_a_patient_without_any_result_to_explain_is_left_out_with_an_error(
    normalized: Normalized, rows: list[Row], kept: bool
) -> None:
    """No handout is made of nothing, and the file's problems say so; a no-call is something to explain."""
    results = normalized(*rows)
    assert bool(results.patients) is kept
    if not kept:
        assert results.problems[-1].severity is Severity.ERROR
        assert "no handout" in results.problems[-1].message


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        (("CYP2D6", "*1/*999", "", ""), Severity.ERROR),
        (("CYP2D6", "*1/*999", "Normal Metabolizer", ""), Severity.NOTICE),
        (("CYP2C19", "*1/*20", "", ""), Severity.ERROR),
    ],
)
def test_an_allele_that_the_tables_lack_is_a_problem(normalized: Normalized, row: Row, severity: Severity) -> None:
    """It is quoted with its place; only a lab's own phenotype beside it makes it a notice."""
    other = ("CYP2C19", "*1/*1", "", "") if row[0] == "CYP2D6" else ("CYP2D6", "*1/*4", "", "")
    (problem,) = normalized(row, other).patients[0].problems
    assert (problem.row, problem.column, problem.value, problem.severity) == (2, "Genotype", row[1], severity)
    assert "is not in our" in problem.message


def test_a_result_that_stands_a_great_many_times_is_told_a_few_times(normalized: Normalized) -> None:
    """The first rows that repeat a result have a notice each, and all others one, which says how many and to where."""
    found = normalized(*[("CYP2D6", "*1/*4", "", "")] * 500)
    notices = [problem for problem in found.patients[0].problems if "stands here again" in problem.message]
    assert [notice.row for notice in notices] == list(range(3, 24))
    assert "478 times more, the last time in row 501, in agreement with what stands in row 2" in notices[-1].message
    assert all(notice.severity is Severity.NOTICE for notice in notices)
