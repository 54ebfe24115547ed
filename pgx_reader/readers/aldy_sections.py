"""Aldy's file in sections: below each header, solutions with a comment each, and rows that repeat the diplotype."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pgx_reader.models.results import Cell
from pgx_reader.readers.limits import require_within
from pgx_reader.readers.raw import RawFile

COLUMNS = ("Sample", "Gene", "SolutionID", "Major", "Minor")
# A cell must follow the minor alleles, if there is a column for it: else the line may have been cut in one of these.
_ENOUGH = len(COLUMNS) + 1
_COPY_AT, _DBSNP_AT, _STATUS_AT, _NOVEL = 5, 11, 13, "NOVEL"
_DELIMITERS = "\t,;"
_FIRST_LINES = 50

_COMMENT = "#Solution"
_SOLUTION = re.compile(r"#Solution (?P<number>\d+):(?P<said>.*)")
_SAID = re.compile(r";\s*(?P<name>gene|cpic|cpic_score)=(?P<value>[^;]*)")

Key = tuple[str, str]


@dataclass
class Solution:
    """
    One solution: its number, what its comment says by name, and what its rows have.

    `row` is its first line. `minors` are the lists of alleles in its rows, one for each gene copy, and `copies` the
    copies that have a row.
    """

    number: str
    row: int
    said: dict[str, str] = field(default_factory=dict)
    key: Key | None = None
    majors: dict[str, None] = field(default_factory=dict)
    minors: dict[str, None] = field(default_factory=dict)
    copies: set[str] = field(default_factory=set)
    is_novel: bool = False

    @property
    def counts(self) -> set[int]:
        """How many gene copies it has."""
        return {minor.count(";") + 1 for minor in self.minors}

    @property
    def is_whole(self) -> bool:
        """Whether there are rows, and one at least for each copy, as Aldy writes them."""
        return bool(self.majors) and all({str(copy) for copy in range(n)} <= self.copies for n in self.counts)

    @property
    def gene(self) -> str | None:
        """The gene that the comment names: `CYP2D6` of `gene=CYP2D6-pharmvar-6.2.14 (2025-07-20)`."""
        return self.said.get("gene", "").partition("-")[0] or None

    def cell(self, name: str) -> Cell | None:
        """What the comment says under a name, unless it is about another gene than the rows are."""
        is_own = self.key is None or self.gene in (None, self.key[1])
        value = self.said.get(name, "")
        return Cell(value=value, column=name) if is_own and value not in ("", "None") else None


@dataclass
class Section:
    """What stands below one header, or from a solution 1 on: one gene of one sample, as Aldy writes it."""

    row: int
    enough: int = _ENOUGH
    solutions: list[Solution] = field(default_factory=list)
    keys: dict[Key, int] = field(default_factory=dict)
    broken_at: int | None = None

    def by_key(self) -> dict[Key, list[Solution]]:
        """The solutions of each gene and sample."""
        found: dict[Key, list[Solution]] = {key: [] for key in self.keys}
        for solution in self.solutions:
            if solution.key is not None:
                found[solution.key].append(solution)
        return found

    def is_whole(self) -> bool:
        """Whether no row is cut, and the solutions are there from the first on, each with its rows."""
        if self.broken_at or not all(solution.is_whole for solution in self.solutions):
            return False
        numbers = ({solution.number for solution in solutions} for solutions in self.by_key().values())
        return all(found == {str(number) for number in range(1, len(found) + 1)} for found in numbers)

    def comment(self, number: int, text: str) -> None:
        """A solution's comment."""
        match = _SOLUTION.match(text)
        if match is None:
            self.broken_at = number
            return
        said = {found["name"]: found["value"].strip() for found in _SAID.finditer(match["said"])}
        self.solutions.append(Solution(match["number"], number, said))

    def take(self, number: int, cells: list[str]) -> None:
        """A row below the header."""
        key = cells[0], cells[1] if len(cells) > 1 else ""
        # The last cell of a row that was cut may not be whole.
        if all(key) and len(cells) > len(key):
            self.keys.setdefault(key, number)
        if len(cells) < self.enough or not all(cells[:4]):
            self.broken_at = self.broken_at or number
            return
        solution = self._solution(number, key, cells[2])
        solution.majors.setdefault(cells[3])
        if cells[4] and len(cells) > _COPY_AT:
            solution.minors.setdefault(cells[4])
            solution.copies.add(cells[_COPY_AT])
        solution.is_novel |= len(cells) > _STATUS_AT and cells[_STATUS_AT] == _NOVEL

    def _solution(self, row: int, key: Key, number: str) -> Solution:
        last = self.solutions[-1] if self.solutions else None
        if last is None or last.number != number or last.key not in (None, key):
            last = Solution(number, row)
            self.solutions.append(last)
        last.key = key
        return last


def header_of(raw: RawFile) -> tuple[int, str] | None:
    """The place of Aldy's header, counted from 0, and the delimiter in it; `None` where there is none near the top."""
    for at, line in enumerate(raw.lines[:_FIRST_LINES]):
        for delimiter in _DELIMITERS:
            if "SolutionID" in line and _is_header(_split(line, delimiter)):
                return at, delimiter
    return None


def sections_of(raw: RawFile) -> Iterator[Section]:
    """The sections of a file that has a header; comments that are not Aldy's are passed over."""
    at, delimiter = header_of(raw) or (0, "\t")
    columns = len(_split(raw.lines[at], delimiter))
    enough = min(_ENOUGH, columns)
    section = Section(at + 1, enough)
    for number, line in enumerate(raw.lines[at + 1 :], start=at + 2):
        cells = _split(line, delimiter)
        is_solution = _may_be_solution(cells[0])
        if _is_header(cells) or (is_solution and section.solutions and cells[0].startswith(f"{_COMMENT} 1:")):
            yield section
            section = Section(number, enough)
        if is_solution:
            section.comment(number, delimiter.join(cells))
        elif any(cells) and not cells[0].startswith("#") and not _is_header(cells):
            section.take(number, cells)
            require_within(raw.name, raw.limits, max(len(section.keys), len(section.solutions)))
            if number == len(raw.lines) and not raw.is_sheet and len(cells) <= min(_DBSNP_AT, columns - 1):
                section.broken_at = number  # Aldy ends every line: this one goes on
    yield section


def _is_header(cells: list[str]) -> bool:
    return (cells[0].removeprefix("#"), *cells[1 : len(COLUMNS)]) == COLUMNS


def _may_be_solution(cell: str) -> bool:
    """Whether a cell is a solution's comment, or what is left of one."""
    return cell.startswith(_COMMENT) or bool(cell and _COMMENT.startswith(cell))


def _split(line: str, delimiter: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])] or [""]
