"""The patient's part of a handout cut into steps, each with what it stands on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pgx_reader.handout.say import say
from pgx_reader.handout.why import (
    why_callout,
    why_good_to_know,
    why_limits,
    why_message,
    why_next,
    why_others,
    why_sources,
    why_title,
    why_words,
)
from pgx_reader.handout.why_genes import why_gene
from pgx_reader.handout.why_medicines import why_before_cards, why_card, why_list
from pgx_reader.handout.why_rows import Ground
from pgx_reader.models.document import (
    Audience,
    Block,
    Callout,
    Definitions,
    Document,
    GeneCards,
    Heading,
    Items,
    KeyMessage,
    Letterhead,
    MedicineCards,
    MedicineList,
    Paragraph,
    Text,
    Title,
    verbatim,
)
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.models.talk import Step, Talk
from pgx_reader.tables import ReferenceTables

_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9]+")
# The last words of a section's list, which say no more than that it is not whole.
_CLOSING = "medicines.not_all"
_NOT_EXPLAINED = ("medicines.no_advice", "medicines.unknown")
_Part = tuple[Block, ...]


class _Named(NamedTuple):
    """What a step is called, and the chain behind it."""

    id: str
    heading: Text
    why: tuple[Block, ...]


def build_talk(interpretation: Interpretation, document: Document, tables: ReferenceTables) -> Talk:
    """
    The patient's part of a finished handout as steps, one screen each, and why each says what it says.

    `document` is the handout of this `interpretation`, made with these `tables`: its blocks stay word for word and in
    order, but for cards that stand side by side, which become a step each.
    """
    ground = Ground(interpretation, tables, document.made_on, tuple(_medicine_names(document)))
    return Talk(steps=tuple(_step(part, ground) for part in _parts(document)))


def _patient_blocks(document: Document) -> Iterator[Block]:
    """The blocks that a patient reads, with cards one by one."""
    for section in document.sections:
        for block in section.blocks if section.audience is Audience.PATIENT else ():
            if isinstance(block, GeneCards):
                yield from (GeneCards(cards=(card,)) for card in block.cards)
            elif isinstance(block, MedicineCards):
                yield from (MedicineCards(cards=(card,)) for card in block.cards)
            else:
                yield block


def _medicine_names(document: Document) -> Iterator[str]:
    for block in _patient_blocks(document):
        if isinstance(block, MedicineCards):
            yield from (card.name for card in block.cards)
        elif isinstance(block, MedicineList):
            yield from (medicine.name for line in block.lines for medicine in line.medicines)


def _parts(document: Document) -> Iterator[_Part]:
    """The blocks of each step: what only leads to the next block is with it, and so is what closes a list."""
    part: list[Block] = []
    for block in _patient_blocks(document):
        if part and not _belongs(block, part):
            yield tuple(part)
            part = []
        part.append(block)
    if part:
        yield tuple(part)


def _belongs(block: Block, part: list[Block]) -> bool:
    """Whether a block is of the step that has begun."""
    if isinstance(block, Heading):
        return False
    if isinstance(block, Paragraph) and isinstance(part[-1], MedicineList):
        return any(text.message == _CLOSING for text in block.sentences)
    return all(isinstance(before, Letterhead | Title | Heading) or _leads(before, part) for before in part)


def _leads(block: Block, part: list[Block]) -> bool:
    """Whether a block is a short paragraph under a heading, before the cards or lists that it speaks of."""
    return isinstance(block, Paragraph) and isinstance(part[0], Heading)


def _step(part: _Part, ground: Ground) -> Step:
    named = _named(part, ground)
    return Step(id=named.id, heading=named.heading, blocks=part, why=named.why)


def _named(part: _Part, ground: Ground) -> _Named:
    """What a step is called and stands on, by the block that it is about: the last, but for closing words."""
    main = next((block for block in reversed(part) if not isinstance(block, Paragraph)), part[-1])
    match main:
        case Callout():
            return _Named(main.tone.value, say(f"why.step.{main.tone.value}"), why_callout(main, ground))
        case KeyMessage():
            return _Named("main-message", say("why.step.message"), why_message(main, ground))
        case GeneCards():
            (gene,) = main.cards
            return _Named(f"gene-{gene.gene}", verbatim(gene.gene), why_gene(gene, ground))
        case MedicineCards() | MedicineList():
            return _medicines(part, main, ground)
        case Items():
            return _section(part, main, ground)
        case Definitions():
            return _Named("words", say("why.step.words"), why_words())
        case Paragraph(small=True):
            return _Named("sources", say("why.step.sources"), why_sources(ground))
        case Paragraph():
            return _Named("other-medicines", say("why.step.others"), why_others(ground))
        case _:
            return _Named("title", say("why.step.title"), why_title(part))


def _medicines(part: _Part, main: MedicineCards | MedicineList, ground: Ground) -> _Named:
    """A card or a list; before its own reasons, those of the words that lead to it."""
    said = tuple(text for block in part if isinstance(block, Paragraph) for text in block.sentences)
    before = _why_before(said, ground)
    if isinstance(main, MedicineList):
        group = main.title.message.rpartition(".")[2]
        return _Named(f"medicines-{group}", main.title, (*before, *why_list(main, ground)))
    (card,) = main.cards
    name = _NOT_IN_AN_ID.sub("-", card.name).strip("-")
    for_all = any(text.message.startswith("cards.other_pills.") for text in said)
    why = why_card(card, ground, affecting=ground.names if for_all else (card.name,))
    return _Named(f"medicine-{name}", verbatim(card.name), (*before, *why))


def _why_before(said: tuple[Text, ...], ground: Ground) -> tuple[Block, ...]:
    sentences = tuple(why_before_cards(said, ground))
    before: list[Block] = [Paragraph(sentences=sentences)] if sentences else []
    if any(text.message in _NOT_EXPLAINED for text in said):
        before += why_others(ground)
    return tuple(before)


_SECTIONS: dict[str, tuple[str, Callable[[Items, Ground], tuple[Block, ...]]]] = {
    "next.heading": ("next-steps", lambda _items, _ground: why_next()),
    "good_to_know.heading": ("good-to-know", lambda _items, ground: why_good_to_know(ground)),
    "limits.heading": ("limits", why_limits),
}


def _section(part: _Part, items: Items, ground: Ground) -> _Named:
    """A section with a heading and a list."""
    heading = next(block for block in part if isinstance(block, Heading))
    name, why = _SECTIONS[heading.text.message]
    return _Named(name, heading.text, why(items, ground))
