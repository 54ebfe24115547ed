"""Why the rest of the handout says what it says: boxes, the main message, limits, words, help and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pgx_reader.handout.professional import explained_phenotype, medicines_without_advice
from pgx_reader.handout.say import say, shown
from pgx_reader.handout.statements import cited_guidelines
from pgx_reader.handout.terms import say_note
from pgx_reader.handout.tested import tested_sentences
from pgx_reader.handout.versions import edition_sentences
from pgx_reader.handout.why_pills import pill_blocks, pill_sources
from pgx_reader.handout.why_rows import Ground, heading, row_of, source_items, source_list, source_named
from pgx_reader.models.document import (
    Block,
    Callout,
    CalloutTone,
    Facts,
    Items,
    KeyMessage,
    Paragraph,
    Table,
    Text,
    verbatim,
)
from pgx_reader.models.letterhead import Letterhead
from pgx_reader.tables import ReferenceTables
from pgx_reader.tables.load import FIRST_ROW
from pgx_reader.tables.schemas import CrisisLineRow, EmergencyNumberRow

_KEYS = {
    "key.slower": "slow",
    "key.much_slower": "slow",
    "key.faster": "fast",
    "key.much_faster": "fast",
}
"""Sentences of the main message that stand for one reason; each other one has its own."""
_COUNTRY = "country."


def why_title(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Where names and dates come from."""
    kept = tuple(blocks)
    sentences = [say("why.facts")]
    labels = {fact.label.message for block in kept if isinstance(block, Facts) for fact in block.items}
    if "facts.reviewed_by" in labels:
        sentences.append(say("why.facts.reviewed_by"))
    if any(isinstance(block, Letterhead) for block in kept):
        sentences.append(say("why.facts.letterhead"))
    return (Paragraph(sentences=tuple(sentences)),)


def why_callout(block: Callout, ground: Ground) -> tuple[Block, ...]:
    """What a box stands on."""
    if block.tone is CalloutTone.SAFETY:
        return (Paragraph(sentences=(say("why.every"), say("why.own_rule"), say("why.safety"))),)
    return _why_review(ground) if block.tone is CalloutTone.REVIEW else _why_crisis(block, ground.tables)


def _why_review(ground: Ground) -> tuple[Block, ...]:
    """The findings that call for a look, whole."""
    reasons = [say_note(reason) for reason in ground.interpretation.review.reasons]
    once = tuple(reason for n, reason in enumerate(reasons) if reason not in reasons[:n])
    return (
        Paragraph(sentences=(say("why.review"),)),
        Items(items=tuple((reason,) for reason in once)),
        Paragraph(sentences=(say("why.review.until"),)),
    )


def why_message(block: KeyMessage, ground: Ground) -> tuple[Block, ...]:
    """The results that the main message puts in words, and why it is these words."""
    genes = (ground.genes[name] for name in ground.interpretation.explained_genes)
    results = tuple((say("why.key.gene", gene=gene.gene, phenotype=explained_phenotype(gene)),) for gene in genes)
    reasons = dict.fromkeys(_KEYS.get(text.message, text.message.removeprefix("key.")) for text in block.sentences)
    return (
        Paragraph(sentences=(say("why.key"),)),
        Items(items=results),
        Items(items=tuple((say(f"why.key.{reason}"),) for reason in reasons)),
    )


def why_others(ground: Ground) -> tuple[Block, ...]:
    """The medicines of the list that nothing is said of, all of them."""
    return (Items(items=tuple((finding,) for finding in medicines_without_advice(ground.interpretation))),)


def why_next() -> tuple[Block, ...]:
    """The next steps are the same for everybody."""
    return (Paragraph(sentences=(say("why.every"), say("why.own_rule"), say("why.next"))),)


def why_good_to_know(ground: Ground) -> tuple[Block, ...]:
    """The rows behind other pills; what of the file the rest stands on."""
    pills = pill_blocks(ground) or [Paragraph(sentences=(say("why.pills.none"),))]
    others = tuple(map(shown, ground.interpretation.other_genes))
    rest = [say("why.family"), *([say("note.other_genes", genes=others)] if others else [])]
    on_cards = [say("why.pills.on_cards")] if ground.interpretation.interactions else []
    sources = source_list(pill_sources(ground), ground.tables)
    return (*pills, Paragraph(sentences=(*on_cards, *rest)), *sources)


def why_limits(block: Items, ground: Ground) -> tuple[Block, ...]:
    """That limits hold for every result, and what the file says of the test."""
    messages = {text.message for item in block.items for text in item}
    named = [say("why.limits.named")] if "limits.named_changes" in messages else []
    return (
        Paragraph(sentences=(say("why.every"), say("why.own_rule"), *named)),
        heading("why.tested.heading"),
        Paragraph(sentences=tested_sentences(ground.interpretation.genes)),
    )


def why_words() -> tuple[Block, ...]:
    """The words are explained for everybody."""
    return (Paragraph(sentences=(say("why.every"), say("why.words"))),)


def _why_crisis(block: Callout, tables: ReferenceTables) -> tuple[Block, ...]:
    """The rows of a country's numbers, or that they are the clinic's own."""
    country = next(filter(None, map(_country_of, block.body)), None)
    if country is None:
        return (Paragraph(sentences=(say("why.crisis.own"),)),)
    line, emergency = tables.crisis_lines[country], tables.emergency_numbers[country]
    header = (say("why.crisis.what"), say("why.crisis.number"), say("why.table"), say("pro.statements.source"))
    rows = (
        _number("why.crisis.line", line, "crisis_lines", list(tables.crisis_lines), tables),
        _number("why.crisis.emergency", emergency, "emergency_numbers", list(tables.emergency_numbers), tables),
    )
    return (
        heading("why.crisis.heading"),
        Table(header=header, rows=rows),
        Paragraph(sentences=(say("why.every"), say("why.crisis.public"))),
        *source_list((line.source_id, emergency.source_id), tables),
    )


def _country_of(text: Text) -> str | None:
    """The country whose line a sentence names; `None` for a clinic's own number."""
    value = text.values.get("country")
    return value.message.removeprefix(_COUNTRY) if isinstance(value, Text) else None


def _number(
    what: str, row: CrisisLineRow | EmergencyNumberRow, table: str, countries: list[str], tables: ReferenceTables
) -> tuple[Text, ...]:
    where = row_of(table, FIRST_ROW + countries.index(row.country))
    return say(what), verbatim(row.number), where, source_named(tables.sources[row.source_id])


def why_sources(ground: Ground) -> tuple[Block, ...]:
    """Every source that is cited, and as of when the tables stand."""
    return (
        *_guidelines(ground),
        heading("why.tables.heading"),
        Paragraph(
            sentences=(
                say("why.tables", version=ground.interpretation.tables_version),
                *edition_sentences(ground.interpretation.tables, ground.made_on),
            )
        ),
        Paragraph(sentences=(say("why.sources.every"),)),
    )


def _guidelines(ground: Ground) -> Iterator[Block]:
    cited = (
        *cited_guidelines(ground.medicines(ground.names)),
        *source_items(pill_sources(ground), ground.tables),
    )
    if cited:
        yield heading("why.guidelines.heading")
        yield Items(items=cited, small=True)
