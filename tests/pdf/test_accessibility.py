"""A handout can be read aloud: its tags hold every word, in the document's order, and the file is PDF/UA-1."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import page
import pdfplumber
import pikepdf
import pytest

from pgx_reader.models.document import (
    Document,
    GeneCards,
    Heading,
    Items,
    MedicineCards,
    Paragraph,
    Table,
    verbatim,
)
from pgx_reader.render.pdf import Paper, render_pdf

from .outline import spoken
from .samples import GENES, MEDICINES, WORDING, document, flowing, linked, texts
from .tags import read

KINDS: dict[str, dict[str, Any]] = {
    "letter": {},
    "a4": {"paper": Paper.A4},
    "large print": {"large_print": True},
    "a4 large print": {"paper": Paper.A4, "large_print": True},
}
LONG_TABLE = Table(
    header=texts("Medicine", "Statement", "Read more"),
    rows=tuple(
        (
            *texts(f"medicine {n}", f"statement {n} " + "with some more words " * (n % 7)),
            linked(f"PMID {n}", f"https://x.test/{n}"),
        )
        for n in range(200)
    ),
)
DOCUMENTS = {
    "every kind of block": document(),
    "a table of 200 rows": flowing(LONG_TABLE),
    "a paragraph of 5,000 words": flowing(Paragraph(sentences=texts("word " * 4999 + "end"))),
    "a long list": flowing(Items(items=tuple(texts(f"item {n} " * n) for n in range(60)), numbered=True)),
    "cards": flowing(GENES, Heading(level=2, text=verbatim("List")), MEDICINES, MEDICINES, MEDICINES),
}


@cache
def _pdf(handout: str, kind: str) -> bytes:
    return render_pdf(DOCUMENTS[handout], WORDING, **KINDS[kind])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("handout", DOCUMENTS)
def test_conformance(handout: str, kind: str) -> None:
    """Every handout, on every paper, passes all checks of PDF/UA-1 that a program can make."""
    report = page.validate_pdf_bytes(_pdf(handout, kind), profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.rules.passed > 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("handout", DOCUMENTS)
def test_reading_order(handout: str, kind: str) -> None:
    """The tags say the document's texts, word for word, in its order and in their roles, and claim all content."""
    reading = read(_pdf(handout, kind))
    assert reading.elements == spoken(DOCUMENTS[handout], WORDING)
    assert reading.problems == []


def test_links() -> None:
    """A link leads where the document says, and its annotation says its words and where it leads."""
    reading = read(render_pdf(document(), WORDING))
    assert reading.links == [
        ("988", "tel:988", "988"),
        ("cpicpgx.org", "https://cpicpgx.org/", "cpicpgx.org"),
        (
            "PMID 37032427",
            "https://pubmed.ncbi.nlm.nih.gov/37032427/",
            "PMID 37032427: https://pubmed.ncbi.nlm.nih.gov/37032427/",
        ),
        (
            "PMID 34782755",
            "https://pubmed.ncbi.nlm.nih.gov/34782755/",
            "PMID 34782755: https://pubmed.ncbi.nlm.nih.gov/34782755/",
        ),
        (
            "PMID 37032427",
            "https://pubmed.ncbi.nlm.nih.gov/37032427/",
            "PMID 37032427: https://pubmed.ncbi.nlm.nih.gov/37032427/",
        ),
    ]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "mailto:a@b.test", ""]
)
def test_other_addresses(url: str) -> None:
    """What is neither a web page nor a telephone number is text and no link."""
    reading = read(render_pdf(flowing(Paragraph(sentences=(linked("Look here", url),))), WORDING))
    assert reading.links == []
    assert ("P", "Look here") in reading.elements


def test_a_link_over_two_lines() -> None:
    """A link that runs over lines is one element with an annotation for each line."""
    words = "a very long name of a page " * 5
    reading = read(render_pdf(flowing(Paragraph(sentences=(linked(words.strip(), "https://x.test/"),))), WORDING))
    assert len(reading.links) == 2
    assert {text for text, _, _ in reading.links} == {words.strip()}
    assert reading.problems == []


def test_levels_do_not_skip() -> None:
    """A heading that would skip a level is taken down to the next one."""
    handout = flowing(Heading(level=3, text=verbatim("Deep")), Paragraph(sentences=texts("Words.")))
    assert read(render_pdf(handout, WORDING)).elements[1] == ("H2", "Deep")


def test_bookmarks() -> None:
    """The outline holds every heading of the document, in its order."""
    handout = document()
    with pikepdf.open(io.BytesIO(render_pdf(handout, WORDING))) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in _entries(outline.root)]
    assert titles == [text for role, text in spoken(handout, WORDING) if role in {"H1", "H2", "H3"}]


def test_the_scale_has_words_and_a_place() -> None:
    """A speed scale is a figure with an alternative in words and a box that lies on its page."""
    with pikepdf.open(io.BytesIO(render_pdf(flowing(GENES), WORDING))) as pdf:
        figures = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == "/Figure"]
        assert len(figures) == 2
        for figure in figures:
            left, bottom, right, top = map(float, figure.A.BBox)
            assert 0 < left < right < 612
            assert 0 < bottom < top < 792
            assert str(figure.Alt).startswith("A scale of five steps")


def test_a_card_without_scale() -> None:
    """A gene whose result cannot be marked has a card without a scale, beside one that has it."""
    cards = (GENES.cards[0].model_copy(update={"scale": None}), GENES.cards[1])
    handout = flowing(GeneCards(cards=cards))
    reading = read(render_pdf(handout, WORDING))
    assert reading.elements == spoken(handout, WORDING)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_any_number_of_cards(count: int) -> None:
    """There may be any number of cards, none too."""
    handout = flowing(MedicineCards(cards=(MEDICINES.cards * 2)[:count]))
    assert read(render_pdf(handout, WORDING)).elements == spoken(handout, WORDING)


@pytest.mark.parametrize("handout", [document(), flowing(LONG_TABLE)], ids=["every kind of block", "a long table"])
def test_header_cells_say_what_they_head(handout: Document) -> None:
    """A header row's cells head their columns, a name its row or all rows of its group; no other cell is a header."""
    with pikepdf.open(io.BytesIO(render_pdf(handout, WORDING))) as pdf:
        elements = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary)]
        parts = {role: [e for e in elements if e.get("/S") == f"/{role}"] for role in ("THead", "TBody")}
        assert parts["THead"]
        for row in (row for part in parts["THead"] for row in part.K):
            assert {(str(cell.S), str(cell.A.Scope)) for cell in row.K} == {("/TH", "/Column")}
        for part in parts["TBody"]:
            rows_left, columns = 0, max(len(row.K) for row in part.K)
            for row in part.K:
                if not rows_left:
                    name, *others = row.K
                    assert (str(name.S), str(name.A.Scope)) == ("/TH", "/Row")
                    rows_left = int(name.A.get("/RowSpan", 1))
                cells = row.K if rows_left and row.K[0].S == "/TD" else others
                rows_left -= 1
                assert {str(cell.S) for cell in cells} == {"/TD"}
                assert len(cells) == columns - 1
            assert not rows_left


def test_every_figure_has_words() -> None:
    """Nothing that is drawn as content is without an alternative in words; icons repeat words and are no content."""
    with pikepdf.open(io.BytesIO(render_pdf(document(), WORDING))) as pdf:
        figures = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == "/Figure"]
        assert figures
        assert all(str(figure.Alt).strip() for figure in figures)
    with pdfplumber.open(io.BytesIO(render_pdf(document(), WORDING))) as file:
        drawn = {thing["tag"] for page in file.pages for thing in (*page.rects, *page.curves, *page.lines)}
    assert drawn == {"Artifact", "Figure"}


def test_bookmarks_lead_to_their_headings() -> None:
    """Each entry of the outline leads to the page and the height where its heading stands."""
    made = render_pdf(document(), WORDING)
    with pdfplumber.open(io.BytesIO(made)) as file:
        texts_below = [_headings(page) for page in file.pages]
    with pikepdf.open(io.BytesIO(made)) as pdf, pdf.open_outline() as outline:
        numbers = {leaf.obj.objgen: n for n, leaf in enumerate(pdf.pages)}
        for item in _entries(outline.root):
            leaf, _, _, top, _ = item.destination
            height = float(pdf.pages[numbers[leaf.objgen]].MediaBox[3])
            first = min(texts_below[numbers[leaf.objgen]], key=lambda found: abs(found[0] - (height - float(top))))
            assert item.title in first[1] or item.title.startswith(first[1])


def _headings(leaf: pdfplumber.page.Page) -> list[tuple[float, str]]:
    """The lines of a page's headings: how far from its top, and their words."""
    lines: dict[float, str] = {}
    for char in leaf.chars:
        if char["tag"].startswith("H"):
            lines[round(char["top"], 1)] = lines.get(round(char["top"], 1), "") + char["text"]
    return [(top, words.strip()) for top, words in lines.items()]


def _entries(items: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _entries(item.children)
