"""A clinic's letterhead on the page: its words, its logo inside, and its color by day and by night."""

from __future__ import annotations

import pytest

from pgx_reader.models.letterhead import Letterhead
from pgx_reader.render.html import render_html
from pgx_reader.render.html.styles import TEXT_ON, colors_with
from tests.pdf.samples import FRONT, PROFESSIONAL, WORDING, document
from tests.pdf.test_colors import contrast
from tests.pdf.test_letterhead import LONG, OWN, PLAIN

from .reading import expected, parsed, read


@pytest.mark.parametrize("own", [OWN, PLAIN, LONG], ids=["whole", "no logo", "long texts"])
def test_the_letterhead_stands_first_and_is_read_back(own: Letterhead) -> None:
    """Its words and the logo's alternative come before the title, and nothing else of the handout changes."""
    front = FRONT.model_copy(update={"blocks": (own, *FRONT.blocks)})
    headed, plain = document(front, PROFESSIONAL), document(FRONT, PROFESSIONAL)
    said = read(render_html(headed, WORDING))
    assert said == expected(headed, WORDING)
    assert said[-len(read(render_html(plain, WORDING))) :] == read(render_html(plain, WORDING))


def test_the_logo_is_inside_the_page() -> None:
    """The picture is in the file, with its size and its alternative text."""
    assert OWN.logo is not None
    page = render_html(document(FRONT.model_copy(update={"blocks": (OWN, *FRONT.blocks)})), WORDING)
    (picture,) = parsed(page).iter("img")
    assert str(picture.get("src")).startswith("data:image/png;base64,iVBORw0KGgo")
    assert picture.get("alt") == OWN.logo.alternative


@pytest.mark.parametrize("accent", ["#1f3f77", "#000000", "#595959", "#9c0000", "#005a00", "#0000ff", "#6a0dad"])
@pytest.mark.parametrize(("text", "background"), TEXT_ON)
def test_contrast_with_a_clinics_color(accent: str, text: str, background: str) -> None:
    """With any color in which text can be read on white, every pair keeps 7:1, by day and by night."""
    for colors in colors_with(accent):
        assert contrast(colors[text], colors[background]) >= 7
