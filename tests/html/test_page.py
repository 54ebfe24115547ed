"""What holds for every page: its outline, its head, its size, and that nothing is fetched."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from pgx_reader import build_handout, interpret, read_results, render_html
from pgx_reader.models.colors import contrast
from pgx_reader.models.document import Heading, Link, Paragraph, Text, verbatim
from pgx_reader.render import html
from pgx_reader.render.html.styles import DAY, NIGHT, TEXT_ON
from tests.pdf.hostile import LONG_WORD, every_block
from tests.pdf.samples import WORDING, document, flowing, linked
from tests.pdf.test_letterhead import OWN, headed

from .reading import name_of, parsed

RESULTS = sorted((Path(__file__).parents[2] / "sample_reports" / "results").iterdir())
SAFETY = "Do not start, stop or change any medicine because of this paper."
GOLDEN = Path(__file__).parent / "golden.html"
MOST_BYTES = 125_000
each_page = pytest.mark.parametrize("path", RESULTS, ids=lambda path: path.stem)


@cache
def page_of(path: Path) -> str:
    """The page of a sample."""
    handout = build_handout(interpret(read_results(path).patients[0]), made_on=date(2026, 11, 23), results_card=True)
    return render_html(handout)


@each_page
def test_the_outline_has_one_title_and_skips_no_level(path: Path) -> None:
    """One h1, first; every other heading is at most one level under the heading before it."""
    page = page_of(path)
    levels = [int(name_of(e)[1]) for e in parsed(page).iter() if re.fullmatch("h[1-6]", name_of(e))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@each_page
def test_the_page_holds_all_it_needs(path: Path) -> None:
    """Nothing is fetched or run: no source outside, no script, and an address only where a person may follow it."""
    page = page_of(path)
    tree = parsed(page)
    assert not {name_of(e) for e in tree.iter()} & {"script", "link", "iframe", "img", "object", "form", "base", "use"}
    assert all(url.startswith('"data:font/woff2;base64,') for url in re.findall(r"url\(([^)]*)\)", page))
    assert "@import" not in page
    addresses = [(name_of(e), key) for e in tree.iter() for key, value in e.attrib.items() if "://" in str(value)]
    assert set(addresses) <= {("a", "href")}
    (policy,) = (e.get("content") for e in tree.iter("meta") if e.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;")


@each_page
def test_what_the_page_is_not_stands_first_and_last(path: Path) -> None:
    """The box under the title and the footer, which paper repeats on every page, say that it is no prescription."""
    page = page_of(path)
    tree = parsed(page)
    (first, *_), (footer,) = (e for e in tree.iter("div") if e.get("role") == "note"), tree.iter("footer")
    assert all(SAFETY in "".join(part.itertext()) for part in (first, footer))


@each_page
def test_names_lead_somewhere(path: Path) -> None:
    """Every id is there once, and whatever is named by another element is named by one that is there."""
    page = page_of(path)
    tree = parsed(page)
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(set(ids)) == len(ids)
    named = [e.get("aria-labelledby") for e in tree.iter() if e.get("aria-labelledby")]
    assert set(named) <= set(ids)
    assert all(e.get("aria-labelledby") for e in tree.iter() if name_of(e) in {"section", "article", "table"})


@each_page
def test_a_file_stays_small(path: Path) -> None:
    """A handout of Latin letters, results card and all, is no larger than its bound."""
    page = page_of(path)
    assert len(page.encode()) < MOST_BYTES


def test_the_head_says_language_and_title_and_no_name() -> None:
    """Language and title are the document's; nothing of the patient is outside the body."""
    page = page_of(next(path for path in RESULTS if path.stem.startswith("02-")))
    head = page.partition("</head>")[0]
    assert parsed(page).get("lang") == "en-US"
    assert "<title>Your genes and your medicines</title>" in head
    assert "Bruno" in page
    assert "Bruno" not in head


def test_what_is_english_is_marked_on_a_spanish_page() -> None:
    """The page's language is Spanish, and publications' titles say that they are English."""
    handout = build_handout(interpret(read_results(RESULTS[1]).patients[0]), made_on=date(2026, 11, 23))
    tree = parsed(render_html(handout, language="es"))
    assert str(tree.get("lang")).startswith("es")
    assert any("Guideline" in "".join(e.itertext()) for e in tree.iter("span") if e.get("lang") == "en-US")


def test_the_same_document_gives_the_same_page() -> None:
    """Two renderings are alike to the last character."""
    assert html.render_html(document(), WORDING) == html.render_html(document(), WORDING)


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://cpicpgx.org/", True),
        ("tel:988", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
    ],
)
def test_a_link_leads_only_to_a_web_page_or_a_telephone(url: str, followed: bool) -> None:
    """Any other address is left out, and its words stay."""
    page = html.render_html(flowing(Paragraph(sentences=(linked("words", url),))), WORDING)
    links = [e.get("href") for e in parsed(page).iter("a")]
    assert links == ([url] if followed else [])
    assert "words" in page


def test_a_link_is_one_link_though_some_of_it_is_bold() -> None:
    """Bold words within a link do not cut it in two."""
    text = Text(message="bold_start", values={"start": "Read", "rest": "more"})
    sentence = Text(message="verbatim", values={"text": Link(text=text, url="https://cpicpgx.org/")})
    page = html.render_html(flowing(Paragraph(sentences=(sentence,))), WORDING)
    assert ["".join(e.itertext()) for e in parsed(page).iter("a")] == ["Read more"]


def test_a_skipped_level_is_mended() -> None:
    """A heading of level 3 right under the title is an h2."""
    page = html.render_html(flowing(Heading(level=3, text=verbatim("Deep"))), WORDING)
    assert [e.text for e in parsed(page).iter("h2")] == ["Deep"]


@pytest.mark.parametrize("colors", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("text", "background"), TEXT_ON)
def test_contrast(colors: dict[str, str], text: str, background: str) -> None:
    """Every color of text has a contrast of 7:1 or more to what it stands on (WCAG 2.2, 1.4.6)."""
    assert contrast(colors[text], colors[background]) >= 7


def test_every_color_that_the_sheet_names_is_there() -> None:
    """No rule asks for a color that day or night lack, and neither has one that no rule asks for."""
    sheet = Path(html.__file__).with_name("handout.css").read_text(encoding="utf-8")
    assert set(re.findall(r"var\(--([a-z-]+)\)", sheet)) == DAY.keys() == NIGHT.keys()


def test_every_class_that_the_sheet_names_is_on_a_page() -> None:
    """No rule of the sheet is for an element that no page has."""
    sheet = Path(html.__file__).with_name("handout.css").read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", "", sheet, flags=re.DOTALL)
    hostile = html.render_html(flowing(*every_block(LONG_WORD)), WORDING, large_print=True)
    pages = [*map(page_of, RESULTS), html.render_html(headed(OWN), WORDING), hostile]
    on_pages = {name for page in pages for names in re.findall('class="([^"]*)"', page) for name in names.split()}
    assert set(re.findall(r"\.([a-z][a-z-]*)", rules)) <= on_pages


def test_the_page_is_the_reviewed_one(request: pytest.FixtureRequest) -> None:
    """The page of every kind of block is as it was looked at, fonts and styles aside; `--rewrite-golden` writes it."""
    page = html.render_html(document(), WORDING)
    found = re.sub(r"<style>.*</style>", "<style></style>", page, flags=re.DOTALL)
    if request.config.getoption("--rewrite-golden"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")
