"""Reading a clinic's letterhead, and saying at once all that is wrong with it."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pgx_reader.errors import LetterheadError
from pgx_reader.letterhead.files import read_regular_file
from pgx_reader.letterhead.logo import read_logo
from pgx_reader.letterhead.sections import COUNTRIES, SECTIONS, LetterheadFile, LogoSection
from pgx_reader.models.letterhead import Letterhead, Logo
from pgx_reader.tables import ReferenceTables, help_lines

_MOST_BYTES = 64 * 1024


def read_letterhead(path: Path, tables: ReferenceTables) -> Letterhead:
    """
    The letterhead that a TOML file describes, with the logo that it names.

    Only the two files are read: the logo is in the file's folder or under it, and no address is fetched. Raises
    `LetterheadError`, with every problem of both.
    """
    return letterhead_of(
        _content_of(path), tables, name=path.name, logo=lambda logo: read_logo(path.parent, logo.file, logo.alternative)
    )


def letterhead_of(
    content: Mapping[str, Any], tables: ReferenceTables, *, name: str, logo: Callable[[LogoSection], Logo]
) -> Letterhead:
    """
    The letterhead that sections with their keys describe; `logo` gives the picture that the section of it names.

    `name` is what messages call it. Raises `LetterheadError`, with every problem. `logo` raises `ValueError`, with what
    to do, for a picture that cannot be used.
    """
    countries = help_lines(tables)
    problems: list[str] = []
    file = None
    try:
        file = LetterheadFile.model_validate(content, context={COUNTRIES: countries})
    except ValidationError as error:
        problems += map(_described, error.errors())
    picture = _logo_of(content.get("logo"), logo, problems)
    if file is None or problems:
        raise LetterheadError("\n".join(f"{name}, {problem}" for problem in problems))
    return Letterhead(
        name=file.clinic.name,
        address=file.clinic.address,
        phone=file.clinic.phone,
        website=file.clinic.website,
        logo=picture,
        color=file.look.color,
        help=file.help.lines(countries) if file.help else None,
    )


def _content_of(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_regular_file(path, _MOST_BYTES).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise LetterheadError(f"{path.name}: is not text in UTF-8. Save it so.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise LetterheadError(f"{path.name}: is not TOML: {error}. Put texts in quotes, one key a line.") from None
    except ValueError as error:
        raise LetterheadError(f"{path.name}: {error}") from None


def _logo_of(section: object, logo: Callable[[LogoSection], Logo], problems: list[str]) -> Logo | None:
    """The logo, `None` where there is none. A section that is wrong is no logo: its problems are told already."""
    try:
        wanted = LogoSection.model_validate(section)
    except ValidationError:
        return None
    try:
        return logo(wanted)
    except ValueError as error:
        problems.append(f"[logo] file: {error}")
        return None


def _described(error: ErrorDetails) -> str:
    """One problem: where it is, what it is, and what to do."""
    kind, place = error["type"], _place(error["loc"])
    if kind == "missing":
        return f"{place}: is missing. Add it."
    if kind == "extra_forbidden":
        return f"{place}: is not known here. {_known(error['loc'])}"
    if kind == "string_type":
        return f"{place}: {_quoted(error['input'])} is not a text. Put it in quotes."
    if kind in ("tuple_type", "too_short", "too_long"):
        return f'{place}: must be one to four texts, as in ["12 Example Street", "Springfield"].'
    if kind in ("model_type", "model_attributes_type"):
        return f"{place}: must be a section: a line with {place} and its keys below."
    return f"{place}: {error['msg']}"


def _place(loc: tuple[int | str, ...]) -> str:
    section, *rest = loc
    line = f", line {rest[1] + 1}" if len(rest) > 1 and isinstance(rest[1], int) else ""
    return f"[{_quoted(section)}]" + (f" {_quoted(rest[0])}" if rest else "") + line


def _known(loc: tuple[int | str, ...]) -> str:
    """What may stand there, the likely one first."""
    there = SECTIONS[str(loc[0])].model_fields if len(loc) > 1 else LetterheadFile.model_fields
    near = difflib.get_close_matches(str(loc[-1]), there, n=1)
    return (f"Is {near[0]} meant? " if near else "") + f"There may be: {', '.join(there)}."


def _quoted(value: object) -> str:
    """A value of the file in a message: on one line, and not endless."""
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004
