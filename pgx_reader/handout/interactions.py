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
_NAMED_ON_A_CARD = 2
_FDA = "FDA"
_HOW = {EnzymeEffect.INHIBITOR: "slow", EnzymeEffect.INDUCER: "speed"}
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
    untold = tuple(interaction for interaction in found if not on_cards & set(interaction.affects))
    items = [(sentence,) for gene in interpretation.explained_genes for sentence in _of_gene(gene, untold)]
    return (*items, (*_lists_named(found), say("interactions.ask"), say("good_to_know.tell")))


def card_with_interactions(card: MedicineCard, interactions: Iterable[Interaction]) -> MedicineCard:
    """A card with a sentence on what else the patient takes that changes how this medicine is handled."""
    affecting = [interaction for interaction in interactions if card.name in interaction.affects]
    sentences = tuple(_on_card(effect, affecting) for effect in _HOW if any(i.effect is effect for i in affecting))
    return card.model_copy(update={"meaning": (*card.meaning, *sentences)}) if sentences else card


def interaction_blocks(interpretation: Interpretation) -> Iterator[Block]:
    """The pairs with their sources, and the guidelines' estimates; no block where no medicine is listed."""
    found = interpretation.interactions
    if not found:
        return
    yield Heading(level=2, text=say("pro.interactions.heading"))
    columns = ("medicine", "gene", "effect", "affects", "source")
    yield Table(
        header=tuple(say(f"pro.interactions.{column}") for column in columns),
        rows=tuple(_row(interaction) for interaction in found),
    )
    yield Paragraph(sentences=(say("pro.interactions.examples"), *_estimates(interpretation)), small=True)


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


def _of_gene(gene: str, interactions: tuple[Interaction, ...]) -> Iterator[Text]:
    """A sentence for all that slow a gene, one for all that slow it a little, and so on."""
    groups: dict[str, list[str]] = {}
    for interaction in interactions:
        if interaction.gene == gene:
            little = "_a_little" if interaction.strength is EnzymeStrength.WEAK else ""
            group = groups.setdefault(f"{_HOW[interaction.effect]}{little}", [])
            group.append(medicine_name(interaction.medicine))
    for how in _SENTENCES:
        names = tuple(groups.get(how, ()))
        if names:
            yield say(f"interactions.{how}", gene=gene, medicines=names_at_most(names, _NAMED_IN_A_SENTENCE))


def _lists_named(interactions: tuple[Interaction, ...]) -> Iterator[Text]:
    """Which lists these are from, with their dates."""
    for publisher, day in sorted({(i.source, i.date) for i in interactions}, key=lambda source: source[0] != _FDA):
        if publisher == _FDA:
            yield say("interactions.fda", date=_day(day))
        else:
            names = tuple(medicine_name(i.medicine) for i in interactions if (i.source, i.date) == (publisher, day))
            yield say("interactions.study", medicines=names, year=day[:4])


def _day(text: str) -> date | str:
    """A date that the language writes in its own way; what is less exact than a day as it stands."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _on_card(effect: EnzymeEffect, affecting: list[Interaction]) -> Text:
    found = [i for i in affecting if i.effect is effect]
    strongest = [i for i in found if i.strength is not EnzymeStrength.WEAK]
    names = tuple(dict.fromkeys(medicine_name(i.medicine) for i in strongest or found))
    message = f"card.other_pills.{_HOW[effect]}{'' if strongest else '_a_little'}"
    return say(message, medicines=names_at_most(names, _NAMED_ON_A_CARD))


def _row(interaction: Interaction) -> tuple[Text, ...]:
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


def _estimates(interpretation: Interpretation) -> Iterator[Text]:
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
