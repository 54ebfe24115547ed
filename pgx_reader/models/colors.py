"""Colors as `#rrggbb`, and how well one can be seen on another."""

from __future__ import annotations

WHITE = "#ffffff"
LEAST_CONTRAST = 7.0
"""What text needs to what it stands on, everywhere in a handout (WCAG 2.2, 1.4.6)."""

_FULL = 255
_LINEAR_UP_TO = 0.04045


def contrast(one: str, other: str) -> float:
    """
    The contrast of two colors, from 1 to 21, as WCAG 2.2 defines it.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(color: str, other: str, share: float) -> str:
    """
    A color with a share, from 0 to 1, of another one in it.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    parts = zip(_parts(color), _parts(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in parts)


def darker_until_seen(color: str) -> str:
    """The color itself where text in it can be read on white, else its nearest darker shade where it can."""
    shades = (mixed(color, "#000000", step / _FULL) for step in range(_FULL + 1))
    return next(shade for shade in shades if contrast(shade, WHITE) >= LEAST_CONTRAST)


def _parts(color: str) -> tuple[int, ...]:
    return tuple(int(color[n : n + 2], 16) for n in (1, 3, 5))


def _luminance(color: str) -> float:
    parts = (part / _FULL for part in _parts(color))
    linear = (part / 12.92 if part <= _LINEAR_UP_TO else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
