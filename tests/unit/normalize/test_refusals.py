"""What is refused is refused with the whole of its reason: a person at the lab reads it and knows what to write."""

from __future__ import annotations

import pytest

from pgx_reader.normalize.copies import copies_of
from pgx_reader.normalize.diplotypes import parse_call
from pgx_reader.normalize.notation import NotationError
from pgx_reader.normalize.phenotypes import parse_phenotype
from pgx_reader.normalize.scores import parse_scores
from pgx_reader.tables import ReferenceTables

NO_DIPLOTYPE = "is not a CYP2D6 diplotype: two star alleles, such as *1/*4, should stand here."
SHOULD_STAND = "where a star allele such as *4, *2x2 or *36+*10 should stand."
MANY = ",".join(str(number) for number in range(1, 251))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", NO_DIPLOTYPE),
        (";", NO_DIPLOTYPE),
        ("...", NO_DIPLOTYPE),
        ("CN_Gain", NO_DIPLOTYPE),
        ("abc", NO_DIPLOTYPE),
        ("*1/", f'has "" {SHOULD_STAND}'),
        ("*1/*5x", f'has "*5x" {SHOULD_STAND}'),
        ("[*1/*4, *2]", f'has "*4, *2" {SHOULD_STAND}'),
        ("{*1,*2}", "names 1 haplotype; a CYP2D6 diplotype has 2."),
        ("*1/*2/*4", "names 3 haplotypes; a CYP2D6 diplotype has 2."),
        ("*1/*4)", "has a bracket that is not opened."),
        ("(*1/*4]", "has a bracket that is not opened."),
        ("(*1/*4", "has a bracket that is not closed."),
        ("*1" * 10_001, "is too long for a diplotype."),
        ("_".join(["*1"] * 9), "has 9 alleles without a haplotype; at most 8 are read."),
        (f"[{MANY}]/1", "can be read in more than 200 ways."),
        ("*1/(*2+)(*3+)(*4+)(*6+)(*7+)(*8+)(*9+)(*11+)(*12+)(*14+)*10", "has more brackets than can be told apart."),
        ("*1/(?)+*4", 'has "(?", a bracket without an allele in it.'),
        ("(*1_*2)", "names 1 haplotype; a CYP2D6 diplotype has 2."),
        ("{...}", NO_DIPLOTYPE),
        ("*1/*4" + " " * 19_996, "is too long for a diplotype."),
        (f"[{','.join(str(number) for number in range(300, 501))}]/*1", "can be read in more than 200 ways."),
        ("(*68)+" * 10 + "*4/*1", "has more brackets than can be told apart."),
        ("*1_", "names 1 haplotype; a CYP2D6 diplotype has 2."),
        ("*1x20+UNK/*1", "has 21 copies of the gene on one chromosome; there are at most 20."),
        ("*1/XUNK", f'has "XUNK" {SHOULD_STAND}'),
        ("CYP2D6/*1", f'has "CYP2D6" {SHOULD_STAND}'),
        ("*2(*4)x2/*1", 'has a bracket, "*4", of which it is not clear what it is part of.'),
        ("(*2)*4/*1", 'has a bracket, "*2", of which it is not clear what it is part of.'),
        ("*1/*2(*4)(*5)", 'has a bracket, "*4", of which it is not clear what it is part of.'),
        ("*1x12+*2x12/*1", "has 24 copies of the gene on one chromosome; there are at most 20."),
        ("*1/*2x21", 'has "x21"; a copy number is from 1 to 20.'),
        ("2N, *1/*2x2", "names 3 copies of the gene in *1/*2x2, and says that there are 2."),
        ("0N, *1/*2", "names 2 copies of the gene in *1/*2, and says that there are 0."),
        (
            "1N, *5/*5",
            "says that there are more copies than it names, and names no allele that they could be of.",
        ),
        ("22N, *1/*2", "has 21 copies of *1 on one chromosome; there are at most 20."),
        ("(*1x20/*4)x3", "has 22 copies of *1 on one chromosome; there are at most 20."),
        (
            "*5/*5, CN_Gain",
            "says that there are more copies than it names, and names no allele that they could be of.",
        ),
        ("*1/*10D", "has *10D, an old sub-allele name that is not in our tables. Give the allele's number."),
        ("CYP2C19*1/*2", 'has "CYP2C19" before a star allele, in a row for CYP2D6.'),
    ],
    ids=lambda text: text[:40].rstrip(),
)
def test_a_diplotype_is_refused_with_the_whole_reason(reference: ReferenceTables, text: str, message: str) -> None:
    """What is wrong with it, and what should stand there."""
    with pytest.raises(NotationError) as caught:
        parse_call("CYP2D6", text, reference)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "copied"), [("*1/*2x2", "*2x2"), ("*1+*2/*1", "*1+*2"), ("*1/*2, CN_HybridGain", "*1+hybrid")]
)
def test_copies_of_a_gene_without_a_rule_for_them_are_refused(
    reference: ReferenceTables, text: str, copied: str
) -> None:
    """Two copies on one chromosome have no meaning in the tables of CYP2C19, however they are written."""
    with pytest.raises(NotationError) as caught:
        parse_call("CYP2C19", text, reference)
    assert str(caught.value) == (
        f"has {copied} on one chromosome; our CYP2C19 tables have no rule for more than one copy."
    )


def test_variants_of_several_alleles_on_one_copy_are_no_copies(reference: ReferenceTables) -> None:
    """Only a gene copy more is refused: `[*2+*3]` is one copy."""
    assert str(parse_call("CYP2C19", "*1/[*2+*3]", reference).call) == "*1/[*2+*3]"


def test_what_may_be_one_variants_genotype_is_refused_with_what_to_write(reference: ReferenceTables) -> None:
    """The reason says how a diplotype is written, so that nobody has to guess."""
    with pytest.raises(NotationError) as caught:
        parse_call("CYP2D6", "0/1", reference, bare_numbers=False)
    assert str(caught.value) == (
        "may be the genotype of one variant, not a diplotype. If it is a diplotype, write it with stars: *1/*2."
    )


@pytest.mark.parametrize("text", ["many", "x", "x2x", "2.5"])
def test_what_is_no_number_of_copies_is_refused(text: str) -> None:
    """Where a number of copies should stand, nothing else is taken for one."""
    with pytest.raises(NotationError) as caught:
        copies_of(text)
    assert str(caught.value) == f'has "{text}" where a number of copies should stand.'


@pytest.mark.parametrize(
    ("gene", "text", "message"),
    [
        (
            "CYP2D6",
            "fast",
            "is not a phenotype that we know. For CYP2D6, write one of: Poor Metabolizer, Intermediate Metabolizer, "
            "Normal Metabolizer, Ultrarapid Metabolizer, Indeterminate.",
        ),
        ("CYP2D6", "RM", "means Rapid Metabolizer, which CPIC does not have for CYP2D6. Ask the lab what it means."),
        (
            "CYP2D6",
            "Poor Metabolizer (NM)",
            "says two things: poor metabolizer is not NM. Ask the lab which is right.",
        ),
    ],
)
def test_a_phenotype_is_refused_with_the_whole_reason(
    reference: ReferenceTables, gene: str, text: str, message: str
) -> None:
    """What is wrong with it, and which words would be read."""
    with pytest.raises(NotationError) as caught:
        parse_phenotype(gene, text, reference)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("gene", "text", "message"),
    [
        ("CYP2D6", "abc", "is not an activity score. Write a number such as 1.25, or ≥3.0."),
        ("CYP2D6", "40.25", "is higher than any activity score: two chromosomes cannot give more than 40."),
        ("CYP2D6", "0.1", "is not a score that CPIC's values can add up to: they go in steps of 0.25."),
        ("CYP2C19", "1", "is an activity score; CYP2C19 has none. Give the diplotype or the phenotype."),
    ],
)
def test_a_score_is_refused_with_the_whole_reason(
    reference: ReferenceTables, gene: str, text: str, message: str
) -> None:
    """What is wrong with it, and what should stand there."""
    with pytest.raises(NotationError) as caught:
        parse_scores(gene, text, reference)
    assert str(caught.value) == message


def test_the_highest_score_and_number_of_copies_are_still_read(reference: ReferenceTables) -> None:
    """The limits themselves are values like any other."""
    assert [str(score) for score in parse_scores("CYP2D6", "40", reference)] == ["40.0"]
    assert str(parse_call("CYP2D6", "*1x10+*2x10/*1x20", reference).call) == "*1x10+*2x10/*1x20"
    assert str(parse_call("CYP2D6", "20N, *1/*5", reference).call) == "*1x20/*5"
    assert str(parse_call("CYP2D6", "0N, *5/*5", reference).call) == "*5/*5"
    assert str(parse_call("CYP2D6", "1N, *1/*5", reference).call) == "*1/*5"
