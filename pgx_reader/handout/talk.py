"""The patient's part of a handout cut into steps, each with what it stands on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

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
from pgx_reader.handout.why_medicines import OTHER_PILLS, why_before_cards, why_card, why_list
from pgx_reader.handout.why_rows import Ground
from pgx_reader.models.document import (
    Audience,
    Block,
    Callout,
    Definitions,
    Document,
    Facts,
    GeneCards,
    Heading,
    Items,
    KeyMessage,
    MedicineCards,
    MedicineList,
    Paragraph,
    Text,
    Title,
    verbatim,
)
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.models.letterhead import Letterhead
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
    return _NAMED[main.kind](part, main, ground)


def _title(part: _Part, _facts: Facts, _ground: Ground) -> _Named:
    return _Named("title", say("why.step.title"), why_title(part))


def _box(_part: _Part, box: Callout, ground: Ground) -> _Named:
    return _Named(box.tone.value, say(f"why.step.{box.tone.value}"), why_callout(box, ground))


def _message(_part: _Part, message: KeyMessage, ground: Ground) -> _Named:
    return _Named("main-message", say("why.step.message"), why_message(message, ground))


def _gene(_part: _Part, cards: GeneCards, ground: Ground) -> _Named:
    (card,) = cards.cards
    return _Named(f"gene-{card.gene}", verbatim(card.gene), why_gene(card, ground))


def _medicine(part: _Part, cards: MedicineCards, ground: Ground) -> _Named:
    """A card; before its own reasons, those of the words that lead to it."""
    (card,) = cards.cards
    said = _said_in(part)
    for_all = any(text.message.startswith(OTHER_PILLS) for text in said)
    why = why_card(card, ground, affecting=ground.names if for_all else (card.name,))
    name = _NOT_IN_AN_ID.sub("-", card.name).strip("-")
    return _Named(f"medicine-{name}", verbatim(card.name), (*_why_before(said, ground), *why))


def _medicine_list(part: _Part, block: MedicineList, ground: Ground) -> _Named:
    """A list; before its own reasons, those of the words that lead to it."""
    why = (*_why_before(_said_in(part), ground), *why_list(block, ground))
    return _Named(f"medicines-{block.title.message.rpartition('.')[2]}", block.title, why)


def _said_in(part: _Part) -> tuple[Text, ...]:
    return tuple(text for block in part if isinstance(block, Paragraph) for text in block.sentences)


def _why_before(said: tuple[Text, ...], ground: Ground) -> tuple[Block, ...]:
    sentences = tuple(why_before_cards(said, ground))
    before: list[Block] = [Paragraph(sentences=sentences)] if sentences else []
    if any(text.message in _NOT_EXPLAINED for text in said):
        before += why_others(ground)
    return tuple(before)


def _section(part: _Part, items: Items, ground: Ground) -> _Named:
    """A section with a heading and a list."""
    heading = next(block for block in part if isinstance(block, Heading))
    name, why = _SECTIONS[heading.text.message]
    return _Named(name, heading.text, why(items, ground))


def _words(_part: _Part, _definitions: Definitions, _ground: Ground) -> _Named:
    return _Named("words", say("why.step.words"), why_words())


def _paragraph(_part: _Part, paragraph: Paragraph, ground: Ground) -> _Named:
    """The small print is that of the sources; else it is what is not explained."""
    if paragraph.small:
        return _Named("sources", say("why.step.sources"), why_sources(ground))
    return _Named("other-medicines", say("why.step.others"), why_others(ground))


_NAMED: dict[str, Callable[[_Part, Any, Ground], _Named]] = {
    "facts": _title,
    "callout": _box,
    "key_message": _message,
    "gene_cards": _gene,
    "medicine_cards": _medicine,
    "medicine_list": _medicine_list,
    "items": _section,
    "definitions": _words,
    "paragraph": _paragraph,
}
_SECTIONS: dict[str, tuple[str, Callable[[Items, Ground], tuple[Block, ...]]]] = {
    "next.heading": ("next-steps", lambda _items, _ground: why_next()),
    "good_to_know.heading": ("good-to-know", lambda _items, ground: why_good_to_know(ground)),
    "limits.heading": ("limits", why_limits),
}
