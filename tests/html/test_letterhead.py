"""A clinic's letterhead on the page: the words of the PDF, the picture inside, and the clinic's color by day."""

from __future__ import annotations

from base64 import b64decode

import pytest
from pydantic import ValidationError

from pgx_reader.models.colors import contrast
from pgx_reader.models.letterhead import Letterhead
from pgx_reader.render.html import render_html
from pgx_reader.render.html.styles import TEXT_ON, with_shades
from pgx_reader.render.palette import shades_of
from pgx_reader.render.pdf import render_pdf
from tests.pdf import tags
from tests.pdf.samples import WORDING
from tests.pdf.test_letterhead import OTHERS, OWN, headed

from .reading import expected, parsed, read, without_marks


@pytest.mark.parametrize("own", OTHERS)
def test_it_says_what_the_pdf_says(own: Letterhead) -> None:
    """The clinic's texts and the logo's alternative text come first, word for word as in the PDF."""
    handout = headed(own)
    words = read(render_html(handout, WORDING))
    assert words == expected(handout, WORDING)
    assert words == without_marks(tags.read(render_pdf(handout, WORDING)).elements)


def test_the_picture_is_in_the_page() -> None:
    """The logo is the page's own data, with its size, and nothing is fetched."""
    (picture,) = parsed(render_html(headed(OWN), WORDING)).iter("img")
    kind, _, data = str(picture.get("src")).partition(",")
    assert OWN.logo is not None
    assert (kind, b64decode(data)) == ("data:image/png;base64", OWN.logo.png)
    assert (picture.get("width"), picture.get("height")) == (str(OWN.logo.width), str(OWN.logo.height))


def test_markup_in_a_clinics_texts_is_text() -> None:
    """What a file holds is shown as it stands."""
    hostile = OWN.model_copy(update={"name": '<img src="x">&<b>', "address": ("**bold**", "{name}")})
    assert ("P", '<img src="x">&<b> · Phone 555-0100') in read(render_html(headed(hostile), WORDING))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("color", "#1f3f77}</style><script>alert(1)</script>"),
        ("color", "red"),
        ("website", "javascript:alert(1)"),
        ("website", "http://clinic.example"),
    ],
)
def test_no_letterhead_holds_a_value_that_could_act(key: str, value: str) -> None:
    """Whoever builds one from Python is held to what its file is held to: a color goes into the style sheet."""
    with pytest.raises(ValidationError, match=key):
        Letterhead.model_validate(OWN.model_dump() | {key: value})


@pytest.mark.parametrize("accent", ["#595959", "#8b0000", "#1f3f77", "#000000", "#5b2c83"])
@pytest.mark.parametrize(("text", "background"), TEXT_ON)
def test_contrast(text: str, background: str, accent: str) -> None:
    """With a clinic's color, every text has a contrast of 7:1 or more, by day and by night."""
    for colors in with_shades(shades_of(accent)):
        assert contrast(colors[text], colors[background]) >= 7


def test_the_color_is_the_clinics() -> None:
    """By day the accent is the clinic's color; by night text has the handout's own."""
    day, night = with_shades(shades_of("#8b0000"))
    assert (day["accent"], night["accent"]) == ("#8b0000", "#8FD3E0")
    assert "--accent:#1f3f77;" in render_html(headed(OWN), WORDING)
