"""A report or a note as text: only lines of which every word is understood give a result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pgx_reader.models.results import Cell, LabRow, Problem, Severity
from pgx_reader.readers.columns import Role, folded
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.people import Gathered, one_person, stated
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition
from pgx_reader.readers.statements import EXPLAINED, GENE, Statement, is_bare_level, is_label, statements_of, tidy
from pgx_reader.readers.tested import told_by
from pgx_reader.readers.tested_lines import TestedLines, tested_in, without_tested

_LONGEST = 2_000_000
_QUOTED = 100
_MOST_QUOTED = 3

# A gene with a word that results have: a sentence that may say something of the patient.
_RESULT_WORD = re.compile(
    r"(?i:metaboli[sz]er)|[*∗＊]\s?\d|(?<![A-Za-z])(?:PM|IM|NM|EM|RM|UM|URM)(?![A-Za-z])"
    r"|(?i:not tested|indeterminate|results?\b|genotype|phenotype)"
)
_TAKES_BACK = re.compile(
    r"(?i)\b(?:amended|corrected|correction|revised)\b|\b(?:is|was)\s+not\s+an?\s+(?:\w+\s+){0,3}metaboli[sz]er"
)
_TAKES_ALL_BACK = re.compile(
    r"(?i)\b(?:in error|erroneous\w*|retracted|superseded|withdrawn|wrong patient|sample swap\w*)\b"
)
_SOMEBODY_ELSE = re.compile(
    r"(?i)\b(?:mother|father|brother|sister|sibling|daughter|son|parents?|spouse|husband|wife|relatives?|family|donor"
    r"|previous\w*|historical)\b|^\W*(?:examples?|sample|legend|template|possible|prior|old|key to)\b"
)
_BROKEN_OFF = re.compile(
    r"(?i)(?:,|\b(?:a|an|and|are|as|be|been|being|by|for|from|if|in|is|no|not|of|on|or|than|that|the|to|was|were|when|who"
    r"|with|without))$"
)
_GOES_ON = re.compile(
    r"^(?:and|are|as|but|by|can|for|from|has|have|if|in|is|may|might|must|nor|not|of|on|or|should|status|than|that|to|was"
    r"|were|when|which|who|will|with|would)\b|^[.,;)]"
)
_BARE_RESULT = re.compile(rf"(?i)^{GENE.pattern}.{{0,40}}(?:poor|intermediate|normal|extensive|rapid|slow|\d\s?/\s?\d)")
_HEADING_WORDS = 6
_LABELED = re.compile(r"^[A-Z][\w /()-]{1,40}:")


def recognize(raw: RawFile) -> Recognition | None:
    """Text in which at least one line states a result of a gene, and nothing else."""
    if raw.looks_like_xml or raw.is_json or len(raw.text) > _LONGEST or not EXPLAINED.search(raw.text):
        return None
    first = next(iter(_report_of(raw).found), None)
    if first is None:
        return None
    return Recognition("report in plain text", f'row {first.number} is "{_quoted(first.line)}"')


def why_not(raw: RawFile) -> str | None:
    """Why a text that speaks of results is not read, with what it says; `None` where it does not speak of any."""
    if len(raw.text) > _LONGEST or not EXPLAINED.search(raw.text):
        return None
    unclear = _report_of(raw).unclear
    if not unclear:
        return None
    return (
        f"no line of this text states a result in a form that is understood without doubt; found: {_quotes(unclear)}. "
        'Write a line for each gene, as in "CYP2D6 *1/*4" or "CYP2D6 Intermediate Metabolizer".'
    )


def read(raw: RawFile) -> Contents:
    """
    A row for each statement of a result. Two that differ are both kept: normalization sees the conflict.

    A sentence that mentions a gene with words that results have, and is not understood in full, is quoted in a
    problem: an error where the gene has no other result, or where it seems to take a result back, and then that is not
    used. Raises `UnusableInputError` for a text about more than one patient.
    """
    patient_id, details = one_person(raw.name, (detail for line in raw.lines for detail in stated(line)))
    whose = patient_id or patient_of_name(raw)
    report = _report_of(raw)
    gathered = Gathered(whose, None)
    for role, (label, value) in details.items():
        gathered.add(role, value, label)
    taken_back = {folded_gene for folded_gene, row in report.taken_back}
    problems = raw.held(_doubts(report, whose))
    told = {gene: told_by(report.about(gene), problems, None, whose) for gene in map(_bare, report.genes)}
    for found in report.found:
        row = _row(found, whose, readable=_bare(found.gene) not in taken_back)
        gathered.rows.append(told[_bare(found.gene)].on(row))
    if patient_id is None:
        problems.append(named_after_file(whose))
    patient = gathered.patient(problems)
    return Contents((patient,) if patient else (), tuple(problems))


def _row(found: _Found, patient_id: str, *, readable: bool) -> LabRow:
    if not readable:
        return LabRow(row=found.number, patient_id=patient_id, gene=found.gene, readable=False)
    cells = {role.value: Cell(value=text, column=f"line {number}") for role, text, number in found.parts}
    return LabRow(row=found.number, patient_id=patient_id, gene=found.gene, **cells)


def _doubts(report: _Report, whose: str) -> Iterator[Problem]:
    known = {_bare(found.gene) for found in report.found}
    for gene, unclear in report.taken_back:
        message = f'"{_quoted(unclear.line)}" seems to correct a result; none of {gene.upper()} is used. Ask the lab.'
        yield Problem(message=message, row=unclear.number, patient_id=whose)
    yield from _silent(report, whose)
    for number, text in report.tested.lost:
        message = (
            f'"{_quoted(text)}" says what was tested, and not of which gene; it is not read. Name the gene in the line.'
        )
        yield Problem(message=message, row=number, patient_id=whose, severity=Severity.NOTICE)
    settled = {line for _, line in report.taken_back}
    rest = [line for line in report.unclear if line not in settled]
    alone = [line for line in rest if not _genes_in(line.line) or _genes_in(line.line) - known]
    for line in alone[:_MOST_QUOTED]:
        message = (
            f'"{_quoted(line.line)}" may be a result and is not understood in full; it is not read. Write it as in '
            '"CYP2D6 *1/*4" if it is one.'
        )
        yield Problem(message=message, row=line.number, patient_id=whose)
    others = [line for line in rest if line not in alone[:_MOST_QUOTED]]
    if others:
        message = f"lines that speak of a gene's result, and were not read as one: {_quotes(others)}."
        yield Problem(message=message, row=others[0].number, patient_id=whose, severity=Severity.NOTICE)


def _silent(report: _Report, whose: str) -> Iterator[Problem]:
    """A notice for each gene that we explain and the text mentions, where nothing at all is read of it."""
    spoken_of = {_bare(found.gene) for found in report.found}.union(*(_genes_in(line.line) for line in report.unclear))
    for gene, line in report.mentions.items():
        if gene not in spoken_of:
            message = f'"{_quoted(line.line)}" mentions {gene.upper()}; no result of it was found.'
            yield Problem(message=message, row=line.number, patient_id=whose, severity=Severity.NOTICE)


@dataclass(frozen=True)
class _Line:
    number: int
    line: str


@dataclass(frozen=True)
class _Found(_Line):
    """A result: the line that it begins in, and its parts with the lines that they stand in."""

    gene: str = ""
    parts: list[tuple[Role, str, int]] = field(default_factory=list)


class _Report:
    """The lines of a text, sorted: `found` are results, `unclear` may be some and are not understood."""

    def __init__(self, raw: RawFile) -> None:
        self.found: list[_Found] = raw.held()
        self.unclear: list[_Line] = raw.held()
        self.tested = TestedLines()
        self._lines = [tidy(line) for line in raw.lines]
        self._open: _Found | None = None
        self._of_others = False
        self._label = ""
        self.mentions: dict[str, _Line] = {}
        for number, line in enumerate(self._lines, 1):
            for gene in _genes_in(line):
                self.mentions.setdefault(gene, _Line(number, line))
            self._take(number, line)
        self.found = [found for found in self.found if found.parts]
        self.tested.settle({_bare(gene) for gene in (*self.genes, *self.mentions)})

    @property
    def genes(self) -> tuple[str, ...]:
        """The genes that have a result, as the text names them."""
        return tuple(dict.fromkeys(found.gene for found in self.found))

    def about(self, gene: str) -> list[tuple[Role, Cell]]:
        """What the text says of the test of a gene, by its bare name."""
        return [(role, cell) for named, role, cell in self.tested.kept if _bare(named) == gene]

    @property
    def taken_back(self) -> list[tuple[str, _Line]]:
        """The genes of which an unclear line seems to take a result back."""
        found = []
        for line in self.unclear:
            if _TAKES_ALL_BACK.search(line.line):
                found += [(gene, line) for gene in sorted(_genes_in(line.line) or self.mentions)]
            elif _TAKES_BACK.search(line.line):
                found += [(gene, line) for gene in sorted(_genes_in(line.line))]
        return found

    def _take(self, number: int, line: str) -> None:
        if number in self.tested.taken:
            return
        if not line:
            self._of_others = False
            self.tested.beside = ""
            return
        if not self._of_others and self._says_what_was_tested(number, line):
            return
        if self._label and is_label(line):
            self._label = ""
        if self._label:
            line, self._label = f"{self._label.rstrip(' :=')}: {line}", ""
        elif is_label(line) and self._open is not None:
            self._label = line
            return
        statements = statements_of(line)
        if statements is None:
            self._not_understood(number, line)
        elif self._of_others or self._is_torn(number):
            self._open = None
            self.unclear += [_Line(number, line)] if any(statement.parts for statement in statements) else []
        else:
            for statement in statements:
                self._keep(number, line, statement)

    def _says_what_was_tested(self, number: int, line: str) -> bool:
        """Keep what a line, or the end of one with a result, says of the test; false where it says nothing of it."""
        head, behind = without_tested(line)
        if behind and tested_in(behind) and len(statements_of(head) or ()) == 1:
            self._take(number, head)
            self.tested.take(number, behind, self._below(number))
            return True
        found = self.tested.take(number, line, self._below(number))
        self._label = "" if found else self._label
        if any(told.gene and (self._open is None or _bare(told.gene) != _bare(self._open.gene)) for told in found):
            self._open = None
        return bool(found)

    def _below(self, number: int) -> Iterator[str]:
        """The lines below one, as they are asked for: a copy for each line would take forever in a long text."""
        return (self._lines[at] for at in range(number, len(self._lines)))

    def _not_understood(self, number: int, line: str) -> None:
        is_heading = line.endswith(":") or len(line.split()) <= _HEADING_WORDS
        self._of_others = self._of_others or (is_heading and bool(_SOMEBODY_ELSE.search(line)))
        speaks_of_result = bool(EXPLAINED.search(line)) and bool(_RESULT_WORD.search(line) or _BARE_RESULT.search(line))
        takes_back = bool(_RESULT_WORD.search(line) or "report" in line.lower()) and bool(_TAKES_ALL_BACK.search(line))
        is_left_over = self._open is not None and is_bare_level(line)
        if speaks_of_result or takes_back or is_left_over:
            self.unclear.append(_Line(number, line))
        if GENE.search(line):
            self.tested.beside = ""
        if speaks_of_result or not _LABELED.match(line):
            self._open = None

    def _keep(self, number: int, line: str, statement: Statement) -> None:
        parts = [(role, text, number) for role, text in statement.parts]
        if statement.gene:
            self._open = _Found(number, line, statement.gene, parts)
            self.found.append(self._open)
            self.tested.beside = statement.gene
        elif self._open is not None and not {role for role, _, _ in self._open.parts} & {role for role, _, _ in parts}:
            self._open.parts.extend(parts)
        elif parts:
            self._open = None
            self.unclear.append(_Line(number, line))

    def _is_torn(self, number: int) -> bool:
        """Whether a line is a part of a sentence that the lines round it begin or end."""
        above = self._lines[number - 2] if number > 1 else ""
        below = self._lines[number] if number < len(self._lines) else ""
        is_prose = len(above.split()) > 5 and above[-1:] not in ".:!?)" and statements_of(above) is None  # noqa: PLR2004
        return bool(_BROKEN_OFF.search(above)) or is_prose or bool(_GOES_ON.match(below))


def _report_of(raw: RawFile) -> _Report:
    """The file's lines, sorted once: to recognize a report is to read it."""
    if __name__ not in raw.kept:
        raw.kept[__name__] = _Report(raw)
    report: _Report = raw.kept[__name__]
    return report


def _genes_in(line: str) -> set[str]:
    return {_bare(match[0]) for match in EXPLAINED.finditer(line)}


def _bare(gene: str) -> str:
    """The gene's name without what goes before its number: `CYP 2D6` and `2d6` are one."""
    match = EXPLAINED.search(gene)
    return "cyp" + "".join(match[0].split()).lower() if match else folded(gene)


def _quoted(line: str) -> str:
    text = " ".join(line.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def _quotes(lines: list[_Line]) -> str:
    shown = "; ".join(f'row {line.number}: "{_quoted(line.line)}"' for line in lines[:_MOST_QUOTED])
    return shown + (f" and {len(lines) - _MOST_QUOTED:,} more" if len(lines) > _MOST_QUOTED else "")
