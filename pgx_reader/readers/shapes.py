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
