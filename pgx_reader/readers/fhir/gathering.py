"""From a document's Observations to what is said of each patient's genes; and what could not be used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pgx_reader.models.results import Cell, Problem, Severity
from pgx_reader.readers.columns import Role
from pgx_reader.readers.facts import Fact, PatientFacts
from pgx_reader.readers.fhir.links import Links
from pgx_reader.readers.fhir.observations import Observed, observed
from pgx_reader.readers.fhir.people import People
from pgx_reader.readers.fhir.resources import Resource, Resources

_WITHDRAWN = ("entered-in-error", "cancelled")
_FINAL = ("final", "amended", "corrected", "appended", "")
_TWO = 2


@dataclass
class Gathered:
    """What is said of each patient, by the key of `people`; the Observations it is from; and variants set aside."""

    people: People
    said: dict[str, PatientFacts] = field(default_factory=dict)
    sources: dict[str, list[Resource]] = field(default_factory=dict)
    variants: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def gathered(resources: Resources) -> Gathered:
    """Everything that the Observations say, except those withdrawn or not understood, which are problems."""
    found = Gathered(People(resources))
    counted: dict[int, Observed] = {}
    for resource in resources.of_kind("Observation"):
        one = observed(resource)
        if reason := _withdrawn(found.people, resource):
            found.problems += _left_out(one, *reason)
        else:
            counted[id(resource)] = one
    links = Links(resources, counted)
    haplotypes: dict[tuple[str, str], list[Observed]] = {}
    for one in counted.values():
        _take(one, links, found, haplotypes)
    _join_haplotypes(haplotypes, found)
    for one in counted.values():
        if not _tell_tested(one, links, found):
            _count_aside(one, links, found)
    found.problems += _set_aside(found)
    return found


def _withdrawn(people: People, resource: Resource) -> tuple[str, Severity] | None:
    """Why an Observation does not count; `None` where it does."""
    reports = people.reports_of(resource)
    for kind, given in (("Observation", [resource]), ("DiagnosticReport", reports)):
        statuses = [one.element.text("status") for one in given]
        if statuses and all(status in _WITHDRAWN for status in statuses):
            return f'the status of this {kind} is "{statuses[0]}"; it is left out.', Severity.NOTICE
    if any(resource.element.parts("modifierExtension")):
        message = (
            "this Observation has a modifier extension, which may turn its meaning round; it is left out. "
            "Ask the lab what it says."
        )
        return message, Severity.ERROR
    return None


def _left_out(one: Observed, message: str, severity: Severity) -> Iterator[Problem]:
    if one.facts or one.own_facts or one.haplotype or one.is_genotype:
        yield _problem(one, message, severity)


def _problem(one: Observed, message: str, severity: Severity = Severity.ERROR) -> Problem:
    path = one.resource.element.path or "Observation"
    values = [cell.value for _, cell in one.facts]
    value = " ".join(values[0].split())[:60] if values else None
    return Problem(message=message, column=path, value=value, severity=severity)


def _take(one: Observed, links: Links, found: Gathered, haplotypes: dict[tuple[str, str], list[Observed]]) -> None:
    """Add what one Observation says to its patient, or say why it cannot be."""
    if not (one.facts or one.own_facts or one.haplotype or one.is_genotype):
        return
    genes = links.genes_of(one)
    if not genes and not one.own_facts:
        if one.haplotype or one.is_surely_of_a_gene:
            message = "this Observation gives a result and names no gene; it is left out. Ask the lab for the gene."
            found.problems.append(_problem(one, message))
        return
    key = found.people.key_of(one.resource)
    if key is None:
        message = "it is not told whose result this is; it is left out. Export one patient at a time."
        found.problems.append(_problem(one, message))
        return
    said = found.said.setdefault(key, PatientFacts())
    found.sources.setdefault(key, []).append(one.resource)
    for gene, role, cell in one.own_facts:
        said.facts.append(Fact(gene, role, cell))
        _remark(one, gene, said)
    if one.haplotype and len(genes) == 1:
        haplotypes.setdefault((key, next(iter(genes))), []).append(one)
    else:
        _add(one, genes, said, found)


def _add(one: Observed, genes: set[str], said: PatientFacts, found: Gathered) -> None:
    if len(genes) > 1 and (one.facts or one.haplotype):
        listed = " and ".join(sorted(genes))
        message = f"this Observation is about {listed} at once, and it is not told which is meant; it is left out."
        found.problems.append(_problem(one, message))
        if one.is_genotype or one.haplotype or len(one.own_genes) > 1:
            said.unreadable.update(dict.fromkeys(sorted(genes)))
        return
    for gene in genes:
        said.facts += [Fact(gene, role, cell) for role, cell in one.facts]
        if not one.facts and one.is_genotype and not one.own_facts and not any(one.resource.element.parts("hasMember")):
            message = f"this genotype of {gene} has no value that can be read. Ask the lab for it."
            found.problems.append(_problem(one, message))
            said.unreadable[gene] = None
        _remark(one, gene, said)


def _remark(one: Observed, gene: str, said: PatientFacts) -> None:
    element = one.resource.element
    remarks = said.remarks.setdefault(gene, [])
    if element.text("status") not in _FINAL:
        remarks.append(Cell(value=element.text("status"), column=element.at("status")))
    if one.hint and one.hinted and gene not in one.hinted:
        remarks.append(one.hint)


def _join_haplotypes(haplotypes: dict[tuple[str, str], list[Observed]], found: Gathered) -> None:
    """Two haplotypes are a diplotype where no genotype is given; one or three are none."""
    given = {(key, fact.gene) for key, said in found.said.items() for fact in said.facts if fact.role is Role.DIPLOTYPE}
    for (key, gene), ones in haplotypes.items():
        said = found.said[key]
        if gene in said.unreadable or (key, gene) in given:
            continue
        cells = [one.haplotype for one in ones if one.haplotype and one.haplotype.value]
        if len(ones) != _TWO or len(cells) != _TWO:
            number = f"{len(ones)} haplotype{'s' if len(ones) != 1 else ''}"
            message = f"{gene} has {number} and no genotype; a diplotype cannot be told from that. Ask the lab for it."
            found.problems.append(_problem(ones[0], message))
            said.unreadable[gene] = None
            continue
        joined = "/".join(cell.value for cell in cells)
        said.facts.append(Fact(gene, Role.DIPLOTYPE, Cell(value=joined, column=cells[0].column)))
        remark = f"no genotype is given; put together from two haplotypes: {cells[0].value}, {cells[1].value}"
        said.remarks.setdefault(gene, []).append(Cell(value=remark, column=cells[1].column))
        for one in ones:
            _remark(one, gene, said)


def _tell_tested(one: Observed, links: Links, found: Gathered) -> bool:
    """Keep what was looked for with the gene's result; whether there is a result of that gene and patient."""
    genes = links.genes_of(one) if one.tested else set()
    said = found.said.get(found.people.key_of(one.resource) or "")
    if said is None or len(genes) != 1 or not genes & set(said.genes):
        return False
    said.tested.setdefault(next(iter(genes)), []).extend(one.tested)
    return True


def _count_aside(one: Observed, links: Links, found: Gathered) -> None:
    for gene in links.genes_of(one) if one.aside else ():
        found.variants[gene] = found.variants.get(gene, 0) + 1


def _set_aside(found: Gathered) -> Iterator[Problem]:
    if found.variants:
        listed = ", ".join(f"{gene} ({number})" for gene, number in found.variants.items())
        message = f"Observations of single variants or regions are not read: {listed}. Genotypes and phenotypes are."
        yield Problem(message=message, severity=Severity.NOTICE)
