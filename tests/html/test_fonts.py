"""The fonts on the page: the PDF's own, in parts, and only those that a text needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from pgx_reader.render import pdf
from pgx_reader.render.html.fonts import PARTS, WEIGHTS, font_faces, font_file

WHOLE = Path(pdf.__file__).parent / "fonts"


def _characters(path: Path) -> dict[int, int]:
    """The characters of a font and how wide each is."""
    with TTFont(path) as font:
        return {code: font["hmtx"][glyph][0] for code, glyph in font.getBestCmap().items()}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_parts_are_the_whole(weight: str) -> None:
    """The parts hold every character of the PDF's face, as wide as there, each in the one part that its range says."""
    together: dict[int, int] = {}
    for part, ranges in PARTS.items():
        characters = _characters(font_file(weight, part))
        assert all(any(first <= code <= last for first, last in ranges) for code in characters), part
        assert not together.keys() & characters.keys()
        together |= characters
    assert together == _characters(WHOLE / f"NotoSans-{weight}.ttf")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ada ≥ “x”", ["latin"]),
        ("Łukasz", ["latin", "latin-extended"]),
        ("Đặng", ["latin", "latin-extended"]),
        ("Ω", ["greek"]),
        ("Зоя", ["cyrillic"]),
        ("李", []),
    ],
)
def test_a_page_takes_the_parts_that_it_has_a_letter_of(text: str, parts: list[str]) -> None:
    """Each part is taken in both weights where a text needs it, and no other is."""
    assert font_faces(text).count("@font-face") == len(parts) * len(WEIGHTS)
    assert [f"U+{PARTS[part][0][0]:X}-" in font_faces(text) for part in parts] == [True] * len(parts)
