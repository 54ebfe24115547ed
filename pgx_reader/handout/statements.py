"""The statements on the professional's page: each source for what it is, with its strength or section, and link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pgx_reader.handout.say import say
from pgx_reader.handout.terms import in_words
from pgx_reader.models.document import Block, Link, Paragraph, Table, Text, in_english, verbatim
from pgx_reader.models.interpretation import Guideline, MedicineInterpretation, Newer, Statement
from pgx_reader.terms import Action, Population

_Cells = tuple[Text, Text, Text, Text]


def statement_blocks(medicines: tuple[MedicineInterpretation, ...]) -> list[Block]:
    """The statements, with medicines that share one on one row; then where there is none, and why."""
    together: list[tuple[_Cells, list[str]]] = []
    for medicine in medicines:
        for cells in _rows_of(medicine):
            sharing = next((names for row, names in together if row == cells), None)
            if sharing is None:
                together.append((cells, [medicine.name]))
            else:
                sharing.append(medicine.name)
    if not together:
        return [Paragraph(sentences=(say("pro.statements.none"),), small=True), *_without_statement(medicines)]
    columns = ("medicine", "key", "actions", "strength", "source")
    table = Table(
        header=tuple(say(f"pro.statements.{column}") for column in columns),
        rows=tuple((say("verbatim", text=tuple(names)), *cells) for cells, names in together),
    )
    return [table, *_without_statement(medicines)]


def cited_guidelines(medicines: tuple[MedicineInterpretation, ...]) -> Iterator[tuple[Text]]:
    """Each guideline cited on the page, once, newest first; nothing where none is."""
    cited = {s.source_id: s for medicine in medicines for s in medicine.statements}
    for statement in sorted(cited.values(), key=lambda s: (-s.guideline.year, s.guideline.title)):
        yield (_citation(statement),)


def _rows_of(medicine: MedicineInterpretation) -> Iterator[_Cells]:
    """A medicine's statements as cells, with populations that are told the same on one row."""
    populations: dict[str, list[Statement]] = {}
    for statement in medicine.statements:
        if not _is_told_in_a_sentence(statement, medicine):
            same = statement.model_dump_json(exclude={"population", "effect", "source_location"})
            populations.setdefault(same, []).append(statement)
    for statements in populations.values():
        yield _cells(statements[0], tuple(s.population for s in statements if s.population is not Population.GENERAL))


def _is_told_in_a_sentence(statement: Statement, medicine: MedicineInterpretation) -> bool:
    """A source's only statement, without advice, strength or section: a row of its own would tell no more."""
    alone = not any(other.source == statement.source and other is not statement for other in medicine.statements)
    graded = statement.strength or statement.section
    return alone and Action.NO_RECOMMENDATION in statement.actions and not graded


def _cells(statement: Statement, populations: tuple[Population, ...]) -> _Cells:
    return (
        _key(statement, populations),
        _actions(statement),
        _strength(statement),
        say("verbatim", text=Link(text=_dated(statement), url=statement.guideline.url)),
    )


def _key(statement: Statement, populations: tuple[Population, ...]) -> Text:
    keys = tuple(say("pro.key", gene=gene, value=in_words(value)) for gene, value in statement.genes.items())
    limits = [say(f"population.{population.value}") for population in populations]
    limits += [say(f"condition.{condition.value}") for condition in statement.conditions]
    return say("pro.key.limited", keys=keys, limits=tuple(limits)) if limits else say("verbatim", text=keys)


def _actions(statement: Statement) -> Text:
    if not statement.actions:
        return say("action.not_known")
    if {Action.LOWER_DOSE, Action.HIGHER_DOSE} <= set(statement.actions):
        rest = [a for a in statement.actions if a not in (Action.LOWER_DOSE, Action.HIGHER_DOSE)]
        return say("verbatim", text=(say("action.other_dose"), *(say(f"action.{action.value}") for action in rest)))
    return say("verbatim", text=tuple(say(f"action.{action.value}") for action in statement.actions))


def _strength(statement: Statement) -> Text:
    if statement.section:
        return say(f"section.{statement.section.value}")
    return say(f"pro.strength.{statement.strength.name.lower()}" if statement.strength else "pro.strength.none")


def _dated(statement: Statement) -> Text:
    """A source as short as it can be found by in the list of sources, which says what the date is."""
    date = statement.guideline.retrieved_on or str(statement.guideline.year)
    return say("pro.source", publisher=statement.source, year=date)


def _named(source: str, guideline: Guideline) -> Text:
    """A publication with its year; a table that is kept up to date with the day it was read."""
    if guideline.retrieved_on:
        return say("pro.source.read", publisher=source, read_on=guideline.retrieved_on)
    return say("pro.source", publisher=source, year=str(guideline.year))


def _citation(statement: Statement) -> Text:
    """The address of a publication in PubMed is its number there."""
    guideline = statement.guideline
    in_pubmed = guideline.pmid and guideline.url.rstrip("/").endswith(f"/{guideline.pmid}")
    shown = say("pro.pmid", pmid=guideline.pmid or "") if in_pubmed else verbatim(guideline.url)
    link = Link(text=shown, url=guideline.url)
    title = in_english(guideline.title)
    return say("pro.source.guideline", source=_named(statement.source, guideline), title=title, link=link)


def _without_statement(medicines: tuple[MedicineInterpretation, ...]) -> Iterable[Block]:
    """Sources that give no recommendation, medicines that no statement applies to, and tables that are not public."""
    sentences = [*_no_recommendation(medicines)]
    missing = tuple(m.name for m in medicines if not m.statements and not m.superseded_by)
    if missing:
        sentences.append(say("pro.statements.without", medicines=missing))
    for medicine in medicines:
        if medicine.superseded_by:
            newer = medicine.superseded_by
            name = say("pro.source.pmid", publisher="CPIC", year=str(newer.year), pmid=newer.pmid or "")
            link = Link(text=name, url=newer.url)
            sentences.append(say("pro.statements.superseded", medicine=medicine.name, year=str(newer.year), link=link))
    sentences += [_newer(medicine.name, newer) for medicine in medicines for newer in medicine.newer]
    if sentences:
        yield Paragraph(sentences=tuple(sentences), small=True)


def _newer(medicine: str, newer: Newer) -> Text:
    link = Link(text=_named(newer.publisher, newer.source), url=newer.source.url)
    return say(f"pro.statements.{newer.change.value}", medicine=medicine, publisher=newer.publisher, link=link)


def _no_recommendation(medicines: tuple[MedicineInterpretation, ...]) -> Iterator[Text]:
    named: dict[str, list[str]] = {}
    for medicine in medicines:
        for source in dict.fromkeys(s.source for s in medicine.statements if _is_told_in_a_sentence(s, medicine)):
            named.setdefault(source, []).append(medicine.name)
    for source, names in named.items():
        yield say("pro.statements.no_recommendation", publisher=source, medicines=tuple(names))
