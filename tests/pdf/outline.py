"""What a handout's tags must say, read from the document itself: each text and its role, in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from pgx_reader.models.document import (
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
    ResultsCard,
    SignatureLine,
    Table,
    Text,
    Title,
)
from pgx_reader.models.letterhead import Letterhead
from pgx_reader.wording import Wording

from .tags import same_spaces

Spoken = Iterator[tuple[str, str]]


def spoken(document: Document, wording: Wording) -> list[tuple[str, str]]:
    """Every (role, text) of a document whose heading levels skip none; what has no words has no place."""
    result = []
    level = 0
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Title | Heading):
                level = getattr(block, "level", 1)
            result += [(role, same_spaces(text)) for role, text in _Block(wording, level).spoken(block) if text.strip()]
    return result


class _Block:
    def __init__(self, wording: Wording, level: int) -> None:
        self.wording = wording
        self.level = level

    def spoken(self, block: object) -> Spoken:  # noqa: PLR0912 - one case for each kind of block
        match block:
            case Title() | Heading():
                yield f"H{self.level}", self.plain(block.text)
            case Facts():
                for fact in block.items:
                    yield "Lbl", self.plain(fact.label)
                    yield "LBody", self.plain(fact.value)
            case Callout():
                yield "P", self.plain(block.lead, *block.body)
            case KeyMessage() | Paragraph():
                yield "P", self.plain(*block.sentences)
            case Items():
                for number, sentences in enumerate(block.items, start=1):
                    yield "Lbl", str(number) if block.numbered else "•"
                    yield "LBody", self.plain(*sentences)
            case GeneCards():
                yield from self.genes(block)
            case MedicineCards():
                yield from self.medicines(block)
            case MedicineList():
                yield f"H{self.level + 1}", self.plain(block.title)
                for line in block.lines:
                    yield "Lbl", self.plain(line.status_text)
                    names = [m.name + (f" ({', '.join(m.brands)})" if m.brands else "") for m in line.medicines]
                    yield "LBody", self.plain(Text(message="verbatim", values={"text": tuple(names)}))
            case Definitions():
                for item in block.items:
                    yield "Lbl", self.plain(item.term)
                    yield "LBody", self.plain(item.meaning)
            case Table():
                yield from (("TH", self.plain(cell)) for cell in block.header)
                for group in block.groups:
                    yield "TH", self.plain(group[0][0])
                    yield from (("TD", self.plain(cell)) for row in group for cell in row[1:])
            case SignatureLine():
                yield "P", self.plain(block.who)
                yield "P", self.plain(block.when)
            case ResultsCard():
                yield from self.results_card(block)
            case Letterhead():
                yield from self.letterhead(block)

    def genes(self, block: GeneCards) -> Spoken:
        for card in block.cards:
            yield f"H{self.level + 1}", card.gene
            yield "P", self.plain(card.spoken)
            yield "P", self.plain(card.headline)
            if card.scale is not None:
                yield "Figure", self.plain(card.scale.alternative)
            yield "P", self.plain(*card.body)
            yield "P", self.plain(*card.lab_words)

    def medicines(self, block: MedicineCards) -> Spoken:
        for card in block.cards:
            yield f"H{self.level + 1}", card.name
            if card.brands:
                yield "P", ", ".join(card.brands)
            yield "P", self.plain(card.status_text)
            yield "P", self.plain(*card.meaning)
            if card.ask is not None:
                yield "P", self.plain(card.ask)

    def results_card(self, block: ResultsCard) -> Spoken:
        """A card whose texts and code all have room."""
        yield "P", self.plain(block.owner)
        for result in block.results:
            yield from (("P", self.plain(text)) for text in (result.name, result.word, *result.terms))
        yield "P", " · ".join(self.plain(fact.label, fact.value) for fact in block.facts)
        yield "P", self.plain(block.safety)
        yield "Figure", self.plain(block.code_alternative, *block.code[0])

    def letterhead(self, block: Letterhead) -> Spoken:
        """As in regular print: the name with the telephone, the address with the website."""
        if block.logo is not None:
            yield "Figure", block.logo.alternative
        yield "P", f"{block.name} · Phone {block.phone}"
        website = [] if block.website is None else [block.website.removeprefix("https://").rstrip("/")]
        yield "P", " · ".join([*block.address, *website])

    def plain(self, *texts: Text) -> str:
        return " ".join(map(self.wording.plain, texts))
