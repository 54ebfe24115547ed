"""A lab's words for a phenotype, in CPIC's standardized terms."""

from __future__ import annotations

import re
from functools import lru_cache

from pgx_reader.normalize.notation import NotationError, folded, folded_gene
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import GeneStatus, Phenotype

_ABBREVIATION = re.compile(r"\s*\((l?pm|l?im|nm|em|rm|urm|um)\)$")
_METABOLIZER = re.compile(r"metaboli[sz]ers?\b")


def parse_phenotype(gene: str, text: str, tables: ReferenceTables) -> tuple[Phenotype, ...] | GeneStatus:
    """
    The phenotypes that a lab's word can mean, or the status (`NO_CALL`, `NOT_TESTED`) that it stands for.

    Raises `NotationError` where the word is not known, or means a phenotype that the gene cannot have: CPIC has a
    rapid metabolizer for CYP2C19 and none for CYP2D6.
    """
    meanings = _meanings(tables)
    word = _standard_spelling(gene, text, tables)
    abbreviation = _ABBREVIATION.search(word)
    if abbreviation and word not in meanings:
        word = word[: abbreviation.start()]
        if word and meanings.get(word) != meanings.get(abbreviation[1]):
            raise NotationError(
                f"says two things: {word} is not {abbreviation[1].upper()}. Ask the lab which is right."
            )
    meaning = meanings.get(word)
    if meaning is None:
        known = ", ".join(phenotype for phenotype in Phenotype if phenotype in tables.phenotypes_of(gene))
        raise NotationError(f"is not a phenotype that we know. For {gene}, write one of: {known}.")
    if meaning[0] in (GeneStatus.NO_CALL, GeneStatus.NOT_TESTED):
        return GeneStatus(meaning[0])
    phenotypes = tuple(Phenotype(word) for word in meaning)
    impossible = [p for p in phenotypes if p not in tables.phenotypes_of(gene)]
    if impossible:
        raise NotationError(f"means {impossible[0]}, which CPIC does not have for {gene}. Ask the lab what it means.")
    return phenotypes


@lru_cache(maxsize=4)
def _meanings_of(rows: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, tuple[str, ...]]:
    return {_spelled_alike(term): meaning for term, meaning in rows}


def _meanings(tables: ReferenceTables) -> dict[str, tuple[str, ...]]:
    return _meanings_of(tuple((row.term, row.meaning) for row in tables.phenotype_synonyms))


def _standard_spelling(gene: str, text: str, tables: ReferenceTables) -> str:
    """The word without the gene's name: `CYP2D6 Poor Metabolizers`."""
    word = folded(text)
    for row in tables.gene_synonyms:
        if row.gene == gene:
            letters = r"[\s.-]*".join(re.escape(letter) for letter in folded_gene(row.name))
            word = re.sub(rf"\b{letters}\b", " ", word)
    return _spelled_alike(word)


def _spelled_alike(word: str) -> str:
    return folded(_METABOLIZER.sub("metabolizer", folded(word).replace("-", " "))).strip(" :")
