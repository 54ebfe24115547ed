"""The faces for what the handout's own two cannot show: which there are, and which one has a letter.

First comes Noto Sans with all its Latin, Greek and Cyrillic letters and the places of their marks; then the faces of
`pgx-reader[scripts]`, where that is installed; then those in the folder that `PGX_READER_FONTS` names.
"""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path

import uharfbuzz as hb

from pgx_reader.render.letters import INVISIBLE

FOLDER_VARIABLE = "PGX_READER_FONTS"

_OWN = Path(__file__).parent / "fonts"
_EXTRA_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
_NOT_OF_THE_EXTRA = ("NotoSans[wght]", "NotoSans-Italic[wght]", "NotoEmoji[wght]", "NotoSansSymbols[wght]")
_EXTRA_SCRIPTS = re.compile(
    "ARABIC|ARMENIAN|BENGALI|BOPOMOFO|CJK|DEVANAGARI|ETHIOPIC|FULLWIDTH|GEORGIAN|GUJARATI|GURMUKHI|HALFWIDTH|HANGUL|"
    "HEBREW|HIRAGANA|IDEOGRAPHIC|KANNADA|KATAKANA|KHMER|LAO|MALAYALAM|MYANMAR|ORIYA|SINHALA|TAMIL|TELUGU|THAI"
)
"""How the names of characters begin that the faces of the extra have."""

_BOLD, _REGULAR = 700, 400
_OUTLINES = frozenset({"glyf", "CFF ", "CFF2"})


class FontFace:
    """A face of a font file, in one weight where the file has several."""

    def __init__(self, path: Path, bold: bool) -> None:
        self.path = path
        self.weight = _BOLD if bold else _REGULAR

    @property
    def name(self) -> str:
        """What the face is called, with its weight where the file has several."""
        stem, variable, _ = self.path.stem.partition("[")
        return f"{stem}-{self.weight}" if variable else stem

    @cached_property
    def hb_face(self) -> hb.Face:
        """The file's face; of a collection the one for simplified Chinese, which has all of its letters."""
        blob = hb.Blob.from_file_path(self.path)
        faces = [hb.Face(blob, n) for n in range(max(hb.Face(blob).count, 1))]
        return next((face for face in faces if (face.get_name(1) or "").endswith(" SC")), faces[0])

    @cached_property
    def font(self) -> hb.Font:
        """The face at its weight, in a thousand units to the em."""
        font = hb.Font(self.hb_face)
        font.scale = (1000, 1000)
        if self.has_weights:
            font.set_variations({"wght": self.weight})
        return font

    @cached_property
    def has_weights(self) -> bool:
        """Whether the file holds more than one weight."""
        return any(axis.tag == "wght" for axis in self.hb_face.axis_infos)

    @cached_property
    def letters(self) -> frozenset[int]:
        """The code points that it has. None where its letters are not outlines, so that they could not be embedded."""
        tags = set(self.hb_face.table_tags)
        colored = self.hb_face.has_color_paint or self.hb_face.has_color_layers
        return frozenset(self.hb_face.unicodes) if tags & _OUTLINES and not colored else frozenset()

    @cached_property
    def is_true_type(self) -> bool:
        """Whether its outlines are TrueType's, not CFF's."""
        return "glyf" in self.hb_face.table_tags

    def glyph_of(self, code_point: int) -> int:
        """The number of the glyph of a code point among its `letters`."""
        return int(self.font.get_nominal_glyph(code_point) or 0)

    def width_of(self, glyph: int) -> int:
        """How wide a glyph is, in thousandths of the type's size."""
        return int(self.font.get_glyph_h_advance(glyph))

    def has(self, cluster: str) -> bool:
        """Whether it has all that can be seen of a cluster."""
        return all(ord(char) in self.letters for char in cluster if char not in INVISIBLE)


@cache
def own_face(bold: bool) -> FontFace:
    """The handout's regular or bold face."""
    return FontFace(_OWN / f"NotoSans-{'Bold' if bold else 'Regular'}.ttf", bold)


@lru_cache(maxsize=4096)
def face_for(cluster: str, bold: bool) -> FontFace | None:
    """The first face that has all of a cluster: a letter and what stands on it. None where no face has."""
    return next((face for face in _faces(bold) if face.has(cluster)), None)


def way_out(missing: str) -> str:
    """What to install or do so that characters which no face has can be shown."""
    letters = {char for char in missing if _EXTRA_SCRIPTS.match(unicodedata.name(char, ""))}
    advice = []
    install = bool(letters) and not _extra_files()
    if install:
        advice.append('Install the fonts: pip install "pgx-reader[scripts]".')
    if set(missing) - letters or not install:
        folder = os.environ.get(FOLDER_VARIABLE)
        if folder and not Path(folder).is_dir():
            advice.append(f"{FOLDER_VARIABLE} names {folder}, which is no folder.")
        which = "the others" if install else "them"
        advice.append(f"Write the text without {which}, or set {FOLDER_VARIABLE} to a folder with a font for {which}.")
    return " ".join(advice)


@cache
def _faces(bold: bool) -> tuple[FontFace, ...]:
    own = _OWN / f"NotoSansMarks-{'Bold' if bold else 'Regular'}.ttf"
    return tuple(FontFace(path, bold) for path in (own, *_extra_files(), *_folder_files(bold)))


@cache
def _extra_files() -> tuple[Path, ...]:
    specs = [spec for name in _EXTRA_PACKAGES if (spec := find_spec(name)) is not None]
    folders = [Path(folder) for spec in specs for folder in spec.submodule_search_locations or ()]
    files = (path for folder in folders for path in sorted(folder.glob("*.tt[fc]")))
    return tuple(path for path in files if path.stem not in _NOT_OF_THE_EXTRA)


def _folder_files(bold: bool) -> tuple[Path, ...]:
    """The upright files of the folder: those of the weight first, and faces without serifs before others."""
    folder = os.environ.get(FOLDER_VARIABLE)
    if not folder:
        return ()
    files = [path for path in Path(folder).rglob("*") if path.suffix.lower() in {".ttf", ".otf", ".ttc"}]
    styled = [(_style(path), path) for path in files]
    wanted = ("bold", "regular") if bold else ("regular", "bold")
    kept = [(wanted.index(style), "Sans" not in path.stem, path.name, path) for style, path in styled if style]
    return tuple(path for *_, path in sorted(kept))


def _style(path: Path) -> str:
    """Regular, bold, or empty for any other style, by the file's name."""
    _, dash, style = path.stem.partition("-")
    return style.lower() if style in {"Regular", "Bold"} else "" if dash else "regular"
