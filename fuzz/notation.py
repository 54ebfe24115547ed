"""What must hold for every text as a call, a phenotype or a score of a gene."""

from __future__ import annotations

import re

from pgx_reader.interpret.genes import read_call
from pgx_reader.normalize.diplotypes import parse_call
from pgx_reader.normalize.notation import NotationError
from pgx_reader.normalize.phenotypes import parse_phenotype
from pgx_reader.normalize.scores import parse_scores
from pgx_reader.tables import load_tables
from pgx_reader.terms import Phenotype

_TWO = 2


def notation_holds(gene: str, text: str) -> bool:
    """
    Whether a text is a call; it is one, or is refused with a reason. Raises `AssertionError` where more is made of it.

    A call that is read has two numbers or more in the text; written in standard form and read again it means the same;
    and a phenotype comes only from alleles that the tables have, each named in the text or under an older name.
    """
    tables = load_tables()
    for parse in (parse_phenotype, parse_scores):
        try:
            parse(gene, text, tables)
        except NotationError as error:
            assert str(error).strip()  # noqa: PT017 - most texts raise
    try:
        call = parse_call(gene, text, tables).call
    except NotationError as error:
        assert str(error).strip()  # noqa: PT017
        return False
    again = parse_call(gene, str(call), tables).call
    assert again.means_the_same_as(call), f"{text!r} is {call}, and read again {again}"
    view = read_call(call, tables)
    if view.status.has_phenotype:
        strangers = {allele.star_allele for allele in call.alleles} - set(tables.alleles[gene])
        assert not strangers, f"{text!r} has {strangers}, and {view.phenotypes}"
        numbers = {number.lstrip("0") for number in re.findall("[0-9]+", text)}
        older = {row.allele[1:] for row in tables.allele_synonyms if row.gene == gene}
        named = {allele.star_allele[1:] for allele in call.alleles}
        assert named <= numbers | older, f"{text!r} does not name {named - numbers}"
        assert len(re.findall("[0-9]+", text)) >= _TWO, f"{text!r} does not name two alleles"
    else:
        assert not set(view.phenotypes) - {Phenotype.INDETERMINATE}
    return True
