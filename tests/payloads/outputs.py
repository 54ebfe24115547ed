"""What each kind of output makes of texts: text, and nothing else. Every look is one function."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from io import BytesIO, StringIO

import pikepdf
import pypdfium2
from defusedxml import ElementTree
from rich.console import Console

from pgx_reader import render_html, render_pdf
from pgx_reader.batch.spreadsheet import CsvTable
from pgx_reader.errors import UnprintableTextError
from pgx_reader.models.document import Document
from pgx_reader.readers import name_as_text
from pgx_reader.render.json_lines import render_json
from pgx_reader.render.terminal import render_terminal
from pgx_reader.tables import load_tables
from pgx_reader.web import fragments
from pgx_reader.wording import load_wording
from tests.html.reading import name_of, parsed
from tests.payloads.calculated import calculated, text_of
from tests.payloads.places import HARMLESS, LETTERHEAD, Told, TwoPeopleError, controls_in, everywhere, quoted, seen
from tests.pdf.tags import same_spaces

TOGETHER = 9
"""So many texts can stand in one file, each in a place of its own that quotes it word for word."""

_TWINS = tuple(f"{HARMLESS} {letter}" for letter in "ABCDEFGHI")
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
def _harmless_page(number: int) -> list[tuple[str, tuple[str, ...], str, str]]:
    """The page of so many harmless texts, no two the same."""
    return _flat(render_html(quoted(_TWINS[:number]).document))


def page_of_words(told: Told) -> bool:
    """Word for word in its places: element by element, the HTML is that of harmless texts."""
    page = _html(told.document)
    words = {text: {value and seen(value) for value in told.quoted_for(text)} for text in told.texts}
    if page is None or any(not shown for values in words.values() for shown in values):
        return False
    assert all(len(values) == 1 for values in words.values())
    shown = [values.pop() or "" for values in words.values()]
    found, twin = _flat(page), _harmless_page(len(told.texts))
    if any(map(_RIGHT_TO_LEFT.search, shown)):
        assert {name for name, *_ in found} <= {name for name, *_ in twin} | {"bdi"}
        return True
    with_words = _in_place_of_twins(shown)
    assert found == [
        (name, tuple(sorted(map(with_words, attributes))), *(_words(with_words(text)) for text in rest))
        for name, attributes, *rest in twin
    ]
    return True


def _in_place_of_twins(shown: list[str]) -> Callable[[str], str]:
    """Puts what is shown of texts where the harmless ones stand."""
    instead = dict(zip(_TWINS, shown, strict=False))
    twins = re.compile("|".join(map(re.escape, _TWINS)))
    return lambda text: twins.sub(lambda match: instead[match[0]], text)


class Scanner(HTMLParser):
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


_HARMLESS_ONES = tuple(
    (text,)
    for text in (HARMLESS, "a;b", "*1/*2", "דנה", "normal metabolizer", "no call", "celexa; warfarin", "W" * 200)
)


@cache
def _known() -> set[tuple[str, str]]:
    """What harmless handouts are made of, with all kinds of blocks, words in another language and directions."""
    return {each for texts in _HARMLESS_ONES for each in Scanner(render_html(everywhere(texts).document)).found}


def page_of_known_elements(told: Told) -> bool:
    """In all places at once: no element or attribute that harmless handouts lack, and no link but the tables' own."""
    page = _html(told.document)
    if page is None:
        return False
    scanned = Scanner(page)
    assert scanned.found <= _known()
    assert {where for where in scanned.leads_to if not where.startswith("data:image/png;base64,")} <= _addresses()
    assert not controls_in(page, allowed="\n\u200c\u200d")
    return True


def pdf(told: Told) -> bool:
    """No action, script, form or file in it, no link but the tables' own; its title and every place are plain text."""
    data = _or_refused(lambda: render_pdf(told.document, archive=told.interpretation))
    if data is None:
        return False
    with pikepdf.open(BytesIO(data)) as file:
        keys = {key for found in file.objects for key in _keys_in(found)}
        assert not keys & _ACTS
        assert {str(uri) for found in file.objects for uri in _uris_in(found)} <= _addresses()
        assert list(file.attachments) == ["interpretation.json"]
        attached = json.loads(file.attachments["interpretation.json"].get_file().read_bytes())
        title = str(file.docinfo.Title)
        (in_xmp,) = ElementTree.fromstring(file.Root.Metadata.read_bytes()).iterfind(_XMP_TITLE)
    assert attached["patient"] == told.interpretation.patient.model_dump(mode="json")
    assert title == in_xmp.text
    assert not controls_in(title)
    written = _written_in(data)
    for text in told.texts:
        shown = Counter(seen(value or "") for value in told.quoted_for(text, but={"specimen"}))
        for words, times in shown.items():
            assert len(words) < 2 or _RIGHT_TO_LEFT.search(words) or written.count(_close(words)) >= times
    return True


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


def terminal(told: Told) -> bool:
    """On a terminal nothing is sent to it but colors and links to the tables' sources."""
    out = StringIO()
    console = Console(file=out, force_terminal=True, width=100, highlight=False)
    console.print(render_terminal(told.document, load_wording()))
    printed = out.getvalue()
    assert set(_LINK.findall(printed)) - {""} <= _addresses()
    assert not controls_in(_LINK.sub("", _SHOWN_IN_COLOR.sub("", printed)), allowed="\n")
    return True


def json_line(told: Told) -> bool:
    """The JSON has every text as the file has it, and none of its characters moves a cursor."""
    line = render_json(told.interpretation, load_wording())
    assert not controls_in(line)
    patient = told.interpretation.patient
    assert json.loads(line)["patient"] == patient.model_dump(mode="json")
    for text in told.texts:
        # The number of the patient is the only one that is made up where it is not given.
        kept = {value for value in told.quoted_for(text) if value != patient.id}
        assert kept <= {text.strip(), None, "\ufffd", _whole(text)}
    return True


def _whole(text: str) -> str:
    """A text whose halves of letters were replaced, as JSON is read."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def counselors_page(told: Told) -> bool:
    """What the page in the browser is told of a file: no element or attribute that a harmless text does not make."""
    pieces = _pieces(told)
    assert Scanner(pieces).found <= _known_pieces()
    assert not controls_in(pieces, allowed="\n\u200c\u200d")
    return True


def _pieces(told: Told) -> str:
    problems = (*told.results.problems, *told.results.patients[0].problems)
    return "".join(
        (
            fragments.intake(told.results, problems, "en"),
            fragments.about(told.interpretation, "en"),
            fragments.medicines(told.interpretation, (name_as_text(told.at["--medicine"]),), "en"),
        )
    )


@cache
def _known_pieces() -> set[tuple[str, str]]:
    texts = (HARMLESS, "a;b", "no call", "citalopran", "citalopran; x", "celexa; warfarin", "W" * 200)
    return {each for text in texts for each in Scanner(_pieces(everywhere((text,)))).found}


def cells(text: str) -> None:
    """In any column, whichever sign divides the cells where it is opened; read by machine, it is the text again."""
    file = StringIO(newline="")
    table = CsvTable(file, ("first", "second", "third"))
    table.add({"first": text, "second": text, "third": f"seen: {text}"})
    assert calculated(file.getvalue()) == []
    (row,) = csv.DictReader(StringIO(file.getvalue(), newline=""))
    assert [text_of(cell) for cell in row.values()] == [text, text, f"seen: {text}"]


@dataclass(frozen=True)
class Output:
    """
    A kind of output: how texts are put into it, and the look at it.

    `look` answers `False` where nothing is shown of them, as where a letter cannot be printed and the message says so.
    `lacks` are the places that have no way into it.
    """

    name: str
    told_of: Callable[[tuple[str, ...]], Told]
    look: Callable[[Told], bool]
    lacks: tuple[str, ...] = ()

    def places(self, told: Told) -> int:
        """In how many places a text stands that have a way into it."""
        return len(told.at.keys() - set(self.lacks))


OUTPUTS = (
    Output("HTML beside a harmless one", quoted, page_of_words),
    Output("HTML", everywhere, page_of_known_elements),
    Output("PDF with its attachment", everywhere, pdf),
    Output("terminal", everywhere, terminal),
    Output("JSON", everywhere, json_line, LETTERHEAD),
    Output("counselor's page", everywhere, counselors_page, LETTERHEAD),
)


def look_at(output: Output, texts: tuple[str, ...]) -> None:
    """Look at texts together; where not all can be shown, at one half after the other, down to each alone."""
    if not _is_shown(output, texts) and len(texts) > 1:
        half = len(texts) // 2
        look_at(output, texts[:half])
        look_at(output, texts[half:])


def _is_shown(output: Output, texts: tuple[str, ...]) -> bool:
    try:
        return output.look(output.told_of(texts))
    except TwoPeopleError:
        assert len(texts) > 1, "a text that is the same everywhere gives no second name"
        return False
