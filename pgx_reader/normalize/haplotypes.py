"""
One haplotype in any notation, as all that it can mean.

    haplotype = unit {"+" unit} | "[" unit "+" unit "]"           tandem; variants of several alleles on one copy
    unit      = allele [copies] | "rs" digits | allele "-like" | allele "*" | "hybrid" | "?" | "UNK" | "other"
    allele    = ["*"] digits [letters | "." digits | ".ALDY"]
    copies    = "x" digits | "xN" | ["x"] "≥" digits

A bracket is one of these: beside a `+`, a part that may be missing, `(*68)+*4`; with commas, candidates, `[2,35]`;
behind an allele, another reading, `*2 (*35)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pgx_reader.models.genetics import UNNAMED, AlleleCopies, Haplotype
from pgx_reader.models.results import Note
from pgx_reader.normalize.brackets import Group, innermost, inside
from pgx_reader.normalize.copies import MOST_COPIES, copies_of
from pgx_reader.normalize.names import GeneNotation
from pgx_reader.normalize.notation import NotationError, shortened
from pgx_reader.tables import ReferenceTables

MOST_READINGS = 200

_COPIES = r"[xX]\s?(?:≥?\s?[0-9]{1,4}|[nN])|≥\s?[0-9]{1,4}"
_ALLELE = re.compile(
    r"(?P<star>\*?)(?P<name>[0-9]{1,4})(?P<suffix>[A-WYZa-wyz]{1,2}|\.[0-9]{1,4})?(?P<tool>\.(?i:aldy))?"
    rf"(?P<copies>{_COPIES})?"
)
_VARIANT = re.compile(r"\(?(rs[0-9]{1,12})\)?", re.IGNORECASE)
# Aldy marks a known allele with further variants by a star behind it, or by an X behind its old letter name.
_MARKED = re.compile(r"\*?([0-9]{1,4})(\*|[A-Za-z]X)")
_LIKE = re.compile(r"\*?([0-9]{1,4}(?:\.[0-9]{1,4})?)\s?-?\s?like", re.IGNORECASE)
_HYBRID = re.compile(r"hyb\w*", re.IGNORECASE)
_BEHIND_AN_ALLELE = re.compile(r"(?<=[0-9A-Za-z])\s+hyb\w*\b", re.IGNORECASE)
_NOBODY_KNOWS = {"?", ".", "unk", "unknown", "other", "amb", "ambiguous", "novel", "unnamed", "na", "none"}


def haplotypes_of(text: str, notation: GeneNotation) -> tuple[Haplotype, ...]:
    """
    Every haplotype that the text can mean, in the order written. Old names are replaced, with a note.

    Raises `NotationError` with the reason where it is none, and where it can mean more than 200.
    """
    found, notes = _read(text, notation.gene, notation.tables)
    notation.add(notes)
    return found


@lru_cache(maxsize=4096)
def _read(text: str, gene: str, tables: ReferenceTables) -> tuple[tuple[Haplotype, ...], tuple[Note, ...]]:
    """The haplotypes and the notes on them. The same few haplotypes make up nearly all diplotypes."""
    notation = GeneNotation(gene, tables)
    return _haplotypes(text, notation), tuple(notation.notes)


def _haplotypes(text: str, notation: GeneNotation) -> tuple[Haplotype, ...]:
    bare = notation.without_gene(text.strip())
    combined = _combined(bare, notation)
    if combined is not None:
        return (combined,)
    found: dict[Haplotype, None] = {}
    for flat in _expansions(bare):
        found[_haplotype(flat, notation)] = None
        if len(found) > MOST_READINGS:
            raise NotationError(f"can be read in more than {MOST_READINGS} ways.")
    return tuple(found)


def _combined(text: str, notation: GeneNotation) -> Haplotype | None:
    within = inside(text)
    if within is None or not text.startswith("[") or "+" not in within or set(within) & set(",([{"):
        return None
    plain = _haplotype(within, notation)
    return Haplotype(alleles=plain.alleles, unknown=plain.unknown, combined=True)


def _expansions(text: str, depth: int = 0) -> Iterator[str]:
    """The text with each bracket resolved in every way that it can be meant."""
    within = inside(text)
    if within is not None and innermost(within) is not None:
        text = within
    group = innermost(text)
    if group is None:
        yield text
        return
    if depth > 8:  # noqa: PLR2004 - no lab nests or repeats brackets so often
        raise NotationError("has more brackets than can be told apart.")
    for chosen in _choices(group):
        yield from _expansions(chosen, depth + 1)


def _choices(group: Group) -> tuple[str, ...]:
    before, inner, after = group.before, group.inner.rstrip("?").strip(), group.after
    if "," in inner:
        return tuple(f"{before}{candidate.strip()}{after}" for candidate in inner.split(","))
    if before.endswith("+") or after.startswith("+") or inner.startswith("+") or inner.endswith("+"):
        parts = (before.strip("+ "), inner.strip("+ "), after.strip("+ "))
        if not parts[1]:
            raise NotationError(f'has "{group.opening}{group.inner}", a bracket without an allele in it.')
        return ("+".join(part for part in parts if part), "+".join(part for part in (parts[0], parts[2]) if part))
    if not before and not after:
        # A lone allele in brackets is one that the lab is not sure of.
        return (inner, UNNAMED) if group.opening == "(" and _ALLELE.fullmatch(inner) else (inner,)
    if not after:
        return (before, inner)
    if not before and re.fullmatch(_COPIES, after):
        return ("+".join(f"{unit.strip()}{after}" for unit in inner.split("+")),)
    raise NotationError(f'has a bracket, "{shortened(group.inner)}", of which it is not clear what it is part of.')


def _haplotype(text: str, notation: GeneNotation) -> Haplotype:
    words = _BEHIND_AN_ALLELE.search(text)
    if words:
        notation.note("note.word_left_out", gene=notation.gene, word=words[0].strip())
        text = _BEHIND_AN_ALLELE.sub("", text)
    alleles: list[AlleleCopies] = []
    unknown: list[str] = []
    for unit in text.split("+"):
        part = _unit(unit.strip(), notation)
        if isinstance(part, AlleleCopies):
            alleles.append(part)
        else:
            unknown.append(part)
    copies = sum(allele.copies.count for allele in alleles) + len(unknown)
    if copies > MOST_COPIES:
        raise NotationError(f"has {copies} copies of the gene on one chromosome; there are at most {MOST_COPIES}.")
    return Haplotype(alleles=tuple(alleles), unknown=tuple(unknown))


def _unit(text: str, notation: GeneNotation) -> AlleleCopies | str:
    """A named allele with its copies; or, as text, what has no function in any table."""
    if text.lstrip("*").casefold() in _NOBODY_KNOWS:
        return UNNAMED
    if variant := _VARIANT.fullmatch(text):
        return variant[1].lower()
    if marked := _MARKED.fullmatch(text):
        return f"*{marked[1]}{marked[2].upper()}"
    if like := _LIKE.fullmatch(text):
        return f"*{like[1]}-like"
    if _HYBRID.fullmatch(text):
        return "hybrid"
    match = _ALLELE.fullmatch(re.sub(r"\s+", "", text))
    if match is None:
        raise NotationError(f'has "{shortened(text)}" where a star allele such as *4, *2x2 or *36+*10 should stand.')
    if not match["star"]:
        notation.note("note.star_missing", gene=notation.gene)
    if match["tool"]:
        notation.note("note.tool_suffix", reported=shortened(text), allele=f"*{match['name']}{match['suffix'] or ''}")
    name = notation.current_name(f"*{match['name']}", match["suffix"] or "")
    return AlleleCopies(star_allele=name, copies=copies_of(match["copies"]))
