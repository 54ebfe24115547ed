"""The patient's medicines that slow or speed an enzyme, and CPIC's estimate of the score beside one."""

from __future__ import annotations

import pytest

from pgx_reader.interpret.interactions import score_estimates
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.tables import load_tables
from pgx_reader.terms import GeneStatus
from tests.grid import CYP2C19, CYP2D6, interpretation_of

from .conftest import Explain

TABLES = load_tables()
PAIRS = {(row.drug, row.gene): row for row in TABLES.interactions}
INTERACTING = tuple(dict.fromkeys(drug for drug, _ in PAIRS))
NORMAL = ("CYP2C19", "*1/*1")
# A kind of the grid for each gene that is not tested in it, beside one that is.
KINDS = [*((kind, "normal") for kind in CYP2D6), *(("normal", kind) for kind in CYP2C19)]


def pairs_of(interpretation: Interpretation) -> list[tuple[str, str]]:
    """The medicine and gene of each interaction."""
    return [(interaction.medicine, interaction.gene) for interaction in interpretation.interactions]


def test_the_list_has_the_published_number_of_pairs() -> None:
    """37 pairs are the FDA's, and St. John's wort is one of another source."""
    sources = [row.source_id for row in TABLES.interactions]
    assert (sources.count("fda-interactions-2026-05"), sources.count("pmc9468573")) == (37, 1)
    assert len(sources) == 38


@pytest.mark.parametrize(("drug", "gene"), PAIRS)
def test_every_pair_is_flagged_by_every_name(explain: Explain, drug: str, gene: str) -> None:
    """By its generic name and by each brand name, with the effect, strength, source and date of the list."""
    row = PAIRS[drug, gene]
    source = TABLES.sources[row.source_id]
    for name in (drug, *TABLES.drugs[drug].brand_names):
        interpretation = explain(("CYP2D6", "*1/*4"), NORMAL, medicines=(name,))
        (found,) = [i for i in interpretation.interactions if i.gene == gene]
        assert (found.medicine, found.effect, found.strength) == (drug, row.effect, row.strength)
        assert (found.source, found.date, found.url) == (source.publisher, source.published_on, source.url)
        assert found.affects == ()
        assert interpretation.unknown_medicines == ()


def test_a_medicine_that_is_not_listed_is_not_flagged(explain: Explain) -> None:
    """Neither a medicine of the guidelines, nor esomeprazole, which the FDA does not class, nor an unknown one."""
    names = ("codeine", "esomeprazole", "citalopram", "ginkgo")
    assert explain(("CYP2D6", "*1/*4"), NORMAL, medicines=names).interactions == ()


@pytest.mark.parametrize("kinds", KINDS, ids="+".join)
def test_no_result_changes_beside_an_interacting_medicine(kinds: tuple[str, str]) -> None:
    """Scores, phenotypes, statements and the mark for review are the same with and without each such medicine."""
    without = interpretation_of(*kinds)
    if without is None:
        return
    for drug in INTERACTING:
        with_it = interpretation_of(*kinds, medicines=(drug,))
        assert with_it is not None
        assert (with_it.genes, with_it.review) == (without.genes, without.review)
        statements = {medicine.name: medicine.statements for medicine in with_it.medicines}
        assert statements == {medicine.name: medicine.statements for medicine in without.medicines}


@pytest.mark.parametrize("kinds", KINDS, ids="+".join)
def test_a_pair_is_flagged_for_every_gene_that_was_tested(kinds: tuple[str, str]) -> None:
    """Whatever the result, and also where there is none: but not for a gene that the file does not have."""
    interpretation = interpretation_of(*kinds, medicines=INTERACTING)
    if interpretation is None:
        return
    tested = {gene.gene for gene in interpretation.genes if gene.status is not GeneStatus.NOT_TESTED}
    assert sorted(pairs_of(interpretation)) == sorted(pair for pair in PAIRS if pair[1] in tested)


def test_no_medicine_affects_itself(explain: Explain) -> None:
    """With everything on one list, each pair affects the others of its gene's guidelines, and never itself."""
    everything = tuple(TABLES.drugs)
    interpretation = explain(("CYP2D6", "*1/*4"), NORMAL, medicines=everything)
    genes = {medicine.name: medicine.genes for medicine in interpretation.medicines}
    for interaction in interpretation.interactions:
        others = [name for name in genes if interaction.gene in genes[name] and name != interaction.medicine]
        assert sorted(interaction.affects) == sorted(others)
    assert interpretation.score_estimates


def test_paroxetine_alone_slows_nothing_of_its_own(explain: Explain) -> None:
    """Paroxetine has a card and is an inhibitor; alone it affects no medicine, and gives no estimate."""
    interpretation = explain(("CYP2D6", "*1/*4"), NORMAL, medicines=("Paxil",))
    assert [m.name for m in interpretation.medicines if m.taking] == ["paroxetine"]
    assert [i.affects for i in interpretation.interactions] == [()]
    assert (interpretation.score_estimates, interpretation.no_consensus) == ((), None)


def test_a_medicine_of_the_interactions_alone_is_known(explain: Explain) -> None:
    """Bupropion has no guideline: it is neither unknown nor among the medicines with statements."""
    interpretation = explain(("CYP2D6", "*1/*4"), NORMAL, medicines=("bupropion",))
    assert (interpretation.unknown_medicines, interpretation.other_medicines) == ((), ("bupropion",))
    assert not [m.name for m in interpretation.medicines if m.taking or m.name == "bupropion"]


ESTIMATES = [
    (("*1/*1",), ("bupropion", "codeine"), {"codeine": ("bupropion", "0.0")}),
    (("*1/*1",), ("duloxetine", "codeine"), {"codeine": ("duloxetine", "1.0")}),
    (("*1/*4",), ("duloxetine", "tramadol"), {"tramadol": ("duloxetine", "0.5")}),
    (("*4/*10",), ("duloxetine", "hydrocodone"), {"hydrocodone": ("duloxetine", "0.125")}),
    (("*4/*4",), ("duloxetine", "metoprolol"), {"metoprolol": ("duloxetine", "0.0")}),
    (("*1x3/*1",), ("mirabegron", "metoprolol"), {"metoprolol": ("mirabegron", "2.0")}),
    (("", "IM"), ("duloxetine", "codeine"), {"codeine": ("duloxetine", "0.125 to 0.5")}),
    (("", "NM"), ("duloxetine", "codeine"), {"codeine": ("duloxetine", "0.625 to 1.125")}),
    (("", "UM"), ("duloxetine", "codeine"), {"codeine": ("duloxetine", "≥1.25")}),
    (("", "NM"), ("quinidine", "codeine"), {"codeine": ("quinidine", "0.0")}),
    (("*1xN/*4",), ("duloxetine", "codeine"), {"codeine": ("duloxetine", "≥1.0")}),
    (("*1xN/*4",), ("paroxetine", "codeine"), {"codeine": ("paroxetine", "0.0")}),
    (("*1/*4 or *2/*10",), ("duloxetine", "codeine"), {"codeine": ("duloxetine", "0.5 or 0.625")}),
    (("*1/*4 or *2/*10",), ("bupropion", "codeine"), {"codeine": ("bupropion", "0.0")}),
    (("*1/*1",), ("duloxetine", "sertraline", "fluoxetine", "codeine"), {"codeine": ("fluoxetine", "0.0")}),
    (("*1/*1",), ("cinacalcet", "duloxetine", "codeine"), {"codeine": ("cinacalcet", "1.0")}),
    (
        ("*1/*1",),
        ("bupropion", "metoprolol", "codeine"),
        {"metoprolol": ("bupropion", "0.0"), "codeine": ("bupropion", "0.0")},
    ),
    (("*1/*1",), ("sertraline", "celecoxib", "codeine"), {}),
    (("*1/*1",), ("bupropion", "venlafaxine", "atomoxetine"), {}),
    (("*1/*1",), ("bupropion",), {}),
    (("*1/*1",), ("codeine",), {}),
    (("*1/*22",), ("bupropion", "codeine"), {}),
    (("*1/*999",), ("bupropion", "codeine"), {}),
    (("no call",), ("bupropion", "codeine"), {}),
    (("", "Indeterminate"), ("bupropion", "codeine"), {}),
    (None, ("bupropion", "codeine"), {}),
]


@pytest.mark.parametrize(("row", "medicines", "expected"), ESTIMATES)
def test_cpics_estimate_of_the_score(
    explain: Explain,
    row: tuple[str, ...] | None,
    medicines: tuple[str, ...],
    expected: dict[str, tuple[str, str]],
) -> None:
    """
    For opioids and beta-blockers alone: 0 beside a strong inhibitor, half beside a moderate one.

    The strongest counts, weak ones do not, ranges are halved at both ends, and an unknown score has no estimate.
    """
    rows = [NORMAL] if row is None else [("CYP2D6", *row), NORMAL]
    found = explain(*rows, medicines=medicines).score_estimates
    assert {e.medicine: (e.inhibitor, " or ".join(map(str, e.scores))) for e in found} == expected


def test_an_estimate_names_its_guideline(explain: Explain) -> None:
    """Codeine's is of the opioid guideline of 2021, metoprolol's of the beta-blocker guideline of 2024."""
    found = explain(("CYP2D6", "*1/*1"), medicines=("quinidine", "codeine", "metoprolol")).score_estimates
    assert {e.medicine: (e.source_id, e.guideline.year) for e in found} == {
        "codeine": ("cpic-opioids-2021", 2021),
        "metoprolol": ("cpic-beta-blockers-2024", 2024),
    }


@pytest.mark.parametrize(
    ("medicines", "expected"),
    [
        (("quinidine", "codeine"), False),
        (("quinidine", "venlafaxine"), True),
        (("quinidine", "nortriptyline"), True),
        (("bupropion", "codeine"), True),
        (("bupropion",), False),
        (("sertraline", "venlafaxine"), False),
        (("quinidine", "citalopram"), False),
    ],
)
def test_where_nobody_agrees_it_is_said(explain: Explain, medicines: tuple[str, ...], expected: bool) -> None:
    """CPIC's antidepressant guideline is named where CYP2D6 is slowed by or for an antidepressant, and only there."""
    guideline = explain(("CYP2D6", "*1/*1"), NORMAL, medicines=medicines).no_consensus
    assert (guideline is not None) is expected
    assert guideline is None or guideline.year == 2023


def test_the_order_is_the_patients(explain: Explain) -> None:
    """Interactions stand in the order of the patient's list, and CYP2C19 before CYP2D6 or as the table has them."""
    found = explain(("CYP2D6", "*1/*1"), NORMAL, medicines=("quinidine", "Prozac", "rifampin"))
    assert [medicine for medicine, _ in pairs_of(found)] == ["quinidine", "fluoxetine", "fluoxetine", "rifampin"]


@pytest.mark.parametrize("drug", INTERACTING)
def test_an_interacting_medicine_is_never_dropped(explain: Explain, drug: str) -> None:
    """Where its gene was not tested it is still among the medicines that the patient takes."""
    for row in (("CYP2D6", "*1/*1"), NORMAL):
        found = explain(row, medicines=(drug,))
        assert drug in {*(m.name for m in found.medicines if m.taking), *found.other_medicines}


def test_without_a_gene_there_is_no_estimate() -> None:
    """Where CYP2D6 does not stand among the results, no score is made up."""
    assert score_estimates((), None, TABLES) == ()
