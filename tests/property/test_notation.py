from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pgx_reader.interpret.genes import phenotypes_of_score, read_call, read_diplotype
from pgx_reader.models.genetics import ActivityScore, AlleleCopies, Call, Copies, Diplotype, Haplotype
from pgx_reader.normalize.diplotypes import parse_call
from pgx_reader.normalize.notation import NotationError
from pgx_reader.normalize.phenotypes import parse_phenotype
from pgx_reader.normalize.scores import parse_scores
from pgx_reader.tables import load_tables
from pgx_reader.terms import GeneStatus

_TABLES = load_tables()
_RETIRED = {(row.gene, row.name) for row in _TABLES.allele_synonyms}
_UNKNOWN = {
    gene: [f"*{n}" for n in (0, *range(1, 1000)) if f"*{n}" not in alleles and (gene, f"*{n}") not in _RETIRED]
    for gene, alleles in _TABLES.alleles.items()
}
GENES = st.sampled_from(["CYP2D6", "CYP2C19"])
_COPIES = st.builds(Copies, count=st.integers(1, 6), at_least=st.booleans())


@st.composite
def diplotypes(draw: st.DrawFn, *, known: bool = True) -> Diplotype:
    """A diplotype of alleles with current names; for CYP2D6 with copies and tandems."""
    gene = draw(GENES)
    names = st.sampled_from(sorted(_TABLES.alleles[gene]))
    if not known:
        names = names | st.sampled_from(_UNKNOWN[gene])
    if gene == "CYP2D6":
        alleles = st.lists(st.builds(AlleleCopies, star_allele=names, copies=_COPIES), min_size=1, max_size=3)
    else:
        alleles = st.builds(AlleleCopies, star_allele=names).map(lambda allele: [allele])
    haplotypes = alleles.map(lambda found: Haplotype(alleles=tuple(found)))
    return Diplotype(gene=gene, haplotypes=(draw(haplotypes), draw(haplotypes)))


@st.composite
def calls(draw: st.DrawFn) -> Call:
    """A call of CYP2D6 with one or more readings: also with further variants, combinations and unnamed haplotypes."""
    names = st.sampled_from([*sorted(_TABLES.alleles["CYP2D6"]), *_UNKNOWN["CYP2D6"]])
    alleles = st.lists(st.builds(AlleleCopies, star_allele=names, copies=_COPIES), min_size=1, max_size=3).map(tuple)
    unknown = st.lists(st.sampled_from(["rs140513104", "*61-like", "hybrid", "*10*", "*4NX", "?"]), max_size=2).map(
        tuple
    )
    haplotypes = (
        st.builds(Haplotype, alleles=alleles, unknown=unknown)
        | st.builds(Haplotype, alleles=alleles.filter(lambda found: len(found) > 1), combined=st.just(True))
        | st.just(Haplotype(unknown=("?",)))
    )
    readings = st.lists(
        st.builds(Diplotype, gene=st.just("CYP2D6"), haplotypes=st.tuples(haplotypes, haplotypes)),
        min_size=1,
        max_size=4,
        unique_by=lambda reading: reading.unordered,
    )
    return Call(readings=tuple(draw(readings)), complete=draw(st.booleans()))


@given(diplotypes(known=False))
@settings(max_examples=100, deadline=None)
def test_parsing_the_standard_form_is_the_identity(diplotype: Diplotype) -> None:
    """A diplotype that is written and read again is the same diplotype."""
    assert parse_call(diplotype.gene, str(diplotype), _TABLES).call == Call(readings=(diplotype,))


@given(calls())
@settings(max_examples=150, deadline=None)
def test_parsing_a_written_call_is_the_identity(call: Call) -> None:
    """A call with any readings that is written and read again is the same call."""
    assert parse_call("CYP2D6", str(call), _TABLES).call == call


@given(calls(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_no_reading_is_preferred(call: Call, random: Random) -> None:
    """The order in which a lab lists its candidates changes neither the status, nor the phenotypes, nor the scores."""
    readings = list(call.readings)
    random.shuffle(readings)
    one, other = read_call(call, _TABLES), read_call(call.model_copy(update={"readings": tuple(readings)}), _TABLES)
    assert (one.status, one.phenotypes, set(one.scores)) == (other.status, other.phenotypes, set(other.scores))


@given(calls())
@settings(max_examples=100, deadline=None)
def test_a_call_that_is_not_settled_has_no_phenotype(call: Call) -> None:
    """One reading without a phenotype, or a list that is cut short, and the whole call has none."""
    unsettled = not call.complete or any(
        not read_diplotype(reading, _TABLES).status.has_phenotype for reading in call.readings
    )
    assert read_call(call, _TABLES).status.has_phenotype != unsettled


@given(diplotypes())
@settings(max_examples=100, deadline=None)
def test_the_order_of_haplotypes_never_matters(diplotype: Diplotype) -> None:
    """Either order of the two chromosomes gives the same status, phenotypes and score."""
    first, second = diplotype.haplotypes
    one = read_diplotype(diplotype, _TABLES)
    other = read_diplotype(Diplotype(gene=diplotype.gene, haplotypes=(second, first)), _TABLES)
    assert (one.status, one.phenotypes, one.scores) == (other.status, other.phenotypes, other.scores)


@given(diplotypes(), st.data())
@settings(max_examples=100, deadline=None)
def test_an_unrecognized_allele_never_gives_a_phenotype(diplotype: Diplotype, data: st.DataObject) -> None:
    """One allele that the tables do not have, in any place, leaves nothing determined."""
    stranger = AlleleCopies(star_allele=data.draw(st.sampled_from(_UNKNOWN[diplotype.gene])))
    first, second = diplotype.haplotypes
    with_stranger = Haplotype(alleles=data.draw(st.permutations((*first.alleles, stranger))))
    haplotypes = data.draw(st.permutations((with_stranger, second)))
    view = read_diplotype(Diplotype(gene=diplotype.gene, haplotypes=tuple(haplotypes)), _TABLES)
    assert (view.status, view.phenotypes, view.scores) == (GeneStatus.ALLELE_NOT_RECOGNIZED, (), ())


@given(st.integers(0, 160).map(lambda n: Decimal(n) / 4), st.booleans())
@settings(max_examples=100, deadline=None)
def test_every_score_is_read_back_and_has_a_phenotype(value: Decimal, at_least: bool) -> None:
    """No step of 0.25 falls between the bands, and an exact score has exactly one phenotype."""
    score = ActivityScore(value=value, at_least=at_least)
    assert parse_scores("CYP2D6", str(score), _TABLES) == (score,)
    phenotypes = phenotypes_of_score("CYP2D6", score, _TABLES)
    assert len(phenotypes) >= 1 if at_least else len(phenotypes) == 1


@given(
    GENES, st.text(max_size=40) | st.text("*0123456789/|+xXN≥. ", max_size=20) | st.from_regex(r"\*\d{1,4}/\*\d{1,4}")
)
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_the_notation(gene: str, text: str) -> None:
    """Any text is a diplotype, a phenotype or a score, or is refused with a reason."""
    for parse in (parse_call, parse_phenotype, parse_scores):
        try:
            parse(gene, text, _TABLES)
        except NotationError as error:
            assert str(error)  # noqa: PT017 - most texts raise, and some do not


@given(st.sampled_from(["rapid", "poor", "normal", "intermediate"]), st.text("bcdfghjk", min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_phenotype_is_never_found_inside_a_longer_word(word: str, letters: str) -> None:
    """Letters before a phenotype's name make it another word."""
    for text in (letters + word, f"{letters}{word} metabolizer", f"{letters} {word} metabolizer"):
        with pytest.raises(NotationError):
            parse_phenotype("CYP2C19", text, _TABLES)
