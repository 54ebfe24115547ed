"""An input's texts, unpacked and decoded without the program: what a result can have been read from."""

from __future__ import annotations

import gzip
import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

MOST_UNPACKED = 16_000_000
"""The bytes that are unpacked of one input, here and by the program while it is fuzzed."""

_DEEPEST = 4
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"
_ONE_BYTE_ENCODINGS = ("cp1252", "latin_1", "cp1250", "cp1251", "mac_roman")
_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_HL7_ESCAPE = re.compile(r"\\X((?:[0-9A-Fa-f]{2})+)\\")


def members(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The input itself, and every file that is packed in it, archives in archives too, as far as they are whole."""
    yield data
    if depth >= _DEEPEST:
        return
    if data.startswith(_GZIP):
        try:
            with gzip.open(BytesIO(data)) as file:
                yield from members(file.read(MOST_UNPACKED), depth + 1)
        except (OSError, EOFError, zlib.error):
            return
    elif data.startswith(_ZIP):
        yield from _of_zip(data, depth)


def _of_zip(data: bytes, depth: int) -> Iterator[bytes]:
    left = MOST_UNPACKED
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        inside = archive.infolist()
    except Exception:
        return
    for member in inside:
        if left <= 0:
            return
        try:
            with archive.open(member) as file:
                content = file.read(left)
        except Exception:
            continue
        left -= len(content)
        yield from members(content, depth + 1)


def size_of(data: bytes) -> int:
    """The bytes that the program has to do with: the input's own and those that are packed in it."""
    return sum(map(len, members(data)))


def texts_of(data: bytes) -> str:
    """
    All that the input may say, in every encoding that it may be in, with XML's, JSON's and HL7's escapes resolved.

    More than one reading of the same bytes stands in it: what is found here may have been read, and what is not was
    made up.
    """
    return "\n".join(reading for member in members(data) for text in _decoded(member) for reading in _resolved(text))


def _decoded(data: bytes) -> Iterator[str]:
    try:
        yield data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield data.decode("utf-8", "ignore")
        yield from (data.decode(encoding, "replace") for encoding in _ONE_BYTE_ENCODINGS)
    if b"\0" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        for encoding in ("utf-16-le", "utf-16-be"):
            yield data.decode(encoding, "ignore")


def _resolved(text: str) -> Iterator[str]:
    yield text
    if "&" in text:
        yield html.unescape(text)
    if "\\u" in text:
        yield _JSON_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if "\\X" in text:
        yield _HL7_ESCAPE.sub(lambda match: bytes.fromhex(match[1]).decode("latin_1"), text)
