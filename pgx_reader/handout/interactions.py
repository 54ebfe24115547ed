"""The patient's medicines that slow or speed an enzyme: in plain words for the patient, with sources for the doctor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from pgx_reader.handout.say import say
from pgx_reader.handout.terms import scores_named
from pgx_reader.models.document import Block, Heading, Link, MedicineCard, Paragraph, Table, Text, verbatim
from pgx_reader.models.interpretation import Interaction, Interpretation, ScoreEstimate
from pgx_reader.terms import EnzymeEffect, EnzymeStrength

# Names beyond these tell a patient nothing more; the professional's page has them all.
_NAMED_IN_A_SENTENCE = 4
_NAMED_AT_THE_CARDS = 2
# Where other pills change the medicines in more ways than these, one sentence says that they do.
_SENTENCES_OF_AN_EFFECT = 2
_FDA = "FDA"
_HOW = {EnzymeEffect.INHIBITOR: "slow", EnzymeEffect.INDUCER: "speed"}
_IN_MANY_WAYS = {
    EnzymeEffect.INHIBITOR: "cards.other_pills.slow.some",
    EnzymeEffect.INDUCER: "cards.other_pills.speed.some",
}
# The sentences of a gene, in their order.
_SENTENCES = ("slow", "slow_a_little", "speed", "speed_a_little")
_SAINT = re.compile(r"^st\. ([a-z])")


def other_pills(interpretation: Interpretation, on_cards: frozenset[str]) -> tuple[tuple[Text, ...], ...]:
    """
    What the patient takes that changes a gene's enzyme, by name; the general sentence where nothing is listed.

    That sentence stays, because a medicine that is in no list may change an enzyme all the same. What one of the cards
    says (`on_cards` are their medicines) is not said again.
    """
    found = interpretation.interactions
    if not found:
        return ((say("good_to_know.pills"), say("good_to_know.tell")),)
    untold = tuple(i for i in found if not (_stands_on_cards(i) and on_cards & set(i.affects)))
    items = [(sentence,) for gene in interpretation.explained_genes for sentence in _of_gene(gene, untold, on_cards)]
    return (*items, (*_studies(found), say("interactions.ask"), say("good_to_know.tell")))


def said_of_cards(
    cards: tuple[MedicineCard, ...], interactions: Iterable[Interaction]
) -> tuple[tuple[Text, ...], tuple[MedicineCard, ...]]:
    """
    What else the patient takes that changes how these medicines are handled: on the one card, or before all of them.

    What would stand on more than one card is said once, before them: the first of the two answers; so is, in one
    sentence, what changes the medicines in many ways. What changes one a little only is said of the gene, below.
    """
    found = [interaction for interaction in interactions if _stands_on_cards(interaction)]
    before: list[Text] = []
    for effect, how in _HOW.items():
        groups = _affected_by(cards, [i for i in found if i.effect is effect])
        if len(groups) > _SENTENCES_OF_AN_EFFECT:
            names = tuple(dict.fromkeys(name for group in groups for name in group))
            before.append(say(_IN_MANY_WAYS[effect], medicines=names_at_most(names, _NAMED_IN_A_SENTENCE)))
            continue
        for names, affected in groups.items():
            if len(affected) > 1:
                before.append(say(f"cards.other_pills.{how}", medicines=_few(names), affected=tuple(affected)))
            else:
                sentence = say(f"card.other_pills.{how}", medicines=_few(names))
                cards = tuple(_with(sentence, card) if card.name in affected else card for card in cards)
    return tuple(before), cards


def _affected_by(cards: tuple[MedicineCard, ...], interactions: list[Interaction]) -> dict[tuple[str, ...], list[str]]:
    """The medicines that the same other ones affect, by the names of these. So none is said to affect itself."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for card in cards:
        names = tuple(dict.fromkeys(medicine_name(i.medicine) for i in interactions if card.name in i.affects))
        if names:
            groups.setdefault(names, []).append(card.name)
    return groups


def _few(names: tuple[str, ...]) -> tuple[str | Text, ...]:
    return names_at_most(names, _NAMED_AT_THE_CARDS)


def _with(sentence: Text, card: MedicineCard) -> MedicineCard:
    return card.model_copy(update={"meaning": (*card.meaning, sentence)})


def interaction_blocks(interpretation: Interpretation) -> Iterator[Block]:
    """The pairs with their sources, and the guidelines' estimates; no block where no medicine is listed."""
    found = interpretation.interactions
    if not found:
        return
    yield Heading(level=2, text=say("pro.interactions.heading"))
    columns = ("medicine", "gene", "effect", "affects", "source")
    yield Table(
        header=tuple(say(f"pro.interactions.{column}") for column in columns),
        rows=tuple(cells_of_interaction(interaction) for interaction in found),
    )
    yield Paragraph(sentences=(say("pro.interactions.examples"), *estimates(interpretation)), small=True)


def medicine_name(name: str) -> str:
    """
    A medicine's name as it stands in a sentence: a saint's keeps the capital letters.

    >>> medicine_name("st. john's wort"), medicine_name("codeine")
    ("St. John's wort", 'codeine')
    """
    return _SAINT.sub(lambda found: f"St. {found[1].upper()}", name)


def names_at_most(names: tuple[str, ...], limit: int) -> tuple[str | Text, ...]:
    """The first names; where there are more, how many more stand on the last page."""
    more = len(names) - limit
    return names if more <= 0 else (*names[:limit], say("list.more", count=more))


def _of_gene(gene: str, interactions: tuple[Interaction, ...], on_cards: frozenset[str]) -> Iterator[Text]:
    """
    A sentence for all that slow a gene, one for all that slow it a little, and so on.

    What slows or speeds one medicine alone a little is said of that medicine: its card does not say it.
    """
    groups: dict[str, list[Interaction]] = {}
    for interaction in interactions:
        if interaction.gene == gene:
            little = "_a_little" if interaction.strength is EnzymeStrength.WEAK else ""
            groups.setdefault(f"{_HOW[interaction.effect]}{little}", []).append(interaction)
    for how in _SENTENCES:
        group = groups.get(how, [])
        names = tuple(medicine_name(interaction.medicine) for interaction in group)
        affected = {medicine for interaction in group for medicine in interaction.affects}
        medicines = names_at_most(names, _NAMED_IN_A_SENTENCE)
        if how.endswith("_a_little") and len(affected) == 1 and affected <= on_cards:
            yield say(f"interactions.{how}.one", affected=tuple(affected), medicines=medicines)
        elif group:
            yield say(f"interactions.{how}", gene=gene, medicines=medicines)


def is_in_the_fdas_list(interaction: Interaction) -> bool:
    """Whether the FDA says so. Its list is among the sources of the whole paper; a study is named where it counts."""
    return interaction.source == _FDA


def _studies(interactions: tuple[Interaction, ...]) -> Iterator[Text]:
    """What is from a study and not from the FDA's list, by name, with the study's year."""
    studied = [interaction for interaction in interactions if not is_in_the_fdas_list(interaction)]
    for year in sorted({interaction.date[:4] for interaction in studied}):
        names = tuple(medicine_name(i.medicine) for i in studied if i.date[:4] == year)
        yield say("interactions.study", medicines=names, year=year)


def _day(text: str) -> date | str:
    """A date that the language writes in its own way; what is less exact than a day as it stands."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _stands_on_cards(interaction: Interaction) -> bool:
    return interaction.strength is not EnzymeStrength.WEAK


def cells_of_interaction(interaction: Interaction) -> tuple[Text, ...]:
    """Medicine, gene, effect with its strength, which others of the list it affects, and the source with a link."""
    source = say("pro.interactions.source.read", publisher=interaction.source, date=_day(interaction.date))
    effect = say(f"effect.{interaction.effect.value}")
    if interaction.strength is not None:
        effect = say("pro.interactions.strength", strength=say(f"strength.{interaction.strength.value}"), effect=effect)
    return (
        verbatim(medicine_name(interaction.medicine)),
        verbatim(interaction.gene),
        effect,
        say("verbatim", text=interaction.affects) if interaction.affects else say("pro.none"),
        say("verbatim", text=Link(text=source, url=interaction.url)),
    )


def estimates(interpretation: Interpretation) -> Iterator[Text]:
    """The guidelines' estimates of a score with an inhibitor, and that for antidepressants there is none."""
    for estimate in interpretation.score_estimates:
        yield _estimate(estimate)
    if interpretation.score_estimates:
        yield say("pro.interactions.unchanged")
    guideline = interpretation.no_consensus
    if guideline:
        link = Link(text=say("pro.source", publisher="CPIC", year=str(guideline.year)), url=guideline.url)
        yield say("pro.interactions.no_consensus", source=link)


def _estimate(estimate: ScoreEstimate) -> Text:
    guideline = estimate.guideline
    return say(
        "pro.interactions.estimate",
        medicine=estimate.medicine,
        inhibitor=estimate.inhibitor,
        scores=scores_named(estimate.scores),
        source=Link(text=say("pro.source", publisher="CPIC", year=str(guideline.year)), url=guideline.url),
    )
