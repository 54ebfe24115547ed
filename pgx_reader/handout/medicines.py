"""What a patient is told about a medicine: one plain voice for all the statements that apply."""

from __future__ import annotations

from collections.abc import Iterable

from pgx_reader.handout.say import say
from pgx_reader.handout.status import (
    DOSE,
    OTHER,
    by_source,
    sources_differ,
    status_of,
    status_of_statement,
    unclear_genes,
)
from pgx_reader.models.document import MedicineCard, MedicineLine, MedicineList, NamedMedicine, Status, Text
from pgx_reader.models.interpretation import GeneInterpretation, MedicineInterpretation, Statement
from pgx_reader.terms import Action, Agreement, Condition, Effect, GeneStatus, MedicineGroup, Population, Section

_CARDS_AT_MOST = 6
_GROUPS_AT_MOST = 8
_OF_THE_MIND = (MedicineGroup.MOOD, MedicineGroup.ATTENTION, MedicineGroup.PSYCHOSIS)
# Some medicines have ten brand names. The first are enough to know a medicine by; all of them are looked up.
_BRANDS_ON_A_CARD = 3
_BRANDS_IN_A_LIST = 1
_AGE_GROUPS = {Population.ADULTS, Population.PEDIATRICS}
# The publisher whose medicines are listed whatever they say, where the patient's own are not known.
_ALWAYS_LISTED = "CPIC"
_FDA = "FDA"
DEPENDS_ON = {
    Condition.PCI_STROKE_OR_TIA: "reason",
    Condition.OCD_OR_ANXIETY: "reason",
    Condition.PAIN: "reason",
    Condition.H_PYLORI: "reason",
    Condition.SLOW_HEART_RATE: "reason",
    Condition.NOT_BRUGADA_TEST: "reason",
    Condition.HIGH_STARTING_DOSE: "dose",
    Condition.HIGH_DOSE_OR_OTHER_RISKS: "dose",
    Condition.CHILDREN: "age",
    Condition.CHILDREN_OR_BREASTFEEDING: "age_or_breastfeeding",
    Condition.OTHER_MEDICINES: "medicines",
    Condition.WITH_UGT2B17: "another_gene",
}


def medicine_card(medicine: MedicineInterpretation, genes: dict[str, GeneInterpretation]) -> MedicineCard:
    """One medicine's card: status, what it may mean, what to ask."""
    status = status_of(medicine, genes)
    leading = [s for s in medicine.statements if status_of_statement(s) is status]
    return MedicineCard(
        name=medicine.name,
        brands=medicine.brand_names[:_BRANDS_ON_A_CARD],
        status=status,
        status_text=_status_text(medicine, status),
        meaning=_meaning(medicine, status, leading, genes),
        ask=_question(status, leading),
    )


def contested_genes(
    medicines: Iterable[MedicineInterpretation], genes: dict[str, GeneInterpretation]
) -> tuple[str, ...]:
    """The genes that any of these medicines is looked up with, and on which lab and tables do not agree."""
    looked_at = dict.fromkeys(gene for medicine in medicines for gene in medicine.genes)
    return tuple(g for g in looked_at if g in genes and genes[g].agreement is Agreement.DIFFERS)


def open_genes(medicines: Iterable[MedicineInterpretation], genes: dict[str, GeneInterpretation]) -> tuple[str, ...]:
    """The genes that any of these medicines is looked up with, and whose result can be more than one."""
    looked_at = dict.fromkeys(gene for medicine in medicines for gene in medicine.genes)
    return tuple(g for g in looked_at if g in genes and genes[g].status is GeneStatus.SEVERAL)


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
        by_status.setdefault((status, _status_text(medicine, status).message), []).append(medicine)
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


def _status_text(medicine: MedicineInterpretation, status: Status) -> Text:
    if medicine.superseded_by:
        return say("status.superseded")
    fda = _of_the_fda(medicine)
    if status is Status.NO_ADVICE and fda and _speaks_alone(medicine):
        return say("status.fda_impact" if fda.section is Section.IMPACT else "status.fda_level")
    return say(f"status.{status.value}")


def _meaning(
    medicine: MedicineInterpretation,
    status: Status,
    leading: list[Statement],
    genes: dict[str, GeneInterpretation],
) -> tuple[Text, ...]:
    if medicine.superseded_by:
        return (say("card.superseded", year=medicine.superseded_by.year),)
    if status is Status.NOT_KNOWN:
        return (say("card.gene_not_known", genes=unclear_genes(medicine, genes)),)
    if not medicine.statements:
        return (say("card.silent"),)
    several = any(genes[g].status is GeneStatus.SEVERAL for g in medicine.genes if g in genes)
    sentences = _depends(medicine, leading, several=several)
    if status is Status.NO_ADVICE:
        unadvised = [] if _speaks_alone(medicine) else [say("card.no_advice")]
        return (*sentences, *unadvised, *_fda_sentence(medicine))
    sentences += _effect_sentences(leading, calm=status is not Status.TALK)
    if status is Status.WATCH:
        sentences.append(say("card.then_check"))
    if status is Status.USUAL and {s.effect for s in leading} != {Effect.AS_EXPECTED}:
        sentences.append(say("card.usual_start"))
    if any(Action.AVOID in statement.actions for statement in leading):
        sentences.append(say("card.avoid"))
    if sources_differ(medicine):
        sentences.append(say("card.sources_differ"))
    # Where another source already asks for a talk, that the FDA has a word on it too tells a patient nothing to do.
    heard = status is Status.TALK and any(statement.source != _FDA for statement in leading)
    return tuple(sentences) if heard else (*sentences, *_fda_sentence(medicine))


def _effect_sentences(leading: list[Statement], *, calm: bool) -> list[Text]:
    """
    What may happen in the body, as the first source says that says so.

    Effects that differ between possible results are said one after the other; those of different genes are not added
    up. Where no source says anything, neither do we, but that it may matter.
    """
    sources = dict.fromkeys(statement.source for statement in leading if statement.effect)
    telling = [s for s in leading if s.source == next(iter(sources), None) and s.effect]
    effects = dict.fromkeys(s.effect for s in telling if s.effect)
    if not effects:
        return [] if calm else [say("card.effect_open")]
    if len(effects) > 1 and len({tuple(s.genes) for s in telling}) > 1:
        effects = {Effect.UNCLEAR: None}
    return [say(f"card.{effect.value}{'.calm' if calm else ''}") for effect in effects]


def _depends(medicine: MedicineInterpretation, leading: list[Statement], *, several: bool) -> list[Text]:
    """On what it depends, where a source answers one question in several ways, or under a condition alone."""
    found: dict[str, None] = {}
    for statements in by_source(medicine).values():
        for genes in dict.fromkeys(tuple(s.genes) for s in statements):
            found |= dict.fromkeys(_depends_within([s for s in statements if tuple(s.genes) == genes], several))
    if all(statement.conditions for statement in leading):
        conditions = (condition for statement in leading for condition in statement.conditions)
        found |= {DEPENDS_ON[condition]: None for condition in conditions if condition in DEPENDS_ON}
    return [say(f"card.depends.{what}") for what in found]


def _depends_within(statements: list[Statement], several: bool) -> list[str]:
    """
    Why the statements of one source on the same genes differ: who takes it and why, or the result.

    Of one result whose score is open, a row without advice takes nothing from the others.
    """
    by_population: dict[Population, set[Status]] = {}
    for statement in statements:
        by_population.setdefault(statement.population, set()).add(status_of_statement(statement))
    if len({frozenset(found) for found in by_population.values()}) > 1:
        return ["age" if by_population.keys() <= _AGE_GROUPS else "reason"]
    advised = {(status_of_statement(s), s.effect) for s in statements if not _is_silent(s)}
    # That the result itself is open is said once, before the cards.
    return ["exact_result"] if len(advised) > 1 and not several else []


def _of_the_fda(medicine: MedicineInterpretation) -> Statement | None:
    """The FDA's statement that says most; `None` where it says nothing of the result."""
    found = [s for s in medicine.statements if s.section]
    return min(found, key=lambda s: (_is_silent(s), s.section)) if found else None


def _is_silent(statement: Statement) -> bool:
    return Action.NO_RECOMMENDATION in statement.actions


def _fda_sentence(medicine: MedicineInterpretation) -> list[Text]:
    """
    The FDA's section in words. A row of the first section without advice for this result tells of the level.

    That the level can change, and no more, is left to the professional's page where another source says more.
    """
    statement = _of_the_fda(medicine)
    if statement is None:
        return []
    if statement.section is Section.MANAGEMENT and not _is_silent(statement):
        return [say("fda.management")]
    if statement.section is Section.IMPACT:
        return [say("fda.impact")]
    if not _speaks_alone(medicine):
        return []
    return [say("fda.level" if _is_silent(statement) else "fda.level_with_care")]


def _speaks_alone(medicine: MedicineInterpretation) -> bool:
    """Whether the FDA is the only source with a statement."""
    return set(by_source(medicine)) == {_FDA}


def _question(status: Status, leading: list[Statement]) -> Text:
    actions = {action for statement in leading for action in statement.actions}
    if status is Status.TALK:
        dose, other = bool(actions & DOSE), bool(actions & OTHER)
        if not dose and not other:
            return say("ask.check" if actions else "ask.guide")
        return say("ask.dose_or_other" if dose and other else "ask.other" if other else "ask.dose")
    return {
        Status.WATCH: say("ask.check"),
        Status.USUAL: say("ask.working"),
        Status.NO_ADVICE: say("ask.guide"),
        Status.NOT_KNOWN: say("ask.retest"),
    }[status]
