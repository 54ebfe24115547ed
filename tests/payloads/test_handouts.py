"""Every payload in every place, and what each kind of handout makes of it: text, and nothing else."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from io import BytesIO, StringIO

import pikepdf
import pypdfium2
import pytest
from defusedxml import ElementTree
from rich.console import Console

from pgx_reader import render_html, render_pdf
from pgx_reader.errors import UnprintableTextError
from pgx_reader.models.document import Document
from pgx_reader.readers import name_as_text
from pgx_reader.render.json_lines import render_json
from pgx_reader.render.terminal import render_terminal
from pgx_reader.tables import load_tables
from pgx_reader.web import fragments
from pgx_reader.wording import load_wording
from tests.html.reading import name_of, parsed
from tests.payloads import PAYLOADS, Payload
from tests.payloads.places import HARMLESS, WORD_FOR_WORD, controls_in, everywhere, quoted, seen
from tests.pdf.tags import same_spaces

each_payload = pytest.mark.parametrize("payload", PAYLOADS, ids=[payload.label for payload in PAYLOADS])
# Letters that a page writes from right to left, which it keeps apart from what stands beside them.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_ACTS = {
    "/JS", "/JavaScript", "/AA", "/OpenAction", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData",
    "/AcroForm", "/RichMedia", "/Rendition", "/XFA",
}  # fmt: skip
_SHOWN_IN_COLOR = re.compile(r"\x1b\[[0-9;]*m")
_LINK = re.compile(r"\x1b\]8;[^;\x1b]*;([^\x1b]*)\x1b\\")
_XMP_TITLE = ".//{http://purl.org/dc/elements/1.1/}title//{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"


@cache
def _addresses() -> frozenset[str]:
    """Where the program's own tables link to: no page may lead anywhere else."""
    return frozenset(row.url for row in load_tables().sources.values())


def _html(document: Document) -> str | None:
    return _or_refused(lambda: render_html(document))


def _or_refused(render):  # type: ignore[no-untyped-def]
    """What is rendered; `None` where a letter cannot be shown, which is said in words that are safe themselves."""
    try:
        return render()
    except UnprintableTextError as error:
        said = str(error)
        assert "U+" in said or "more than 4 marks" in said
        assert not controls_in(said)
        return None


def _flat(page: str) -> list[tuple[str, tuple[str, ...], str, str]]:
    """Every element with its attributes, its text and the text behind it; of the style no text, it holds fonts."""
    return [
        (
            name_of(e),
            tuple(sorted(f"{k}={v}" for k, v in e.items())),
            "" if name_of(e) == "style" else _words(e.text),
            _words(e.tail),
        )
        for e in parsed(page).iter()
    ]


def _words(text: str | None) -> str:
    return same_spaces(text or "")


@cache
def _harmless_page() -> list[tuple[str, tuple[str, ...], str, str]]:
    return _flat(render_html(quoted(HARMLESS).document))


@each_payload
def test_a_page_is_the_harmless_one_with_other_words(payload: Payload) -> None:
    """Word for word in its places: element by element, the HTML is that of a harmless text."""
    page = _html(quoted(payload.text).document)
    patient = quoted(payload.text).interpretation.patient
    if page is None or patient.name is None or not seen(patient.name):
        return
    shown = seen(patient.name)
    assert seen(patient.id) == shown
    found = _flat(page)
    if _RIGHT_TO_LEFT.search(shown):
        assert {name for name, *_ in found} <= {name for name, *_ in _harmless_page()} | {"bdi"}
        return
    expected = [
        (
            name,
            tuple(a.replace(HARMLESS, shown) for a in attributes),
            *(_words(t.replace(HARMLESS, shown)) for t in rest),
        )
        for name, attributes, *rest in _harmless_page()
    ]
    assert found == expected


class _Scanner(HTMLParser):
    """The elements and attributes of a page, and where it leads or fetches from."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()
        self.leads_to: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element."""
        self.found |= {(tag, ""), *((tag, key) for key, _ in attrs)}
        self.leads_to |= {value or "" for key, value in attrs if key in ("href", "src", "action", "data", "srcdoc")}

    def unknown_decl(self, data: str) -> None:
        """What stands in `<![`: nothing in a page does."""
        self.found.add(("declaration", data))

    def handle_comment(self, data: str) -> None:
        """No page has one."""
        self.found.add(("comment", data))


@cache
def _known() -> set[tuple[str, str]]:
    """What harmless handouts are made of, with all kinds of blocks, words in another language and directions."""
    texts = (HARMLESS, "a;b", "*1/*2", "דנה", "normal metabolizer", "no call", "celexa; warfarin", "W" * 200)
    return {each for text in texts for each in _Scanner(render_html(everywhere(text).document)).found}


@each_payload
def test_no_page_gets_an_element_or_an_address(payload: Payload) -> None:
    """In all places at once: no element or attribute that harmless handouts lack, and no link but the tables' own."""
    page = _html(everywhere(payload.text).document)
    if page is None:
        return
    scanned = _Scanner(page)
    assert scanned.found <= _known()
    assert {where for where in scanned.leads_to if not where.startswith("data:image/png;base64,")} <= _addresses()
    assert not controls_in(page, allowed="\n\u200c\u200d")


@each_payload
def test_a_pdf_is_text_and_leads_nowhere(payload: Payload) -> None:
    """No action, script, form or file in it, no link but the tables' own; its title and every place are plain text."""
    told = everywhere(payload.text)
    data = _or_refused(lambda: render_pdf(told.document, archive=told.interpretation))
    if data is None:
        return
    with pikepdf.open(BytesIO(data)) as pdf:
        keys = {key for found in pdf.objects for key in _keys_in(found)}
        assert not keys & _ACTS
        assert {str(uri) for found in pdf.objects for uri in _uris_in(found)} <= _addresses()
        assert list(pdf.attachments) == ["interpretation.json"]
        attached = json.loads(pdf.attachments["interpretation.json"].get_file().read_bytes())
        title = str(pdf.docinfo.Title)
        (in_xmp,) = ElementTree.fromstring(pdf.Root.Metadata.read_bytes()).iterfind(_XMP_TITLE)
    assert attached["patient"]["id"] == told.interpretation.patient.id
    assert title == in_xmp.text
    assert not controls_in(title)
    shown = seen(told.interpretation.patient.name or "")
    if not _RIGHT_TO_LEFT.search(payload.text):
        assert _written_in(data).count(_close(shown)) >= (len(WORD_FOR_WORD) if len(shown) > 1 else 0)


def _keys_in(found: pikepdf.Object) -> set[str]:
    if isinstance(found, pikepdf.Array):
        return {key for part in found for key in _keys_in(part)}
    if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        return {str(found)} if isinstance(found, pikepdf.Name) else set()
    own = set(found.keys())
    return own | {str(found[key]) for key in ("/S", "/Subtype") if isinstance(found.get(key), pikepdf.Name)}


def _uris_in(found: pikepdf.Object) -> list[pikepdf.Object]:
    if not isinstance(found, pikepdf.Dictionary):
        return []
    action = found.get("/A")
    inside = [action["/URI"]] if isinstance(action, pikepdf.Dictionary) and "/URI" in action else []
    return inside + ([found["/URI"]] if "/URI" in found else [])


def _written_in(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as file:
        return "".join(_close(page.get_textpage().get_text_range()) for page in file)


def _close(text: str) -> str:
    """A text without blanks: where a line was broken is no matter."""
    return re.sub(r"[\s\ufffe\u00ad]", "", text)


@each_payload
def test_a_terminal_shows_text(payload: Payload) -> None:
    """On a terminal nothing is sent to it but colors and links to the tables' sources."""
    out = StringIO()
    console = Console(file=out, force_terminal=True, width=100, highlight=False)
    console.print(render_terminal(everywhere(payload.text).document, load_wording()))
    printed = out.getvalue()
    assert set(_LINK.findall(printed)) - {""} <= _addresses()
    assert not controls_in(_LINK.sub("", _SHOWN_IN_COLOR.sub("", printed)), allowed="\n")


@each_payload
def test_json_gives_it_back_and_controls_nothing(payload: Payload) -> None:
    """The JSON has every text as the file has it, and none of its characters moves a cursor."""
    interpretation = everywhere(payload.text).interpretation
    line = render_json(interpretation, load_wording())
    assert not controls_in(line)
    given = json.loads(line)
    assert given["patient"] == interpretation.patient.model_dump(mode="json")
    assert given["patient"]["lab"] in (payload.text.strip(), None, "\ufffd", *_whole(payload.text))


def _whole(text: str) -> set[str]:
    """A text whose halves of letters were replaced, as JSON is read."""
    return {text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()}


@each_payload
def test_the_counselors_page_gets_no_element(payload: Payload) -> None:
    """What the page in the browser is told of a file: no element or attribute that a harmless text does not make."""
    pieces = _pieces(payload.text)
    assert _Scanner(pieces).found <= _known_pieces()
    assert not controls_in(pieces, allowed="\n\u200c\u200d")


def _pieces(text: str) -> str:
    told = everywhere(text)
    problems = (*told.results.problems, *told.results.patients[0].problems)
    return "".join(
        (
            fragments.intake(told.results, problems, "en"),
            fragments.about(told.interpretation, "en"),
            fragments.medicines(told.interpretation, (name_as_text(text),), "en"),
        )
    )


@cache
def _known_pieces() -> set[tuple[str, str]]:
    texts = (HARMLESS, "a;b", "no call", "citalopran", "citalopran; x", "celexa; warfarin", "W" * 200)
    return {each for text in texts for each in _Scanner(_pieces(text)).found}


def test_the_scanner_sees_what_acts() -> None:
    """What the tests above rely on: an element that a text becomes is noticed."""
    scanned = _Scanner("<p>x<img src=http://x onerror=alert(1)><!--c--></p>")
    assert ("img", "onerror") in scanned.found
    assert scanned.leads_to == {"http://x"}
    assert ("comment", "c") in scanned.found
