"""Small drawings that repeat what the words beside them say, so nothing reads them aloud. All are in one color."""

from __future__ import annotations

from pgx_reader.models.document import CalloutTone, Status
from pgx_reader.render.html.markup import Markup, element

_DOT = "h.01"
"""A line of no length: with round ends it is a dot."""


def _icon(*paths: str, solid: str | None = None) -> Markup:
    """An icon of lines in a square of 24, over a solid shape where there is one."""
    shape = [element("path", d=solid, class_="solid")] if solid else []
    lines = [element("path", d=path) for path in paths]
    return element("svg", *shape, *lines, class_="icon", viewBox="0 0 24 24", aria_hidden="true", focusable="false")


_DISC = "M12 1.2a10.8 10.8 0 1 0 0 21.6a10.8 10.8 0 1 0 0-21.6z"
_RING = "M12 2.2a9.8 9.8 0 1 0 0 19.6a9.8 9.8 0 1 0 0-19.6z"

STATUS_ICONS: dict[Status, Markup] = {
    Status.TALK: _icon(
        "M5 3H19a3 3 0 0 1 3 3V14a3 3 0 0 1-3 3H12L6.5 22V17H5a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z",
        f"M7.2 10{_DOT}",
        f"M12 10{_DOT}",
        f"M16.8 10{_DOT}",
    ),
    Status.WATCH: _icon(_RING, "M12 6.2V12L16.4 13.8"),
    Status.USUAL: _icon(_RING, "M7.4 9.6H16.6", "M7.4 14.4H16.6"),
    Status.NO_ADVICE: _icon(_RING, "M7.4 12H16.6"),
    Status.NOT_KNOWN: _icon(_RING, "M8.9 9.2a3.1 3.1 0 1 1 4.5 2.8c-.9.5-1.4 1-1.4 2.2", f"M12 17.6{_DOT}"),
}

CALLOUT_ICONS: dict[CalloutTone, Markup] = {
    CalloutTone.SAFETY: _icon("M12 6V13.2", f"M12 17.8{_DOT}", solid=_DISC),
    CalloutTone.REVIEW: _icon("M9.6 2.6a7 7 0 1 0 0 14a7 7 0 1 0 0-14z", "M14.8 14.8L21.6 21.6"),
    CalloutTone.CRISIS: _icon(
        "M7.6 1.4H16.4a2 2 0 0 1 2 2V20.6a2 2 0 0 1-2 2H7.6a2 2 0 0 1-2-2V3.4a2 2 0 0 1 2-2z", "M10 19.4H14"
    ),
}
