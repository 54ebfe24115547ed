from __future__ import annotations

import csv
from io import BytesIO, StringIO

from hypothesis import given, settings
from hypothesis import strategies as st

from pgx_reader.models.interpretation import GeneInterpretation, Interpretation
from pgx_reader.pipeline import interpret, read_results

_DIPLOTYPE = st.sampled_from(
    ["", "*1/*1", "*1/*4", "*4/*5", "*1xN/*4", "*1/*22", "*1/*999", "no call", "nonsense", "*2/*17"]
)
_PHENOTYPE = st.sampled_from(["", "PM", "IM", "NM", "UM", "Indeterminate", "n/a", "nonsense"])
_SCORE = st.sampled_from(["", "0", "1", "2.5", "≥2.0", "n/a", "nonsense"])
_D6 = st.tuples(st.just("CYP2D6"), _DIPLOTYPE, _PHENOTYPE, _SCORE)
_C19 = st.tuples(st.just("CYP2C19"), _DIPLOTYPE, _PHENOTYPE, st.just(""))
_OTHER = st.tuples(st.sampled_from(["CYP2B6", "TPMT", "SLCO1B1", "CYP2D7"]), _DIPLOTYPE, _PHENOTYPE, st.just(""))
_Row = tuple[str, str, str, str]


def explained(*rows: _Row) -> Interpretation | None:
    """The interpretation of one invented patient; `None` where nothing can be explained."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(["patient_id", "gene", "diplotype", "phenotype", "activity_score"])
    writer.writerows(("A (invented)", *row) for row in rows)
    patients = read_results(BytesIO(text.getvalue().encode())).patients
    return interpret(patients[0]) if patients else None


def gene_of(interpretation: Interpretation, gene: str) -> GeneInterpretation:
    """One gene's interpretation."""
    return next(found for found in interpretation.genes if found.gene == gene)


@given(_D6, _C19, _OTHER)
@settings(max_examples=100, deadline=None)
def test_adding_a_gene_never_changes_anothers_result(d6: _Row, c19: _Row, other: _Row) -> None:
    """CYP2D6 is read the same with and without the other genes, in any order of the rows."""
    alone, beside = explained(d6), explained(d6, c19, other)
    if alone is None or beside is None:
        return
    assert gene_of(beside, "CYP2D6") == gene_of(alone, "CYP2D6")
    turned = explained(other, c19, d6)
    assert turned is not None
    assert turned.genes == beside.genes


@given(_D6, _OTHER)
@settings(max_examples=100, deadline=None)
def test_statements_on_one_gene_do_not_depend_on_others(d6: _Row, other: _Row) -> None:
    """Codeine looks at CYP2D6 alone, and its statements are the same whatever else the file has."""
    alone, beside = explained(d6), explained(d6, other, ("CYP2C19", "*2/*2", "", ""))
    if alone is None or beside is None:
        return
    one, two = ([m.statements for m in found.medicines if m.name == "codeine"] for found in (alone, beside))
    assert one == two


@given(_D6, st.integers(2, 3))
@settings(max_examples=50, deadline=None)
def test_a_row_that_stands_twice_changes_nothing(d6: _Row, times: int) -> None:
    """The same row again gives the same result."""
    once, again = explained(d6), explained(*[d6] * times)
    assert (once is None) == (again is None)
    if once and again:
        assert gene_of(once, "CYP2D6") == gene_of(again, "CYP2D6")


@given(_C19)
@settings(max_examples=50, deadline=None)
def test_an_unrecognized_allele_without_a_word_of_the_lab_is_never_determined(c19: _Row) -> None:
    """Where only an unknown allele is reported, there is no phenotype and no statement but "no recommendation"."""
    interpretation = explained(("CYP2D6", "*1/*999", "", ""), c19)
    assert interpretation is not None
    gene = gene_of(interpretation, "CYP2D6")
    assert (gene.phenotype, gene.possible_phenotypes, gene.activity_score) == (None, (), None)
    codeine = next(m for m in interpretation.medicines if m.name == "codeine")
    assert {action.value for s in codeine.statements for action in s.actions} <= {"no_recommendation"}
