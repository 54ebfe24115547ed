"""What an OBX says: a gene studied, a genotype, a phenotype, an activity score, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from pgx_reader.models.results import Cell
from pgx_reader.readers.columns import Role
from pgx_reader.readers.facts import genotype_facts, is_phenotype, phrased
from pgx_reader.readers.gene_ids import HGNC_OID, coded_genes, cyp_genes
from pgx_reader.readers.hl7v2.messages import Segment
from pgx_reader.readers.reading import alternatives
from pgx_reader.readers.tested import about_tested, may_be_result

# LOINC codes tell what kind of thing an OBX is, never of which gene: laboratories use one code for different genes.
# Source: HL7 Version 2.5.1 Lab Results Interface, clinical genomics.
_GENE_STUDIED, _GENOTYPE, _METABOLISM = "48018-6", "84413-4", "53040-2"
# What was looked for: the mutations tested for, and regions in words. Source: LOINC, as FHIR's Region Studied has them.
_TESTED = ("36908-2", "81293-3")
# "Phenotyp" with anything in the place of its accent: an umlaut may have been read in a wrong encoding, or be lost.
_PHENOTYPE_WORDS = re.compile(r"ph.{1,3}notyp|metaboli[sz]er|effect o[nf] drug metabolism|pharmacogenomic effect value")
_GENOTYPE_WORDS = re.compile(r"genotyp|diplotyp")
_SYMBOL = re.compile(r"([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)?)(?=$|[_ ])")
_CODED = ("CE", "CWE", "CNE", "CF")
# A value longer than this is a narrative.
_SHORT = 80
# Names of what is about a gene without being its result.
_ASIDE = ("variant", "allele", "copy number", "comment", "note", "interpretation", "summary", "dna", "method")


class Kind(StrEnum):
    """What an OBX is about."""

    GENE = "gene"
    GENOTYPE = "genotype"
    PHENOTYPE = "phenotype"
    SCORE = "score"
    TESTED = "tested"
    OTHER = "other"


_ROLE = {Kind.GENOTYPE: Role.DIPLOTYPE, Kind.PHENOTYPE: Role.PHENOTYPE, Kind.SCORE: Role.ACTIVITY_SCORE}


@dataclass(frozen=True)
class Said:
    """
    An OBX taken apart: `genes` are those that its name and its value give, `facts` what it says of them.

    A gene-studied OBX gives no facts, only the gene of those that follow. `hinted` is true where only the words of a
    LOINC code name the gene: they belong to the code, and laboratories use it for other genes too. `tested` is what
    was looked for, which is no fact about the patient.
    """

    segment: Segment
    kind: Kind
    genes: frozenset[str]
    facts: tuple[tuple[Role, Cell], ...] = ()
    hinted: bool = False
    tested: tuple[Cell, ...] = ()

    @property
    def group(self) -> str:
        """The sub-id (OBX-4), which may tell what belongs together."""
        return self.segment.text(4)

    @property
    def status(self) -> str:
        """The status of the result (OBX-11); empty where it is not given."""
        return self.segment.text(11).upper()


def said_by(segment: Segment) -> Said:
    """Take an OBX apart."""
    name = segment.repeats(3)[0] if segment.repeats(3) else []
    kind = _kind({segment.text(3), segment.text(3, 4)}, " | ".join(name).casefold())
    if kind is Kind.GENE:
        code, symbol, system = (segment.text(5, number) for number in (1, 2, 3))
        genes = coded_genes(code, system, symbol) if code or symbol else set()
        return Said(segment, kind, frozenset(genes))
    named = _genes_of_name(_without_loinc(name), kind)
    hinted = set() if named else _genes_of_name(name, kind)
    # Half a value is not read, not even for the gene in it: CYP2C1 may be the beginning of CYP2C19.
    values = [] if segment.broken else _values(segment)
    valued = {gene for spellings in values for text in spellings for gene in cyp_genes(text)}
    if kind is Kind.OTHER and values:
        kind = _kind_of_value([text for spelled in values for text in spelled], name, named | valued | hinted)
    if kind is Kind.TESTED:
        return _tested(segment, values, named | valued or hinted)
    facts = _facts(values, kind)
    valued = valued if facts else set()
    genes = named & valued or named | valued
    cells = tuple((role, Cell(value=text, column="OBX-5")) for role, text in facts)
    return Said(segment, kind, frozenset(genes or hinted), cells, hinted=not genes)


def _tested(segment: Segment, values: list[list[str]], genes: set[str]) -> Said:
    """What was looked for, each value in its first spelling; one that may be a result is none."""
    texts = [spelled[0] for spelled in values if not may_be_result(spelled[0])]
    cells = tuple(Cell(value=text, column="OBX-5") for text in texts)
    return Said(segment, Kind.TESTED, frozenset(genes), tested=cells)


def _kind(codes: set[str], label: str) -> Kind:
    if _GENE_STUDIED in codes or "gene studied" in label:
        return Kind.GENE
    if "activity score" in label:
        return Kind.SCORE
    if _GENOTYPE in codes or _GENOTYPE_WORDS.search(label):
        return Kind.GENOTYPE
    if codes & set(_TESTED) or about_tested(label):
        return Kind.TESTED
    if _METABOLISM in codes or _PHENOTYPE_WORDS.search(label):
        return Kind.PHENOTYPE
    return Kind.OTHER


def _without_loinc(name: list[str]) -> list[str]:
    """An OBX's own name without the code and words that are LOINC's; it may have a second code, of the laboratory."""
    triplets = [name[start : start + 3] for start in range(0, len(name), 3)]
    return [part for triplet in triplets if triplet[2:] not in (["LN"], ["LOINC"]) for part in triplet]


def _genes_of_name(name: list[str], kind: Kind) -> set[str]:
    """The gene in an OBX's own name: a CYP gene anywhere in it, else the symbol that its code begins with."""
    named = {gene for part in name for gene in cyp_genes(part)}
    symbol = _SYMBOL.match(name[0]) if name else None
    if named or symbol is None:
        return named
    is_gene = HGNC_OID in name or "HGNC" in name or ("_" in name[0] and kind is not Kind.OTHER)
    return {symbol[1]} if is_gene else set()


def _values(segment: Segment) -> list[list[str]]:
    """Every repetition of OBX-5 in all its spellings: a coded value's words before its codes."""
    found = []
    for repeat in segment.repeats(5):
        parts = ["" if part == '""' else part for part in repeat]
        if segment.text(2) in _CODED or (len(parts) > 1 and is_phenotype(parts[0])):
            words = [parts[n] for n in (1, 4, 8) if n < len(parts)]
            spelled = [text for text in words if text] or parts[0:1] + parts[3:4]
        elif segment.text(2) == "NR":
            spelled = ["-".join(part for part in parts if part)]
        else:
            spelled = [("" if segment.text(2) == "SN" else "^").join(parts).strip("^")]
        found.append([text for text in spelled if text])
    return [spelled for spelled in found if spelled]


def _facts(values: list[list[str]], kind: Kind) -> list[tuple[Role, str]]:
    """What the value says. An empty genotype is a fact too: the gene was looked at, and there is no result."""
    if not values:
        return [(_ROLE[kind], "")] if kind in _ROLE else []
    if kind not in _ROLE:
        return []
    texts = [text for spelled in values for text in spelled]
    if len(values) > 1:
        return [(_ROLE[kind], alternatives(_best(spelled) for spelled in values))]
    if kind is Kind.GENOTYPE:
        return [(role, cell.value) for role, cell in genotype_facts(Cell(value=t, column="OBX-5") for t in texts)]
    return [(_ROLE[kind], text) for text in (texts if kind is Kind.PHENOTYPE else texts[:1])]


def _kind_of_value(texts: list[str], name: list[str], genes: set[str]) -> Kind:
    """
    What a value is where the OBX's name does not say it: only what can be nothing else, of a CYP gene named there.

    An OBX named for the gene and nothing else gives its result, in whatever words.
    """
    if not genes or any(word in part.casefold() for part in name for word in _ASIDE) or len(texts[0]) > _SHORT:
        return Kind.OTHER
    if any(is_phenotype(text) for text in texts):
        return Kind.PHENOTYPE
    is_bare = all(cyp_genes(part) == {part.strip().upper()} for part in name[:2])
    return Kind.GENOTYPE if is_bare or any(phrased(text).diplotype for text in texts) else Kind.OTHER


def _best(spelled: list[str]) -> str:
    """The spelling with star alleles, else the first."""
    return next((phrase.diplotype for text in spelled if (phrase := phrased(text)).diplotype), spelled[0])
