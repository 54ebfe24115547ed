"""A PDF as bytes: what is no stream is packed and compressed, and a stream says where all is (ISO 32000-1, 7.5)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import count
from struct import pack
from typing import Any

from reportlab.pdfgen.canvas import Canvas

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_END_OF_STREAM = b"endstream\n"


def file_of(canvas: Canvas) -> bytes:
    """
    The finished PDF of a canvas, which is not to be used any more.

    ReportLab would write each small object by itself, uncompressed. Here the structure tree, most of a tagged file's
    objects, takes a tenth of that.
    """
    document: Any = canvas._doc  # type: ignore[attr-defined] # private, and the one way to what a file consists of
    _complete(document, canvas)
    file = bytearray(_HEADER)
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 0xFFFF)}
    small: list[tuple[int, bytes]] = []
    for number, content in _objects(document):
        if content.endswith(_END_OF_STREAM):
            places[number] = (1, len(file), 0)
            file += _indirect(number, _with_end_of_line(content))
        else:
            small.append((number, content))
    packed, index = len(places) + len(small), len(places) + len(small) + 1
    places |= {number: (2, packed, n) for n, (number, _) in enumerate(small)}
    places[packed] = (1, len(file), 0)
    file += _indirect(packed, _packed(small))
    places[index] = (1, len(file), 0)
    start = len(file)
    file += _indirect(index, _index(document, places))
    file += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(file)


def _complete(document: Any, canvas: Canvas) -> None:
    """Add what is known only when all pages are drawn."""
    for font in document.delayedFonts:
        font.addObjects(document)
    document.info.digest(document.signature)
    document.Reference(document.Catalog)
    document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None


def _objects(document: Any) -> Iterator[tuple[int, bytes]]:
    """Every object with its number; to write one can add others."""
    for number in count(1):
        name = document.numberToId.get(number)
        if name is None:
            return
        yield number, document.idToObject[name].format(document)


def _indirect(number: int, content: bytes) -> bytes:
    return b"%d 0 obj\n%bendobj\n" % (number, content)


def _with_end_of_line(stream: bytes) -> bytes:
    r"""
    A stream whose data ends with a line end of its own, as an archive asks (ISO 19005-3, 6.1.7.1).

    Data that end with a "\r" and a line end of "\n" alone would look one byte too short.
    """
    return stream.removesuffix(_END_OF_STREAM) + b"\r\n" + _END_OF_STREAM


def _packed(objects: list[tuple[int, bytes]]) -> bytes:
    """Objects that are no streams, as one stream."""
    offsets, offset = [], 0
    for number, content in objects:
        offsets.append(b"%d %d" % (number, offset))
        offset += len(content) + 1
    head = b" ".join(offsets) + b"\n"
    return _stream(
        head + b"\n".join(content for _, content in objects),
        b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)),
    )


def _index(document: Any, places: dict[int, tuple[int, int, int]]) -> bytes:
    """Where each object is, and what the file begins with."""
    identifier = document.signature.hexdigest().encode()
    root, info = (document.Reference(thing).format(document) for thing in (document.Catalog, document.info))
    table = b"".join(pack(">BIH", *places[number]) for number in range(len(places)))
    entries = (len(places), root, info, identifier, identifier)
    return _stream(table, b"/Type/XRef/W[1 4 2]/Size %d/Root %b/Info %b/ID[<%b><%b>]" % entries)


def _stream(content: bytes, entries: bytes) -> bytes:
    data = zlib.compress(content)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\r\nendstream\n" % (entries, len(data), data)
