"""The handout's colors, the same on paper and on a screen: one accent, no traffic lights."""

from __future__ import annotations

INK = "#1D2830"
DEEP = "#123C4E"
ACCENT = "#0B5563"
MUTED = "#3F4D55"
EDGE = "#6F868E"
HAIRLINE = "#C3D2D6"
TINT = "#E8F1F2"
WHITE = "#FFFFFF"
