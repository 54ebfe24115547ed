"""What may stand in a letterhead's TOML file. A wrong value is answered with what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Annotated, Any, NoReturn, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from pgx_reader.models.base import Model
from pgx_reader.models.colors import LEAST_CONTRAST, WHITE, contrast, darker_until_seen
from pgx_reader.models.letterhead import HelpLines
from pgx_reader.terms import Reach

COUNTRIES = "countries"
"""Where the validation's context has each known country's `HelpLines`."""

_COLOR = re.compile(r"#[0-9a-f]{6}")
_WEBSITE = re.compile(r"https://[a-z0-9.-]+\.[a-z]{2,}(/[\w./~%-]*)?", re.ASCII | re.IGNORECASE)
_TELEPHONE = re.compile(r"\+?[0-9(][0-9A-Za-z ().,/-]*", re.ASCII)


def _wrong(words: str) -> NoReturn:
    raise PydanticCustomError("letterhead", "{words}", {"words": words})


def _line(most: int) -> Callable[[str], str]:
    """A text on one line, of at most so many characters; of those that nobody sees alone, it is empty."""

    def checked(text: str) -> str:
        if any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in text):
            _wrong("holds a line break or another control character. Write it on one line.")
        line = " ".join(text.split())
        if all(unicodedata.category(character) in ("Cf", "Zs") for character in line):
            _wrong("is empty. Write it, or leave the key out.")
        if len(line) > most:
            _wrong(f"has {len(line)} characters; there is room for {most}. Shorten it.")
        return line

    return checked


def _telephone(text: str) -> str:
    if not _TELEPHONE.fullmatch(text):
        _wrong(f'"{text}" is not a telephone number. Write digits, with blanks or hyphens between.')
    return text


def _website(text: str) -> str:
    if not _WEBSITE.fullmatch(text):
        _wrong(f'"{text}" is not an address that begins with https://. Write it so, as https://clinic.example.')
    return text


def _color(text: str) -> str:
    """A color in which text can be read on white, and white on it."""
    color = text.lower()
    if not _COLOR.fullmatch(color):
        _wrong(f'"{text}" is not a color. Write # and six digits of 0 to 9 and a to f, as #1f4e79.')
    measured = contrast(color, WHITE)
    if measured < LEAST_CONTRAST:
        # Rounded down, so that no color is refused with a figure that looks good enough.
        shown = f"{int(measured * 10) / 10:.1f}"
        _wrong(
            f"{color} has a contrast of {shown}:1 to white; text needs {LEAST_CONTRAST:.0f}:1. "
            f"The nearest darker shade that has it is {darker_until_seen(color)}."
        )
    return color


def _way(text: str) -> str:
    ways = [way.value for way in Reach]
    if text not in ways:
        _wrong(f'"{text}" is no way to reach a line. Write one of: {", ".join(ways)}.')
    return text


def _tuple_of_list(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


_Name = Annotated[str, AfterValidator(_line(70))]
_AddressLine = Annotated[str, AfterValidator(_line(60))]
_Word = Annotated[str, AfterValidator(_line(40))]
_Telephone = Annotated[str, AfterValidator(_line(32)), AfterValidator(_telephone)]


class ClinicSection(Model):
    """Who the clinic is."""

    name: _Name
    address: Annotated[tuple[_AddressLine, ...], BeforeValidator(_tuple_of_list), Field(min_length=1, max_length=4)]
    phone: _Telephone
    website: Annotated[str, AfterValidator(_line(60)), AfterValidator(_website)] | None = None


class LogoSection(Model):
    """The file of the logo, in the letterhead's folder, and in words what it shows."""

    file: Annotated[str, AfterValidator(_line(200))]
    alternative: Annotated[str, AfterValidator(_line(200))]


class LookSection(Model):
    """The accent color."""

    color: Annotated[_Word, AfterValidator(_color)] | None = None


class HelpSection(Model):
    """Whom to call: those of a country, or the clinic's own numbers."""

    country: _Word | None = None
    crisis_line: _Telephone | None = None
    crisis_name: _Word | None = None
    crisis_how: Annotated[_Word, AfterValidator(_way)] | None = None
    emergency: _Telephone | None = None

    @model_validator(mode="after")
    def _is_clear(self, info: ValidationInfo) -> Self:
        countries = (info.context or {})[COUNTRIES]
        if self.country is None:
            if self.crisis_line is None or self.emergency is None:
                _wrong("needs a country, or both crisis_line and emergency. Add them.")
        elif len(self.model_fields_set) > 1:
            _wrong("gives a country and other numbers. Give one or the other.")
        elif self.country not in countries:
            _wrong(
                f'"{self.country}" is not among the countries whose numbers are known: {", ".join(sorted(countries))}. '
                "Give one of them, or crisis_line and emergency instead."
            )
        return self

    def lines(self, countries: Mapping[str, HelpLines]) -> HelpLines:
        """Whom to call."""
        if self.country is not None:
            return countries[self.country]
        return HelpLines(
            crisis_line=self.crisis_line or "",
            crisis_name=self.crisis_name,
            how=Reach(self.crisis_how or Reach.CALL),
            emergency=self.emergency or "",
        )


class LetterheadFile(Model):
    """The whole file. Only the clinic must be there."""

    clinic: ClinicSection
    logo: LogoSection | None = None
    look: LookSection = LookSection()
    help: HelpSection | None = None


SECTIONS: dict[str, type[Model]] = {
    "clinic": ClinicSection,
    "logo": LogoSection,
    "look": LookSection,
    "help": HelpSection,
}
"""The sections by name, for saying which keys there are."""
