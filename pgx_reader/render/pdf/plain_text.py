"""Drawing text in the handout's own two faces: a character's code is its code point."""

from __future__ import annotations

import string
from functools import lru_cache
from typing import Any

from pgx_reader.render.pdf.embedding import Subset, embed, subset_of
from pgx_reader.render.pdf.faces import own_face

_NAMES = {False: "R", True: "B"}
_ALWAYS = frozenset(string.printable) - frozenset(string.whitespace) | {" "}
"""Embedded in every handout, so that nearly all can share one subset."""


class PlainText:
    """The plain text of one PDF."""

    def __init__(self, document: Any) -> None:
        self._drawn: dict[bool, list[str]] = {False: [], True: []}
        document.delayedFonts.append(self)

    def show(self, text: str, size: float, *, bold: bool) -> str:
        """The operators that draw a text where the last one ended."""
        self._drawn[bold].append(text)
        return f"/{_NAMES[bold]} {size:g} Tf <{text.encode('utf-16-be').hex()}> Tj"

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - what ReportLab calls such a method
        """Embed what was drawn."""
        for bold, drawn in self._drawn.items():
            if drawn:
                embed(_subset(_ALWAYS.union(*drawn), bold), _NAMES[bold], doc)


@lru_cache(maxsize=64)
def _subset(characters: frozenset[str], bold: bool) -> Subset:
    face = own_face(bold)
    codes = sorted(map(ord, characters))
    return subset_of(face, {code: face.glyph_of(code) for code in codes}, {code: chr(code) for code in codes})
