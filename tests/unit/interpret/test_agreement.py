from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import product

import pytest

from pgx_reader.interpret.genes import phenotypes_of_score
from pgx_reader.models.interpretation import GeneInterpretation, Interpretation
from pgx_reader.pipeline import interpret, read_results
from pgx_reader.tables import load_tables

Explain = Callable[..., Interpretation]
Expected = tuple[str, str | None, list[str], str | None, str | None, str, list[str]]

PM, IM, NM, RM, UM = (f"{word} Metabolizer" for word in ("Poor", "Intermediate", "Normal", "Rapid", "Ultrarapid"))
LPM, LIM, IND = "Likely Poor Metabolizer", "Likely Intermediate Metabolizer", "Indeterminate"
OPEN, UNKNOWN, UNCERTAIN = "copy_number_open", "allele_not_recognized", "function_uncertain"
LAB_ONLY = "phenotype_only"
OLDER_PHENOTYPE = ["phenotype_differs", "former_phenotype"]
OLDER_SCORE = ["score_differs", "former_value"]
DIFFERENCES = {"note.phenotype_differs", "note.score_differs", "note.lab_contradicts_itself"}


def gene_of(interpretation: Interpretation, gene: str) -> GeneInterpretation:
    """One gene's interpretation."""
    return next(found for found in interpretation.genes if found.gene == gene)


def summary(gene: GeneInterpretation) -> Expected:
    """Status, phenotype, possible phenotypes, score, basis, agreement and note codes; not whose result is explained."""
    return (
        gene.status.value,
        gene.phenotype.value if gene.phenotype else None,
        [phenotype.value for phenotype in gene.possible_phenotypes],
        str(gene.activity_score) if gene.activity_score else None,
        gene.basis.value if gene.basis else None,
        gene.agreement.value,
        [note.code.removeprefix("note.") for note in gene.notes if note.code != "note.lab_explained"],
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("*1/*1", None, None), ("determined", NM, [NM], "2.0", "diplotype", "not_compared", [])),
        (("*1/*4", None, None), ("determined", IM, [IM], "1.0", "diplotype", "not_compared", [])),
        (("*4/*5", None, None), ("determined", PM, [PM], "0.0", "diplotype", "not_compared", [])),
        (("*1/*41", None, None), ("determined", NM, [NM], "1.25", "diplotype", "not_compared", [])),
        (("*4/*41", None, None), ("determined", IM, [IM], "0.25", "diplotype", "not_compared", [])),
        (("*1x2/*1", None, None), ("determined", UM, [UM], "3.0", "diplotype", "not_compared", [])),
        (("*4x2/*4", None, None), ("determined", PM, [PM], "0.0", "diplotype", "not_compared", [])),
        (("*36+*10/*1", None, None), ("determined", NM, [NM], "1.25", "diplotype", "not_compared", [])),
        (("*68+*4/*4", None, None), ("determined", PM, [PM], "0.0", "diplotype", "not_compared", [])),
        (("*1/*4", "IM", None), ("determined", IM, [IM], "1.0", "diplotype", "agrees", [])),
        (("*1/*4", "IM", "1"), ("determined", IM, [IM], "1.0", "diplotype", "agrees", [])),
        (("*1/*4", None, "1,0"), ("determined", IM, [IM], "1.0", "diplotype", "agrees", [])),
        (("*1/*4", "no call", None), ("determined", IM, [IM], "1.0", "diplotype", "not_compared", [])),
        # The lab wins where it differs.
        (("*1/*4", "NM", None), ("determined", NM, [NM], None, "phenotype", "differs", OLDER_PHENOTYPE)),
        (
            ("*1/*4", "Extensive metabolizer", "1.0"),
            ("determined", NM, [NM], None, "phenotype", "differs", OLDER_PHENOTYPE),
        ),
        (("*1/*41", "NM", "1.5"), ("determined", NM, [NM], "1.5", "phenotype", "differs", OLDER_SCORE)),
        (("*1/*41", None, "1.5"), ("determined", NM, [NM], "1.5", "activity_score", "differs", OLDER_SCORE)),
        (
            ("*1/*4", "PM", "0"),
            ("determined", PM, [PM], "0.0", "phenotype", "differs", ["phenotype_differs", "score_differs"]),
        ),
        (
            ("*1/*4", "Indeterminate", None),
            ("indeterminate", IND, [IND], None, "phenotype", "differs", ["phenotype_differs"]),
        ),
        (("*1/*4", "IM_or_PM", None), ("several", None, [PM, IM], None, "phenotype", "agrees", ["lab_leaves_open"])),
        (("*1xN/*4", None, "2"), ("determined", NM, [NM], "2.0", "activity_score", "agrees", [OPEN, "lab_narrows"])),
        (
            ("*1xN/*4", "UM", "2"),
            ("determined", UM, [UM], None, "phenotype", "differs", [OPEN, "lab_contradicts_itself"]),
        ),
        # An open copy number.
        (("*1xN/*4", None, None), ("several", None, [NM, UM], "≥2.0", "diplotype", "not_compared", [OPEN])),
        (("*1xN/*1", None, None), ("determined", UM, [UM], "≥3.0", "diplotype", "not_compared", [OPEN])),
        (("*1x≥3/*4", None, None), ("determined", UM, [UM], "≥3.0", "diplotype", "not_compared", [OPEN])),
        (("*4xN/*4", None, None), ("determined", PM, [PM], "0.0", "diplotype", "not_compared", [OPEN])),
        (("*41xN/*4", None, None), ("several", None, [IM, NM, UM], "≥0.5", "diplotype", "not_compared", [OPEN])),
        (("*1xN/*4", "UM", None), ("determined", UM, [UM], "≥2.0", "phenotype", "agrees", [OPEN, "lab_narrows"])),
        (("*1xN/*4", "NM", "2"), ("determined", NM, [NM], "2.0", "phenotype", "agrees", [OPEN, "lab_narrows"])),
        (("*1xN/*4", "PM", None), ("determined", PM, [PM], None, "phenotype", "differs", [OPEN, "phenotype_differs"])),
        # What nobody knows.
        (("*1/*999", None, None), (UNKNOWN, None, [], None, "diplotype", "not_compared", [])),
        (("*999/*998", None, None), (UNKNOWN, None, [], None, "diplotype", "not_compared", [])),
        (("*1xN/*999", None, None), (UNKNOWN, None, [], None, "diplotype", "not_compared", [OPEN])),
        (("*22/*999", None, None), (UNKNOWN, None, [], None, "diplotype", "not_compared", [UNCERTAIN])),
        (("*1/*999", None, "n/a"), (UNKNOWN, None, [], None, "diplotype", "not_compared", [])),
        (
            ("*1/*999", "NM", None),
            ("determined", NM, [NM], None, "phenotype", "not_compared", ["lab_not_checked"]),
        ),
        (("*1/*22", None, None), (UNCERTAIN, IND, [IND], None, "diplotype", "not_compared", [UNCERTAIN])),
        (("*1/*58", None, None), (UNCERTAIN, IND, [IND], None, "diplotype", "not_compared", [UNCERTAIN])),
        (("*1/*22", "Indeterminate", "n/a"), (UNCERTAIN, IND, [IND], None, "diplotype", "agrees", [UNCERTAIN])),
        (
            ("*1/*22", "NM", None),
            ("determined", NM, [NM], None, "phenotype", "differs", [UNCERTAIN, "phenotype_differs"]),
        ),
        # No diplotype.
        ((None, "IM", None), ("determined", IM, [IM], None, "phenotype", "not_compared", [LAB_ONLY])),
        ((None, "Indeterminate", None), ("indeterminate", IND, [IND], None, "phenotype", "not_compared", [LAB_ONLY])),
        ((None, "IM_or_PM", None), ("several", None, [PM, IM], None, "phenotype", "not_compared", [LAB_ONLY])),
        ((None, None, "1.25"), ("determined", NM, [NM], "1.25", "activity_score", "not_compared", [])),
        ((None, None, "≥2.0"), ("several", None, [NM, UM], "≥2.0", "activity_score", "not_compared", [])),
        ((None, None, "≥3.0"), ("determined", UM, [UM], "≥3.0", "activity_score", "not_compared", [])),
        ((None, "NM", "1.25"), ("determined", NM, [NM], "1.25", "activity_score", "agrees", [])),
        ((None, "NM", "1.0"), ("determined", NM, [NM], None, "phenotype", "differs", OLDER_PHENOTYPE)),
        ((None, "UM", "≥2.0"), ("determined", UM, [UM], None, "phenotype", "agrees", ["lab_narrows"])),
        # No result.
        (("no call", None, None), ("no_call", None, [], None, None, "not_compared", [])),
        (("no call", "NM", "2"), ("no_call", None, [], None, None, "not_compared", ["phenotype_beside_no_call"])),
        (("not tested", None, None), ("not_tested", None, [], None, None, "not_compared", [])),
        (("nonsense", "NM", None), ("not_readable", None, [], None, None, "not_compared", [])),
    ],
)
def test_cyp2d6_read_with_the_tables_and_compared_with_the_lab(
    explain: Explain, row: tuple[str | None, ...], expected: Expected
) -> None:
    """The lab's phenotype is explained where it differs from the tables', and what is unknown stays unknown."""
    assert summary(gene_of(explain(("CYP2D6", *row), ("CYP2C19", "*1/*1")), "CYP2D6")) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("*1/*1", None), ("determined", NM, [NM], None, "diplotype", "not_compared", [])),
        (("*1/*2", None), ("determined", IM, [IM], None, "diplotype", "not_compared", [])),
        (("*2/*17", None), ("determined", IM, [IM], None, "diplotype", "not_compared", [])),
        (("*2/*3", None), ("determined", PM, [PM], None, "diplotype", "not_compared", [])),
        (("*2/*9", None), ("determined", LPM, [LPM], None, "diplotype", "not_compared", [])),
        (("*1/*9", None), ("determined", LIM, [LIM], None, "diplotype", "not_compared", [])),
        (("*9/*17", None), ("determined", LIM, [LIM], None, "diplotype", "not_compared", [])),
        (("*1/*17", None), ("determined", RM, [RM], None, "diplotype", "not_compared", [])),
        (("*17/*17", None), ("determined", UM, [UM], None, "diplotype", "not_compared", [])),
        (("*1/*17", "Rapid"), ("determined", RM, [RM], None, "diplotype", "agrees", [])),
        (("*1/*17", "Ultrarapid"), ("determined", UM, [UM], None, "phenotype", "differs", ["phenotype_differs"])),
        (("*1/*9", "IM"), ("determined", IM, [IM], None, "phenotype", "differs", ["phenotype_differs"])),
        (("*1/*12", None), (UNCERTAIN, IND, [IND], None, "diplotype", "not_compared", [UNCERTAIN])),
        (("*1/*40", None), (UNCERTAIN, IND, [IND], None, "diplotype", "not_compared", [UNCERTAIN])),
        (("*1/*999", None), (UNKNOWN, None, [], None, "diplotype", "not_compared", [])),
        (("*1/*20", None), (UNKNOWN, None, [], None, "diplotype", "not_compared", [])),
        (
            (None, "Rapid/Ultrarapid Metabolizer"),
            ("several", None, [RM, UM], None, "phenotype", "not_compared", []),
        ),
        (("*1/*1x2", None), ("not_readable", None, [], None, None, "not_compared", [])),
    ],
)
def test_cyp2c19_read_with_the_tables_and_compared_with_the_lab(
    explain: Explain, row: tuple[str | None, ...], expected: Expected
) -> None:
    """CYP2C19's phenotype follows from the pair of functions and is compared as CYP2D6's is."""
    assert summary(gene_of(explain(("CYP2C19", *row), ("CYP2D6", "*1/*1")), "CYP2C19")) == expected


_DIPLOTYPES = ("*1/*1", "*1/*4", "*4/*5", "*1/*41", "*1xN/*4", "*41xN/*4", "*1/*22", "*1/*999", "")
_PHENOTYPES = ("", "PM", "IM", "NM", "UM", "Indeterminate", "IM_or_PM", "NM_or_IM")
_SCORES = ("", "0", "0.5", "1", "1.25", "2", "3", "≥2.0", "≥3.0")
_ALL_ROWS = [row for row in product(_DIPLOTYPES, _PHENOTYPES, _SCORES) if any(row)]


def test_the_score_explained_is_one_that_the_phenotype_explained_can_have(explain: Explain) -> None:
    """No row is explained by a phenotype and looked up by another phenotype's score."""
    contradictions = []
    for row in _ALL_ROWS:
        gene = gene_of(explain(("CYP2D6", *row), ("CYP2C19", "*1/*1")), "CYP2D6")
        if gene.activity_score is not None:
            of_score = phenotypes_of_score("CYP2D6", gene.activity_score, load_tables())
            if not set(of_score) & set(gene.possible_phenotypes):
                contradictions.append((row, str(gene.activity_score), gene.possible_phenotypes))
    assert contradictions == []


def test_what_the_lab_reported_is_never_changed(explain: Explain) -> None:
    """Of every combination, the reported texts stand word for word, and the lab's phenotype is the one explained."""
    for row in _ALL_ROWS:
        gene = gene_of(explain(("CYP2D6", *row), ("CYP2C19", "*1/*1")), "CYP2D6")
        reported = gene.reported
        assert (reported.diplotype or "", reported.phenotype or "", reported.activity_score or "") == row
        if gene.lab_phenotypes:
            assert set(gene.possible_phenotypes) <= set(gene.lab_phenotypes), row


def test_a_difference_always_calls_for_a_review(explain: Explain) -> None:
    """Agreement is denied exactly where a note tells the difference, and then a review is asked for."""
    for row in _ALL_ROWS:
        interpretation = explain(("CYP2D6", *row), ("CYP2C19", "*1/*1"))
        gene = gene_of(interpretation, "CYP2D6")
        codes = {note.code for note in gene.notes}
        assert (gene.agreement == "differs") == bool(codes & DIFFERENCES), row
        if gene.agreement == "differs" or gene.status == "several":
            assert interpretation.review.needed, row


def test_a_lab_that_contradicts_itself_is_not_said_to_agree(explain: Explain) -> None:
    """A lab's phenotype and score that exclude each other differ from the tables in one of the two at least."""
    gene = gene_of(explain(("CYP2D6", "*1xN/*4", "UM", "2.0"), ("CYP2C19", "*1/*1")), "CYP2D6")
    assert gene.agreement == "differs"


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        ([("CYP2D6", "*1/*4", "IM")], []),
        ([("CYP2D6", "*1/*4", "NM")], ["note.phenotype_differs"]),
        ([("CYP2D6", "*1/*41", "NM", "1.5")], ["note.score_differs"]),
        ([("CYP2D6", "*1/*999")], ["review.allele_not_recognized"]),
        ([("CYP2D6", "*1/*999", "NM")], ["note.lab_not_checked"]),
        ([("CYP2D6", "*1xN/*4")], ["review.several"]),
        ([("CYP2D6", "nonsense")], ["review.not_readable"]),
        ([("CYP2D6", "*1/*4"), ("CYP2D6", "*1/*1")], ["review.conflicting"]),
        ([("CYP2D6", "no call", "NM")], ["note.phenotype_beside_no_call"]),
        ([("CYP2D6", "no call")], []),
        ([("CYP2D6", "*1/*22")], []),
        ([], []),
    ],
)
def test_a_review_is_asked_for_with_its_reasons(
    explain: Explain, rows: list[tuple[str | None, ...]], reasons: list[str]
) -> None:
    """A professional is asked to look exactly where something is contested, unknown or unreadable."""
    review = explain(*rows, ("CYP2C19", "*1/*1", "NM")).review
    assert ([reason.code for reason in review.reasons], review.needed) == (reasons, bool(reasons))


def test_a_row_left_out_is_never_explained_as_not_tested() -> None:
    """A gene whose row has too many cells was tested: the handout does not say otherwise."""
    table = b"patient_id,gene,diplotype\nA,CYP2C19,*1/*1\nA,CYP2D6,*4/*4,extra\n"
    interpretation = interpret(read_results(BytesIO(table)).patients[0])
    assert gene_of(interpretation, "CYP2D6").status != "not_tested"
    assert interpretation.review.needed
