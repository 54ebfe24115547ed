"""Whatever stands in a lab's file, on the page it is text: it never acts, and never moves what stands beside it."""

from __future__ import annotations

import pytest

from pgx_reader.errors import UnprintableTextError
from pgx_reader.models.document import Fact, Facts, Paragraph, verbatim
from pgx_reader.render.html import render_html
from tests.pdf.hostile import LONG_WORD, MANY_WORDS, MARKUP, every_block
from tests.pdf.samples import WORDING, document, flowing, linked, texts

from .reading import expected, name_of, parsed, read

HOSTILE = {
    "markup": MARKUP,
    "script": "</p></main></body><script>alert(1)</script><svg/onload=alert(1)>",
    "attributes": "\" onmouseover=\"alert(1)\" x='' autofocus onfocus='alert(1)",
    "style": "</style><style>*{display:none}</style> @import url(//x) /* */ {} \\",
    "comments": "<!-- --> <![CDATA[ ]]> <!DOCTYPE x> &lt;b&gt; &#x3c;b&#62; <b",
    "a long word": LONG_WORD,
    "many words": MANY_WORDS,
}
KNOWN = {name_of(e) for e in parsed(render_html(document(), WORDING)).iter()}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_is_read_back_and_never_acts(text: str) -> None:
    """Every block holds every word of a hostile text; no element, attribute or style comes out of it."""
    handout = flowing(*every_block(text))
    page = render_html(handout, WORDING)
    elements = list(parsed(page).iter())
    assert read(page) == expected(handout, WORDING)
    assert {name_of(e) for e in elements} <= KNOWN
    assert not [key for e in elements for key in e.attrib if key.startswith("on") or key == "autofocus"]
    assert [e for e in elements if name_of(e) == "a"] == []
    assert page.count("<style>") == 1


def test_an_address_cannot_leave_its_attribute() -> None:
    """Quotes and angle brackets in an address stay in it."""
    url = 'https://example.org/"onmouseover="alert(1)><b>&'
    page = render_html(flowing(Paragraph(sentences=(linked("words", url),))), WORDING)
    (link,) = parsed(page).iter("a")
    assert link.attrib == {"href": url, "rel": "noreferrer"}


def test_empty_texts_leave_no_empty_heading_or_paragraph() -> None:
    """A text without words makes no element that a screen reader would stop at for nothing."""
    tree = parsed(render_html(flowing(*every_block(" ")), WORDING))
    stops = [e for e in tree.iter() if name_of(e) in {"h1", "h2", "h3", "h4", "p"}]
    assert all("".join(e.itertext()).strip() for e in stops)
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("abc\u202edef\u2066ghi\u200f", "abcdefghi"),
        ("a\x00b\x07c\x1b", "abc"),
        ("two\nlines\tand\r\nmore", "two lines and more"),
        ("Zoe\u0308 Nguye\u0302\u0303n", "Zoë Nguyễn"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("≥3.0 ≤2 → “quoted” ’s – — … •", "≥3.0 ≤2 → “quoted” ’s – — … •"),
        ("Ωμέγα Зоя Đặng Őrsi", "Ωμέγα Зоя Đặng Őrsi"),
        ("e\u0301\u0302\u0303\u0304", "é\u0302\u0303\u0304"),
        ("शर्मा क्षत्रिय שָׁלוֹם مُحَمَّد", "शर्मा क्षत्रिय שָׁלוֹם مُحَمَّد"),
        ("李 עברית ا\u200cب 😀", "李 עברית ا\u200cب 😀"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    """Text is shown composed, without control characters, and never in an order that a file asked for."""
    assert read(render_html(flowing(Paragraph(sentences=texts(text))), WORDING))[1] == ("P", shown)


def test_what_is_written_from_right_to_left_moves_nothing_beside_it() -> None:
    """A Hebrew name is kept apart, so that the id after it stays after it."""
    page = render_html(flowing(Facts(items=(Fact(label=verbatim("For"), value=verbatim("דנה לוי · 12")),))), WORDING)
    assert [e.text for e in parsed(page).iter("bdi")] == ["דנה לוי"]


@pytest.mark.parametrize("text", ["e" + "\u0301" * 500, "\u0301" * 500, "李" + "\u0335" * 5])
def test_marks_never_pile_up_over_the_lines_above(text: str) -> None:
    """More marks on a letter than any name has are refused, as in a PDF; the text around them is not repeated."""
    with pytest.raises(UnprintableTextError, match="more than 4 marks on one letter") as error:
        render_html(flowing(Paragraph(sentences=texts(f"Secret {text}"))), WORDING)
    assert "Secret" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "code"), [("\ue000", "U+E000"), ("\ud800", "U+D800"), ("\uffff", "U+FFFF"), ("\U0010fffe", "U+10FFFE")]
)
def test_a_character_that_no_font_has(text: str, code: str) -> None:
    """Such a character is refused by its code, and the text around it is not repeated."""
    with pytest.raises(UnprintableTextError, match="no font has") as error:
        render_html(flowing(Paragraph(sentences=texts(f"Secret {text}"))), WORDING)
    assert code in str(error.value)
    assert "Secret" not in str(error.value)
