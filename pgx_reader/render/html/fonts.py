"""
The handout's own faces for the page, in parts.

A page must hold its fonts, as nothing is fetched, and a reader's own may lack what a name is spelled with. The whole of
Noto Sans would be 130 kB in base64; its Latin letters are 27 kB and most handouts need no other. So the faces of the
PDF are kept in four parts each, as WOFF2, and a page takes those that it has a letter of. They are cut once
(`fonts/README.md`) and not for each page, which would need fontTools where the program runs, and a second for each.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "fonts"

PARTS: dict[str, tuple[tuple[int, int], ...]] = {
    "latin": ((0x20, 0x7E), (0xA0, 0xFF), (0x2000, 0x206F), (0x2190, 0x2265)),
    "latin-extended": ((0x100, 0x36F), (0x1E00, 0x1EFF), (0x2070, 0x218F), (0xFFFD, 0xFFFD)),
    "greek": ((0x370, 0x3FF),),
    "cyrillic": ((0x400, 0x52F),),
}
"""Each part's characters, as ranges of code points. A character that is in no part is left to the reader's fonts."""

WEIGHTS = {"Regular": 400, "Bold": 700}


def font_faces(text: str) -> str:
    """The `@font-face` rules of the parts that a text has a character of, with the fonts inside."""
    codes = set(map(ord, text))
    needed = [name for name, ranges in PARTS.items() if any(_within(code, ranges) for code in codes)]
    return "".join(_rule(weight, name) for name in needed for weight in WEIGHTS)


def font_file(weight: str, part: str) -> Path:
    """Where a part of a face is."""
    return _FOLDER / f"NotoSans-{weight}-{part}.woff2"


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


@cache
def _rule(weight: str, part: str) -> str:
    ranges = ",".join(f"U+{first:X}-{last:X}" for first, last in PARTS[part])
    font = b64encode(font_file(weight, part).read_bytes()).decode("ascii")
    return (
        f"@font-face{{font-family:Handout;font-weight:{WEIGHTS[weight]};unicode-range:{ranges};"
        f'src:url("data:font/woff2;base64,{font}") format("woff2")}}\n'
    )
