"""Links of a page: where a click leads, and how that is said in words."""

from __future__ import annotations

from urllib.parse import quote

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFString

Box = tuple[float, float, float, float]


def link_annotation(box: Box, words: str, url: str, claim: int) -> PDFDictionary:
    """
    A link of these words on a box: its left, lower, right and upper edge.

    `claim` is the key under which the structure tree has its element.
    """
    return PDFDictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Link",
            "Rect": PDFArray([round(edge, 2) for edge in box]),
            "Border": PDFArray([0, 0, 0]),
            "F": 4,
            "Contents": PDFString(_where_to(words, url)),
            "StructParent": claim,
            "A": PDFDictionary({"S": "/URI", "URI": PDFString(_address(url))}),
        }
    )


def _where_to(words: str, url: str) -> str:
    """A link's words and its address, or the words alone where they are the address."""
    place = url.partition(":")[2].strip("/")
    return words if place in words else f"{words}: {url}"


def _address(url: str) -> str:
    """A URL in the characters that a PDF's URI action may hold (ISO 32000-1, 12.6.4.7)."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~")
