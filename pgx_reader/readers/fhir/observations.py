"""What an Observation says of genes: facts that still need their gene, and the genes that it names itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pgx_reader.models.results import Cell
from pgx_reader.readers.columns import Role
from pgx_reader.readers.facts import genotype_facts, is_phenotype, phrased
from pgx_reader.readers.fhir.elements import Element
from pgx_reader.readers.fhir.resources import Resource
from pgx_reader.readers.fhir.values import codes_of, genes_of_value, label_of, spellings, wording
from pgx_reader.readers.gene_ids import cyp_genes
from pgx_reader.readers.tested import about_tested, may_be_result

# LOINC codes tell only what kind of thing is said, never of which gene: laboratories use one code for different genes.
# Source: HL7 Genomics Reporting Implementation Guide, STU3.
GENE_STUDIED = "48018-6"
# What was looked for: the mutations tested for, and the regions in words. Source: the guide's profile Region Studied.
_TESTED_CODES = {"36908-2", "81293-3"}
_GENOTYPE, _HAPLOTYPE, _METABOLISM = "84413-4", "84414-2", "53040-2"
_PHENOTYPE_WORDS = re.compile(r"phenotype|metaboli[sz]er|drug metabolism|metabolic activity")
_IMPLICATION, _SCORE = "therapeutic-implication", "activity-score"
# A value longer than this is a narrative.
_SHORT = 80
# What is about a gene without being its genotype or phenotype: variants, regions studied, phases, consequences.
_ASIDE_CODES = _TESTED_CODES | {
    "69548-6",
    "53041-0",
    "82120-7",
    "81304-8",
    "molecular-consequence",
    "diagnostic-implication",
}
_ASIDE_PROFILES = {"variant", "region-studied", "sequence-phase-relationship", "molecular-consequence"}


@dataclass
class Observed:
    """
    An Observation taken apart.

    `facts` are of the gene of the Observation, `own_facts` of the gene that stands with them. `named` are the genes
    that it names as such or in its value and its text; `hinted` those in the words of its codes, which are believed
    only where nothing else names a gene. `aside` is true of variants and the like. `tested` is what was looked for.
    """

    resource: Resource
    facts: list[tuple[Role, Cell]] = field(default_factory=list)
    own_facts: list[tuple[str, Role, Cell]] = field(default_factory=list)
    haplotype: Cell | None = None
    named: list[set[str]] = field(default_factory=list)
    hinted: set[str] = field(default_factory=set)
    hint: Cell | None = None
    tested: list[Cell] = field(default_factory=list)
    is_genotype: bool = False
    aside: bool = False

    @property
    def is_surely_of_a_gene(self) -> bool:
        """Whether what it says can be nothing but a gene's result, so that it is missed where it names no gene."""
        codes = codes_of(self.resource.element.part("code"))
        texts = [cell.value for _, cell in self.facts]
        return bool(codes & {_GENOTYPE, _METABOLISM}) or any("*" in text or is_phenotype(text) for text in texts)

    @property
    def own_genes(self) -> set[str]:
        """The one gene that all its names agree on; several where they contradict each other."""
        said = [genes for genes in self.named if genes]
        if not said:
            return set()
        return set.intersection(*said) or set.union(*said)


def observed(resource: Resource) -> Observed:
    """Take an Observation apart."""
    element = resource.element
    code = element.part("code")
    codes, label = codes_of(code), label_of(code)
    profiles = {profile.rpartition("/")[2] for profile in element.part("meta").texts("profile")}
    found = Observed(resource)
    _name_genes(found, code)
    _read_tested(found, codes, label)
    if _is_about_tested(codes, label):
        found.aside = True
        return found
    if "haplotype" in profiles or (_HAPLOTYPE in codes and "genotype" not in profiles):
        cells = spellings(element)
        starred = [cell for cell in cells if "*" in cell.value]
        found.haplotype = (starred or cells or [Cell(value="", column=element.at("value"))])[0]
        found.named.append({gene for cell in cells for gene in cyp_genes(cell.value)})
        return found
    found.is_genotype = "genotype" in profiles or _GENOTYPE in codes or _about_genotype(label)
    found.aside = not found.is_genotype and bool(codes & _ASIDE_CODES or profiles & _ASIDE_PROFILES)
    if not found.aside:
        _read_value(found, codes, label)
        _read_components(found)
    return found


def _name_genes(found: Observed, code: Element) -> None:
    studied: set[str] = set()
    for component in found.resource.element.parts("component"):
        if _is_gene_studied(component.part("code")):
            studied |= genes_of_value(component)
    found.named += [studied, cyp_genes(code.text("text"))]
    for coding in code.parts("coding"):
        genes = cyp_genes(coding.text("display"))
        if genes:
            found.hinted |= genes
            found.hint = Cell(value=coding.text("display"), column=coding.at("display"))


def _is_about_tested(codes: set[str], label: str) -> bool:
    return bool(codes & _TESTED_CODES) or (
        about_tested(label) and _GENOTYPE not in codes and not _about_genotype(label)
    )


def _read_tested(found: Observed, codes: set[str], label: str) -> None:
    """What was looked for, in the Observation's own value or in a component; one that may be a result is none."""
    element = found.resource.element
    parts = [(element, codes, label)]
    parts += [(c, codes_of(c.part("code")), label_of(c.part("code"))) for c in element.parts("component")]
    for part, part_codes, part_label in parts:
        if _is_about_tested(part_codes, part_label):
            cells = spellings(part)
            named = [cell for cell in cells if not cell.column.endswith(".code")] or cells
            found.tested += [cell for cell in named if not may_be_result(cell.value)]


def _is_gene_studied(code: Element) -> bool:
    return GENE_STUDIED in codes_of(code) or "gene studied" in label_of(code)


def _about_genotype(label: str) -> bool:
    return "genotype" in label or "diplotype" in label


def _about_phenotype(codes: set[str], label: str) -> bool:
    return _METABOLISM in codes or bool(_PHENOTYPE_WORDS.search(label))


def _read_value(found: Observed, codes: set[str], label: str) -> None:
    """The Observation's own value, and its interpretation where that is a phenotype."""
    element = found.resource.element
    cells = spellings(element)
    found.named.append({gene for cell in cells for gene in cyp_genes(cell.value)})
    if _SCORE in codes or "activity score" in label:
        found.facts += [(Role.ACTIVITY_SCORE, cell) for cell in wording(element)]
    elif _has_star_allele(cells, found):
        found.facts += genotype_facts(cells)
    elif found.is_genotype:
        found.facts += genotype_facts(_no_call(element))
    else:
        found.facts += _phenotypes(element, sure=_about_phenotype(codes, label) and _IMPLICATION not in codes)
    for interpretation in element.parts("interpretation"):
        text = interpretation.text("text")
        if is_phenotype(text):
            found.facts.append((Role.PHENOTYPE, Cell(value=text, column=interpretation.at("text"))))


def _has_star_allele(cells: list[Cell], found: Observed) -> bool:
    """
    Whether a value gives star alleles.

    Where no genotype is announced, only a short value about a CYP gene: `p.Gln1756*` has a star too.
    """
    starred = [cell for cell in cells if phrased(cell.value).diplotype]
    if found.is_genotype or not starred:
        return bool(starred)
    genes = set().union(found.hinted, *found.named)
    return any(gene.startswith("CYP") for gene in genes) and len(starred[0].value) <= _SHORT


def _no_call(element: Element) -> list[Cell]:
    """The words that stand where a genotype would: the value's, else the reason why there is none."""
    cells = wording(element)
    if not cells and (reason := element.part("dataAbsentReason")):
        cells = wording(Element({"valueCodeableConcept": reason.body}, element.path))
        cells = [Cell(value=cell.value, column=element.at("dataAbsentReason")) for cell in cells]
    return cells


def _phenotypes(element: Element, *, sure: bool) -> list[tuple[Role, Cell]]:
    """A value as phenotypes: in any words where its label says so, else only where it can be nothing else."""
    if not sure and not any(is_phenotype(cell.value) for cell in spellings(element)):
        return []
    return [(Role.PHENOTYPE, cell) for cell in wording(element)]


def _read_components(found: Observed) -> None:
    for component in found.resource.element.parts("component"):
        code = component.part("code")
        codes, label = codes_of(code), label_of(code)
        if _is_gene_studied(code) or _is_about_tested(codes, label):
            continue
        genes = _component_genes(found, code)
        facts = _component_facts(component, codes, label)
        if len(genes) == 1:
            found.own_facts += [(next(iter(genes)), role, cell) for role, cell in facts]
        else:
            found.facts += facts
            genes = {gene for _, cell in facts for gene in cyp_genes(cell.value)}
            if genes and genes not in found.named:
                found.named.append(genes)


def _component_genes(found: Observed, code: Element) -> set[str]:
    """The gene that a component names for itself: in its text, or in its code's words where nothing else names one."""
    genes = cyp_genes(code.text("text"))
    if genes:
        return set() if genes & found.own_genes else genes
    hinted = {gene for coding in code.parts("coding") for gene in cyp_genes(coding.text("display"))}
    if not any(found.named):
        return hinted
    if hinted and not hinted & found.own_genes:
        found.hint = found.hint or Cell(value=label_of(code), column=code.path)
        found.hinted |= hinted
    return set()


def _component_facts(component: Element, codes: set[str], label: str) -> list[tuple[Role, Cell]]:
    if _SCORE in codes or "activity score" in label:
        return [(Role.ACTIVITY_SCORE, cell) for cell in wording(component)[:1]]
    if _HAPLOTYPE in codes:
        return []
    if _GENOTYPE in codes or _about_genotype(label):
        return genotype_facts(spellings(component) or _no_call(component))
    return _phenotypes(component, sure=_about_phenotype(codes, label) and _IMPLICATION not in codes)
