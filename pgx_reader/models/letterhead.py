"""What a clinic puts on its handouts: who it is, its logo and color, and whom its patients call."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from pgx_reader.models.base import Model
from pgx_reader.terms import Reach


class HelpLines(Model):
    """
    Whom to call in a crisis, and in danger.

    `country` is that of the reference tables, whose lines are open at any time; it is `None` where a clinic gives
    numbers of its own, and `crisis_name` is then what it calls the line, if it says so.
    """

    crisis_line: str
    how: Reach
    emergency: str
    country: str | None = None
    crisis_name: str | None = None


class Logo(Model):
    """A picture as PNG, without transparency, of so many pixels; `alternative` says in words what it shows."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    png: bytes
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    alternative: str = Field(min_length=1)


class Letterhead(Model):
    """
    The clinic's own, at the head of the first page. Its texts are the clinic's, in no language.

    `website` is an address of https. `color` is `#rrggbb` and takes the place of the handout's own accent color; text
    in it can be read on white. `help` is said at the end of the patient's pages.
    """

    kind: Literal["letterhead"] = "letterhead"
    name: str
    address: tuple[str, ...]
    phone: str
    website: str | None = Field(default=None, pattern="^https://")
    logo: Logo | None = None
    color: str | None = Field(default=None, pattern="^#[0-9a-f]{6}$")
    help: HelpLines | None = None
