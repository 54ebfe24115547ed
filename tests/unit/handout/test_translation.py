"""Whether a translation is signed stands on the professional's page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from pgx_reader.handout import in_language
from pgx_reader.models.document import Audience, Document
from pgx_reader.wording import Wording, load_wording
from tests.grid import CYP2C19, CYP2D6, document_of, texts_in

SPANISH = load_wording("es")
NOTE = "translation.unsigned"
ENGLISH_WORDS = re.compile(
    r"\b(?:the|of|and|or|with|is|for|not|to|more|metabolizer|function|dose|row|read|none|result|strong|moderate|weak)\b",
    re.IGNORECASE,
)
# A lab's words in quotes, and CPIC's own terms in brackets.
QUOTED = re.compile(r"“[^”]*”|\((?:(?:Likely )?\w+ Metabolizer|Indeterminate|no call)\)")


def test_an_unsigned_translation_says_so_once_and_to_professionals_alone() -> None:
    """The note stands behind the lead of the professional's page, whatever is in the handout."""
    document = document_of("poor", "normal")
    assert document is not None
    for section, before in zip(in_language(document, SPANISH).sections, document.sections, strict=True):
        said = [text.message for text in texts_in(section)]
        assert said.count(NOTE) == (section.audience is Audience.PROFESSIONAL)
        assert [message for message in said if message != NOTE] == [text.message for text in texts_in(before)]


def test_the_original_and_a_signed_translation_say_nothing_of_it() -> None:
    """In English, and once somebody has signed, the document is the one that was built."""
    document = document_of("poor", "normal")
    assert document is not None
    signed = Wording("es", {**SPANISH.messages, "language.signed_by": "Ana Ortiz (invented), 2027-01-05"})
    assert in_language(document, load_wording("en")) == in_language(document, signed) == document


@pytest.mark.parametrize("kinds", [*((kind, "normal") for kind in CYP2D6), *(("normal", kind) for kind in CYP2C19)])
def test_no_english_word_stands_in_a_spanish_handout(kinds: tuple[str, str]) -> None:
    """But where it is quoted from the file, or marked as English."""
    document = document_of(*kinds, ("citalopram", "codeine", "bupropion", "citalopran"))
    assert document is not None
    english = {said for said in _said(document) if ENGLISH_WORDS.search(QUOTED.sub("", said))}
    assert english == set()


def _said(document: Document) -> Iterator[str]:
    """Every text in Spanish, without what is marked; names and what stands in the file alone is left out."""
    for text in texts_in(document):
        if not (text.message == "verbatim" and isinstance(text.values["text"], str)):
            yield "".join(run.text for run in SPANISH.runs(text) if run.language is None)
