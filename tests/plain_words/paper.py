"""What a PDF's pages for patients look like: letters, their grounds and the contrast between them; pages and words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import pdfplumber

from tests.contrast import Color, contrast
from tests.pdf.layout import texts_of
from tests.plain_words.english import ENGLISH
from tests.plain_words.handouts import sample_pdfs
from tests.plain_words.score import Language, words

_PROFESSIONAL = ENGLISH.wording.messages["pro.title"].replace(" ", "")
WHITE = (1.0, 1.0, 1.0)


def letters(pdf: bytes) -> Iterator[tuple[Color, dict[str, Any]]]:
    """Each letter on the pages before the professional's, with the color of the smallest shape under it."""
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        for page in file.pages:
            text = "".join(char["text"] for char in page.chars if char["tag"] == "H1")
            if _PROFESSIONAL in text.replace(" ", ""):
                return
            shapes = [shape for shape in (*page.rects, *page.curves) if shape["fill"]]
            for char in page.chars:
                if char["text"].strip():
                    yield _ground(char, shapes), char


def _ground(char: dict[str, Any], shapes: list[dict[str, Any]]) -> Color:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    under = [s for s in shapes if s["x0"] <= x <= s["x1"] and s["top"] <= y <= s["bottom"]]
    smallest = min(under, key=lambda s: float(s["width"] * s["height"]), default=None)
    return tuple(smallest["non_stroking_color"]) if smallest else WHITE


def patient_pages(pdf: bytes, language: Language = ENGLISH) -> list[str]:
    """The texts of the pages before the professional's."""
    texts = texts_of(pdf)
    title = language.wording.messages["pro.title"]
    first = next(n for n, text in enumerate(texts) if text.startswith(title))
    return texts[:first]


def words_without(footer: int, pages: list[str]) -> int:
    """How many words the pages have, without the so many words of each one's footer."""
    return sum(len(words(page)) - footer for page in pages)


LOOKED_AT = slice(None, None, 3)
"""The share of the sample whose colors and sizes are looked at: they come from one theme."""


@cache
def looked_at() -> tuple[tuple[bool, str, float, tuple[Color, Color], bool], ...]:
    """Each kind of letter on the patient's pages: large print or not, such a letter, size, colors, footer or not."""
    kinds: dict[tuple[bool, float, tuple[Color, Color], bool], str] = {}
    for case, pdf in sample_pdfs()[LOOKED_AT]:
        for ground, char in letters(pdf):
            colors = tuple(char["non_stroking_color"]), ground
            kind = case.large_print, round(float(char["size"]), 2), colors, char["tag"] == "Artifact"
            kinds.setdefault(kind, char["text"])
    return tuple((large, letter, size, colors, footer) for (large, size, colors, footer), letter in kinds.items())


def smallest_type() -> tuple[float, float]:
    """The smallest size of what is no footer, in points, in regular and in large print."""
    sizes = [(large, size) for large, _, size, _, footer in looked_at() if not footer]
    return min(size for large, size in sizes if not large), min(size for large, size in sizes if large)


def least_contrast() -> float:
    """The least contrast of a letter to its ground, footers included."""
    return min(contrast(*colors) for _, _, _, colors, _ in looked_at())
