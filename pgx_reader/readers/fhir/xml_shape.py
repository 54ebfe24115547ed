"""FHIR's XML in the shape of its JSON, so that one reader serves both. Source: https://hl7.org/fhir/R4/xml.html."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element as XmlElement

NAMESPACE = "{http://hl7.org/fhir}"


def as_json(root: XmlElement) -> dict[str, Any]:
    """
    A resource as JSON would have it, but for one thing: a part that stands once is never a list.

    The file's nesting has been limited before. What is not FHIR, such as the narrative's XHTML, is left out.
    """
    found: dict[str, Any] = {"resourceType": _name(root)}
    found.update(_object(root))
    return found


def _object(element: XmlElement) -> dict[str, Any]:
    found: dict[str, Any] = {name: value for name, value in element.attrib.items() if name in ("id", "url")}
    repeated: dict[str, list[Any]] = {}
    for child in element:
        if isinstance(child.tag, str) and child.tag.startswith(NAMESPACE):
            repeated.setdefault(_name(child), []).append(_value(child))
    for name, values in repeated.items():
        found[name] = values[0] if len(values) == 1 else values
    return found


def _value(element: XmlElement) -> Any:
    if "value" in element.attrib:
        return element.attrib["value"]
    inner = [child for child in element if isinstance(child.tag, str) and child.tag.startswith(NAMESPACE)]
    if len(inner) == 1 and _name(inner[0])[:1].isupper():
        return as_json(inner[0])
    return _object(element)


def _name(element: XmlElement) -> str:
    return element.tag.removeprefix(NAMESPACE)
