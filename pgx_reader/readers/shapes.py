"""JSON from strangers, looked at type in hand: what has another shape than expected is empty, never a crash."""

from __future__ import annotations

from typing import Any


def mapping(value: Any) -> dict[str, Any]:
    """The object, or an empty one."""
    return value if isinstance(value, dict) else {}


def listing(value: Any) -> list[Any]:
    """The list, or an empty one."""
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    """A text or number as a text without blanks round it; else empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def texts(value: Any) -> list[str]:
    """The texts of a list, or the one text, that are not empty."""
    members = value if isinstance(value, list) else [value]
    return [found for member in members if (found := text(member))]


def is_text(value: Any) -> bool:
    """Whether a value is a text or a number, or nothing at all (`null`)."""
    return value is None or (isinstance(value, str | int | float) and not isinstance(value, bool))


def are_texts(value: Any) -> bool:
    """Whether a value is a text, or a list of them, or nothing at all."""
    return all(is_text(member) for member in value) if isinstance(value, list) else is_text(value)
