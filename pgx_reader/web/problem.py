"""Why something that the page asked for was not done, as the page says it."""

from __future__ import annotations

import traceback

from pgx_reader.models.document import Text, Value, in_english


class Refused(Exception):  # noqa: N818 - what the page is told, and no error of the program
    """
    Something asked for cannot be done. `status` is HTTP's; `text` says what, why and what to do.

    `closes` ends the connection: what the page is still sending is not wanted.
    """

    def __init__(self, status: int, text: Text, *, closes: bool = False) -> None:
        super().__init__(text.message)
        self.status, self.text, self.closes = status, text, closes


def refused(status: int, message: str, /, *, closes: bool = False, **values: Value) -> Refused:
    """A refusal in the page's words."""
    return Refused(status, Text(message=message, values=values), closes=closes)


def refused_by_reader(error: Exception) -> Refused:
    """A refusal whose words are those of an exception of the program, in English."""
    return Refused(422, in_english(str(error)))


def place_in_code(error: BaseException) -> str:
    """The kind of an error and where in the code it is, without its message, which may hold what stands in a file."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].name}, line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
