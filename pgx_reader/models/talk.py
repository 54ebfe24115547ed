"""The handout for a talk: one step after the other, each with the reasons why it says what it says."""

from __future__ import annotations

from pydantic import Field

from pgx_reader.models.base import Model
from pgx_reader.models.document import Block, Text


class Step(Model):
    """
    What is shown at one time, and why it stands there.

    `id` is the same for the same kind of step of every patient (`gene-CYP2D6`, `medicine-codeine`, `safety`).
    `heading` is what a table of contents calls the step. `blocks` are the handout's own, word for word, with one card
    at most. `why` is the chain behind them, for the professional's ear, down to the rows and sources that it rests on.
    """

    id: str = Field(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")
    heading: Text
    blocks: tuple[Block, ...] = Field(min_length=1)
    why: tuple[Block, ...] = Field(min_length=1)


class Talk(Model):
    """The patient's part of a handout as steps, in its order: every block of it is in exactly one of them."""

    steps: tuple[Step, ...]
