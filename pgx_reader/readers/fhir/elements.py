"""Parts of FHIR elements whose shape nobody has checked: what is not there, or is of another kind, is empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Element:
    """An object of a FHIR document, and the path to it."""

    body: dict[str, Any]
    path: str = ""

    def text(self, name: str) -> str:
        """A text or number as text; empty where there is none. A list of one is that one."""
        value = _only(self.body.get(name))
        if isinstance(value, bool):
            return ""
        if isinstance(value, int | float):
            return str(value)
        # A half of a surrogate pair is valid JSON and no text: it cannot be printed or stored.
        return value.encode("utf-8", "replace").decode().strip() if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A list's texts; a lone one counts as a list of one."""
        values = self.body.get(name)
        listed = values if isinstance(values, list) else [values]
        return tuple(text for value in listed if (text := Element({"": value}).text("")))

    def part(self, name: str) -> Element:
        """An object inside; an empty one where there is none."""
        value = _only(self.body.get(name))
        return Element(value if isinstance(value, dict) else {}, self.at(name))

    def parts(self, name: str) -> Iterator[Element]:
        """A list's objects; a lone one counts as a list of one, as XML has it."""
        values = self.body.get(name)
        for index, value in enumerate(values if isinstance(values, list) else [values]):
            if isinstance(value, dict):
                yield Element(value, f"{self.at(name)}[{index}]")

    def at(self, name: str) -> str:
        """The path to a part."""
        return f"{self.path}.{name}" if self.path else name

    def __bool__(self) -> bool:
        return bool(self.body)


def _only(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value
