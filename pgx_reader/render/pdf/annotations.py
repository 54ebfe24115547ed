"""Links of a page: where a click leads, and how that is said in words."""

from __future__ import annotations

from urllib.parse import quote

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFString

Box = tuple[float, float, float, float]


class LinkAnnotation(PDFObject):
    """
    A link of some words on a box: its left, lower, right and upper edge.

    `claim` is the key under which the structure tree has its element.
    """

    __RefOnly__ = 1

    def __init__(self, box: Box, words: str, url: str, claim: int) -> None:
        self._box = box
        self._contents = PDFString(_where_to(words, url))
        self._address = PDFString(_address(url))
        self._claim = claim

    def format(self, document: PDFDocument) -> bytes:
        """The link as PDF. F is "to be printed"."""
        box = " ".join(f"{edge:.2f}" for edge in self._box).encode()
        action = b"<</S/URI/URI%b>>" % self._address.format(document)
        entries = (box, self._contents.format(document), self._claim, action)
        return b"<</Type/Annot/Subtype/Link/Rect[%b]/Border[0 0 0]/F 4/Contents%b/StructParent %d/A%b>>" % entries


def _where_to(words: str, url: str) -> str:
    """A link's words and its address, or the words alone where they are the address."""
    place = url.partition(":")[2].strip("/")
    return words if place in words else f"{words}: {url}"


def _address(url: str) -> str:
    """A URL in the characters that a PDF's URI action may hold (ISO 32000-1, 12.6.4.7)."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~")
