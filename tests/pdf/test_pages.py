"""What stands on each page, and where one page ends and the next begins."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from pgx_reader.models.document import (
    Audience,
    CalloutTone,
    Document,
    Heading,
    Items,
    Paragraph,
    Section,
    Status,
    Table,
    Title,
    verbatim,
)
from pgx_reader.render.pdf import Paper, render_pdf
from pgx_reader.render.pdf.icons import CALLOUT_ICONS, STATUS_ICONS
from pgx_reader.render.pdf.layout import layout_of
from pgx_reader.render.pdf.theme import PAGE_SIZES, Size, theme_for

from .hostile import LONG_WORD, MANY_WORDS, every_block
from .layout import sheets_of
from .samples import BACK, FRONT, GENES, MEDICINES, PROFESSIONAL, WORDING, document, flowing, texts

FOOTER = "This is not a prescription. Do not start, stop or change any medicine because of this paper."


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, as it lies on it."""
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        return [" ".join(page.extract_text().split()) for page in file.pages]


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("paper", Paper)
def test_footer(paper: Paper, large_print: bool) -> None:
    """Every page says at its foot that it is no prescription, and which page of how many it is."""
    pages = pages_of(render_pdf(document(), WORDING, paper=paper, large_print=large_print))
    for number, text in enumerate(pages, start=1):
        assert FOOTER in text
        assert f"Page {number} of {len(pages)}" in text


def test_front_page() -> None:
    """The first page holds the result of both genes and the first two medicines."""
    first = pages_of(render_pdf(document(), WORDING))[0]
    for words in ("Your genes and your medicines", "CYP2C19", "CYP2D6", "citalopram", "venlafaxine"):
        assert words in first


def test_professional_page() -> None:
    """The professional's section begins a page, and nothing of the patient's is on it."""
    pages = pages_of(render_pdf(document(), WORDING))
    [professional] = [text for text in pages if "For your doctor or pharmacist" in text]
    assert professional.startswith("For your doctor or pharmacist")
    assert "Reviewed with you by" not in professional


def test_patient_after_professional() -> None:
    """A patient's section after the professional's begins a page too."""
    pages = pages_of(render_pdf(document(FRONT, PROFESSIONAL, BACK), WORDING))
    assert any(text.startswith("What to do next") for text in pages)


@pytest.mark.parametrize("lines", range(0, 60, 3))
def test_no_heading_ends_a_page(lines: int) -> None:
    """However much stands before it, a heading has words of its section after it on its page."""
    before = Items(items=tuple(texts(f"filler {n}") for n in range(lines)))
    blocks = [(Heading(level=2, text=verbatim(f"Heading {n}")), following) for n, following in enumerate(_followers())]
    handout = flowing(before, *(block for pair in blocks for block in pair))
    for text in pages_of(render_pdf(handout, WORDING)):
        for n in range(len(blocks)):
            if f"Heading {n}" in text:
                after = text.split(f"Heading {n}")[1]
                assert not after.startswith(f" {FOOTER}"), f"heading {n} is alone"


def _followers():
    paragraph = Paragraph(sentences=texts("Words of a section. " * 20))
    return (paragraph, GENES, MEDICINES, Items(items=(texts("one"), texts("two"))), _table(5), paragraph)


def _table(rows: int, cell: str = "cell") -> Table:
    return Table(header=texts("Head A", "Head B"), rows=tuple(texts(f"row {n}", cell) for n in range(rows)))


def test_header_row_is_repeated() -> None:
    """Each page of a long table begins with its header row."""
    pages = pages_of(render_pdf(flowing(_table(100)), WORDING))
    assert len(pages) > 2
    assert all("Head A Head B" in text for text in pages)
    assert [text.count("Head A") for text in pages] == [1] * len(pages)


def _group(rows: int, name: str = "one name", cell: str = "cell") -> Table:
    """A table of rows under one name, after a row under another."""
    return Table(
        header=texts("Head A", "Head B"),
        rows=(texts("another", "other"), *(texts(name, f"{cell} {n}") for n in range(rows))),
    )


@pytest.mark.parametrize("lines", range(20, 50, 2))
def test_rows_of_one_name_stay_together(lines: int) -> None:
    """A name stands once, on the page of all of its rows, wherever on a page they fall."""
    before = Items(items=tuple(texts(f"filler {n}") for n in range(lines)))
    pages = pages_of(render_pdf(flowing(before, _group(4)), WORDING))
    [page] = [text for text in pages if "one name" in text]
    assert page.count("one name") == 1
    assert all(f"cell {n}" in page for n in range(4))


def test_a_name_is_drawn_again_where_its_rows_go_on() -> None:
    """Where the rows of a name fill more than a page, each of their pages has it."""
    pages = [text for text in pages_of(render_pdf(flowing(_group(100)), WORDING)) if "cell" in text]
    assert len(pages) > 2
    assert [text.count("one name") for text in pages] == [1] * len(pages)


def test_a_name_longer_than_its_rows_has_room() -> None:
    """A name of more lines than its rows have is read before what follows the table."""
    pages = pages_of(
        render_pdf(flowing(_group(2, name="name " * 90 + "end"), Paragraph(sentences=texts("after"))), WORDING)
    )
    text = " ".join(pages)
    assert text.index("end") < text.index("after")


def test_a_kept_list_stays_with_what_follows_it() -> None:
    """A short list that is kept is on one page with the next block; a long one ends on that block's page."""
    for lines in range(10, 60, 3):
        before = Items(items=tuple(texts(f"filler {n}") for n in range(lines)))
        kept = Items(items=tuple(texts(f"source {n}") for n in range(5)), kept=True)
        pages = pages_of(render_pdf(flowing(before, kept, Paragraph(sentences=texts("signed"))), WORDING))
        [page] = [text for text in pages if "signed" in text]
        assert all(f"source {n}" in page for n in range(5))


def test_cards_stay_whole() -> None:
    """A card that fits on a page is on one page."""
    handout = flowing(Paragraph(sentences=texts("filler " * 800)), GENES)
    pages = pages_of(render_pdf(handout, WORDING))
    [page] = [text for text in pages if "CYP2C19" in text]
    assert "Your lab’s word: “poor metabolizer.”" in page


@pytest.mark.share(3)
@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(
    "handout",
    [document(), flowing(*every_block(LONG_WORD)), flowing(*every_block(MANY_WORDS))],
    ids=["every block", "long words", "many words"],
)
def test_nothing_leaves_the_page(handout: Document, paper: Paper, large_print: bool) -> None:
    """Every word stands within the page's margins, and above the footer if it is not of it."""
    margin = layout_of(handout, WORDING, paper, large_print=large_print).theme.margin
    width, height = PAGE_SIZES[paper]
    for sheet in sheets_of(render_pdf(handout, WORDING, paper=paper, large_print=large_print)):
        rule = max(line.bottom for line in sheet.lines if line.width > width - 2 * margin - 1)
        assert sheet.chars
        for char in sheet.chars:
            assert margin - 1 < char.x0
            assert char.text == " " or char.x1 < width - margin + 1
            assert 0 < char.top < char.bottom < height - 20
            assert char.tag == "Artifact" or char.bottom < rule + 1


@pytest.mark.parametrize(
    ("audience", "size", "least"),
    [
        (Audience.PATIENT, Size.REGULAR, 12),
        (Audience.PATIENT, Size.COMPACT, 12),
        (Audience.PATIENT, Size.LARGE, 18),
        (Audience.PROFESSIONAL, Size.REGULAR, 10),
        (Audience.PROFESSIONAL, Size.COMPACT, 10),
    ],
)
def test_type_is_large_enough(audience: Audience, size: Size, least: float) -> None:
    """No patient reads type under 12 points, or under 18 in large print; no professional under 10."""
    theme = theme_for(Paper.LETTER, audience, size)
    styles = (theme.body, theme.small, theme.card, theme.card_title, theme.note, theme.key_message, theme.heading3)
    assert min(style.size for style in styles) >= least
    assert theme.footer.size >= 10


def test_every_icon() -> None:
    """Every status and every tone has an icon of its own."""
    assert STATUS_ICONS.keys() == set(Status)
    assert CALLOUT_ICONS.keys() == set(CalloutTone)
    assert len({*STATUS_ICONS.values(), *CALLOUT_ICONS.values()}) == len(Status) + len(CalloutTone)


def test_title_only() -> None:
    """A handout of a title alone is one page."""
    assert (
        len(
            pages_of(
                render_pdf(document(Section(audience=Audience.PATIENT, blocks=(Title(text=verbatim("T")),))), WORDING)
            )
        )
        == 1
    )


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("small", [False, True])
def test_items_are_evenly_spaced(audience: Audience, large_print: bool, small: bool) -> None:
    """The items of a list stand at one distance from each other, however many lines they have."""
    items = tuple(texts("mark " + "words of an item " * length) for length in (1, 12, 1, 12, 1, 1, 12))
    section = Section(
        audience=audience,
        blocks=(Title(text=verbatim("A list")), Items(items=items, small=small), Paragraph(sentences=())),
    )
    with pdfplumber.open(io.BytesIO(render_pdf(document(section), WORDING, large_print=large_print))) as file:
        page = file.pages[0]
        tops = sorted(
            {round(word["top"], 1) for word in page.extract_words() if word["text"] in {"words", "item", "mark"}}
        )
        marks = [round(word["top"], 1) for word in page.extract_words() if word["text"] == "mark"]
    gaps = {round(mark - tops[tops.index(mark) - 1]) for mark in marks[1:]}
    assert len(marks) == len(items)
    assert len(gaps) == 1
