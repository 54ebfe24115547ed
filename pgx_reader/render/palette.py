"""The handout's colors, the same on paper and on a screen: one accent, no traffic lights."""

from __future__ import annotations

from pgx_reader.models import colors

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


def shades_of(accent: str) -> tuple[str, str]:
    """The deep shade and the tint of a clinic's color; the tint is as strong as the texts on it allow."""
    deep = colors.mixed(accent, INK, _SHADE)
    tints = (colors.mixed(colors.WHITE, accent, percent / 100) for percent in range(_STRONGEST_TINT, -1, -1))
    texts = (INK, deep, accent, MUTED)
    tint = next(tint for tint in tints if all(colors.contrast(text, tint) >= colors.LEAST_CONTRAST for text in texts))
    return deep, tint
