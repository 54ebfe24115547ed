"""The page's style sheet: `handout.css` with the palette's colors, by day and by night."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pgx_reader.models.document import Text
from pgx_reader.render import palette
from pgx_reader.wording import Wording

_SHEET = Path(__file__).with_name("handout.css")
_PAGE, _PAGES = "\ue000", "\ue001"

DAY = {
    "paper": palette.WHITE,
    "ink": palette.INK,
    "deep": palette.DEEP,
    "accent": palette.ACCENT,
    "muted": palette.MUTED,
    "edge": palette.EDGE,
    "hairline": palette.HAIRLINE,
    "tint": palette.TINT,
    "on-accent": palette.WHITE,
    "band": palette.DEEP,
    "on-band": palette.WHITE,
}

NIGHT = DAY | {
    "paper": "#10191E",
    "ink": "#E4EDEF",
    "deep": "#C2E3EC",
    "accent": "#8FD3E0",
    "muted": "#B4C4CA",
    "edge": "#7F969E",
    "hairline": "#3A4C54",
    "tint": "#1B2A31",
    "on-accent": "#10191E",
}

TEXT_ON = (
    ("ink", "paper"),
    ("ink", "tint"),
    ("deep", "paper"),
    ("deep", "tint"),
    ("accent", "paper"),
    ("accent", "tint"),
    ("muted", "paper"),
    ("muted", "tint"),
    ("on-accent", "accent"),
    ("on-band", "band"),
)
"""Every pair of text color and background that the sheet uses. A test holds each to a contrast of 7:1 or more."""


def with_shades(shades: palette.Shades) -> tuple[dict[str, str], dict[str, str]]:
    """The colors by day and by night. By night a clinic's color is in the bands alone: text in it is too dark then."""
    band = {"band": shades.deep}
    return DAY | band | {"accent": shades.accent, "deep": shades.deep, "tint": shades.tint}, NIGHT | band


def style_sheet(wording: Wording, shades: palette.Shades) -> str:
    """The rules for screen and paper, with the page's number in the language's words; fonts are not in it."""
    return "\n".join([color_variables(shades), handout_css(), _page_numbers(wording)])


def color_variables(shades: palette.Shades = palette.OWN) -> str:
    """The colors that the handout's rules name, by day and by night, as CSS."""
    day, night = with_shades(shades)
    return f"{_variables(day)}\n@media screen and (prefers-color-scheme:dark){{{_variables(night)}}}"


@cache
def handout_css() -> str:
    """The handout's rules as CSS; the colors that they name are in `color_variables`, and fonts are in neither."""
    return _SHEET.read_text(encoding="utf-8")


def _variables(colors: dict[str, str]) -> str:
    return ":root{" + "".join(f"--{name}:{color};" for name, color in colors.items()) + "}"


def _page_numbers(wording: Wording) -> str:
    """The number of a printed page, where the browser can count pages; others leave it out."""
    words = wording.plain(Text(message="page_of", values={"page": _PAGE, "pages": _PAGES}))
    content = _quoted(words).replace(_escaped(_PAGE), '"counter(page)"').replace(_escaped(_PAGES), '"counter(pages)"')
    return f"@page{{@bottom-right{{content:{content}}}}}"


def _quoted(words: str) -> str:
    return '"' + "".join(char if char.isalnum() else _escaped(char) for char in words) + '"'


def _escaped(char: str) -> str:
    return f"\\{ord(char):06x}"
