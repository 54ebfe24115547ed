"""A clinic's letterhead on the page: read aloud, undistorted, in the clinic's color, and at no cost of a page."""

from __future__ import annotations

import io
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest

from pgx_reader import Paper, build_handout, interpret, read_letterhead, read_results
from pgx_reader import render_pdf as render_in_english
from pgx_reader.models.document import Audience, Document, Section
from pgx_reader.models.letterhead import Letterhead
from pgx_reader.render.pdf import render_pdf

from .outline import spoken
from .samples import BACK, FRONT, PROFESSIONAL, WORDING, document
from .tags import read
from .test_accessibility import KINDS

SAMPLES = Path(__file__).parents[2] / "sample_reports"
OWN = read_letterhead(SAMPLES / "letterhead" / "letterhead.toml")
PLAIN = OWN.model_copy(update={"logo": None, "color": None, "website": None})
LONG = OWN.model_copy(update={"name": "Center " * 9, "address": ("A street with a long name " * 2,) * 4})
OTHERS = [
    pytest.param(OWN, id="whole"),
    pytest.param(PLAIN, id="no logo"),
    pytest.param(LONG, id="long texts"),
]
_MM = 72 / 25.4
_TITLE_AT_MOST = 22 * _MM


def headed(own: Letterhead) -> Document:
    """The samples with a letterhead."""
    front = Section(audience=Audience.PATIENT, blocks=(own, *FRONT.blocks))
    return document(front, BACK, PROFESSIONAL)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("own", OTHERS)
def test_conformance(own: Letterhead, kind: dict) -> None:
    """A handout with a letterhead passes all checks of PDF/UA-1 that a program can make."""
    report = page.validate_pdf_bytes(render_pdf(headed(own), WORDING, **kind), profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("own", OTHERS)
def test_it_is_read_first_and_whole(own: Letterhead, paper: Paper) -> None:
    """The logo's alternative text and the clinic's texts are the first that are read, word for word."""
    reading = read(render_pdf(headed(own), WORDING, paper=paper))
    assert reading.elements == spoken(headed(own), WORDING)
    assert reading.problems == []


def test_large_print_says_the_same() -> None:
    """On other lines, large print has the same words."""
    reading = read(render_pdf(headed(OWN), WORDING, large_print=True))
    assert reading.elements[:4] == [
        ("Figure", "Logo of Riverbend Clinic: a river that bends under a hill"),
        ("P", "Riverbend Clinic (invented)"),
        ("P", "12 Example Street · Springfield, IL 62701"),
        ("P", "Phone 555-0100 · riverbend.example"),
    ]
    assert reading.problems == []


def test_the_website_is_a_link() -> None:
    """It leads where the file says and shows no scheme."""
    assert read(render_pdf(headed(OWN), WORDING)).links[0] == (
        "riverbend.example",
        "https://riverbend.example",
        "riverbend.example",
    )


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("size", [(1063, 100), (60, 60), (300, 354), (900, 340), (354, 1063)])
def test_the_logo_keeps_its_shape_within_its_box(size: tuple[int, int], large_print: bool) -> None:
    """However wide or high, it is not distorted, not larger than its box, and not coarser than 150 to the inch."""
    assert OWN.logo is not None
    logo = OWN.logo.model_copy(update={"width": size[0], "height": size[1]})
    pdf = render_pdf(headed(OWN.model_copy(update={"logo": logo})), WORDING, large_print=large_print)
    left, bottom, right, top = _picture_box(pdf)
    width, height = right - left, top - bottom
    assert width / height == pytest.approx(size[0] / size[1], rel=0.01)
    assert width <= 45 * _MM + 0.1
    assert height <= 15 * _MM + 0.1
    assert size[0] / (width / 72) >= 149


def _picture_box(pdf: bytes) -> tuple[float, float, float, float]:
    with pypdfium2.PdfDocument(pdf) as file:
        (picture,) = file[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        return picture.get_bounds()


def test_the_picture_is_opaque_and_once_in_the_file() -> None:
    """One picture in RGB, without a mask: every printer and reader shows the same."""
    with pikepdf.open(io.BytesIO(render_pdf(headed(OWN), WORDING))) as file:
        pictures = [thing for thing in file.objects if isinstance(thing, pikepdf.Stream) and "/Width" in thing]
        (picture,) = pictures
        assert picture.ColorSpace == "/DeviceRGB"
        assert "/SMask" not in picture
        assert "/Mask" not in picture


def test_the_color_takes_the_place_of_the_handouts_own() -> None:
    """With a clinic's color nothing is drawn in the handout's own accent color; without one all is as it was."""
    accent, own = "0.04314 0.3333 0.3882", "0.1216 0.2471 0.4667"
    code = {name: _drawn(headed(letterhead)) for name, letterhead in (("own", OWN), ("plain", PLAIN))}
    assert [color in code["own"] for color in (accent, own)] == [False, True]
    assert [color in code["plain"] for color in (accent, own)] == [True, False]


def _drawn(handout: Document) -> str:
    with pikepdf.open(io.BytesIO(render_pdf(handout, WORDING))) as file:
        return "\n".join(part.Contents.read_bytes().decode("latin-1") for part in file.pages)


def test_the_same_letterhead_gives_the_same_bytes() -> None:
    """Nothing of when and where a handout is made is in its picture."""
    assert render_pdf(headed(OWN), WORDING) == render_pdf(headed(OWN), WORDING)


@pytest.mark.parametrize("large_print", [False, True])
def test_it_is_low(large_print: bool) -> None:
    """In usual cases the title begins within 22 mm of where it would without a letterhead."""
    heights = [_title_top(own, large_print) for own in (None, OWN)]
    assert 0 < heights[0] - heights[1] <= _TITLE_AT_MOST


def _title_top(own: Letterhead | None, large_print: bool) -> float:
    handout = document() if own is None else headed(own)
    with pypdfium2.PdfDocument(render_pdf(handout, WORDING, large_print=large_print)) as file:
        text = file[0].get_textpage()
        at = text.get_text_range().index("Your genes and")
        return text.get_charbox(at)[3]


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("sample", sorted((SAMPLES / "results").iterdir()), ids=lambda path: path.stem)
def test_it_costs_no_page(sample: Path, paper: Paper) -> None:
    """No sample's handout has a page more with the letterhead than without, but for more than six medicines one."""
    (patient,) = read_results(sample).patients
    interpretation = interpret(patient)
    made_on = document().made_on
    pages = []
    for own in (None, OWN):
        pdf = render_in_english(build_handout(interpretation, made_on=made_on, letterhead=own), paper=paper)
        with pypdfium2.PdfDocument(pdf) as file:
            pages.append(len(file))
    assert pages[1] <= pages[0] + (sample.stem == "13-many-medicines")
