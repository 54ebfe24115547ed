"""The steps of a talk as pieces of HTML, for a page that shows one at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pgx_reader.models.document import Block
from pgx_reader.models.talk import Step, Talk
from pgx_reader.render.html.elements import block_element
from pgx_reader.render.html.markup import Markup, joined
from pgx_reader.render.html.setting import Setting
from pgx_reader.wording import Wording

_OF_THE_STEP = 2
"""The level of the heading that the page gives a step; the headings inside stand under it."""
_BLOCKS_LOWER = 2
"""By how much the handout's own headings are lower, so that its title, too, stands under the step's."""


@dataclass(frozen=True, slots=True)
class RenderedStep:
    """
    One step as HTML, without a script and without inline styles.

    `heading` is text, and not HTML. `block` is what the patient sees and `why` what stands behind it: elements that go
    under a heading of level 2 each, with headings from level 3 on. Ids and what they name are unique in all the steps.
    """

    id: str
    heading: str
    block: Markup
    why: Markup


def render_steps(talk: Talk, wording: Wording) -> tuple[RenderedStep, ...]:
    """
    Each step as HTML; the same text for the same arguments.

    Raises `UnprintableTextError` where a text holds a character that no font has, and `WordingError` where the wording
    lacks a message.
    """
    setting = Setting(wording)
    return tuple(_rendered(step, setting) for step in talk.steps)


def _rendered(step: Step, setting: Setting) -> RenderedStep:
    return RenderedStep(
        id=step.id,
        heading=setting.plain(step.heading),
        block=_piece(step.blocks, _BLOCKS_LOWER, setting),
        why=_piece(step.why, 0, setting),
    )


def _piece(blocks: Iterable[Block], lower: int, setting: Setting) -> Markup:
    """Blocks that stand under the heading of the step."""
    setting.level, setting.lower = _OF_THE_STEP, lower
    return joined([block_element(block, setting) for block in blocks], between="\n")
