"""The results card on the page: its code is read as a phone reads it from the screen."""

from __future__ import annotations

import re
from datetime import date

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from pgx_reader import build_handout
from pgx_reader.models.document import ResultsCard
from pgx_reader.render.html import render_html
from pgx_reader.wording import load_wording
from tests.grid import interpretation_of

from .reading import expected, parsed, read

ENGLISH = load_wording("en")
PIXELS = 3


@pytest.mark.parametrize("kinds", [("poor", "ultrarapid"), ("at least 3", "normal"), ("several readings", "no call")])
def test_the_code_holds_what_its_title_says(kinds: tuple[str, str]) -> None:
    """The square, with the white around it, is read, and holds the first of the card's contents that has room."""
    interpretation = interpretation_of(*kinds)
    assert interpretation is not None
    handout = build_handout(interpretation, made_on=date(2026, 11, 23), results_card=True)
    (card,) = (block for block in handout.sections[-1].blocks if isinstance(block, ResultsCard))
    page = render_html(handout, ENGLISH)
    found = _scanned(page)
    assert found in ["\n".join(map(ENGLISH.plain, lines)) for lines in card.code]
    assert ("Figure", " ".join([ENGLISH.plain(card.code_alternative), *found.split("\n")])) in read(page)
    if found == "\n".join(map(ENGLISH.plain, card.code[0])):
        assert read(page) == expected(handout, ENGLISH)


def _scanned(page: str) -> str:
    """The words of the code, from a picture of the page's own shapes."""
    (code,) = (e for e in parsed(page).iter("{http://www.w3.org/2000/svg}svg") if e.get("class") == "code")
    side = int(str(code.get("viewBox")).split()[2])
    image = Image.new("L", (side * PIXELS, side * PIXELS), 255)
    draw = ImageDraw.Draw(image)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", str(code[2].get("d"))):
        left, top = int(x) * PIXELS, int(y) * PIXELS
        draw.rectangle((left, top, left + int(width) * PIXELS - 1, top + PIXELS - 1), fill=0)
    (result,) = zxingcpp.read_barcodes(image)
    return str(result.text)
