"""The card of a medicine: one plain voice for all the statements that apply."""

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
from pgx_reader.models.document import MedicineCard, Status, Text
from pgx_reader.models.interpretation import GeneInterpretation, MedicineInterpretation, Statement
from pgx_reader.terms import Action, Condition, Effect, GeneStatus, Population, Section

# Some medicines have ten brand names. The first are enough to know a medicine by; all of them are looked up.
_BRANDS_ON_A_CARD = 3
# More sentences than these on all the cards are too many for a bad day, and for two pages with all else.
_SENTENCES_ON_CARDS = 11
# What goes first where there are more: the status says it already, or asks for nothing. The last page has it all.
_LEAST = ("card.usual_start", "fda.impact")
_AGE_GROUPS = {Population.ADULTS, Population.PEDIATRICS}
_FDA = "FDA"
# Beside another effect these take nothing from it: "may" leaves room for both.
_SAYING_LEAST = (Effect.UNCLEAR, Effect.AS_EXPECTED)
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


def medicine_cards(
    medicines: Iterable[MedicineInterpretation], genes: dict[str, GeneInterpretation]
) -> tuple[MedicineCard, ...]:
    """A card for each medicine. Where all have much to say, each says what matters most."""
    cards = tuple(_card(medicine, genes) for medicine in medicines)
    for message in _LEAST:
        if sum(len(card.meaning) for card in cards) > _SENTENCES_ON_CARDS:
            cards = tuple(_without(message, card) for card in cards)
    return cards


def _without(message: str, card: MedicineCard) -> MedicineCard:
    """The card without that sentence, unless it has no other."""
    kept = tuple(text for text in card.meaning if text.message != message)
    return card.model_copy(update={"meaning": kept}) if kept else card


def status_text(medicine: MedicineInterpretation, status: Status) -> Text:
    """The status in words: of the FDA alone, what its section says."""
    if medicine.superseded_by:
        return say("status.superseded")
    fda = _of_the_fda(medicine)
    if status is Status.NO_ADVICE and fda and _speaks_alone(medicine):
        return say("status.fda_impact" if fda.section is Section.IMPACT else "status.fda_level")
    return say(f"status.{status.value}")


def _card(medicine: MedicineInterpretation, genes: dict[str, GeneInterpretation]) -> MedicineCard:
    """One medicine's card: status, what it may mean, what to ask."""
    status = status_of(medicine, genes)
    leading = [s for s in medicine.statements if status_of_statement(s) is status]
    return MedicineCard(
        name=medicine.name,
        brands=medicine.brand_names[:_BRANDS_ON_A_CARD],
        status=status,
        status_text=status_text(medicine, status),
        meaning=_meaning(medicine, status, leading, genes),
        ask=_question(status, leading),
    )


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
    effects = _effect_sentences(leading, calm=status is not Status.TALK)
    sentences += effects
    if status is Status.WATCH and not effects:
        sentences.append(say("card.then_check"))
    if status is Status.USUAL and {s.effect for s in leading} != {Effect.AS_EXPECTED}:
        sentences.append(say("card.usual_start"))
    sentences += _choice_sentences(medicine, leading)
    # Where another source already asks for a talk, that the FDA has a word on it too tells a patient nothing to do.
    heard = status is Status.TALK and any(statement.source != _FDA for statement in leading)
    return tuple(sentences) if heard else (*sentences, *_fda_sentence(medicine))


def _choice_sentences(medicine: MedicineInterpretation, leading: list[Statement]) -> list[Text]:
    """That experts choose another medicine, or some of them do; else, that they do not agree where they do not."""
    differ = sources_differ(medicine)
    if any(Action.AVOID in statement.actions for statement in leading):
        return [say("card.avoid.some" if differ else "card.avoid")]
    return [say("card.sources_differ")] if differ else []


def _effect_sentences(leading: list[Statement], *, calm: bool) -> list[Text]:
    """
    What may happen in the body, as the first source says that says so.

    Effects that differ between possible results are said one after the other, but not those that say least: that the
    result is open stands before the cards. Those of different genes are not added up. Where no source says anything,
    neither do we, but that it may matter.
    """
    sources = dict.fromkeys(statement.source for statement in leading if statement.effect)
    telling = [s for s in leading if s.source == next(iter(sources), None) and s.effect]
    effects = dict.fromkeys(s.effect for s in telling if s.effect)
    if not effects:
        return [] if calm else [say("card.effect_open")]
    if len(effects) > 1 and len({tuple(s.genes) for s in telling}) > 1:
        effects = {Effect.UNCLEAR: None}
    telling_most = [effect for effect in effects if effect not in _SAYING_LEAST] or list(effects)[:1]
    return [say(f"card.{effect.value}{'.calm' if calm else ''}") for effect in telling_most]


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
