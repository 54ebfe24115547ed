"""How many copies of an allele there are, and copies that the lab counted without saying of what."""

from __future__ import annotations

import re
from itertools import combinations_with_replacement

from pgx_reader.models.genetics import ONE_COPY, AlleleCopies, Copies, Diplotype, Haplotype
from pgx_reader.normalize.notation import NotationError

MOST_COPIES = 20
# The gene deletion: it is written as an allele, and is no copy of the gene. Source: PharmVar's naming of CYP2D6.
_DELETION = {"CYP2D6": "*5"}
# `xN` says "more than one": at least two copies.
_LEAST_OF_N = 2
_NUMBER = re.compile(r"[xX]?\s?(?P<open>≥?)\s?(?P<number>[nN]|[0-9]{1,4})")


def copies_of(text: str | None) -> Copies:
    """The copies that `x2`, `xN`, `x≥3` or `≥3` says; one where there is no text. Raises `NotationError` above 20."""
    if not text:
        return ONE_COPY
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise NotationError(f'has "{text}" where a number of copies should stand.')
    if match["number"] in "nN":
        return Copies(count=_LEAST_OF_N, at_least=True)
    count = int(match["number"])
    if not 1 <= count <= MOST_COPIES:
        raise NotationError(f'has "{text}"; a copy number is from 1 to {MOST_COPIES}.')
    return Copies(count=count, at_least=bool(match["open"]))


def gene_copies(diplotype: Diplotype) -> int:
    """The copies of the gene on both chromosomes; the deletion counts as none, and a hybrid without a name as one."""
    named = sum(a.copies.count for a in diplotype.alleles if a.star_allele != _DELETION.get(diplotype.gene))
    return named + sum(len(haplotype.unknown) for haplotype in diplotype.haplotypes)


def with_extra_copies(diplotype: Diplotype, extra: Copies) -> tuple[Diplotype, ...]:
    """
    Every diplotype that further copies of its alleles can give, where the lab does not say of which.

    With an open number each allele in turn is the copied one: copies of two alleles at once give no activity score
    that one of these leaves out. Raises `NotationError` where no allele can be copied, and above 20 copies of one.
    """
    places = [
        (n, m)
        for n, haplotype in enumerate(diplotype.haplotypes)
        for m, allele in enumerate(haplotype.alleles)
        if allele.star_allele != _DELETION.get(diplotype.gene)
    ]
    if not places:
        raise NotationError("says that there are more copies than it names, and names no allele that they could be of.")
    if extra.at_least:
        return tuple(_copied(diplotype, (place,) * extra.count, at_least=True) for place in places)
    return tuple(
        _copied(diplotype, chosen, at_least=False) for chosen in combinations_with_replacement(places, extra.count)
    )


def _copied(diplotype: Diplotype, places: tuple[tuple[int, int], ...], *, at_least: bool) -> Diplotype:
    haplotypes = tuple(
        Haplotype(
            alleles=tuple(
                _more_of(allele, places.count((n, m)), at_least=at_least) for m, allele in enumerate(haplotype.alleles)
            ),
            unknown=haplotype.unknown,
            combined=haplotype.combined,
        )
        for n, haplotype in enumerate(diplotype.haplotypes)
    )
    return Diplotype(gene=diplotype.gene, haplotypes=(haplotypes[0], haplotypes[1]))


def _more_of(allele: AlleleCopies, more: int, *, at_least: bool) -> AlleleCopies:
    if not more:
        return allele
    count = allele.copies.count + more
    if count > MOST_COPIES:
        raise NotationError(
            f"has {count} copies of {allele.star_allele} on one chromosome; there are at most {MOST_COPIES}."
        )
    copies = Copies(count=count, at_least=allele.copies.at_least or at_least)
    return AlleleCopies(star_allele=allele.star_allele, copies=copies)
