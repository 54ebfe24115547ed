"""PyPGx's `metadata.txt`, which lies beside the table in each of its archives, says the gene and holds no result."""

from __future__ import annotations

from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition

METADATA_NAME = "metadata.txt"

_MOST_LINES = 50


def recognize(raw: RawFile) -> Recognition | None:
    """Lines of the form `Key=value`, one of which says what kind of table lies beside it."""
    lines = [line for line in raw.lines[: _MOST_LINES + 1] if line.strip()]
    if len(raw.lines) > _MOST_LINES or not all("=" in line for line in lines) or not value_of("SemanticType", raw.text):
        return None
    return Recognition("PyPGx's metadata", "it says which semantic type the table beside it has", is_results=False)


def read(raw: RawFile) -> Contents:  # noqa: ARG001 - every reader has the same door
    """Nobody's results: the table beside it has them."""
    return Contents()


def value_of(key: str, text: str) -> str | None:
    r"""
    What the metadata say under a key; `None` where they do not have it.

    >>> value_of("Gene", "Gene=CYP2D6\nAssembly=GRCh38")
    'CYP2D6'
    """
    for line in text.splitlines():
        name, _, value = line.partition("=")
        if name.strip() == key and value.strip():
            return value.strip()
    return None
