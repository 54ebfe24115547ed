"""Which gene an Observation is about: named by itself, else by those it is derived from or grouped with."""

from __future__ import annotations

from dataclasses import dataclass, field

from pgx_reader.readers.fhir.observations import Observed
from pgx_reader.readers.fhir.resources import Resource, Resources

# Implication, genotype, haplotype, variant: a chain is no longer than that.
_STEPS = 3


@dataclass
class Links:
    """The Observations of a document that count, and what leads from one to another."""

    resources: Resources
    observed: dict[int, Observed]
    _groups: dict[int, list[Observed]] = field(default_factory=dict)
    _below: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.observed.values():
            for member in self.resources.referred(one.resource, "hasMember"):
                self._groups.setdefault(id(member), []).append(one)

    def genes_of(self, one: Observed) -> set[str]:
        """
        The gene of an Observation: more than one where it is not told which, none where nothing names any.

        Its own names come first, then those of what it is derived from or has as members, then of the group that it
        is a member of; the words of its codes are last, for they belong to the code and not to the result.
        """
        if one.own_genes:
            return one.own_genes
        below = self._genes_below(one.resource, _STEPS)
        if below:
            return set(below)
        groups = self._groups.get(id(one.resource), [])
        return set().union(*(group.own_genes for group in groups)) or one.hinted

    def _genes_below(self, resource: Resource, steps: int) -> frozenset[str]:
        key = (id(resource), steps)
        if steps and key not in self._below:
            genes: set[str] = set()
            for name in ("derivedFrom", "hasMember"):
                for other in self.resources.referred(resource, name):
                    found = self.observed.get(id(other))
                    if found is not None:
                        genes |= found.own_genes or self._genes_below(other, steps - 1)
            self._below[key] = frozenset(genes)
        return self._below.get(key, frozenset())
