"""A file's bytes as text, or the reason why they are not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pgx_reader.errors import UnusableInputError

_BINARY = {
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\xff\xfe": "UTF-16 text",
    b"\xfe\xff": "UTF-16 text",
}
_WAY_OUT = "Save or export it as a table: CSV, UTF-8."


@dataclass(frozen=True)
class RawFile:
    """A results file before anything is made of it. `text` has universal line ends and no byte-order mark."""

    name: str
    text: str


def decode(name: str, data: bytes) -> RawFile:
    """
    The bytes as UTF-8 text.

    Raises `UnusableInputError` for an empty file, a binary one, and text in another encoding.
    """
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise UnusableInputError(f"{name}: this is {what}, not a results table. {_WAY_OUT}")
    if b"\0" in data:
        raise UnusableInputError(f"{name}: this is a binary file, not a results table. {_WAY_OUT}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        raise UnusableInputError(f"{name}, row {line}: the text is not UTF-8. {_WAY_OUT}") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnusableInputError(f"{name}: the file is empty. It needs a header row and a row for each result.")
    return RawFile(name, text)
