"""Lines of a report that say what was tested: `CYP2D6 alleles tested: *2, *3, *4`. They are never results."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import takewhile

from pgx_reader.models.results import Cell
from pgx_reader.readers.columns import Role
from pgx_reader.readers.statements import GENE
from pgx_reader.readers.tested import COPIES_LABEL, TESTED_LABEL, copies_in_words, may_be_result

_LONGEST = 2_000

_GENE = GENE.pattern
_BEGIN = r"(?:[-*•·–—▪]\s+)?(?:the following )?"
_LABELED = re.compile(
    rf"(?i){_BEGIN}(?:(?P<gene>{_GENE})[\s:,(–—-]*)?(?:(?P<tested>{TESTED_LABEL})|(?P<copies>{COPIES_LABEL}))"
    rf"(?:\s+(?:for|in|of)\s+(?P<behind>{_GENE}))?\)?\s*(?P<sign>[:=]|\b(?=(?:was|were|is)\b))\s*(?P<value>.*)"
)
_BEHIND = re.compile(rf"(?i)[(;,.|]\s*(?={TESTED_LABEL}\s*[:=])")
_OF_A_GENE = re.compile(rf"(?i)({_GENE})\s*[:=]?\s*")
# A line of nothing but star alleles goes on with the list above it.
_LIST = re.compile(r"(?:and\s+)?[*∗＊]\s?\d[\w.]*(?:[\s,;]+(?:and\s+)?[*∗＊]\s?\d[\w.]*)*[,;.]?")


@dataclass(frozen=True)
class TestedLine:
    """What a line says of a test. An empty `gene` means that the line does not name it."""

    gene: str
    role: Role
    value: str


def tested_in(line: str) -> tuple[TestedLine, ...]:
    """
    What a line says of a test; empty where it says nothing of the kind, or may be a result.

    >>> tested_in("CYP2D6 alleles tested: *2, *3")[0].value, tested_in("Copy number analysis: performed")[0].gene
    ('*2, *3', '')
    >>> tested_in("CYP2D6 alleles tested: *1/*4")
    ()
    """
    match = _LABELED.fullmatch(line) if len(line) <= _LONGEST else None
    if match is None:
        return ()
    gene, value = match["gene"] or match["behind"] or "", match["value"].strip()
    if match["copies"]:
        return (TestedLine(gene, Role.COPY_NUMBER, value),) if copies_in_words(value) else ()
    if may_be_result(value) or match["sign"] not in (":", "="):
        return ()
    if gene:
        return () if GENE.search(value) else (TestedLine(gene, Role.TESTED, value),)
    return _by_gene(value)


def _by_gene(value: str) -> tuple[TestedLine, ...]:
    """`CYP2D6 *2, *3; CYP2C19 *2` as a list for each; a list without a gene is one."""
    starts = list(_OF_A_GENE.finditer(value))
    if not starts:
        return (TestedLine("", Role.TESTED, value),)
    if starts[0].start() > 0:
        return ()
    ends = [match.start() for match in starts[1:]] + [len(value)]
    lists = [value[match.end() : end].strip(" ,;.") for match, end in zip(starts, ends, strict=True)]
    if not all(lists):
        return ()
    return tuple(TestedLine(match[1], Role.TESTED, text) for match, text in zip(starts, lists, strict=True))


@dataclass
class TestedLines:
    """
    What the lines of a text say of tests, each with its gene.

    A line without a gene belongs to the gene of the result in its paragraph, else to the only gene of the text; where
    there is none of these, it is among `lost`.
    """

    kept: list[tuple[str, Role, Cell]] = field(default_factory=list)
    lost: list[tuple[int, str]] = field(default_factory=list)
    beside: str = ""
    taken: set[int] = field(default_factory=set)
    _alone: list[tuple[int, str, TestedLine]] = field(default_factory=list)

    def take(self, number: int, line: str, below: Iterable[str]) -> tuple[TestedLine, ...]:
        """Keep what a line says of a test, with the lines below that go on with its list; empty where it says none."""
        found = tested_in(line)
        if found and found[-1].role is Role.TESTED:
            going_on = list(takewhile(is_list, below))
            self.taken.update(range(number + 1, number + 1 + len(going_on)))
            found = tested_in(" ".join([line, *going_on]))
        found = tuple(told for told in found if told.value)
        for told in found:
            gene = told.gene or self.beside
            if gene:
                self.kept.append((gene, told.role, Cell(value=told.value, column=f"line {number}")))
            else:
                self._alone.append((number, line, told))
        return found

    def settle(self, genes: Collection[str]) -> None:
        """Give the lines that name no gene to the only one of the text; without one they are lost."""
        for number, line, told in self._alone:
            if len(genes) == 1:
                cell = Cell(value=told.value, column=f"line {number}")
                self.kept.append((next(iter(genes)), told.role, cell))
            else:
                self.lost.append((number, line))


def without_tested(line: str) -> tuple[str, str]:
    """A line's result, and behind it what was tested: `CYP2D6 *1/*4 (alleles tested: *2, *4)` says both."""
    match = _BEHIND.search(line)
    if match is None or match.start() == 0:
        return line, ""
    behind = line[match.end() :].strip()
    return line[: match.start()].strip(), behind.removesuffix(")") if match[0][0] == "(" else behind


def is_list(line: str) -> bool:
    """Whether a line is nothing but star alleles, and so goes on with a list."""
    return bool(_LIST.fullmatch(line))
