"""Why another pill is named: the rows of the table of inhibitors and inducers."""

from __future__ import annotations

from pgx_reader.handout.interactions import cells_of_interaction, estimates
from pgx_reader.handout.say import say
from pgx_reader.handout.why_rows import Ground, heading, row_of
from pgx_reader.models.document import Block, Paragraph, Table, Text
from pgx_reader.models.interpretation import Interaction, Interpretation
from pgx_reader.tables import ReferenceTables
from pgx_reader.tables.load import FIRST_ROW

_COLUMNS = ("medicine", "gene", "effect", "affects", "source")


def pill_blocks(ground: Ground, *, affecting: tuple[str, ...] | None = None) -> list[Block]:
    """
    What the patient takes that changes an enzyme, each with its row: all, or what affects one of these medicines.

    Empty where nothing does.
    """
    found = _found(ground, affecting)
    if not found:
        return []
    said = tuple(estimates(_concerning(affecting, ground.interpretation)))
    return [
        heading("why.pills.heading"),
        Table(
            header=(*(say(f"pro.interactions.{column}") for column in _COLUMNS), say("why.table")),
            rows=tuple((*cells_of_interaction(i), _row(i, ground.tables)) for i in found),
        ),
        Paragraph(sentences=(say("pro.interactions.examples"), say("why.pills.unchanged"), *said), small=True),
    ]


def pill_sources(ground: Ground, *, affecting: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """The sources of all interactions, or of those that affect one of these medicines."""
    return tuple(interaction.source_id for interaction in _found(ground, affecting))


def _found(ground: Ground, affecting: tuple[str, ...] | None) -> tuple[Interaction, ...]:
    every = ground.interpretation.interactions
    return every if affecting is None else tuple(i for i in every if not set(affecting).isdisjoint(i.affects))


def _concerning(affecting: tuple[str, ...] | None, interpretation: Interpretation) -> Interpretation:
    """The interpretation with the estimates for these medicines alone; whole where none are named."""
    if affecting is None:
        return interpretation
    kept = tuple(estimate for estimate in interpretation.score_estimates if estimate.medicine in affecting)
    return interpretation.model_copy(update={"score_estimates": kept, "no_consensus": None})


def _row(interaction: Interaction, tables: ReferenceTables) -> Text:
    pairs = [(row.drug, row.gene) for row in tables.interactions]
    return row_of("interactions", FIRST_ROW + pairs.index((interaction.medicine, interaction.gene)))
