"""The contrast of two colors, worked out apart from the program's own way."""

from __future__ import annotations

Color = tuple[float, ...]
"""Red, green and blue from 0 to 1."""


def contrast(one: str | Color, other: str | Color) -> float:
    """The contrast ratio of WCAG 2.2; a color as a text is # and six digits."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str | Color) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)] if isinstance(color, str) else color
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
