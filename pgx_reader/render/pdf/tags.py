"""The structure tree: what a screen reader reads, and in which order (ISO 32000-1, 14.7).

The tree is built while the handout is laid out, in reading order; drawing only fills the elements with content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject, PDFObjectReference, PDFString


class Marked:
    """Content of a page that belongs to an element: the marked-content sequence `number` of that page."""

    __slots__ = ("number", "page")

    def __init__(self, page: str, number: int) -> None:
        self.page = page
        self.number = number


class Annotated:
    """An annotation that belongs to an element."""

    __slots__ = ("annotation", "page")

    def __init__(self, page: str, annotation: PDFObjectReference) -> None:
        self.page = page
        self.annotation = annotation


class Element(PDFObject):
    """A structure element: its role, what it holds, and the attributes of its kind (for example a cell's Scope)."""

    __RefOnly__ = 1

    def __init__(self, role: str, parent: Element | StructureTree, owner: str = "", **attributes: object) -> None:
        self.role = role
        self.parent = parent
        self.attributes = _attributes(owner, **attributes) if owner else ""
        self.alternative: str | None = None
        self.language: str | None = None
        self.actual_text: str | None = None
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

    def place(self, left: float, bottom: float, right: float, top: float) -> None:
        """Note where on its page this element, a figure, is drawn."""
        box = f"[{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}]"
        self.attributes = _attributes("Layout", Placement="/Block", BBox=box)

    def elements(self) -> Iterator[Element]:
        """This element and all within, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.elements()

    def format(self, document: Any) -> bytes:
        """This element as PDF."""
        home = next((kid.page for kid in self.kids if isinstance(kid, Marked)), None)
        kids = b" ".join(_kid(kid, home, document) for kid in self.kids)
        entries = [b"/S/%b/P %b/K[%b]" % (self.role.encode(), _reference(self.parent, document), kids)]
        if home is not None:
            entries.append(b"/Pg %b" % _page(home, document))
        for name, text in (("Alt", self.alternative), ("Lang", self.language), ("ActualText", self.actual_text)):
            if text is not None:
                entries.append(b"/%b%b" % (name.encode(), PDFString(text).format(document)))
        if self.attributes:
            entries.append(b"/A<<%b>>" % self.attributes.encode())
        return b"<<%b>>" % b"".join(entries)


class StructureTree(PDFObject):
    """
    The root of the structure tree. `document` is its one element.

    `claims` are what each page and each annotation leads back to: a page to the elements of its marked content, in
    the order of their numbers; an annotation to its one element.
    """

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.document = Element("Document", self)
        self.claims: list[Sequence[Element] | Element] = []

    def claim(self, owner: Sequence[Element] | Element) -> int:
        """The key under which a page's or an annotation's element can be found."""
        self.claims.append(owner)
        return len(self.claims) - 1

    def format(self, document: Any) -> bytes:
        """The root as PDF."""
        for element in self.document.elements():
            document.Reference(element)
        owners = b" ".join(b"%d %b" % (key, _owner(owner, document)) for key, owner in enumerate(self.claims))
        entries = (_reference(self.document, document), owners, len(self.claims))
        return b"<</Type/StructTreeRoot/K %b/ParentTree<</Nums[%b]>>/ParentTreeNextKey %d>>" % entries


def _attributes(owner: str, **attributes: object) -> str:
    return " ".join([f"/O /{owner}", *(f"/{name} {value}" for name, value in attributes.items())])


def _kid(kid: Element | Marked | Annotated, home: str | None, document: Any) -> bytes:
    """How an element, whose own page is `home`, names what it holds."""
    if isinstance(kid, Element):
        return _reference(kid, document)
    if isinstance(kid, Annotated):
        return b"<</Type/OBJR/Pg %b/Obj %b>>" % (_page(kid.page, document), kid.annotation.format(document))
    if kid.page == home:
        return b"%d" % kid.number
    return b"<</Type/MCR/Pg %b/MCID %d>>" % (_page(kid.page, document), kid.number)


def _owner(owner: Sequence[Element] | Element, document: Any) -> bytes:
    if isinstance(owner, Element):
        return _reference(owner, document)
    return b"[%b]" % b" ".join(_reference(element, document) for element in owner)


def _reference(thing: Element | StructureTree, document: Any) -> bytes:
    """A reference to what the document has registered, which gives it a name."""
    number, _ = document.idToObjectNumberAndVersion[thing.__InternalName__]  # type: ignore[union-attr]
    return b"%d 0 R" % number


def _page(name: str, document: Any) -> bytes:
    number, _ = document.idToObjectNumberAndVersion[name]
    return b"%d 0 R" % number
