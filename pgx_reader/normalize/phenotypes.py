"""A lab's words for a phenotype, in CPIC's standardized terms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pgx_reader.normalize.notation import NotationError, folded, means_no_call, without_gene_name
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import GeneStatus, Phenotype

_ABBREVIATION = re.compile(r"\s*\(([a-z]{2,3}(?:\s?/\s?[a-z]{2,3})*)\)$")
_METABOLIZER = re.compile(r"metaboli[sz]ers?\b")
# A slash between words, and not that of `n/a`.
_ALTERNATIVE = re.compile(r"\s*(?:[,;]|(?<!\bn)/(?!a\b)|\bor\b)\s*")
_NOT = "not "


def parse_phenotype(gene: str, text: str, tables: ReferenceTables) -> tuple[Phenotype, ...] | GeneStatus:
    """
    The phenotypes that a lab's words can mean, from slow to fast, or the status that they stand for.

    The status is `NO_CALL` or `NOT_TESTED`. Of words that leave it open (`NM_or_IM`, `Not_PM`) each meaning is kept;
    one of several that is unknown leaves all unknown. Raises `NotationError` where a word is not known, or means a
    phenotype that the gene cannot have: CPIC has a rapid metabolizer for CYP2C19 and none for CYP2D6.
    """
    found = _meaning(_spelled_alike(without_gene_name(gene, folded(text), tables)), gene, tables)
    if not found and means_no_call(text):
        return GeneStatus.NO_CALL
    if not found:
        known = ", ".join(phenotype for phenotype in Phenotype if phenotype in tables.phenotypes_of(gene))
        raise NotationError(f"is not a phenotype that we know. For {gene}, write one of: {known}.")
    statuses = found & {GeneStatus.NO_CALL, GeneStatus.NOT_TESTED}
    if found == statuses:
        return GeneStatus.NO_CALL if GeneStatus.NO_CALL in statuses else GeneStatus.NOT_TESTED
    impossible = [p for p in Phenotype if p in found and p not in tables.phenotypes_of(gene)]
    if impossible:
        raise NotationError(f"means {impossible[0]}, which CPIC does not have for {gene}. Ask the lab what it means.")
    if statuses or Phenotype.INDETERMINATE in found:
        return (Phenotype.INDETERMINATE,)
    return tuple(phenotype for phenotype in Phenotype if phenotype in found)


def _meaning(word: str, gene: str, tables: ReferenceTables) -> frozenset[str]:
    """All that a word, or a list of words, can mean; empty where any part of it is not known."""
    meanings = _meanings(tables)
    if word in meanings:
        return frozenset(meanings[word])
    abbreviation = _ABBREVIATION.search(word)
    if abbreviation:
        return _agreeing(word[: abbreviation.start()].strip(), abbreviation[1], gene, tables)
    if word.startswith(_NOT) and len(named := meanings.get(word.removeprefix(_NOT), ())) == 1:
        return tables.phenotypes_of(gene) - {*named, Phenotype.INDETERMINATE}
    if word.startswith(_NOT) and " or " in word and _meaning(word.removeprefix(_NOT), gene, tables):
        # Neither of them, or not the one but perhaps the other: a phenotype too few or too many.
        raise NotationError(
            f'is not clear for {gene}: "not" may be said of one or of all. Ask the lab which are meant.'
        )
    parts = _ALTERNATIVE.split(word)
    if len(parts) == 1:
        return frozenset()
    # Where one of several parts is empty, the caller gives that alternative no meaning.
    each = [_meaning(part, gene, tables) if part else frozenset({GeneStatus.NO_CALL.value}) for part in parts]
    return frozenset().union(*each) if all(each) else frozenset()


def _agreeing(word: str, abbreviation: str, gene: str, tables: ReferenceTables) -> frozenset[str]:
    """What a word and the abbreviation behind it mean; an error where that is not the same."""
    meaning, short = _meaning(word, gene, tables), _meaning(abbreviation, gene, tables)
    if meaning and meaning != short:
        raise NotationError(f"says two things: {word} is not {abbreviation.upper()}. Ask the lab which is right.")
    return meaning


@lru_cache(maxsize=4)
def _meanings_of(rows: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, tuple[str, ...]]:
    return {_spelled_alike(term): meaning for term, meaning in rows}


def _meanings(tables: ReferenceTables) -> dict[str, tuple[str, ...]]:
    return _meanings_of(tuple((row.term, row.meaning) for row in tables.phenotype_synonyms))


def _spelled_alike(word: str) -> str:
    """A word without accents, hyphens and the difference between `metaboliser` and `metabolizers`."""
    plain = "".join(c for c in unicodedata.normalize("NFD", folded(word)) if not unicodedata.combining(c))
    return folded(_METABOLIZER.sub("metabolizer", plain.replace("-", " "))).strip(" :.")
