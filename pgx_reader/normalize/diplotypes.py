"""
The one grammar of diplotypes: a lab's call as every diplotype that it can mean.

    call      = [total ","] segment {(";" | "," | "or") segment} [gain]        also in braces, and as a list in brackets
    total     = digits "N" ["+"]                                               copies of the gene, of whichever allele
    gain      = "CN_Gain" | "CN_HybridGain" | "CN_HybridLoss" | "Duplication present"
    segment   = diplotype | diplotype "(" diplotype ")" | "(" diplotype ")" copies | diplotype " " copies | "..."
    diplotype = haplotype ("/" | "|") haplotype | unit {"_" unit}

Haplotypes are in `haplotypes`. Anything else is refused with the reason. Sources of the forms: the notation of
PharmVar and CPIC, and the files of labs and callers; each has its row in `tests/notation/diplotypes.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from pgx_reader.models.genetics import ONE_COPY, Call, Copies, Diplotype, Haplotype
from pgx_reader.models.results import Note
from pgx_reader.normalize.brackets import check_brackets, inside, split_outside
from pgx_reader.normalize.copies import copies_of, gene_copies, with_extra_copies
from pgx_reader.normalize.haplotypes import MOST_READINGS, haplotypes_of
from pgx_reader.normalize.names import GeneNotation
from pgx_reader.normalize.notation import NotationError, shortened, visible
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import Method

_LONGEST = 20_000
_SPELLINGS = str.maketrans({"∗": "*", "＊": "*", "⁎": "*", "×": "x", "|": "/", "⁄": "/", "／": "/"})
_TOTAL = re.compile(r"\s*(?P<count>[0-9]{1,2})N(?P<open>\+?)\s*[,;:]\s*")
_GAINS = re.compile(r"[,;]?\s*\b(?P<word>CN_Gain|Duplication present)\b", re.IGNORECASE)
_HYBRID_GAIN = re.compile(r"[,;]?\s*\bCN_HybridGain\b", re.IGNORECASE)
# What says that the copies were not settled: further diplotypes are then possible.
_UNSETTLED = re.compile(r"[,;]?\s*\b(?:CN_HybridLoss|CN_NoCall|CN_Error|UNDH)\b", re.IGNORECASE)
_ALTERNATIVE = re.compile(r"\s*[;,]\s*|\s+or\s+", re.IGNORECASE)
_MORE = re.compile(r"\.{3}|…")
_COPIES = r"(?P<copies>[xX]\s?(?:[nN]|≥?\s?[0-9]{1,4})|≥\s?[0-9]{1,4})"
_COPIES_OF_EITHER = re.compile(rf"(?:\((?P<in_brackets>[^()]+/[^()]+)\)\s*|(?P<bare>.+/.+)\s){_COPIES}")
_SECOND_IN_BRACKETS = re.compile(r"(?P<first>[^()\[\]]+/[^()\[\]]+?)\s*[(\[](?P<second>[^()\[\]]+/[^()\[\]]+)[)\]]")
_QUOTED_LIST = re.compile(r"""\[\s*(?:'[^']*'|"[^"]*")(?:\s*,\s*(?:'[^']*'|"[^"]*"))*\s*\]""")
_ONE_VARIANT = re.compile(r"[0-3]\s*[/|]\s*[0-3]")
_SLASH = re.compile("/")
_MOST_UNPHASED = 8


@dataclass(frozen=True)
class ReadCall:
    """A call in standard form, and what was changed, or left open, on the way."""

    call: Call
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class _Total:
    """The copies of the gene that the lab counted, of whichever allele: none, too, where it is deleted twice."""

    count: int
    at_least: bool


def parse_call(gene: str, text: str, tables: ReferenceTables, *, bare_numbers: bool = True) -> ReadCall:
    """
    Read a call as a lab writes it: all its readings, never the first of several.

    Raises `NotationError` with the reason where it is none. Whether the tables have the alleles is not asked here.
    Retired names become the names that the alleles have now, and sub-alleles their core allele; each change is
    noted. Without `bare_numbers`, `0/1` and the like are refused: they may be the genotype of one variant.
    """
    return _read_call(gene, text, tables, bare_numbers)


# Most patients of a file have one of a few diplotypes.
@lru_cache(maxsize=4096)
def _read_call(gene: str, text: str, tables: ReferenceTables, bare_numbers: bool) -> ReadCall:
    spelled = _spelled(text)
    if not bare_numbers and _ONE_VARIANT.fullmatch(spelled):
        raise NotationError(
            "may be the genotype of one variant, not a diplotype. If it is a diplotype, write it with stars: *1/*2."
        )
    notation = GeneNotation(gene, tables)
    call = _call(spelled, notation)
    _note_what_is_open(call, notation)
    return ReadCall(call, tuple(notation.notes))


def _spelled(text: str) -> str:
    """The text with one sign for one thing, and blanks only where they mean something."""
    if len(text) > _LONGEST:
        raise NotationError("is too long for a diplotype.")
    spelled = " ".join(visible(text.translate(_SPELLINGS)).split()).replace(">=", "≥")
    return re.sub(r"\s*([/+])\s*", r"\1", re.sub(r"\*\s+(?=[0-9])", "*", spelled)).strip(" '\"")


def _call(text: str, notation: GeneNotation) -> Call:
    total, text = _total_copies(text)
    text, gains = _GAINS.subn("", text)
    text, hybrids = _HYBRID_GAIN.subn("", text)
    text, unsettled = _UNSETTLED.subn("", text)
    segments = _segments(text, notation)
    named = [segment for segment in segments if not _MORE.fullmatch(segment)]
    if not named:
        raise NotationError(f"is not a {notation.gene} diplotype: two star alleles, such as *1/*4, should stand here.")
    readings = _each(reading for segment in named for reading in _diplotypes(segment, notation))
    if total is not None:
        readings = _each(found for reading in readings for found in _with_total(reading, total, notation))
    if gains:
        readings = _each(found for reading in readings for found in _with_gain(reading, notation))
    if hybrids:
        readings = _each(found for reading in readings for found in _with_hybrid(reading))
    for reading in readings:
        _refuse_copies(reading, notation)
    return Call(readings=readings, complete=len(named) == len(segments) and not unsettled)


def _total_copies(text: str) -> tuple[_Total | None, str]:
    match = _TOTAL.match(text)
    if match is None:
        return None, text
    return _Total(int(match["count"]), bool(match["open"])), text[match.end() :]


def _segments(text: str, notation: GeneNotation) -> list[str]:
    """The alternatives of a call: diplotypes, and `...` for those that are not named."""
    if _QUOTED_LIST.fullmatch(text):
        return [part.strip("'\" ") for part in re.findall(r"'[^']*'|\"[^\"]*\"", text)]
    check_brackets(text)
    within = inside(text)
    if within is not None:
        parts = split_outside(within, _ALTERNATIVE)
        if all(len(split_outside(part, _SLASH)) > 1 or _MORE.fullmatch(part) for part in parts):
            return parts
    parts = [part for part in split_outside(text, _ALTERNATIVE) if part]
    if not parts:
        raise NotationError(f"is not a {notation.gene} diplotype: two star alleles, such as *1/*4, should stand here.")
    return parts


def _each(readings: Iterator[Diplotype]) -> tuple[Diplotype, ...]:
    """The readings, each once: in another order it is the same diplotype."""
    found: dict[tuple[str, ...], Diplotype] = {}
    for reading in readings:
        found.setdefault(reading.unordered, reading)
        if len(found) > MOST_READINGS:
            raise NotationError(f"can be read in more than {MOST_READINGS} ways.")
    return tuple(found.values())


def _diplotypes(text: str, notation: GeneNotation) -> Iterator[Diplotype]:
    """Every diplotype that one alternative can mean."""
    within = inside(text)
    if within is not None and len(split_outside(within, _SLASH)) > 1:
        text = within
    if second := _SECOND_IN_BRACKETS.fullmatch(text):
        for part in (second["first"], second["second"]):
            yield from _plain(part, notation)
    elif copied := _COPIES_OF_EITHER.fullmatch(text):
        copies = copies_of(copied["copies"])
        notation.note("note.copies_not_placed", gene=notation.gene)
        for reading in _plain(copied["in_brackets"] or copied["bare"], notation):
            yield from with_extra_copies(reading, copies.model_copy(update={"count": max(copies.count - 1, 1)}))
    else:
        yield from _plain(text, notation)


def _plain(text: str, notation: GeneNotation) -> Iterator[Diplotype]:
    parts = split_outside(text, _SLASH)
    if len(parts) == 1 and "_" in notation.without_gene(text).strip("_"):
        yield from _unphased(notation.without_gene(text).strip("_").split("_"), notation)
        return
    if len(parts) == 1 and not re.search(r"\*\s?[0-9]", text):
        raise NotationError(f"is not a {notation.gene} diplotype: two star alleles, such as *1/*4, should stand here.")
    if len(parts) != 2:  # noqa: PLR2004 - a diplotype is two haplotypes
        found = f"{len(parts)} haplotype{'s' if len(parts) != 1 else ''}"
        raise NotationError(f"names {found}; a {notation.gene} diplotype has 2.")
    for first, second in product(*(haplotypes_of(part, notation) for part in parts)):
        yield Diplotype(gene=notation.gene, haplotypes=(first, second))


def _unphased(units: list[str], notation: GeneNotation) -> Iterator[Diplotype]:
    """Alleles that the caller did not assign to haplotypes, in every way that two haplotypes can carry them."""
    if len(units) > _MOST_UNPHASED:
        raise NotationError(f"has {len(units)} alleles without a haplotype; at most {_MOST_UNPHASED} are read.")
    notation.note("note.phase_not_known", gene=notation.gene)
    for size in range(1, len(units)):
        for chosen in combinations(range(1, len(units)), size):
            second = "+".join(units[n] for n in chosen)
            first = "+".join(unit for n, unit in enumerate(units) if n not in chosen)
            yield from _plain(f"{first}/{second}", notation)


def _with_total(reading: Diplotype, total: _Total, notation: GeneNotation) -> Iterator[Diplotype]:
    """A reading with as many copies of the gene as the lab counted."""
    named = gene_copies(reading)
    if named > total.count:
        raise NotationError(f"names {named} copies of the gene in {reading}, and says that there are {total.count}.")
    missing = total.count - named
    if not missing and not total.at_least:
        yield reading
        return
    notation.note("note.copies_not_placed", gene=notation.gene)
    if total.at_least:
        yield reading
    yield from with_extra_copies(reading, Copies(count=max(missing, 1), at_least=total.at_least))


def _with_gain(reading: Diplotype, notation: GeneNotation) -> tuple[Diplotype, ...]:
    """A reading with a gain of copies: where the diplotype already has one, it is the same gain said twice."""
    if gene_copies(reading) > 2:  # noqa: PLR2004 - one copy on each chromosome is no gain
        return (reading,)
    notation.note("note.copies_not_placed", gene=notation.gene)
    return with_extra_copies(reading, Copies(count=1, at_least=True))


def _with_hybrid(reading: Diplotype) -> Iterator[Diplotype]:
    """A reading with a gene hybrid, of which the lab does not say on which chromosome it lies."""
    for place, haplotype in enumerate(reading.haplotypes):
        both = list(reading.haplotypes)
        both[place] = Haplotype(alleles=haplotype.alleles, unknown=(*haplotype.unknown, "hybrid"))
        yield Diplotype(gene=reading.gene, haplotypes=(both[0], both[1]))


def _refuse_copies(reading: Diplotype, notation: GeneNotation) -> None:
    """Refuse copies of a gene that the tables have no rule of copies for."""
    if notation.tables.genes[notation.gene].method is not Method.FUNCTION_PAIR:
        return
    for haplotype in reading.haplotypes:
        copied = any(allele.copies != ONE_COPY for allele in haplotype.alleles)
        if copied or (len(haplotype.alleles) > 1 and not haplotype.combined) or "hybrid" in haplotype.unknown:
            raise NotationError(
                f"has {haplotype} on one chromosome; our {notation.gene} tables have no rule for more than one copy."
            )


def _note_what_is_open(call: Call, notation: GeneNotation) -> None:
    gene, written = notation.gene, shortened(str(call))
    if any(allele.copies.at_least for allele in call.alleles):
        notation.note("note.copy_number_open", gene=gene, diplotype=written)
    if len(call.readings) > 1:
        notation.note("note.several_readings", gene=gene, count=str(len(call.readings)), diplotypes=written)
    if not call.complete:
        notation.note("note.more_than_named", gene=gene)
    for haplotype in dict.fromkeys(h for reading in call.readings for h in reading.haplotypes if not h.is_named):
        notation.note("note.part_not_in_tables", gene=gene, haplotype=shortened(str(haplotype)))
