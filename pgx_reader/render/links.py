"""Which addresses a handout may lead to."""

from __future__ import annotations

_SCHEMES = ("https://", "http://", "tel:")


def can_be_followed(url: str | None) -> bool:
    """Whether an address is of a kind that a handout may lead to: a web page or a telephone number."""
    return url is not None and url.lower().startswith(_SCHEMES)
