"""The resources of a FHIR document, wherever they are nested, and what their references lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pgx_reader.readers.fhir.elements import Element

_TAIL = re.compile(r"(?:^|/)([A-Z][A-Za-z]+)/([^/?#|]+)(?:/_history/[^/]*)?$")


@dataclass(frozen=True, eq=False)
class Resource:
    """A resource, its address in the document where it has one, and the resource that contains it."""

    element: Element
    url: str = ""
    holder: Resource | None = None

    @property
    def kind(self) -> str:
        """Its type: `Observation`, `Patient`."""
        return self.element.text("resourceType")

    @property
    def id(self) -> str:
        """Its own id; inside a bundle it may have none."""
        return self.element.text("id")


@dataclass
class Resources:
    """All resources of a document, in its order."""

    all: list[Resource] = field(default_factory=list)
    _by_url: dict[str, list[Resource]] = field(default_factory=dict)
    _by_tail: dict[str, list[Resource]] = field(default_factory=dict)
    _contained: dict[tuple[int, str], list[Resource]] = field(default_factory=dict)

    def add(self, resource: Resource) -> None:
        """Take a resource in, under all names that a reference may call it."""
        self.all.append(resource)
        if resource.holder is not None:
            _keep(self._contained.setdefault((id(resource.holder), resource.id), []), resource)
            return
        if resource.url:
            _keep(self._by_url.setdefault(resource.url, []), resource)
        if resource.id:
            _keep(self._by_tail.setdefault(f"{resource.kind}/{resource.id}", []), resource)

    def of_kind(self, *kinds: str) -> Iterator[Resource]:
        """The resources of these types."""
        return (resource for resource in self.all if resource.kind in kinds)

    def resolve(self, reference: str, origin: Resource) -> Resource | None:
        """What a reference leads to; `None` where that is not in the document, or more than one thing is."""
        if reference.startswith("#"):
            holder = origin.holder or origin
            return holder if reference == "#" else _only(self._contained.get((id(holder), reference[1:])))
        tail = tail_of(reference)
        url = (origin.holder or origin).url
        base = url[: -len(own)] if (own := tail_of(url)) and url.endswith(own) else ""
        for address in (reference, base + tail if tail == reference else ""):
            if found := self._by_url.get(address):
                return _only(found)
        return _only(self._by_tail.get(tail)) if tail else None

    def referred(self, origin: Resource, name: str) -> list[Resource]:
        """The resources that a list of references leads to, where they are in the document."""
        found = (self.resolve(part.text("reference"), origin) for part in origin.element.parts(name))
        return [resource for resource in found if resource is not None]


def tail_of(reference: str) -> str:
    """
    The type and id at a reference's end; empty where it has none.

    >>> tail_of("http://example.org/fhir/Patient/1/_history/2")
    'Patient/1'
    """
    match = _TAIL.search(reference)
    return f"{match[1]}/{match[2]}" if match else ""


def _keep(found: list[Resource], resource: Resource) -> None:
    """Keep the first of a name, and one that differs from it: the name then leads nowhere."""
    if not found or (len(found) == 1 and found[0].element.body != resource.element.body):
        found.append(resource)


def _only(found: list[Resource] | None) -> Resource | None:
    return found[0] if found and len(found) == 1 else None


def resources_of(document: Element | Iterable[Element]) -> Resources:
    """Every resource of a document, or of a list of resources: entries, parameters' parts and contained ones too."""
    found = Resources()
    roots = [document] if isinstance(document, Element) else list(document)
    waiting = [Resource(root) for root in reversed(roots)]
    while waiting:
        resource = waiting.pop()
        found.add(resource)
        waiting += reversed(list(_inside(resource)))
    return found


def _inside(resource: Resource) -> Iterator[Resource]:
    element = resource.element
    for contained in element.parts("contained"):
        yield Resource(contained, holder=resource.holder or resource)
    if resource.kind == "Bundle":
        for entry in element.parts("entry"):
            if inner := entry.part("resource"):
                yield Resource(inner, url=entry.text("fullUrl"))
    if resource.kind == "Parameters":
        yield from _parameters(element)


def _parameters(element: Element) -> Iterator[Resource]:
    waiting = list(element.parts("parameter"))[::-1]
    while waiting:
        parameter = waiting.pop()
        if inner := parameter.part("resource"):
            yield Resource(inner)
        waiting += list(parameter.parts("part"))[::-1]
