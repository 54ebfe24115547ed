"""What a professional is told of each gene: every note whole, and what calls for a review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pgx_reader.interpret.differences import former_notes
from pgx_reader.models.interpretation import FormerRule, GeneInterpretation, Interpretation
from pgx_reader.terms import Agreement, Basis, GeneStatus, Preference

Explain = Callable[..., Interpretation]
OF_A_SPELLING = ("note.allele_renamed", "note.suballele", "note.tool_suffix")
BESIDE = {"CYP2D6": ("CYP2C19", "*1/*1"), "CYP2C19": ("CYP2D6", "*1/*1")}
IM, NM, PM, UM = (f"{word} Metabolizer" for word in ("Intermediate", "Normal", "Poor", "Ultrarapid"))


def explained(explain: Explain, row: tuple[str | None, ...], **asked: Any) -> tuple[GeneInterpretation, Interpretation]:
    """The gene of a row, and the whole interpretation."""
    gene = str(row[0])
    interpretation = explain(row, BESIDE[gene], **asked)
    return next(found for found in interpretation.genes if found.gene == gene), interpretation


def notes_of(gene: GeneInterpretation) -> list[dict[str, str]]:
    """Each note as its code and its values but the gene; notes on a spelling name none."""
    for found in gene.notes:
        assert found.values.get("gene") == (None if found.code in OF_A_SPELLING else gene.gene)
    return [
        {"code": found.code.removeprefix("note."), **{k: v for k, v in found.values.items() if k != "gene"}}
        for found in gene.notes
    ]


def note(code: str, **values: str) -> dict[str, str]:
    """A note as `notes_of` gives it."""
    return {"code": code, **values}


LAB = note("lab_explained")


@pytest.mark.parametrize(
    ("row", "notes"),
    [
        (("CYP2D6", "*1/*4"), []),
        (("CYP2D6", "*1/*22"), [note("function_uncertain", allele="*22", function="Uncertain function")]),
        (("CYP2C19", "*1/*12"), [note("function_uncertain", allele="*12", function="Uncertain function")]),
        (("CYP2D6", "*22/*22"), [note("function_uncertain", allele="*22", function="Uncertain function")]),
        (("CYP2D6", None, "NM"), [note("phenotype_only")]),
        (("CYP2C19", None, "IM"), []),
        (("CYP2D6", None, None, "1.25"), []),
        (("CYP2D6", None, "PM", "1.25"), [note("phenotype_differs", lab=PM, tables=NM), LAB]),
        (
            ("CYP2D6", "*1xN/*4", None, "2.5"),
            [note("copy_number_open", diplotype="*1x≥2/*4"), note("lab_narrows", lab=UM, tables=f"{NM} or {UM}")],
        ),
        (("CYP2D6", "*1/*4", None, "1 or 2"), [note("lab_leaves_open", lab=f"{IM} or {NM}", tables=IM)]),
        (("CYP2D6", None, "NM", "≥1.0"), [note("lab_narrows", lab=NM, tables=f"{IM} or {NM} or {UM}")]),
        (("CYP2D6", "*1/*4", "PM", "1"), [note("phenotype_differs", lab=PM, tables=IM), LAB]),
        (("CYP2D6", "*1/*4", "IM", "2.0"), [note("score_differs", lab="2.0", tables="1.0"), LAB]),
        (("CYP2D6", "*1/*4", "IM", "0 or 2"), [note("score_differs", lab="0.0 or 2.0", tables="1.0"), LAB]),
        (
            ("CYP2D6", "*1/*4", "NM", "2.0"),
            [note("phenotype_differs", lab=NM, tables=IM), note("score_differs", lab="2.0", tables="1.0"), LAB],
        ),
        (
            ("CYP2D6", "*1/*41", "NM", "1.5"),
            [
                note("score_differs", lab="1.5", tables="1.25"),
                note("former_value", allele="*41", value="0.5", until="2022-11"),
                LAB,
            ],
        ),
        (
            ("CYP2D6", "*1/*4", "NM"),
            [
                note("phenotype_differs", lab=NM, tables=IM),
                note("former_phenotype", score="1.0", phenotype=NM, until="2019-10"),
                LAB,
            ],
        ),
        (
            ("CYP2D6", "*1/*22", "NM", "1"),
            [
                note("function_uncertain", allele="*22", function="Uncertain function"),
                note("phenotype_differs", lab=NM, tables="Indeterminate"),
                note("score_differs", lab="1.0", tables="none"),
                LAB,
            ],
        ),
        (
            ("CYP2D6", "*1xN/*4", "NM"),
            [
                note("copy_number_open", diplotype="*1x≥2/*4"),
                note("lab_narrows", lab=NM, tables=f"{NM} or {UM}"),
            ],
        ),
        (
            ("CYP2D6", "*1/*4 (*2)", "IM"),
            [
                note("several_readings", count="2", diplotypes="*1/*4 or *1/*2"),
                note("lab_narrows", lab=IM, tables=f"{IM} or {NM}"),
            ],
        ),
        (
            ("CYP2D6", "*1/*4 (*2)", "IM", "2"),
            [
                note("several_readings", count="2", diplotypes="*1/*4 or *1/*2"),
                note("lab_contradicts_itself", lab=IM, score="2.0"),
                LAB,
            ],
        ),
        (("CYP2D6", "*1/*4", "IM_or_NM"), [note("lab_leaves_open", lab=f"{IM} or {NM}", tables=IM)]),
        (("CYP2D6", "*1/*999", "NM"), [note("lab_not_checked")]),
        (
            ("CYP2D6", "*1/UNK", "NM"),
            [note("part_not_in_tables", haplotype="?"), note("phenotype_beside_unsettled", reported="NM")],
        ),
        (
            ("CYP2D6", "*1/*2,...", None, "2"),
            [note("more_than_named"), note("phenotype_beside_unsettled", reported="2")],
        ),
        (
            ("CYP2D6", "*1/*4 xN"),
            [
                note("copies_not_placed"),
                note("copy_number_open", diplotype="*1x≥2/*4 or *1/*4x≥2"),
                note("several_readings", count="2", diplotypes="*1x≥2/*4 or *1/*4x≥2"),
            ],
        ),
        (("CYP2D6", "no call", "NM"), [note("phenotype_beside_no_call", reported="NM")]),
        (("CYP2C19", "*1/*17", None, "2.0"), [note("score_not_used", reported="2.0")]),
        (("CYP2C19", "*1/4B"), [note("star_missing"), note("allele_renamed", reported="*4B", allele="*4")]),
        (("CYP2D6", "*1/*36.ALDY"), [note("tool_suffix", reported="*36.ALDY", allele="*36")]),
        (
            ("CYP2D6", "*1/*4.021.ALDY"),
            [
                note("tool_suffix", reported="*4.021.ALDY", allele="*4.021"),
                note("suballele", reported="*4.021", allele="*4"),
            ],
        ),
        (("CYP2D6", "*1_*4"), [note("phase_not_known")]),
        (("CYP2D6", "*1/*10+*36 hybrid"), [note("word_left_out", word="hybrid")]),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_every_note_is_whole(explain: Explain, row: tuple[str | None, ...], notes: list[dict[str, str]]) -> None:
    """What was changed, left open or differs is told with all that it takes to check it, and nothing else is."""
    gene, _ = explained(explain, row)
    assert notes_of(gene) == notes


@pytest.mark.parametrize(
    ("row", "reasons"),
    [
        (("CYP2D6", "*1/*4"), []),
        (("CYP2D6", "*1/*22"), []),
        (("CYP2D6", None, "NM"), []),
        (("CYP2D6", "*1/*4", "PM"), ["note.phenotype_differs"]),
        (("CYP2D6", "*1/*4", None, "2"), ["note.score_differs"]),
        (("CYP2D6", "*1/*4 (*2)", "IM", "2"), ["note.lab_contradicts_itself"]),
        (("CYP2D6", "*1/*999", "NM"), ["note.lab_not_checked"]),
        (("CYP2D6", "*1/*999"), ["review.allele_not_recognized"]),
        (("CYP2D6", "*1xN/*4", "NM"), ["note.lab_narrows"]),
        (("CYP2D6", "*1/*4", "IM_or_NM"), ["note.lab_leaves_open", "review.several"]),
        (("CYP2D6", "no call", "NM"), ["note.phenotype_beside_no_call"]),
        (("CYP2D6", "*1/UNK", "NM"), ["note.phenotype_beside_unsettled", "review.unresolved"]),
        (("CYP2D6", "*1/UNK"), ["review.unresolved"]),
        (("CYP2D6", "*1/*4/*2"), ["review.not_readable"]),
    ],
)
def test_what_calls_for_a_review_is_told(explain: Explain, row: tuple[str | None, ...], reasons: list[str]) -> None:
    """A professional looks first where there is a reason, and never where there is none."""
    _, interpretation = explained(explain, row)
    assert [reason.code for reason in interpretation.review.reasons] == reasons
    assert {reason.values["gene"] for reason in interpretation.review.reasons} <= {"CYP2D6"}
    assert interpretation.review.needed is bool(reasons)
    _, looked_at = explained(explain, row, reviewed_by="B (invented)")
    assert (looked_at.review.needed, looked_at.review.reviewed_by) == (False, "B (invented)")
    assert looked_at.review.reasons == interpretation.review.reasons


def test_two_rows_that_differ_call_for_a_review(explain: Explain) -> None:
    """A conflict between rows is a reason of its own."""
    interpretation = explain(("CYP2D6", "*1/*4"), ("CYP2D6", "*1/*1"), ("CYP2C19", "*1/*1"))
    assert [reason.code for reason in interpretation.review.reasons] == ["review.conflicting"]


@pytest.mark.parametrize(
    ("row", "status", "phenotypes", "scores", "basis", "agreement"),
    [
        (("CYP2D6", "*1/*4"), "DETERMINED", [IM], ["1.0"], "DIPLOTYPE", "NOT_COMPARED"),
        (("CYP2D6", "*1/*22"), "FUNCTION_UNCERTAIN", ["Indeterminate"], [], "DIPLOTYPE", "NOT_COMPARED"),
        (("CYP2D6", "*1/*999"), "ALLELE_NOT_RECOGNIZED", [], [], "DIPLOTYPE", "NOT_COMPARED"),
        (("CYP2D6", "*1/UNK"), "UNRESOLVED", [], [], "DIPLOTYPE", "NOT_COMPARED"),
        (("CYP2D6", None, "NM"), "DETERMINED", [NM], [], "PHENOTYPE", "NOT_COMPARED"),
        (("CYP2D6", None, "Unknown"), "INDETERMINATE", ["Indeterminate"], [], "PHENOTYPE", "NOT_COMPARED"),
        (("CYP2D6", None, None, "1.25"), "DETERMINED", [NM], ["1.25"], "ACTIVITY_SCORE", "NOT_COMPARED"),
        (("CYP2D6", None, None, "1 or 2"), "SEVERAL", [IM, NM], ["1.0", "2.0"], "ACTIVITY_SCORE", "NOT_COMPARED"),
        (("CYP2D6", None, "NM", "1.25"), "DETERMINED", [NM], ["1.25"], "ACTIVITY_SCORE", "AGREES"),
        (("CYP2D6", None, "NM", "≥1.0"), "DETERMINED", [NM], [], "PHENOTYPE", "AGREES"),
        (("CYP2D6", None, "PM", "1.25"), "DETERMINED", [PM], [], "PHENOTYPE", "DIFFERS"),
        (("CYP2D6", "*1/*4", "IM", "1"), "DETERMINED", [IM], ["1.0"], "DIPLOTYPE", "AGREES"),
        (("CYP2D6", "*1/*4", "NM", "2.0"), "DETERMINED", [NM], ["2.0"], "PHENOTYPE", "DIFFERS"),
        (("CYP2D6", "*1/*4", None, "2.0"), "DETERMINED", [NM], ["2.0"], "ACTIVITY_SCORE", "DIFFERS"),
        (("CYP2D6", "*1xN/*4", "NM"), "DETERMINED", [NM], ["≥2.0"], "PHENOTYPE", "AGREES"),
        (("CYP2D6", "*1xN/*4", None, "2.5"), "DETERMINED", [UM], ["2.5"], "ACTIVITY_SCORE", "AGREES"),
        (("CYP2D6", "*1/*4", "IM_or_NM"), "SEVERAL", [IM, NM], [], "PHENOTYPE", "AGREES"),
        (("CYP2D6", "*1/*4", None, "1 or 2"), "SEVERAL", [IM, NM], [], "ACTIVITY_SCORE", "AGREES"),
        (("CYP2D6", "*1/*999", "NM"), "DETERMINED", [NM], [], "PHENOTYPE", "NOT_COMPARED"),
        (("CYP2D6", "*1/*999", None, "2"), "DETERMINED", [NM], ["2.0"], "ACTIVITY_SCORE", "NOT_COMPARED"),
    ],
)
def test_what_is_explained_and_on_what_it_rests(
    explain: Explain,
    row: tuple[str | None, ...],
    status: str,
    phenotypes: list[str],
    scores: list[str],
    basis: str,
    agreement: str,
) -> None:
    """Diplotype, phenotype and score in every combination: which one is explained, and whether they were compared."""
    gene, _ = explained(explain, row)
    assert (gene.status, gene.basis, gene.agreement) == (GeneStatus[status], Basis[basis], Agreement[agreement])
    assert list(gene.possible_phenotypes) == phenotypes
    assert gene.phenotype == (phenotypes[0] if len(phenotypes) == 1 else None)
    assert [str(score) for score in gene.activity_scores] == scores
    assert gene.explained_from is (Preference.LAB if agreement == "DIFFERS" else None)


@pytest.mark.parametrize(
    ("row", "phenotype", "basis"),
    [
        (("CYP2D6", "*1/*4", "NM"), IM, Basis.DIPLOTYPE),
        (("CYP2D6", None, "PM", "1.25"), NM, Basis.ACTIVITY_SCORE),
    ],
)
def test_the_tables_result_is_explained_where_it_is_asked_for(
    explain: Explain, row: tuple[str | None, ...], phenotype: str, basis: Basis
) -> None:
    """The note, the phenotype and what it rests on are those of one and the same result."""
    gene, _ = explained(explain, row, prefer=Preference.TABLES)
    assert (gene.phenotype, gene.basis, gene.explained_from) == (phenotype, basis, Preference.TABLES)
    assert gene.notes[-1].code == "note.tables_explained"


def test_a_preference_in_words_is_the_same_preference(explain: Explain) -> None:
    """A caller without types cannot have one result explained and the other said to be."""
    row = ("CYP2D6", "*1/*4", "NM")
    assert explained(explain, row, prefer="tables")[0] == explained(explain, row, prefer=Preference.TABLES)[0]


def test_an_older_rule_that_says_nothing_makes_no_note() -> None:
    """A rule is told with its value, or with its score and phenotype; one that has neither is no explanation."""
    assert list(former_notes("CYP2D6", (FormerRule(until="2019-10", source_id="caudle-2020"),))) == []
