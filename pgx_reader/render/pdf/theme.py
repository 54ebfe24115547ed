"""Sizes, colors and distances of a handout's pages. All lengths are in points, 72 to the inch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from pgx_reader.models.document import Audience
from pgx_reader.render import palette as own
from pgx_reader.render.paper import Paper

PAGE_SIZES = {Paper.LETTER: (612.0, 792.0), Paper.A4: (595.28, 841.89)}

INK, DEEP, ACCENT, MUTED, EDGE, HAIRLINE, TINT, WHITE = (
    "ink",
    "deep",
    "accent",
    "muted",
    "edge",
    "hairline",
    "tint",
    "white",
)
"""What a color is for. Whatever is drawn names this; a palette says which color it is."""

Palette = Mapping[str, str]

PALETTE: Palette = {
    INK: own.INK,
    DEEP: own.DEEP,
    ACCENT: own.ACCENT,
    MUTED: own.MUTED,
    EDGE: own.EDGE,
    HAIRLINE: own.HAIRLINE,
    TINT: own.TINT,
    WHITE: own.WHITE,
}
"""The handout's own colors."""

TEXT_ON = (
    (INK, WHITE),
    (INK, TINT),
    (DEEP, WHITE),
    (DEEP, TINT),
    (ACCENT, WHITE),
    (ACCENT, TINT),
    (MUTED, WHITE),
    (MUTED, TINT),
    (WHITE, DEEP),
    (WHITE, ACCENT),
)
"""Every pair of text color and background that the pages use. A test holds each to a contrast of 7:1 or more."""

DRAWN_ON = (
    (INK, WHITE),
    (ACCENT, WHITE),
    (ACCENT, TINT),
    (DEEP, WHITE),
    (MUTED, WHITE),
    (EDGE, WHITE),
    (EDGE, TINT),
    (WHITE, ACCENT),
    (WHITE, DEEP),
)
"""Every pair of what a drawing that means something is drawn in and on. A test holds each to 3:1 or more."""


def palette_with(shades: own.Shades) -> Palette:
    """The palette with other shades of the accent color."""
    return {**PALETTE, ACCENT: shades.accent, DEEP: shades.deep, TINT: shades.tint}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set: its size, the distance from line to line, its color, and whether all of it is bold."""

    size: float
    leading: float
    color: str = INK
    bold: bool = False

    @property
    def drop(self) -> float:
        """How far the baseline lies below the top of a line whose capitals stand in its middle."""
        return (self.leading + 0.714 * self.size) / 2

    def on_dark(self) -> TextStyle:
        """The same style for a dark background."""
        return replace(self, color=WHITE)

    def strong(self, color: str) -> TextStyle:
        """The same style in bold and in another color."""
        return replace(self, bold=True, color=color)


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything that the look of one audience's pages depends on."""

    page_width: float
    page_height: float
    margin: float
    top: float
    title: TextStyle
    heading2: TextStyle
    heading3: TextStyle
    key_message: TextStyle
    body: TextStyle
    small: TextStyle
    card: TextStyle
    card_title: TextStyle
    note: TextStyle
    footer: TextStyle
    gap: float
    item_gap: float
    padding: float
    cell_padding: float
    columns: int

    @property
    def width(self) -> float:
        """The length of a full line."""
        return self.page_width - 2 * self.margin

    def heading(self, level: int) -> TextStyle:
        """The style of a heading of a level from 1."""
        return {1: self.title, 2: self.heading2}.get(level, self.heading3)


class Size(StrEnum):
    """How large a patient's pages are set. `COMPACT` is still no smaller than 12 points."""

    REGULAR = "regular"
    COMPACT = "compact"
    LARGE = "large"


@cache
def theme_for(paper: Paper, audience: Audience, size: Size) -> Theme:
    """The theme of one audience's pages. Large print sets the patient's pages in 18 points and in one column."""
    width, height = PAGE_SIZES[paper]
    patient = {Size.REGULAR: _patient, Size.COMPACT: _compact, Size.LARGE: _large_print}[size](width, height)
    if audience is Audience.PATIENT:
        return patient
    professional = _professional(_patient(width, height))
    return _larger(_professional(patient)) if size is Size.LARGE else professional


def _patient(width: float, height: float) -> Theme:
    return Theme(
        page_width=width,
        page_height=height,
        margin=46,
        top=34,
        title=TextStyle(24, 29, DEEP, bold=True),
        heading2=TextStyle(16, 20, DEEP, bold=True),
        heading3=TextStyle(13.5, 18, DEEP, bold=True),
        key_message=TextStyle(15.5, 20, DEEP, bold=True),
        body=TextStyle(13, 17.2),
        small=TextStyle(12, 15.5, MUTED),
        card=TextStyle(12, 15.2),
        card_title=TextStyle(14.5, 18, DEEP, bold=True),
        note=TextStyle(12, 15.2, MUTED),
        footer=TextStyle(10, 13, MUTED),
        gap=9,
        item_gap=5.4,
        padding=10,
        cell_padding=4,
        columns=2,
    )


def _compact(width: float, height: float) -> Theme:
    """For a patient with much to read: 12 points and less air, so that it does not take a third page."""
    return replace(
        _patient(width, height),
        margin=40,
        top=22,
        title=TextStyle(21, 25, DEEP, bold=True),
        heading2=TextStyle(14.5, 17.5, DEEP, bold=True),
        heading3=TextStyle(13, 16, DEEP, bold=True),
        key_message=TextStyle(14, 17.5, DEEP, bold=True),
        body=TextStyle(12, 14.6),
        small=TextStyle(12, 14.6, MUTED),
        card=TextStyle(12, 14.4),
        card_title=TextStyle(13.5, 16.5, DEEP, bold=True),
        note=TextStyle(12, 14.4, MUTED),
        gap=6.2,
        item_gap=3.7,
        padding=7,
    )


def _large_print(width: float, height: float) -> Theme:
    return replace(
        _patient(width, height),
        title=TextStyle(29, 36, DEEP, bold=True),
        heading2=TextStyle(23, 30, DEEP, bold=True),
        heading3=TextStyle(20, 27, DEEP, bold=True),
        key_message=TextStyle(22, 28, DEEP, bold=True),
        body=TextStyle(18, 24.5),
        small=TextStyle(18, 24, MUTED),
        card=TextStyle(18, 24),
        card_title=TextStyle(21, 27, DEEP, bold=True),
        note=TextStyle(18, 24, MUTED),
        footer=TextStyle(14, 18, MUTED),
        gap=15,
        item_gap=9,
        padding=13,
        columns=1,
    )


def _professional(patient: Theme) -> Theme:
    """For one who looks something up: all on one page, where that can be."""
    return replace(
        patient,
        title=TextStyle(18, 20, DEEP, bold=True),
        heading2=TextStyle(12.5, 15.5, DEEP, bold=True),
        heading3=TextStyle(11, 14, DEEP, bold=True),
        key_message=TextStyle(11, 14, DEEP, bold=True),
        body=TextStyle(10, 12.6),
        small=TextStyle(10, 12, MUTED),
        card=TextStyle(10, 12),
        card_title=TextStyle(11, 14, DEEP, bold=True),
        note=TextStyle(10, 12, MUTED),
        gap=7,
        item_gap=1.2,
        padding=8,
        cell_padding=2.3,
        columns=2,
    )


def _larger(professional: Theme) -> Theme:
    return replace(
        professional,
        title=TextStyle(20, 26, DEEP, bold=True),
        heading2=TextStyle(14, 18, DEEP, bold=True),
        body=TextStyle(13, 18),
        small=TextStyle(12, 15.5, MUTED),
        card=TextStyle(12, 15.2),
        note=TextStyle(12, 15.5, MUTED),
        gap=10,
        item_gap=3,
        cell_padding=3.2,
    )
