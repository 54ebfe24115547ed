"""Streams of a PDF."""

from __future__ import annotations

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFStream, PDFZCompress


def compressed(content: bytes | str, **entries: object) -> PDFStream:
    """A compressed stream with these entries in its dictionary."""
    return PDFStream(PDFDictionary(entries), content, [PDFZCompress])


def plain(content: bytes, **entries: object) -> PDFStream:
    """A stream of the bytes themselves, which a program that knows no PDF can find."""
    return PDFStream(PDFDictionary(entries), content)
