"""Nothing is said by color alone: contrast as drawn, and what is left of the signs in a grey print."""

from __future__ import annotations

import io
from itertools import combinations

import pdfplumber
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from pgx_reader import build_handout, render_pdf
from pgx_reader.render.palette import shades_of
from pgx_reader.render.pdf.icons import CALLOUT_ICONS, STATUS_ICONS, Icon
from pgx_reader.render.pdf.surface import Surface
from pgx_reader.render.pdf.tags import StructureTree
from pgx_reader.render.pdf.theme import ACCENT, DRAWN_ON, HAIRLINE, PALETTE, TEXT_ON, palette_with
from tests.contrast import contrast
from tests.grid import MADE_ON, interpretation_of

SIGNS = {**STATUS_ICONS, **CALLOUT_ICONS}
SAMPLE = [
    pytest.param("older cut-off", "poor", ("citalopram", "codeine"), id="needs a check, two medicines"),
    pytest.param("no call", "rapid", (), id="no call, no medicine named"),
    pytest.param("not tested", "normal", ("bupropion", "sertraline", "omeprazole"), id="one gene, three medicines"),
]
WHITE_PAGE = (1.0, 1.0, 1.0)
ACCENTS = [None, "#595959", "#8b0000", "#1f3f77", "#000000", "#5b2c83", "#375f00"]
TEXT_COLORS = {(PALETTE[text], PALETTE[ground]) for text, ground in TEXT_ON}
DRAWN_COLORS = {(PALETTE[drawn], PALETTE[ground]) for drawn, ground in DRAWN_ON}


def _code(color: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in (color if len(color) == 3 else color * 3))


@pytest.mark.parametrize(("cyp2d6", "cyp2c19", "medicines"), SAMPLE)
@pytest.mark.parametrize("large_print", [False, True])
def test_all_that_is_drawn_has_contrast(
    cyp2d6: str, cyp2c19: str, medicines: tuple[str, ...], large_print: bool
) -> None:
    """Text has 7:1 to what it stands on, and every line and sign 3:1; the pairs are those that the theme names."""
    interpretation = interpretation_of(cyp2d6, cyp2c19, medicines)
    document = build_handout(interpretation, made_on=MADE_ON, results_card=True)
    with pdfplumber.open(io.BytesIO(render_pdf(document, large_print=large_print))) as file:
        for page in file.pages:
            shapes = [*page.rects, *page.curves]
            for char in page.chars:
                if char["text"] != " ":
                    pair = _code(char["non_stroking_color"]), _code(_background(char, shapes))
                    assert contrast(*pair) >= 7, (char["text"], pair)
                    assert pair in TEXT_COLORS
            for line in (*page.lines, *(shape for shape in shapes if shape["stroke"])):
                pair = _code(line["stroking_color"]), _code(_background(line, shapes))
                assert pair[0] == PALETTE[HAIRLINE] or (contrast(*pair) >= 3 and pair in DRAWN_COLORS), pair


def _background(thing: dict, shapes: list[dict]) -> tuple[float, ...]:
    """The color of the smallest filled shape around a thing, or the page's white."""
    around = [
        shape
        for shape in shapes
        if shape["fill"]
        and shape is not thing
        and shape["x0"] <= thing["x0"] + 1
        and thing["x1"] - 1 <= shape["x1"]
        and shape["top"] <= thing["top"] + 3
        and thing["bottom"] - 3 <= shape["bottom"]
        and shape["width"] * shape["height"] > thing["width"] * thing["height"] + 1
    ]
    smallest = min(around, key=lambda shape: shape["width"] * shape["height"], default=None)
    return WHITE_PAGE if smallest is None else smallest["non_stroking_color"]


@pytest.mark.parametrize("accent", ACCENTS)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_contrast_of_text(text: str, ground: str, accent: str | None) -> None:
    """Every color of text, a clinic's too, has a contrast of 7:1 or more to what it stands on (WCAG 2.2, 1.4.6)."""
    palette = palette_with(shades_of(accent))
    assert contrast(palette[text], palette[ground]) >= 7


@pytest.mark.parametrize("accent", ACCENTS)
@pytest.mark.parametrize(("drawn", "ground"), DRAWN_ON)
def test_contrast_of_drawings(drawn: str, ground: str, accent: str | None) -> None:
    """Every drawing that means something has 3:1 to what it is on (WCAG 2.2, 1.4.11)."""
    palette = palette_with(shades_of(accent))
    assert contrast(palette[drawn], palette[ground]) >= 3


@pytest.mark.parametrize(("one", "other"), list(combinations(SIGNS, 2)))
def test_signs_differ_in_shape(one: object, other: object) -> None:
    """Printed in grey, in the size of a card's text, no two signs look alike."""
    assert _difference(_picture(SIGNS[one]), _picture(SIGNS[other])) > 0.03
    assert _difference(_picture(SIGNS[one]), _picture(SIGNS[one])) == 0


def _difference(one: Image.Image, other: Image.Image) -> float:
    """How much of two pictures' ink differs, as a share of their area."""
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0] / 255


def _picture(drawing: object) -> Image.Image:
    """A sign in grey."""
    surface = Surface(StructureTree())
    surface.begin_page(16, 16)
    Icon(drawing, 16, 16, ACCENT).draw(surface, 0, 16)
    surface.end_page()
    file = pypdfium2.PdfDocument(surface.finished())
    picture = file[0].render(scale=150 / 72, grayscale=True).to_pil()
    file.close()
    return picture
