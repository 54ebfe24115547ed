"""Where a fact stands: the row of a reference table, as a spreadsheet counts, and the source behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pgx_reader.handout.say import say
from pgx_reader.models.document import Block, Heading, Items, Link, Text, in_english, verbatim
from pgx_reader.models.interpretation import GeneInterpretation, Interpretation, MedicineInterpretation
from pgx_reader.tables import ReferenceTables
from pgx_reader.tables.schemas import SourceRow


@dataclass(frozen=True, eq=False)
class Ground:
    """What all reasons of one handout rest on. `names` are the medicines that the handout speaks of, in its order."""

    interpretation: Interpretation
    tables: ReferenceTables
    made_on: date
    names: tuple[str, ...]

    @property
    def genes(self) -> dict[str, GeneInterpretation]:
        """The patient's genes by name."""
        return {gene.gene: gene for gene in self.interpretation.genes}

    def medicines(self, names: Iterable[str]) -> tuple[MedicineInterpretation, ...]:
        """The medicines of these names."""
        known = {medicine.name: medicine for medicine in self.interpretation.medicines}
        return tuple(known[name] for name in names)


def heading(message: str) -> Heading:
    """What stands over a part of the reasons."""
    return Heading(level=3, text=say(message))


def row_of(table: str, row: int) -> Text:
    """A row of a table: `phenotypes/CYP2D6.csv, row 3`."""
    return say("why.row", table=f"{table}.csv", row=row)


def source_named(source: SourceRow) -> Text:
    """A source's publisher and date, as a link to it."""
    return say("verbatim", text=Link(text=_dated(source), url=source.url))


def source_list(source_ids: Iterable[str], tables: ReferenceTables) -> list[Block]:
    """Every source once, with title, version and link, under a heading; no block where there is none."""
    cited = tuple(source_items(source_ids, tables))
    return [heading("why.sources.heading"), Items(items=cited, small=True)] if cited else []


def source_items(source_ids: Iterable[str], tables: ReferenceTables) -> Iterator[tuple[Text]]:
    """Every source once, with title, version and link."""
    for source_id in dict.fromkeys(source_ids):
        yield (_cited(tables.sources[source_id]),)


def _dated(source: SourceRow) -> Text:
    """The day or year of a publication; of a table that is kept up to date, when it was read."""
    if source.published_on:
        return say("pro.source", publisher=source.publisher, year=source.published_on)
    return say("pro.source.read", publisher=source.publisher, read_on=source.retrieved_on)


def _cited(source: SourceRow) -> Text:
    link = Link(text=verbatim(source.url), url=source.url)
    title, named = in_english(source.title), _dated(source)
    if not source.version:
        return say("pro.source.guideline", source=named, title=title, link=link)
    return say("why.source.version", source=named, title=title, version=in_english(source.version), link=link)
