"""Streams whose data ends with a line end of its own before `endstream`, as an archive asks (ISO 19005-3, 6.1.7.1)."""

from __future__ import annotations

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFStream, PDFZCompress

_KEYWORD = b"endstream\n"


class Stream(PDFStream):
    """A stream with the line end that ReportLab's lack."""

    def format(self, document: PDFDocument) -> bytes:
        """The stream as PDF."""
        formatted: bytes = super().format(document)
        # Data that end with a "\r" and a line end of "\n" alone would look one byte too short.
        return formatted.removesuffix(_KEYWORD) + b"\r\n" + _KEYWORD


def compressed(content: bytes | str, **entries: object) -> Stream:
    """A compressed stream with these entries in its dictionary."""
    return Stream(PDFDictionary(entries), content, [PDFZCompress])


def plain(content: bytes, **entries: object) -> Stream:
    """A stream of the bytes themselves, which a program that knows no PDF can find."""
    return Stream(PDFDictionary(entries), content)


def end_all_streams(document: PDFDocument) -> None:
    """Put streams that end properly in the place of ReportLab's own, which already have names."""
    for name, thing in document.idToObject.items():
        if type(thing) is PDFStream:
            document.idToObject[name] = Stream(thing.dictionary, thing.content, thing.filters)
