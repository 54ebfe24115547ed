"""What a patient is told about a medicine: one plain voice for all the statements that apply."""

from __future__ import annotations

from collections.abc import Iterable

from pgx_reader.handout.say import say
from pgx_reader.models.document import (
    MedicineCard,
    MedicineLine,
    MedicineList,
    NamedMedicine,
    Status,
    Text,
)
from pgx_reader.models.interpretation import GeneInterpretation, MedicineInterpretation, Statement
from pgx_reader.terms import Action, Agreement, Effect, MedicineGroup, Population

_CARDS_AT_MOST = 6
_DOSE = {Action.LOWER_DOSE, Action.HIGHER_DOSE}
_OTHER = {Action.ALTERNATIVE, Action.AVOID}
_AGE_GROUPS = {Population.ADULTS, Population.PEDIATRICS}
# The status that a medicine takes where its statements differ: what needs a talk is never hidden by what does not.
_URGENCY = (Status.TALK, Status.WATCH, Status.NO_ADVICE, Status.USUAL)


def status_of_statement(statement: Statement) -> Status:
    """
    What a statement asks for.

    A guideline that begins with the standard dose is no alarm, whatever it says of later.
    """
    actions = set(statement.actions)
    if Action.NO_RECOMMENDATION in actions:
        return Status.NO_ADVICE
    if Action.STANDARD not in actions:
        return Status.TALK
    return Status.WATCH if actions & (_DOSE | _OTHER) else Status.USUAL


def status_of(medicine: MedicineInterpretation, genes: dict[str, GeneInterpretation]) -> Status:
    """The one status of a medicine. `NOT_KNOWN` is for a missing or unclear result, never for missing advice."""
    if medicine.superseded_by:
        return Status.NO_ADVICE
    found = {status_of_statement(statement) for statement in medicine.statements}
    if not found or (found == {Status.NO_ADVICE} and _unclear_genes(medicine, genes)):
        return Status.NOT_KNOWN
    return next(status for status in _URGENCY if status in found)


def medicine_card(medicine: MedicineInterpretation, genes: dict[str, GeneInterpretation]) -> MedicineCard:
    """One medicine's card: status, what it may mean, what to ask."""
    status = status_of(medicine, genes)
    leading = [s for s in medicine.statements if status_of_statement(s) is status]
    return MedicineCard(
        name=medicine.name,
        brands=medicine.brand_names,
        status=status,
        status_text=_status_text(medicine, status),
        meaning=_meaning(medicine, status, leading, genes),
        ask=_question(status, leading),
    )


def own_medicines(
    medicines: Iterable[MedicineInterpretation],
) -> tuple[tuple[MedicineInterpretation, ...], tuple[MedicineInterpretation, ...]]:
    """The patient's medicines that get a card, and those beyond the sixth, which are listed below them."""
    taken = tuple(medicine for medicine in medicines if medicine.taking)
    return taken[:_CARDS_AT_MOST], taken[_CARDS_AT_MOST:]


def medicine_lists(
    medicines: Iterable[MedicineInterpretation], genes: dict[str, GeneInterpretation]
) -> tuple[MedicineList, ...]:
    """The medicines by what they are for, depression and anxiety first; in each group by status."""
    everything = tuple(medicines)
    groups = ((group, [m for m in everything if m.group is group]) for group in MedicineGroup)
    return tuple(
        MedicineList(title=say(f"group.{group.value}"), lines=status_lines(members, genes))
        for group, members in groups
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
            medicines=tuple(NamedMedicine(name=m.name, brands=m.brand_names) for m in members),
        )
        for (status, message), members in sorted(by_status.items(), key=lambda entry: list(Status).index(entry[0][0]))
    )


def _status_text(medicine: MedicineInterpretation, status: Status) -> Text:
    return say("status.superseded" if medicine.superseded_by else f"status.{status.value}")


def _unclear_genes(medicine: MedicineInterpretation, genes: dict[str, GeneInterpretation]) -> tuple[str, ...]:
    """The genes of a medicine's guideline that are explained here and have no clear result."""
    return tuple(name for name in medicine.genes if name in genes and not genes[name].status.has_phenotype)


def _meaning(
    medicine: MedicineInterpretation,
    status: Status,
    leading: list[Statement],
    genes: dict[str, GeneInterpretation],
) -> tuple[Text, ...]:
    if medicine.superseded_by:
        return (say("card.superseded", year=medicine.superseded_by.year),)
    if status is Status.NOT_KNOWN:
        return (say("card.gene_not_known", genes=_unclear_genes(medicine, genes)),)
    differing = tuple(g for g in medicine.genes if g in genes and genes[g].agreement is Agreement.DIFFERS)
    sentences = [say("card.gene_differs", genes=differing)] if differing else []
    sentences += _depends(medicine, leading)
    if status is Status.NO_ADVICE:
        return (*sentences, say("card.no_advice"))
    sentences += _effect_sentences(leading, calm=status is not Status.TALK)
    if status is Status.WATCH:
        sentences.append(say("card.then_check"))
    if status is Status.USUAL and {s.effect for s in leading} != {Effect.AS_EXPECTED}:
        sentences.append(say("card.usual_start"))
    if any(Action.AVOID in statement.actions for statement in leading):
        sentences += [say("card.avoid"), say("card.keep_taking")]
    return tuple(sentences)


def _effect_sentences(leading: list[Statement], *, calm: bool) -> list[Text]:
    """What may happen in the body. Effects that differ between possible results are said one after the other."""
    effects = dict.fromkeys(statement.effect for statement in leading)
    return [say(f"card.{effect.value}{'.calm' if calm else ''}") for effect in effects]


def _depends(medicine: MedicineInterpretation, leading: list[Statement]) -> list[Text]:
    """Why the statements differ, where they do: another reason to take it, another age, or more than one result."""
    statuses = {status_of_statement(statement) for statement in medicine.statements}
    effects = {statement.effect for statement in leading}
    if len(statuses) == 1 and len(effects) == 1:
        return []
    by_population: dict[Population, set[Status]] = {}
    for statement in medicine.statements:
        by_population.setdefault(statement.population, set()).add(status_of_statement(statement))
    if len({frozenset(found) for found in by_population.values()}) > 1:
        return [say("card.depends.age" if by_population.keys() <= _AGE_GROUPS else "card.depends.reason")]
    return [say("card.depends.result")]


def _question(status: Status, leading: list[Statement]) -> Text:
    actions = {action for statement in leading for action in statement.actions}
    if status is Status.TALK:
        dose, other = bool(actions & _DOSE), bool(actions & _OTHER)
        return say("ask.dose_or_other" if dose and other else "ask.other" if other else "ask.dose")
    return {
        Status.WATCH: say("ask.check"),
        Status.USUAL: say("ask.working"),
        Status.NO_ADVICE: say("ask.guide"),
        Status.NOT_KNOWN: say("ask.retest"),
    }[status]
