"""The structure tree: what a screen reader reads, and in which order (ISO 32000-1, 14.7).

The tree is built while the handout is laid out, in reading order; drawing only fills the elements with content.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFObject, PDFObjectReference, PDFString
from reportlab.pdfbase.pdfdoc import format as formatted


class Marked:
    """Content of a page that belongs to an element: the marked-content sequence `number` of that page."""

    def __init__(self, page: str, number: int) -> None:
        self.page = page
        self.number = number

    def reference(self, home: str | None) -> object:
        """How an element, whose own page is `home`, names this content."""
        if self.page == home:
            return b"%d" % self.number
        return PDFDictionary({"Type": "/MCR", "Pg": PDFObjectReference(self.page), "MCID": self.number})


class Annotated:
    """An annotation that belongs to an element."""

    def __init__(self, page: str, annotation: PDFObjectReference) -> None:
        self.page = page
        self.annotation = annotation

    def reference(self, home: str | None) -> object:  # noqa: ARG002 - the same for every page
        """How an element names this annotation."""
        return PDFDictionary({"Type": "/OBJR", "Pg": PDFObjectReference(self.page), "Obj": self.annotation})


class Element(PDFObject):
    """A structure element: its role, what it holds, and the attributes of its kind (for example a cell's Scope)."""

    __RefOnly__ = 1

    def __init__(self, role: str, parent: PDFObject, owner: str = "", **attributes: object) -> None:
        self.role = role
        self.parent = parent
        self.alternative: str | None = None
        self.language: str | None = None
        self.actual_text: str | None = None
        self.attributes = {"O": f"/{owner}", **attributes} if owner else {}
        self.kids: list[Element | Marked | Annotated] = []
        self._links: dict[int, Element] = {}

    def add(self, role: str, owner: str = "", **attributes: object) -> Element:
        """A new element, read after all that this one holds so far."""
        element = Element(role, self, owner, **attributes)
        self.kids.append(element)
        return element

    def link(self, number: int) -> Element:
        """The element of this text's link `number`, the same on every line that the link runs over."""
        if number not in self._links:
            self._links[number] = self.add("Link")
        return self._links[number]

    def passage(self, language: str) -> Element:
        """The element of this text's words in another language, the same on every line that they run over."""
        last = self.kids[-1] if self.kids else None
        if isinstance(last, Element) and last.language == language:
            return last
        span = self.add("Span")
        span.language = language
        return span

    def format(self, document: PDFDocument) -> bytes:
        """This element as PDF."""
        home = next((kid.page for kid in self.kids if isinstance(kid, Marked)), None)
        kids = (kid if isinstance(kid, Element) else kid.reference(home) for kid in self.kids)
        entries = {"S": f"/{self.role}", "P": self.parent, "K": _array(kids, document)}
        if home is not None:
            entries["Pg"] = PDFObjectReference(home)
        if self.alternative is not None:
            entries["Alt"] = PDFString(self.alternative)
        if self.language is not None:
            entries["Lang"] = PDFString(self.language)
        if self.actual_text is not None:
            entries["ActualText"] = PDFString(self.actual_text)
        if self.attributes:
            entries["A"] = PDFDictionary(self.attributes)
        return _dictionary(entries, document)


class StructureTree(PDFObject):
    """
    The root of the structure tree. `document` is its one element.

    `claims` are what each page and each annotation leads back to: a page to the elements of its marked content, in
    the order of their numbers; an annotation to its one element.
    """

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.document = Element("Document", self)
        self.claims: list[list[Element] | Element] = []

    def claim(self, owner: list[Element] | Element) -> int:
        """The key under which a page's or an annotation's element can be found."""
        self.claims.append(owner)
        return len(self.claims) - 1

    def format(self, document: PDFDocument) -> bytes:
        """The root as PDF."""
        numbers: list[object] = []
        for key, owner in enumerate(self.claims):
            numbers += [key, owner if isinstance(owner, Element) else PDFArray(owner)]
        parents = PDFDictionary({"Nums": PDFArray(numbers)})
        root = {
            "Type": "/StructTreeRoot",
            "K": self.document,
            "ParentTree": parents,
            "ParentTreeNextKey": len(self.claims),
        }
        return _dictionary(root, document)


def _array(values: Iterable[object], document: PDFDocument) -> bytes:
    return b"[" + b" ".join(formatted(value, document) for value in values) + b"]"


def _dictionary(entries: dict[str, object], document: PDFDocument) -> bytes:
    return (
        b"<<"
        + b"".join(b"/%s %s" % (key.encode(), formatted(value, document)) for key, value in entries.items())
        + b">>"
    )
