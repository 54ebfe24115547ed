"""What was tested: which alleles were looked for, whether copies were counted, and what the file does not say of it."""

from __future__ import annotations

from collections.abc import Iterator

from pgx_reader.handout.say import say, shown
from pgx_reader.models.document import Text
from pgx_reader.models.interpretation import GeneInterpretation
from pgx_reader.terms import CopyNumber, GeneStatus

# Genes whose result depends on the number of copies so often that a file's silence on it is worth a sentence.
_COPIES_MATTER = ("CYP2D6",)
# What labs and callers write where they found nothing. CYP2C19 *38 is the reference haplotype and functions as *1
# (CPIC's allele functionality table).
_REFERENCE = {"CYP2D6": ("*1",), "CYP2C19": ("*1", "*38")}
_AT_MOST = 240


def tested_sentences(genes: tuple[GeneInterpretation, ...]) -> tuple[Text, ...]:
    """
    For a professional: what the file says of the test, gene by gene, what it does not say, and what `*1` means.

    One sentence where it says nothing. A gene without a result is left out.
    """
    looked_at = tuple(gene for gene in genes if gene.tested or gene.status is not GeneStatus.NOT_TESTED)
    return (*_told(looked_at or genes), *_reference_alleles(genes))


def some_changes(genes: tuple[GeneInterpretation, ...]) -> tuple[Text, ...]:
    """For a patient: that a lab looks only for some changes; and where to see them, if the file names them."""
    named = any(gene.tested for gene in genes)
    return (say("limits.some_changes"), *((say("limits.named_changes"),) if named else ()))


def _told(genes: tuple[GeneInterpretation, ...]) -> Iterator[Text]:
    silent = tuple(gene.gene for gene in genes if not gene.tested)
    uncounted = tuple(gene.gene for gene in genes if _is_silent_on_copies(gene))
    says_nothing = len(silent) == len(genes) and all(gene.copy_number is CopyNumber.NOT_KNOWN for gene in genes)
    if says_nothing and uncounted:
        yield say("pro.tested")
        return
    for gene in genes:
        if gene.tested:
            yield say("pro.tested.alleles", gene=gene.gene, tested=shown(gene.tested, _AT_MOST))
    for gene in genes:
        if gene.copy_number is not CopyNumber.NOT_KNOWN:
            yield say(f"pro.tested.copies_{gene.copy_number.value}", gene=gene.gene)
    if silent:
        yield say("pro.tested.alleles_not_told", genes=silent)
    if uncounted:
        yield say("pro.tested.copies_not_told", genes=uncounted)
    if silent or uncounted:
        yield say("pro.tested.confirm")


def _is_silent_on_copies(gene: GeneInterpretation) -> bool:
    return gene.gene in _COPIES_MATTER and gene.copy_number is CopyNumber.NOT_KNOWN


def _reference_alleles(genes: tuple[GeneInterpretation, ...]) -> Iterator[Text]:
    """That a reference allele is no proof of one, where a result has it."""
    found = {
        allele.star_allele
        for gene in genes
        for allele in gene.alleles
        if allele.star_allele in _REFERENCE.get(gene.gene, ())
    }
    if found:
        yield say("pro.tested.reference", alleles=tuple(sorted(found)))
