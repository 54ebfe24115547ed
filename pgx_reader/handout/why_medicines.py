"""Why a medicine's card or line says what it says: each source's row, and how several became one status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pgx_reader.handout.medicines import unsettled_genes
from pgx_reader.handout.say import say
from pgx_reader.handout.statements import cells_of, cited_guidelines, missing_statements
from pgx_reader.handout.status import (
    by_source,
    sources_differ,
    status_by_source,
    status_of,
    status_of_statement,
    unclear_genes,
)
from pgx_reader.handout.why_pills import pill_blocks, pill_sources
from pgx_reader.handout.why_rows import Ground, heading, row_of, source_items
from pgx_reader.models.document import (
    Block,
    Items,
    MedicineCard,
    MedicineList,
    Paragraph,
    Status,
    Table,
    Text,
    in_english,
    verbatim,
)
from pgx_reader.models.interpretation import GeneInterpretation, MedicineInterpretation, Statement
from pgx_reader.tables.load import PUBLISHER_OF_FOLDER

_FOLDERS = {publisher: folder for folder, publisher in PUBLISHER_OF_FOLDER.items()}
_FDA = "FDA"
OTHER_PILLS = "cards.other_pills."
"""What begins the ids of the sentences before the cards that name other pills."""
_ADVISED = (Status.TALK, Status.WATCH, Status.USUAL)
_BY_LEVEL = (*_ADVISED, Status.NO_ADVICE)


def why_card(card: MedicineCard, ground: Ground, *, affecting: tuple[str, ...]) -> tuple[Block, ...]:
    """The chain behind one medicine's card; the other pills that are told are those affecting one of the medicines."""
    medicines = ground.medicines((card.name,))
    return (
        *_statement_blocks(medicines),
        *_status_blocks(medicines, ground.genes),
        *([Paragraph(sentences=(say("why.meaning"),))] if card.status in _ADVISED else []),
        *pill_blocks(ground, affecting=affecting),
        *_source_blocks(medicines, source_items(pill_sources(ground, affecting=affecting), ground.tables)),
    )


def why_list(block: MedicineList, ground: Ground) -> tuple[Block, ...]:
    """The chain behind a group of medicines: one table for all of them."""
    medicines = ground.medicines(medicine.name for line in block.lines for medicine in line.medicines)
    listed = "why.listed.more" if any(medicine.taking for medicine in medicines) else "why.listed"
    return (
        Paragraph(sentences=(say(listed),)),
        *_statement_blocks(medicines),
        *_status_blocks(medicines, ground.genes),
        *_source_blocks(medicines),
    )


def why_before_cards(said: Iterable[Text], ground: Ground) -> Iterator[Text]:
    """Why the sentences before the cards stand there; nothing where none does."""
    messages = {text.message for text in said}
    if "medicines.keep_taking" in messages:
        yield say("why.before_cards.keep")
    if "medicines.can_change" in messages:
        taken = (medicine for medicine in ground.interpretation.medicines if medicine.taking)
        yield say("why.before_cards.can_change", genes=unsettled_genes(taken, ground.genes))
    if any(message.startswith(OTHER_PILLS) for message in messages):
        yield say("why.before_cards.pills")


def _statement_blocks(medicines: tuple[MedicineInterpretation, ...]) -> list[Block]:
    rows = tuple(_row(medicine, statement) for medicine in medicines for statement in medicine.statements)
    missing = tuple(missing_statements(medicines))
    columns = ("medicine", "key", "actions", "strength", "source")
    medicine, key, actions, strength, source = (say(f"pro.statements.{column}") for column in columns)
    header = (medicine, key, say("why.effect"), actions, strength, source)
    return [
        heading("pro.statements.heading"),
        *([Table(header=header, rows=rows)] if rows else []),
        *([Paragraph(sentences=missing)] if missing else []),
    ]


def _row(medicine: MedicineInterpretation, statement: Statement) -> tuple[Text, ...]:
    """One statement as it stands in the tables, with the row it stands in."""
    key, actions, strength, source = cells_of(statement)
    effect = say(f"why.effect.{statement.effect.value}" if statement.effect else "why.effect.none")
    row = row_of(f"guidelines/{_FOLDERS[statement.source]}/{medicine.name}", statement.row)
    where = say("why.stands", source=source, location=in_english(statement.source_location), row=row)
    return verbatim(medicine.name), key, effect, actions, strength, where


def _status_blocks(medicines: tuple[MedicineInterpretation, ...], genes: dict[str, GeneInterpretation]) -> list[Block]:
    """How a statement is read, and what each source says of each medicine."""
    levels = {status.value: say(f"status.{status.value}") for status in _BY_LEVEL}
    rule: list[Block] = []
    if any(medicine.statements for medicine in medicines):
        rule = [Paragraph(sentences=(say("why.reads", **levels), say("why.reads.urgent", **levels)))]
    return [heading("why.one_status.heading"), *rule, Items(items=tuple(_status_items(medicines, genes)))]


def _status_items(
    medicines: tuple[MedicineInterpretation, ...], genes: dict[str, GeneInterpretation]
) -> Iterator[tuple[Text, ...]]:
    """What is told of each medicine's status; medicines of which the same is told stand together."""
    together: list[tuple[tuple[Text, ...], list[str]]] = []
    for medicine in medicines:
        told = tuple(_status_sentences(medicine, genes))
        sharing = next((names for sentences, names in together if sentences == told), None)
        if sharing is None:
            together.append((told, [medicine.name]))
        else:
            sharing.append(medicine.name)
    for sentences, names in together:
        yield (say("why.of_medicine", medicines=tuple(names)), *sentences)


def _status_sentences(medicine: MedicineInterpretation, genes: dict[str, GeneInterpretation]) -> Iterator[Text]:
    found = status_by_source(medicine, genes)
    for publisher, status in found.items():
        yield say("why.source_says", publisher=publisher, status=say(f"status.{status.value}"))
    yield from _not_all_clear(medicine, found, genes)
    yield _concluded(medicine, genes)
    if sources_differ(medicine):
        yield say("why.sources_differ")


def _not_all_clear(
    medicine: MedicineInterpretation, found: dict[str, Status], genes: dict[str, GeneInterpretation]
) -> Iterator[Text]:
    """The sources that say "as usual" and do not look at a gene whose result is not clear."""
    for publisher, statements in by_source(medicine).items():
        usual = {status_of_statement(statement) for statement in statements} == {Status.USUAL}
        if usual and found[publisher] is Status.NO_ADVICE:
            yield say("why.not_all_clear", publisher=publisher, genes=unclear_genes(medicine, genes))


def _concluded(medicine: MedicineInterpretation, genes: dict[str, GeneInterpretation]) -> Text:
    """The one status, and why it is that one."""
    status = status_of(medicine, genes)
    if medicine.superseded_by:
        return say("why.concluded.superseded")
    if status is Status.NOT_KNOWN:
        return say("why.concluded.not_known", genes=unclear_genes(medicine, genes))
    if status is Status.NO_ADVICE:
        alone = set(by_source(medicine)) == {_FDA}
        return say("why.concluded.fda" if alone else "why.concluded.no_advice")
    return say("why.concluded", status=say(f"status.{status.value}"))


def _source_blocks(medicines: tuple[MedicineInterpretation, ...], of_pills: Iterable[tuple[Text]] = ()) -> list[Block]:
    cited = (*cited_guidelines(medicines), *of_pills)
    return [heading("why.sources.heading"), Items(items=cited, small=True)] if cited else []
