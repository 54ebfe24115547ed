"""
The one grammar of haplotypes and diplotypes.

    diplotype = haplotype ("/" | "|") haplotype
    haplotype = [gene] allele {"+" allele}
    allele    = "*" digits ["." digits] [copies]
    copies    = "x" digits | "xN" | ["x"] "≥" digits

Anything else is refused with the reason. Source of the forms: PharmVar's and CPIC's notation of star alleles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pgx_reader.models.genetics import ONE_COPY, AlleleCopies, Copies, Diplotype, Haplotype
from pgx_reader.models.results import Note
from pgx_reader.normalize.notation import NotationError, folded_gene, shortened, visible
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import Method

# `xN` says "more than one": at least two copies.
_LEAST_OF_N = 2
_MOST_COPIES = 20

_ALLELE = re.compile(
    r"(?P<name>\*[0-9]{1,4})(?P<suffix>[A-WYZa-wyz][A-Za-z]?|\.[0-9]{1,4})?"
    r"(?P<copies>[xX](?:[nN]|[0-9]{1,4})|[xX]?≥[0-9]{1,4})?"
)
_SPELLINGS = str.maketrans({"∗": "*", "＊": "*", "⁎": "*", "×": "x", "|": "/", "⁄": "/", "／": "/"})


@dataclass(frozen=True)
class ReadDiplotype:
    """A diplotype in standard form, and what was changed to get there."""

    diplotype: Diplotype
    notes: tuple[Note, ...]


def parse_diplotype(gene: str, text: str, tables: ReferenceTables) -> ReadDiplotype:
    """
    Read a diplotype as a lab writes it.

    Raises `NotationError` with the reason where it is not one. Whether the tables have the alleles is not asked
    here. Retired names become the names that the alleles have now, and sub-alleles their core allele; each change
    is noted.
    """
    parts = _without_blanks(text).split("/")
    if len(parts) == 1 and "*" not in text:
        raise NotationError(f"is not a {gene} diplotype: two star alleles, such as *1/*4, should stand here.")
    if len(parts) != 2:  # noqa: PLR2004 - a diplotype is two haplotypes
        raise NotationError(f"names {len(parts)} haplotype{'s' if len(parts) != 1 else ''}; a {gene} diplotype has 2.")
    notes: list[Note] = []
    first, second = (_haplotype(gene, part, tables, notes) for part in parts)
    diplotype = Diplotype(gene=gene, haplotypes=(first, second))
    if tables.genes[gene].method is Method.FUNCTION_PAIR:
        _refuse_copies(diplotype)
    if any(allele.copies.at_least for allele in diplotype.alleles):
        notes.append(Note(code="note.copy_number_open", values={"gene": gene, "diplotype": str(diplotype)}))
    return ReadDiplotype(diplotype, tuple(notes))


def _without_blanks(text: str) -> str:
    return re.sub(r"\s+", "", visible(text.translate(_SPELLINGS))).replace(">=", "≥")


def _haplotype(gene: str, text: str, tables: ReferenceTables, notes: list[Note]) -> Haplotype:
    bare = _without_gene(gene, text, tables)
    alleles = tuple(_allele(gene, part, tables, notes) for part in bare.split("+"))
    copies = sum(allele.copies.count for allele in alleles)
    if copies > _MOST_COPIES:
        raise NotationError(f"has {copies} copies of the gene on one chromosome; there are at most {_MOST_COPIES}.")
    return Haplotype(alleles=alleles)


def _without_gene(gene: str, text: str, tables: ReferenceTables) -> str:
    """The haplotype without the gene's name before it. Another gene's name is an error, not a prefix."""
    name, star, rest = text.partition("*")
    if not star or not name.strip("_"):
        return text
    names = {folded_gene(row.name): row.gene for row in tables.gene_synonyms}
    if names.get(folded_gene(name)) != gene:
        raise NotationError(f'has "{shortened(name)}" before a star allele, in a row for {gene}.')
    return star + rest


def _allele(gene: str, text: str, tables: ReferenceTables, notes: list[Note]) -> AlleleCopies:
    match = _ALLELE.fullmatch(text)
    if match is None:
        raise NotationError(f'has "{shortened(text)}" where a star allele such as *4, *2x2 or *36+*10 should stand.')
    name = _current_name(gene, match["name"], match["suffix"] or "", tables, notes)
    return AlleleCopies(star_allele=name, copies=_copies(match["copies"]))


def _current_name(gene: str, name: str, suffix: str, tables: ReferenceTables, notes: list[Note]) -> str:
    written = name + suffix
    renamed = {row.name: row.allele for row in tables.allele_synonyms if row.gene == gene}
    if written in renamed:
        notes.append(Note(code="note.allele_renamed", values={"reported": written, "allele": renamed[written]}))
        return renamed[written]
    if suffix.startswith("."):
        notes.append(Note(code="note.suballele", values={"reported": written, "allele": name}))
        return _current_name(gene, name, "", tables, notes)
    if suffix:
        raise NotationError(
            f"has {written}, an old sub-allele name that is not in our tables. Give the allele's number."
        )
    return name


def _copies(text: str | None) -> Copies:
    if text is None:
        return ONE_COPY
    number = text.lstrip("xX").lstrip("≥")
    if number in ("N", "n"):
        return Copies(count=_LEAST_OF_N, at_least=True)
    if not 1 <= int(number) <= _MOST_COPIES:
        raise NotationError(f'has "{text}"; a copy number is from 1 to {_MOST_COPIES}.')
    return Copies(count=int(number), at_least="≥" in text)


def _refuse_copies(diplotype: Diplotype) -> None:
    for haplotype in diplotype.haplotypes:
        if len(haplotype.alleles) > 1 or haplotype.alleles[0].copies != ONE_COPY:
            raise NotationError(
                f"has {haplotype} on one chromosome; our {diplotype.gene} tables have no rule for more than one copy."
            )
