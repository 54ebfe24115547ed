"""Which medicines the handout shows, and those that have no card in lists, by what they are for and by status."""

from __future__ import annotations

from collections.abc import Iterable

from pgx_reader.handout.cards import status_text
from pgx_reader.handout.say import say
from pgx_reader.handout.status import status_of
from pgx_reader.models.document import MedicineLine, MedicineList, NamedMedicine, Status
from pgx_reader.models.interpretation import GeneInterpretation, MedicineInterpretation
from pgx_reader.terms import Agreement, GeneStatus, MedicineGroup

_CARDS_AT_MOST = 6
_GROUPS_AT_MOST = 8
_OF_THE_MIND = (MedicineGroup.MOOD, MedicineGroup.ATTENTION, MedicineGroup.PSYCHOSIS)
_BRANDS_IN_A_LIST = 1
# The publisher whose medicines are listed whatever they say, where the patient's own are not known.
_ALWAYS_LISTED = "CPIC"


def any_gene_is_unsettled(medicines: Iterable[MedicineInterpretation], genes: dict[str, GeneInterpretation]) -> bool:
    """Whether a gene of these medicines can have more than one result, or lab and tables do not agree on it."""
    return bool(unsettled_genes(medicines, genes))


def unsettled_genes(
    medicines: Iterable[MedicineInterpretation], genes: dict[str, GeneInterpretation]
) -> tuple[str, ...]:
    """The genes of these medicines that can have more than one result, or on which lab and tables do not agree."""
    looked_at = {gene for medicine in medicines for gene in medicine.genes}
    return tuple(name for name in genes if name in looked_at and _is_unsettled(genes[name]))


def _is_unsettled(gene: GeneInterpretation) -> bool:
    return gene.status is GeneStatus.SEVERAL or gene.agreement is Agreement.DIFFERS


def own_medicines(
    medicines: Iterable[MedicineInterpretation],
) -> tuple[tuple[MedicineInterpretation, ...], tuple[MedicineInterpretation, ...]]:
    """The patient's medicines that get a card, and those beyond the sixth, which are listed below them."""
    taken = tuple(medicine for medicine in medicines if medicine.taking)
    return taken[:_CARDS_AT_MOST], taken[_CARDS_AT_MOST:]


def medicines_that_matter(
    medicines: Iterable[MedicineInterpretation], genes: dict[str, GeneInterpretation]
) -> tuple[MedicineInterpretation, ...]:
    """
    The medicines that are listed where the patient's own are not known.

    They are those of CPIC's guidelines, and those that another source wants looked at for these results.
    """
    urgent = (Status.TALK, Status.WATCH)
    return tuple(m for m in medicines if _ALWAYS_LISTED in m.sources or status_of(m, genes) in urgent)


def medicine_lists(
    medicines: Iterable[MedicineInterpretation], genes: dict[str, GeneInterpretation]
) -> tuple[MedicineList, ...]:
    """
    The medicines by what they are for, depression and anxiety first; in each group by status.

    Where that would be many small groups, the smallest stand together.
    """
    everything = tuple(medicines)
    groups = {group: [m for m in everything if m.group is group] for group in MedicineGroup}
    named = sorted((g for g in groups if groups[g]), key=lambda g: (g not in _OF_THE_MIND, -len(groups[g])))
    for group in named[_GROUPS_AT_MOST:]:
        groups[MedicineGroup.OTHER] += groups.pop(group) if group is not MedicineGroup.OTHER else []
    return tuple(
        MedicineList(title=say(f"group.{group.value}"), lines=status_lines(members, genes))
        for group, members in groups.items()
        if members
    )


def status_lines(
    medicines: Iterable[MedicineInterpretation], genes: dict[str, GeneInterpretation]
) -> tuple[MedicineLine, ...]:
    """Medicines that share a status on one line; what needs a talk comes first."""
    by_status: dict[tuple[Status, str], list[MedicineInterpretation]] = {}
    for medicine in medicines:
        status = status_of(medicine, genes)
        by_status.setdefault((status, status_text(medicine, status).message), []).append(medicine)
    return tuple(
        MedicineLine(
            status=status,
            status_text=say(message),
            medicines=tuple(NamedMedicine(name=m.name, brands=_listed_brands(m)) for m in members),
        )
        for (status, message), members in sorted(by_status.items(), key=lambda entry: list(Status).index(entry[0][0]))
    )


def _listed_brands(medicine: MedicineInterpretation) -> tuple[str, ...]:
    """The brand that a medicine is best known by; none in the long list of those that CPIC has no guideline for."""
    return medicine.brand_names[:_BRANDS_IN_A_LIST] if medicine.taking or _ALWAYS_LISTED in medicine.sources else ()
