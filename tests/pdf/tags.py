"""What a screen reader gets from a PDF: the texts of its structure tree, in the tree's order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

from .marks import PageMarks, marks_of

_INLINE = {"Link", "Span"}


@dataclass
class Reading:
    """
    The elements that hold text, as (role, text) in reading order, and everything that is wrong with the tags.

    A link's or span's text belongs to the element around it; a figure's text is its alternative, and actual text
    stands for the characters drawn. `artifacts` is the text of each page that belongs to no element, `bold_artifacts`
    what of it is bold.
    """

    elements: list[tuple[str, str]] = field(default_factory=list)
    artifacts: list[str] = field(default_factory=list)
    bold_artifacts: list[str] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read(pdf: bytes) -> Reading:
    """Read a PDF by its tags."""
    return _Reader(pdf).read()


def same_spaces(text: str) -> str:
    """The text with every stretch of spaces as one space."""
    return " ".join(text.split())


class _Reader:
    def __init__(self, pdf: bytes) -> None:
        self.reading = Reading()
        self.contents: dict[tuple[int, int], str] = {}
        self.claimed: set[tuple[int, int]] = set()
        self._read_contents(pdf)
        self.file = pikepdf.open(io.BytesIO(pdf))
        self.pages = {page.obj.objgen: number for number, page in enumerate(self.file.pages)}
        numbers = list(self.file.Root.StructTreeRoot.ParentTree.Nums)
        self.owners = {int(key): owner for key, owner in zip(numbers[::2], numbers[1::2], strict=True)}

    def read(self) -> Reading:
        with self.file:
            self._walk(self.file.Root.StructTreeRoot.K)
        for place in sorted(self.contents.keys() - self.claimed):
            self.reading.problems.append(f"page, mark {place}: no element holds {self.contents[place]!r}")
        return self.reading

    def _read_contents(self, pdf: bytes) -> None:
        for number, page in enumerate(marks_of(pdf)):
            self.contents |= {(number, mark): text for mark, text in page.contents.items()}
            self.reading.artifacts.append(same_spaces(page.artifact))
            self.reading.bold_artifacts.append(same_spaces(page.bold_artifact))
            self._note_unmarked(number, page)

    def _note_unmarked(self, number: int, page: PageMarks) -> None:
        for what in (repr(page.unmarked) if page.unmarked else "", "a drawing" if page.unmarked_drawings else ""):
            if what:
                self.reading.problems.append(f"page {number}: {what} is neither content nor artifact")

    def _walk(self, element: pikepdf.Object) -> str:
        """Note the element and those inside; return its text if that belongs to the element around it."""
        role = str(element.S).lstrip("/")
        place = len(self.reading.elements)
        text = ""
        for kid in self._kids(element):
            if isinstance(kid, pikepdf.Object) and "/S" in kid:
                text += self._walk(kid)
            else:
                text += self._content(element, kid)
        if "/ActualText" in element:
            text = str(element.ActualText)
        if role == "Link":
            self._note_links(element, text)
        if role in _INLINE:
            return text
        shown = str(element.Alt) if role == "Figure" else text
        if "  " in shown:
            self.reading.problems.append(f"two blanks in {shown!r}")
        if shown.strip():
            self.reading.elements.insert(place, (role, same_spaces(shown)))
        return ""

    def _kids(self, element: pikepdf.Object) -> Iterator[object]:
        kids = element.get("/K", [])
        yield from kids if isinstance(kids, pikepdf.Array) else [kids]

    def _content(self, element: pikepdf.Object, kid: object) -> str:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
            self._check_owner(element, self.owners.get(int(kid.Obj.get("/StructParent", -1))), "an annotation")
            return ""
        page = kid.Pg if isinstance(kid, pikepdf.Dictionary) else element.Pg
        mark = int(kid.MCID if isinstance(kid, pikepdf.Dictionary) else kid)
        place = self.pages[page.objgen], mark
        owners = self.owners.get(int(page.get("/StructParents", -1)), ())
        self._check_owner(element, owners[mark] if mark < len(owners) else None, f"page, mark {place}")
        if place in self.claimed:
            self.reading.problems.append(f"page, mark {place}: two elements hold it")
        self.claimed.add(place)
        return self.contents.get(place, "")

    def _check_owner(self, element: pikepdf.Object, owner: pikepdf.Object | None, what: str) -> None:
        if owner is None or owner.objgen != element.objgen:
            self.reading.problems.append(f"{what} does not lead back to its {element.S}")

    def _note_links(self, element: pikepdf.Object, text: str) -> None:
        for kid in self._kids(element):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                note = kid.Obj
                self.reading.links.append((same_spaces(text), str(note.A.URI), str(note.Contents)))
