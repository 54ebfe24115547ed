"""The statements on the professional's page: each source for what it is, with its strength or section, and link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pgx_reader.handout.say import say
from pgx_reader.handout.terms import in_words
from pgx_reader.models.document import Block, Link, Paragraph, Table, Text, in_english, verbatim
from pgx_reader.models.interpretation import Guideline, MedicineInterpretation, Newer, Statement
from pgx_reader.terms import Action, Condition, Population, Section, Strength

_Cells = tuple[Text, Text, Text, Text]


class _Told(NamedTuple):
    """What a row tells of a statement, whomever it is for."""

    source: str
    genes: tuple[tuple[str, str], ...]
    strength: Strength | None
    section: Section | None
    actions: tuple[Action, ...]
    conditions: tuple[Condition, ...]
    guideline: Guideline
    source_id: str


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


def cells_of(statement: Statement) -> tuple[Text, Text, Text, Text]:
    """One statement's own cells: what it was looked up with and for whom, what it suggests, strength, source."""
    limited = () if statement.population is Population.GENERAL else (statement.population,)
    return _cells(_told(statement), limited)


def cited_guidelines(medicines: tuple[MedicineInterpretation, ...]) -> Iterator[tuple[Text]]:
    """Each guideline cited on the page, once, newest first; nothing where none is."""
    cited = {s.source_id: s for medicine in medicines for s in medicine.statements}
    for statement in sorted(cited.values(), key=lambda s: (-s.guideline.year, s.guideline.title)):
        yield (_citation(statement.source, statement.guideline),)


def _rows_of(medicine: MedicineInterpretation) -> Iterator[_Cells]:
    """A medicine's statements as cells, with populations that are told the same on one row."""
    populations: dict[_Told, list[Statement]] = {}
    for statement in medicine.statements:
        if not _is_told_in_a_sentence(statement, medicine):
            populations.setdefault(_told(statement), []).append(statement)
    for told, statements in populations.items():
        yield _cells(told, tuple(s.population for s in statements if s.population is not Population.GENERAL))


def _is_told_in_a_sentence(statement: Statement, medicine: MedicineInterpretation) -> bool:
    """A source's only statement, without advice, strength or section: a row of its own would tell no more."""
    alone = not any(other.source == statement.source and other is not statement for other in medicine.statements)
    graded = statement.strength or statement.section
    return alone and Action.NO_RECOMMENDATION in statement.actions and not graded


def _told(statement: Statement) -> _Told:
    return _Told(
        statement.source,
        tuple(statement.genes.items()),
        statement.strength,
        statement.section,
        statement.actions,
        statement.conditions,
        statement.guideline,
        statement.source_id,
    )


# The same few rows stand in most handouts.
@lru_cache(maxsize=2048)
def _cells(told: _Told, populations: tuple[Population, ...]) -> _Cells:
    return (
        _key(told, populations),
        _actions(told),
        _strength(told),
        say("verbatim", text=Link(text=_dated(told), url=told.guideline.url)),
    )


def _key(told: _Told, populations: tuple[Population, ...]) -> Text:
    keys = tuple(say("pro.key", gene=gene, value=in_words(value)) for gene, value in told.genes)
    limits = [say(f"population.{population.value}") for population in populations]
    limits += [say(f"condition.{condition.value}") for condition in told.conditions]
    return say("pro.key.limited", keys=keys, limits=tuple(limits)) if limits else say("verbatim", text=keys)


def _actions(told: _Told) -> Text:
    if not told.actions:
        return say("action.not_known")
    if {Action.LOWER_DOSE, Action.HIGHER_DOSE} <= set(told.actions):
        rest = [a for a in told.actions if a not in (Action.LOWER_DOSE, Action.HIGHER_DOSE)]
        return say("verbatim", text=(say("action.other_dose"), *(say(f"action.{action.value}") for action in rest)))
    return say("verbatim", text=tuple(say(f"action.{action.value}") for action in told.actions))


def _strength(told: _Told) -> Text:
    if told.section:
        return say(f"section.{told.section.value}")
    return say(f"pro.strength.{told.strength.name.lower()}" if told.strength else "pro.strength.none")


def _dated(told: _Told) -> Text:
    """A source as short as it can be found by in the list of sources, which says what the date is."""
    date = told.guideline.retrieved_on or str(told.guideline.year)
    return say("pro.source", publisher=told.source, year=date)


def _named(source: str, guideline: Guideline) -> Text:
    """A publication with its year; a table that is kept up to date with the day it was read."""
    if guideline.retrieved_on:
        return say("pro.source.read", publisher=source, read_on=guideline.retrieved_on)
    return say("pro.source", publisher=source, year=str(guideline.year))


@lru_cache(maxsize=256)
def _citation(source: str, guideline: Guideline) -> Text:
    """The address of a publication in PubMed is its number there."""
    in_pubmed = guideline.pmid and guideline.url.rstrip("/").endswith(f"/{guideline.pmid}")
    shown = say("pro.pmid", pmid=guideline.pmid or "") if in_pubmed else verbatim(guideline.url)
    link = Link(text=shown, url=guideline.url)
    title = in_english(guideline.title)
    return say("pro.source.guideline", source=_named(source, guideline), title=title, link=link)


def _without_statement(medicines: tuple[MedicineInterpretation, ...]) -> Iterable[Block]:
    """Sources that give no recommendation, medicines that no statement applies to, and tables that are not public."""
    sentences = (*_no_recommendation(medicines), *missing_statements(medicines))
    if sentences:
        yield Paragraph(sentences=sentences, small=True)


def missing_statements(medicines: tuple[MedicineInterpretation, ...]) -> Iterator[Text]:
    """Medicines that no statement applies to, tables that are not public, and newer words that are not here."""
    missing = tuple(m.name for m in medicines if not m.statements and not m.superseded_by)
    if missing:
        yield say("pro.statements.without", medicines=missing)
    for medicine in medicines:
        if medicine.superseded_by:
            newer = medicine.superseded_by
            name = say("pro.source.pmid", publisher="CPIC", year=str(newer.year), pmid=newer.pmid or "")
            link = Link(text=name, url=newer.url)
            yield say("pro.statements.superseded", medicine=medicine.name, year=str(newer.year), link=link)
    yield from (_newer(medicine.name, newer) for medicine in medicines for newer in medicine.newer)


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
