"""The page's style sheet: `handout.css` with the palette's colors, by day and by night."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pgx_reader.models import colors
from pgx_reader.models.document import Text
from pgx_reader.render import palette
from pgx_reader.wording import Wording

_SHEET = Path(__file__).with_name("handout.css")
_PALE = 0.5  # How much white there is in a heading by night beside the accent.
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


def style_sheet(wording: Wording, accent: str | None = None) -> str:
    """The rules for screen and paper, with the page's number in the language's words; fonts are not in it."""
    day, night = colors_with(accent)
    by_night = f"@media screen and (prefers-color-scheme:dark){{{_variables(night)}}}"
    return "\n".join([_variables(day), by_night, _sheet(), _page_numbers(wording)])


def colors_with(accent: str | None) -> tuple[dict[str, str], dict[str, str]]:
    """The colors by day and by night with a clinic's accent, in which text can be read on white; or the own ones."""
    if accent is None:
        return DAY, NIGHT
    deep, tint = palette.shades_of(accent)
    shown = {"band": deep}
    light = next(filter(_seen_by_night, (colors.mixed(accent, colors.WHITE, percent / 100) for percent in range(101))))
    by_night = {"accent": light, "deep": colors.mixed(light, colors.WHITE, _PALE)}
    return DAY | shown | {"accent": accent, "deep": deep, "tint": tint}, NIGHT | shown | by_night


def _seen_by_night(color: str) -> bool:
    grounds = (NIGHT["paper"], NIGHT["tint"], NIGHT["on-accent"])
    return all(colors.contrast(color, ground) >= colors.LEAST_CONTRAST for ground in grounds)


@cache
def _sheet() -> str:
    return _SHEET.read_text(encoding="utf-8")


def _variables(named: dict[str, str]) -> str:
    return ":root{" + "".join(f"--{name}:{color};" for name, color in named.items()) + "}"


def _page_numbers(wording: Wording) -> str:
    """The number of a printed page, where the browser can count pages; others leave it out."""
    words = wording.plain(Text(message="page_of", values={"page": _PAGE, "pages": _PAGES}))
    content = _quoted(words).replace(_escaped(_PAGE), '"counter(page)"').replace(_escaped(_PAGES), '"counter(pages)"')
    return f"@page{{@bottom-right{{content:{content}}}}}"


def _quoted(words: str) -> str:
    return '"' + "".join(char if char.isalnum() else _escaped(char) for char in words) + '"'


def _escaped(char: str) -> str:
    return f"\\{ord(char):06x}"
