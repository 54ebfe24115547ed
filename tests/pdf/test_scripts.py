"""A name prints and reads back in whatever letters it is written, or the program says what it lacks."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import page
import pikepdf
import pytest

from pgx_reader.errors import UnprintableTextError
from pgx_reader.models.document import Document, Fact, Facts, Paragraph, verbatim
from pgx_reader.render.pdf import faces, fonts, render_pdf, shaping, text
from pgx_reader.render.pdf.directions import levels_of, visual_order
from pgx_reader.render.pdf.text import break_lines
from pgx_reader.render.pdf.theme import TextStyle
from pgx_reader.wording import Run

from .hostile import every_block
from .layout import sheets_of, texts_of
from .outline import spoken
from .samples import WORDING, flowing, texts
from .tags import read

needs_fonts = pytest.mark.skipif(
    find_spec("manimgx_fonts") is None or find_spec("manimgx_fonts_cjk") is None,
    reason='the fonts of pgx-reader[scripts] are not installed: pip install "pgx-reader[scripts]"',
)

ALWAYS = {
    "Latin": "Zoë Łukaszewicz-Nguyễn",
    "Latin with marks on letters that have no form of their own": "Ọ̀ṣun Adé̩bàyọ̀ M̧ajuro Kwɛsi",
    "decomposed": unicodedata.normalize("NFD", "Zoë Nguyễn Đặng"),
    "Greek": "Ωμέγα Ἀριστοτέλης ᾧ",
    "Cyrillic": "Зоя Ї́жак Өмүрбек Ҷамшед",
}
RIGHT_TO_LEFT = {
    "Arabic": "ليلى عبد الله",
    "Persian with a joiner": "علی‌رضا پژمان",
    "Hebrew": "חנה כהן-לוי",
}
LEFT_TO_RIGHT = {
    "Devanagari": "श्रीकृष्ण शर्मा क्षत्रिय हिंदी",
    "Han": "李小龍 欧阳",
    "kana": "やまだ タロウ",
    "Hangul": "김민수",
    "Bengali": "অর্ণব মুখোপাধ্যায়",
    "Tamil": "தமிழ்ச்செல்வன்",
    "Thai": "ชัยวัฒน์ ตั้ง",
    "many scripts": "Ana Ортис 李 हरि Ωμ",
}
MARKED = {
    "Hebrew with points": "שָׁלוֹם בֶּן־דָּוִד",
    "Arabic with vowels": "مُحَمَّد عليّ",
    "both directions": "Ana عبد الله (12) 李",
}


def _cases(*tables: dict[str, str]) -> list:
    return [
        pytest.param(name, id=kind, marks=() if kind in ALWAYS else needs_fonts)
        for table in tables
        for kind, name in table.items()
    ]


EVERY_SCRIPT = _cases(ALWAYS, RIGHT_TO_LEFT, LEFT_TO_RIGHT, MARKED)


@pytest.mark.parametrize("name", EVERY_SCRIPT)
def test_reads_back(name: str) -> None:
    """By the tags, every block says a name of any script letter for letter, composed, in the order of reading."""
    handout = flowing(*every_block(name))
    reading = read(render_pdf(handout, WORDING))
    assert reading.elements == [(role, unicodedata.normalize("NFC", said)) for role, said in spoken(handout, WORDING)]
    assert reading.problems == []


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("name", EVERY_SCRIPT)
def test_conformance(name: str, large_print: bool) -> None:
    """A handout with a name of any script in every place passes all checks of PDF/UA-1 that a program can make."""
    pdf = render_pdf(flowing(*every_block(name)), WORDING, large_print=large_print)
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.rules.passed > 0


@pytest.mark.parametrize("name", EVERY_SCRIPT)
def test_never_a_box(name: str) -> None:
    """No glyph that is drawn is the font's sign for a missing one, and every code of a font means something."""
    drawn = list(_glyphs(render_pdf(flowing(*every_block(name)), WORDING)))
    assert drawn
    assert [glyph for glyph in drawn if glyph == 0] == []


@pytest.mark.parametrize("name", _cases(ALWAYS, LEFT_TO_RIGHT))
def test_copies_as_it_is(name: str) -> None:
    """Whoever copies a name gets its letters."""
    assert unicodedata.normalize("NFC", name) in _copied(_named(name))


@pytest.mark.parametrize("name", _cases(RIGHT_TO_LEFT))
def test_copies_word_for_word(name: str) -> None:
    """Whoever copies a name that runs from right to left gets every word of it; a joiner has no letter to copy."""
    copied = _copied(_named(name))
    assert [word for word in name.replace("\u200c", "").split() if word not in copied.replace("\u200c", "")] == []


@pytest.mark.parametrize(
    ("line", "levels"),
    [
        ("abc 12", ""),
        ("a אב 12", "0011000"),
        ("אב (גד) e", "111111100"),
        ("א 12/3 ב", "11222211"),
        ("א-123 b", "1122200"),
        ("אב, b גד", "11000011"),
        ("(אב) גד", "0111111"),
    ],
)
def test_directions(line: str, levels: str) -> None:
    """A stretch from right to left ends with its last letter, and what the page says after it stays where it is."""
    assert "".join(map(str, levels_of(line))) == levels


def test_order_on_the_page() -> None:
    """Words from right to left stand so on each line, and numbers between them from left to right."""
    assert visual_order([0, 1, 1, 2, 2, 1, 0]) == [0, 5, 3, 4, 2, 1, 6]


@needs_fonts
def test_each_line_begins_with_its_own_words() -> None:
    """A name over two lines has its first words on the first line, from the right."""
    style = TextStyle(12, 15)
    name = "אבגדה " * 8
    lines = break_lines((Run(name.strip()),), style, 200)
    assert len(lines) > 1
    for line in lines:
        places = [fragment.x for fragment in line.fragments]
        assert places == sorted(places, reverse=True)
        assert max(fragment.x + fragment.width for fragment in line.fragments) <= 200


def test_marks_stand_on_their_letters() -> None:
    """A mark that has no form together with its letter is higher on a capital than on a small letter."""
    small, capital = (
        next(part.shaped for part in fonts.parts(word, (), False) if part.shaped) for word in ("x\u0302", "X\u0302")
    )
    assert capital.glyphs[1].y - small.glyphs[1].y > 100


def _word(letters: str) -> str:
    return (letters * 200)[:200]


NAMES = {
    "200 letters": _word("Nguyễn"),
    "200 letters with marks": _word("ọ̀"),
    "200 Cyrillic letters": _word("Щ"),
    "markup": "<b>Ana</b> <img src=/etc/passwd> <img src='http://x.test/'> & &lt; {name} **x**",
    "no letters": " ",
    "four marks": "e\u0301\u0302\u0303\u0304",
    "a mark on nothing": "\u0301 Ana",
    "direction controls": "Ana\u202e\u2066ziT\u2069\u200f",
    "zero width": "A\u200bn\ufeffa\u200c\u200d",
}
FOREIGN_NAMES = {
    "200 Han letters": _word("李"),
    "200 Arabic letters": _word("محمد"),
    "200 Devanagari letters": _word("क्षि"),
    "200 letters of three scripts": _word("aЖ李"),
    "Arabic in direction controls": "\u202dمحمد\u202c \u200eعلي",
}


def _in_both_sizes() -> list:
    """Each name, first in a size that takes turns, so that half of the cases have every name and both sizes."""
    kinds = [*NAMES, *FOREIGN_NAMES]
    return [
        pytest.param(
            (NAMES | FOREIGN_NAMES)[kind],
            large_print,
            id=f"{kind}{', large print' * large_print}",
            marks=needs_fonts if kind in FOREIGN_NAMES else (),
        )
        for n, kind in enumerate(kinds)
        for large_print in (bool(n % 2), not n % 2)
    ]


@pytest.mark.share(2)
@pytest.mark.parametrize(("name", "large_print"), _in_both_sizes())
def test_hostile_names(name: str, large_print: bool) -> None:
    """A name of any length and content stays within the page, as text; it adds no link, picture or file."""
    pdf = render_pdf(flowing(*every_block(name)), WORDING, large_print=large_print)
    reading = read(pdf)
    # A blank for a name, between two blanks, is more than one of them.
    assert [problem for problem in reading.problems if name.strip() or "two blanks" not in problem] == []
    assert fonts.composed(name).strip() in "\n".join(said for _, said in reading.elements)
    for sheet in sheets_of(pdf):
        assert (sheet.images, sheet.annotations) == ([], 0)
        right = sheet.width - 36
        assert [c for c in sheet.chars if c.x0 < 36 or c.x1 > right or c.bottom > sheet.height] == []


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("\u0301" * 200, "more than 4 marks on one letter"),
        ("e" + "\u0301" * 6, "more than 4 marks on one letter"),
        ("Secret 😀", '"😀" U+1F600 (GRINNING FACE)'),
        ("Secret \ue000", "U+E000 (no name)"),
        ("Secret 𓀀", '"𓀀" U+13000 (EGYPTIAN HIEROGLYPH A001)'),
    ],
)
def test_refused_names(name: str, says: str) -> None:
    """What cannot be printed is refused by letter, code point and place; the name around it is not repeated."""
    with pytest.raises(UnprintableTextError) as error:
        render_pdf(_named(name), WORDING)
    message = str(error.value)
    assert says in message
    assert message.startswith('"Name": ')
    assert "Secret" not in message


@pytest.fixture
def no_extra(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program as it is without the fonts of `pgx-reader[scripts]`."""
    monkeypatch.setattr(faces, "_EXTRA_PACKAGES", ())
    _forget()
    yield
    _forget()


def _forget() -> None:
    caches = (faces._faces, faces._extra_files, faces.face_for, fonts.printable, shaping.shape, text.break_lines)
    for cached in (*caches, text.balanced_lines, text.longest_word):
        cached.cache_clear()


@pytest.mark.usefixtures("no_extra")
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("李", '"李" U+674E (CJK UNIFIED IDEOGRAPH-674E)'),
        ("ש", '"ש" U+05E9 (HEBREW LETTER SHIN)'),
        ("हि", '"ह" U+0939 (DEVANAGARI LETTER HA)'),
        ("김", '"김" U+AE40 (HANGUL SYLLABLE GIM)'),
    ],
)
def test_what_to_install(name: str, says: str) -> None:
    """Without the extra, a name in its scripts is refused with the command that installs them, and nothing else."""
    with pytest.raises(UnprintableTextError) as error:
        render_pdf(_named(name), WORDING)
    assert says in str(error.value)
    assert str(error.value).endswith('Install the fonts: pip install "pgx-reader[scripts]".')


@pytest.mark.usefixtures("no_extra")
def test_some_to_install_and_some_not() -> None:
    """Where the extra has only some of the letters, what to do about the others is said, too."""
    with pytest.raises(UnprintableTextError, match=r"pgx-reader\[scripts\].*Write the text without the others"):
        render_pdf(_named("李😀"), WORDING)


@needs_fonts
@pytest.mark.usefixtures("no_extra")
def test_a_folder_of_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Fonts in the folder that `PGX_READER_FONTS` names are used, whatever else lies there."""
    spec = find_spec("manimgx_fonts")
    assert spec is not None
    [source] = map(Path, spec.submodule_search_locations or ())
    (tmp_path / "NotoSansHebrew-Regular.ttf").write_bytes((source / "NotoSansHebrew[wght].ttf").read_bytes())
    (tmp_path / "broken-Regular.ttf").write_bytes(b"no font at all")
    monkeypatch.setenv(faces.FOLDER_VARIABLE, str(tmp_path))
    assert "כהן" in _copied(_named("כהן"))


@pytest.mark.usefixtures("no_extra")
def test_a_folder_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder that is none is said with the letters that it should have had."""
    monkeypatch.setenv(faces.FOLDER_VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(UnprintableTextError, match=r"nowhere, which is no folder"):
        render_pdf(_named("😀"), WORDING)


def _named(name: str) -> Document:
    return flowing(
        Facts(items=(Fact(label=verbatim("Name"), value=verbatim(name)),)), Paragraph(sentences=texts("Words."))
    )


def _copied(handout: Document) -> str:
    return unicodedata.normalize("NFC", " ".join(texts_of(render_pdf(handout, WORDING))))


def _glyphs(pdf: bytes) -> Iterator[int]:
    """The number of each glyph that is drawn from a font, or its code in a font without such numbers."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for sheet in file.pages:
            glyphs_of: Callable[[bytes], Iterator[int]] = iter
            for operands, operator in pikepdf.parse_content_stream(sheet):
                if str(operator) == "Tf":
                    glyphs_of = _reader(sheet.Resources.Font[str(operands[0])])
                elif str(operator) in {"Tj", "TJ"}:
                    strings = operands[0] if str(operator) == "TJ" else operands
                    for string in strings:
                        if isinstance(string, pikepdf.String):
                            yield from glyphs_of(bytes(string))


def _reader(font: pikepdf.Object) -> Callable[[bytes], Iterator[int]]:
    if font.Subtype != "/Type0":
        return iter
    numbers = font.DescendantFonts[0].get("/CIDToGIDMap")
    table = None if numbers is None else numbers.read_bytes()

    def glyphs(codes: bytes) -> Iterator[int]:
        for n in range(0, len(codes), 2):
            place = 2 * int.from_bytes(codes[n : n + 2], "big")
            yield place // 2 if table is None else int.from_bytes(table[place : place + 2], "big")

    return glyphs
