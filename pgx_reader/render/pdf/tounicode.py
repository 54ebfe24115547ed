"""The map by which whoever copies or reads aloud gets from a font's codes back to text."""

from __future__ import annotations

from collections.abc import Mapping

_MOST_IN_A_BLOCK = 100
"""As Adobe's Technical Note 5014 allows."""


def unicode_map(name: str, texts: Mapping[int, str], *, digits: int) -> str:
    """A ToUnicode CMap of codes that are written with so many hexadecimal digits, and the text of each."""
    lines = [f"<{code:0{digits}X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in sorted(texts.items())]
    blocks = [lines[n : n + _MOST_IN_A_BLOCK] for n in range(0, len(lines), _MOST_IN_A_BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<{'0' * digits}> <{'F' * digits}>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )
