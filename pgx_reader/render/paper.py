"""The paper that a handout is printed on, for whoever has to name it and draws nothing."""

from __future__ import annotations

from enum import StrEnum


class Paper(StrEnum):
    """The paper that a handout is printed on."""

    LETTER = "letter"
    A4 = "a4"
