"""A file's bytes as text, JSON or XML, or the reason why they are not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Problem
from pgx_reader.readers.limits import DEFAULT_LIMITS, Held, Item, Limits, require_large_parts

_MOST_DIGITS = 1_000
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
# What a short line, a line that is a JSON text, a JSON value and an XML element take in memory, in bytes.
_OF_A_LINE = 90
_OF_A_JSON_LINE = 300
_OF_A_VALUE = 70
_OF_AN_ELEMENT = 260
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)


@dataclass(frozen=True)
class RawFile:
    """
    A results file before anything is made of it.

    `name` is what messages call it: a path inside a folder, archive or workbook, else the file's name. `text` has
    universal line ends and no byte-order mark. `folder` is the name of the folder that holds the file, and `beside`
    the texts of the files there that describe the others, by name: both empty where they are not known. A sheet of a
    workbook is tab-separated. `notices` are what was noticed when it was decoded. `left_out` is for a part of a table:
    after so many rows, so many are left out, and those that follow keep their numbers. `kept` is for a reader that has
    to read a file to recognize it, and need not do so again.
    """

    name: str
    text: str
    folder: str = ""
    beside: dict[str, str] = field(default_factory=dict)
    is_sheet: bool = False
    notices: tuple[Problem, ...] = ()
    limits: Limits = DEFAULT_LIMITS
    left_out: tuple[int, int] = (0, 0)
    kept: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def held(self, items: Iterable[Item] = ()) -> Held[Item]:
        """A list for what is read of the file. Raises `TooManyResultsError` when it grows beyond the limits."""
        return Held(self.name, self.limits, items)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends; the first is row 1. Raises `UnusableInputError` for millions of tiny ones."""
        require_large_parts(self.name, self.text, self.text.count("\n"), _OF_A_LINE)
        return tuple(self.text.split("\n"))

    @property
    def looks_like_json(self) -> bool:
        """Whether the text begins as a JSON object or list does."""
        return self.text.lstrip()[:1] in ("{", "[")

    @property
    def looks_like_xml(self) -> bool:
        """Whether the text begins as an XML document does."""
        return self.text.lstrip().startswith("<")

    @cached_property
    def is_json(self) -> bool:
        """Whether the text is JSON, in one piece or in lines. Raises as `json` does."""
        return self.looks_like_json and (self.json is not None or self.json_lines is not None)

    @cached_property
    def json_lines(self) -> tuple[Any, ...] | None:
        """The objects of a text that has one in each line, two at least; `None` where it is none. Raises as `json`."""
        if not self.looks_like_json:
            return None
        lines = [(number, line) for number, line in enumerate(self.lines, 1) if line.strip()]
        if not _begin_objects([line for _, line in lines]):
            return None
        require_large_parts(self.name, self.text, len(lines), _OF_A_JSON_LINE)
        self._refuse_crowded_json()
        return tuple(self._loaded(line, number) for number, line in lines)

    @cached_property
    def json(self) -> Any:
        """
        The JSON object or list that the text is; `None` where it is none, or one in each line.

        Raises `UnusableInputError` for broken JSON, a key that stands twice in one object, nesting too deep, and
        millions of tiny values.
        """
        if not self.looks_like_json:
            return None
        self._refuse_crowded_json()
        if _begin_objects([line for line in self.lines if line.strip()]):
            return None
        return self._loaded(self.text, 1)

    def _refuse_crowded_json(self) -> None:
        _refuse_deep(self.name, _json_depth(self.text, self.limits.nesting), self.limits)
        require_large_parts(self.name, self.text, sum(map(self.text.count, "{[,:")), _OF_A_VALUE)

    def _loaded(self, text: str, row: int) -> Any:
        try:
            found = json.loads(text, object_pairs_hook=_unique, parse_int=_number)
            return _whole_letters(found) if _SURROGATE.search(text) else found
        except json.JSONDecodeError as error:
            # A list of the report's own text may begin with a bracket: what only begins like JSON is not called broken.
            if not _is_meant_as_json(self.text):
                return None
            place = f"{self.name}, row {row + error.lineno - 1}"
            raise UnusableInputError(
                f"{place}: the JSON breaks off or is broken here: {error.msg}. Export it again."
            ) from None
        except _RepeatedKeyError as error:
            raise UnusableInputError(
                f'{self.name}: the JSON has the key "{error}" twice in one object; one would hide the other. '
                "Export it again."
            ) from None

    @cached_property
    def xml(self) -> Element | None:
        """
        The root of the XML document that the text is; `None` where it is none.

        Raises `UnusableInputError` for broken XML, for a document type or entities, for nesting too deep, and
        for millions of tiny elements.
        """
        if not self.looks_like_xml:
            return None
        elements = self.text.count("<") - self.text.count("</")
        require_large_parts(self.name, self.text, elements, _OF_AN_ELEMENT)
        try:
            root: Element = fromstring(self.text.strip(), forbid_dtd=True)
        except DefusedXmlException:
            raise UnusableInputError(
                f"{self.name}: the XML declares a document type or entities, which can hide or pull in other text; "
                "it is not read. Export it without them."
            ) from None
        except ParseError as error:
            raise UnusableInputError(
                f"{self.name}, row {error.position[0]}: the XML breaks off or is broken here. Export it again."
            ) from None
        except ValueError:
            raise UnusableInputError(
                f"{self.name}: the XML's declared encoding is not known. Save it as UTF-8."
            ) from None
        _refuse_deep(self.name, _xml_depth(root, self.limits.nesting), self.limits)
        return root


class _RepeatedKeyError(Exception):
    """An object of a JSON text has a key twice."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _RepeatedKeyError(next(key for key in keys if keys.count(key) > 1)[:60])
    return found


def _begin_objects(lines: list[str]) -> bool:
    """Whether a text of several lines has an object in each: the first is whole, and the others begin as one."""
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):  # noqa: PLR2004 - lines, more than one
        return False
    try:
        return isinstance(json.loads(lines[0]), dict)
    except (ValueError, RecursionError):
        return False


def _number(digits: str) -> int | str:
    """A whole number; one of more digits than Python converts stays the text that it is."""
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


def _whole_letters(value: Any) -> Any:
    """A JSON value whose texts hold no half of a letter: half of one cannot be written anywhere."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole_letters(part) for part in value]
    if isinstance(value, dict):
        return {_whole_letters(key): _whole_letters(part) for key, part in value.items()}
    return value


def _is_meant_as_json(text: str) -> bool:
    return bool(re.match(r'\s*(\{\s*("|\}|$)|\[\s*([{"\[\]]|$))', text))


def _json_depth(text: str, limit: int) -> int:
    """How deep brackets nest outside of strings; counting stops beyond the limit."""
    deepest = depth = 0
    for match in _BRACKETS.finditer(text):
        mark = match[0]
        if mark in "[{":
            depth += 1
            deepest = max(deepest, depth)
            if deepest > limit:
                break
        elif mark in "]}":
            depth -= 1
    return deepest


def _xml_depth(root: Element, limit: int) -> int:
    depth, level = 0, [root]
    while level and depth <= limit:
        depth += 1
        level = [child for element in level for child in element]
    return depth


def _refuse_deep(name: str, depth: int, limits: Limits) -> None:
    if depth > limits.nesting:
        raise UnusableInputError(
            f"{name}: its parts are nested more than {limits.nesting} deep, which no results file needs; it is not "
            "read. If it is a real one, raise --max-nesting."
        )
