"""Genes as messages name them: by symbol, by HGNC id, or inside a label."""

from __future__ import annotations

import re

# HGNC ids of the genes that this program explains. Source: HGNC, https://www.genenames.org, records HGNC:2621 and
# HGNC:2625. All other genes keep the name that the message gives them.
_HGNC = {"2621": "CYP2C19", "2625": "CYP2D6"}
# The OID that HL7 v2 messages give for HGNC. Source: HL7 OID registry.
HGNC_OID = "2.16.840.1.113883.6.281"

_CYP = re.compile(r"(?i)(?<![a-z0-9])cyp[\s_-]?(\d[a-z]\d{1,2})(?!\d)")
_SYMBOL = re.compile(r"[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*")


def cyp_genes(text: str) -> set[str]:
    """
    The CYP genes that a text names, by their symbols.

    >>> sorted(cyp_genes("CYP2D6_Genotyp, not cyp 2c19"))
    ['CYP2C19', 'CYP2D6']
    """
    return {f"CYP{match[1]}".upper() for match in _CYP.finditer(text)}


def coded_genes(code: str, system: str, *names: str) -> set[str]:
    """
    The gene that a code and its names stand for; two where they contradict each other, none where nothing is said.

    A number is an HGNC id only in HGNC's own system, or where no system is given: NCBI numbers genes too.

    >>> coded_genes("HGNC:2625", "http://www.genenames.org")
    {'CYP2D6'}
    >>> sorted(coded_genes("HGNC:2625", "", "CYP2C19"))
    ['CYP2C19', 'CYP2D6']
    >>> coded_genes("2625", "http://www.ncbi.nlm.nih.gov/gene")
    {'2625'}
    """
    named: set[str] = set()
    for name in names:
        named |= cyp_genes(name) or ({name} if _SYMBOL.fullmatch(name) else set())
    number = re.fullmatch(r"(?i)(?:hgnc:)?(\d+)", code)
    if number is None:
        return named | (cyp_genes(code) or ({code} if _SYMBOL.fullmatch(code) else set())) or _any(*names, code)
    if code[0].isdigit() and not _is_hgnc(system):
        return named or _any(*names, code)
    known = _HGNC.get(number[1])
    return named | {known} if known else named or _any(*names, code)


def _is_hgnc(system: str) -> bool:
    folded = system.casefold()
    return not folded or "genenames" in folded or "hgnc" in folded or folded.endswith(HGNC_OID)


def _any(*texts: str) -> set[str]:
    """The first text that is there: a gene that has no symbol here is called what the message calls it."""
    return set([text for text in texts if text][:1])
