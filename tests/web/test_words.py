"""The page's own words: complete in every language, used, and never markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pgx_reader
from pgx_reader.models.document import Text, in_english
from pgx_reader.web.words import in_html, preferred
from pgx_reader.wording import available_languages, load_page_wording, load_wording

WEB = Path(pgx_reader.__file__).parent / "web"
ENGLISH = load_page_wording("en")
OWN = sorted(ENGLISH.messages.keys() - load_wording("en").messages.keys())
SAME_IN_SPANISH = {"page.gallery.pdf", "page.look.paper.a4", "page.letterhead.color.which"}
SERVED_BY_NAME = {"page.problems.error", "page.problems.notice"}


@pytest.mark.parametrize("language", available_languages())
def test_every_language_says_all_of_it_with_the_same_values(language: str) -> None:
    """The same messages, the same placeholders, the same words in bold, and none left in English."""
    wording = load_page_wording(language)
    assert sorted(wording.messages.keys() - load_wording(language).messages.keys()) == OWN
    for message in OWN:
        assert wording.placeholders(message) == ENGLISH.placeholders(message), message
        assert wording.messages[message].count("**") == ENGLISH.messages[message].count("**"), message
        same = wording.messages[message] == ENGLISH.messages[message]
        assert same == (language == "en" or message in SAME_IN_SPANISH), message


def test_every_message_is_used_and_every_one_that_is_named_is_there() -> None:
    """Each is named in a template, a script or the code, and nothing is named that is not there."""
    files = [path for path in WEB.rglob("*") if path.suffix in (".py", ".js", ".html")]
    named = {name for path in files for name in re.findall(r'"(page\.[a-z0-9_.]+[a-z0-9_])"', path.read_text("utf-8"))}
    assert sorted(set(OWN) - named - SERVED_BY_NAME) == []
    assert sorted(named - set(OWN) - {"page.js", "page.css", "page.html"}) == []


def test_a_value_is_never_markup() -> None:
    """A name with markup in it is shown as it is written; what is English on a Spanish page is marked."""
    spanish = load_page_wording("es")
    text = Text(message="page.medicines.remove", values={"medicine": "<b>x</b> **y**"})
    assert in_html(text, spanish) == "Quitar &lt;b&gt;x&lt;/b&gt; **y**"
    assert in_html(in_english("<i>no</i>"), spanish) == '<span lang="en-US">&lt;i&gt;no&lt;/i&gt;</span>'


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("", "en"), ("es", "es"), ("fr, es-MX;q=0.5, en;q=0.4", "es"), ("en-US,es;q=0.9", "en"), (";;q=x,q=,de", "en")],
)
def test_the_page_is_in_the_language_that_the_browser_asks_for(accepted: str, language: str) -> None:
    """The first of those that there are; English where none is."""
    assert preferred(accepted) == language
