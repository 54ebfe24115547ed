"""The handout's colors, the same on paper and on a screen: one accent, no traffic lights."""

from __future__ import annotations

from dataclasses import dataclass

from pgx_reader.models import colors
from pgx_reader.models.document import Document
from pgx_reader.models.letterhead import Letterhead

INK = "#1D2830"
DEEP = "#123C4E"
ACCENT = "#0B5563"
MUTED = "#3F4D55"
EDGE = "#6F868E"
HAIRLINE = "#C3D2D6"
TINT = "#E8F1F2"
WHITE = "#FFFFFF"

_SHADE = 0.3  # How much ink there is in the deep shade of a clinic's color.
_STRONGEST_TINT = 9  # How much of the color there is in its tint, in percent.


@dataclass(frozen=True, slots=True)
class Shades:
    """The accent color, with the deep shade and the pale tint that go with it."""

    accent: str = ACCENT
    deep: str = DEEP
    tint: str = TINT


OWN = Shades()
"""The handout's own, where no clinic has a color."""


def shades_of(accent: str | None) -> Shades:
    """
    The shades of a clinic's color, in which text can be read on white; without a color, the handout's own.

    The tint is as strong as the texts that stand on it allow.
    """
    if accent is None:
        return OWN
    deep = colors.mixed(accent, INK, _SHADE)
    tints = (colors.mixed(WHITE.lower(), accent, percent / 100) for percent in range(_STRONGEST_TINT, -1, -1))
    return Shades(accent, deep, next(tint for tint in tints if _carries(tint, (accent, deep, INK, MUTED))))


def shades_for(document: Document) -> Shades:
    """Those of the document's letterhead, or the handout's own."""
    blocks = (block for section in document.sections for block in section.blocks)
    return shades_of(next((block.color for block in blocks if isinstance(block, Letterhead)), None))


def _carries(tint: str, texts: tuple[str, ...]) -> bool:
    return all(colors.contrast(text, tint) >= colors.LEAST_CONTRAST for text in texts)
