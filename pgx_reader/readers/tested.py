"""What a file says that was tested: which alleles or variants were looked for, and whether copies were counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pgx_reader.models.results import Cell, LabRow, Problem, Severity
from pgx_reader.readers.columns import Role
from pgx_reader.terms import CopyNumber

TOLD_ROLES = (Role.TESTED, Role.COPY_NUMBER)

_WHAT = r"(?:star[ -]?)?(?:alleles?|variants?|haplotypes?|mutations?|snps?)"
_DONE = r"(?:tested(?: for)?|interrogated|assayed|screened for|looked for)"
TESTED_LABEL = rf"(?:{_WHAT}(?: (?:were|are|was))? {_DONE}|(?:tested|interrogated) {_WHAT})"
COPIES_LABEL = (
    r"(?:copy[ -]?numbers?(?: (?:variations?|variants?))?|cnvs?)"
    r"(?: (?:analysis|assay|testing|tested|assessment|performed))?"
)
_TESTED = re.compile(rf"(?i)(?<!no )(?<!not )\b{TESTED_LABEL}\b")

# Words that stand in a field that says nothing.
_NOTHING = frozenset(("", "-", "--", "–", ".", "?", "n/a", "na", "unknown", "not known", "not stated", "not given"))
_DONE_WORDS = ("performed", "done", "tested", "included", "assessed", "analyzed", "analysed", "evaluated", "counted")
_YES = frozenset((*_DONE_WORDS, "yes", "y", "true"))
_NO = frozenset((*(f"not {word}" for word in _DONE_WORDS), "no", "n", "false"))
_NAMES_NONE = _YES | _NO
# What a result says and a list of what was tested does not.
_OUTCOME = re.compile(
    r"(?i)metaboli[sz]er|\b(?:positive|negative|detected|found|present|absent|homozygous|heterozygous|wild[ -]?type)\b"
)
_PAIR = re.compile(r"[*∗＊]?\s?\d+(?:\.\d+)?[A-Za-z]?\w*(?:\s?\+\s?[*∗＊]\w+)*\s*[/|]\s*[*∗＊]?\s?\d[^/|]*")


@dataclass(frozen=True)
class Told:
    """What is told of a test of one gene: what was looked for, word for word; and whether copies were counted."""

    tested: Cell | None = None
    copy_number: CopyNumber = CopyNumber.NOT_KNOWN

    def on(self, row: LabRow) -> LabRow:
        """A row with what is told."""
        return row.model_copy(update={"tested": self.tested, "copy_number": self.copy_number})


def about_tested(label: str) -> bool:
    """
    Whether a label announces what was tested, so that its value is no result.

    >>> about_tested("CYP2D6 alleles tested"), about_tested("Alleles not tested"), about_tested("Alleles")
    (True, False, False)
    """
    return bool(_TESTED.search(label.replace("_", " ")))


def may_be_result(text: str) -> bool:
    """Whether a text that should say what was tested may be a result: a pair of alleles, or words of an outcome."""
    parts = re.split(r"[,;]|\bor\b", text)
    return bool(_OUTCOME.search(text)) or any(_PAIR.fullmatch(part.strip()) for part in parts)


def told_by(cells: Iterable[tuple[Role, Cell]], said: list[Problem], row: int | None, patient_id: str | None) -> Told:
    """
    What cells tell of a test. What is not clear is a notice, and stays not known.

    Several cells about what was tested are joined; two that contradict each other about copies tell nothing.
    """
    given = [(role, cell) for role, cell in cells if _folded(cell) not in _NOTHING]
    tested: list[Cell] = []
    copies: dict[CopyNumber, Cell] = {}
    for role, cell in given:
        fault = None
        if role is Role.COPY_NUMBER:
            found = copies_in_words(cell.value)
            fault = None if found else "does not say clearly whether copies were counted; it is taken as not known."
            copies.update({found: cell} if found else {})
        else:
            fault = _why_not_tested(cell)
            tested += [] if fault else [cell]
        if fault:
            said.append(_notice(cell, f'"{_quoted(cell.value)}" {fault}', row, patient_id))
    if len(copies) > 1:
        message = "the file says both that copies were counted and that they were not; it is taken as not known."
        said.append(_notice(next(iter(copies.values())), message, row, patient_id))
    return Told(joined(tested), next(iter(copies)) if len(copies) == 1 else CopyNumber.NOT_KNOWN)


def joined(cells: Sequence[Cell]) -> Cell | None:
    """Several cells about what was tested as one; `None` for none."""
    values = dict.fromkeys(cell.value for cell in cells)
    return Cell(value="; ".join(values), column=cells[0].column) if cells else None


def copies_in_words(text: str) -> CopyNumber | None:
    """
    Whether copies were counted; `None` where the words do not say it. A number is not clear: `1` may be "yes".

    >>> copies_in_words("Not performed"), copies_in_words("2")
    (<CopyNumber.NOT_COUNTED: 'not_counted'>, None)
    """
    words = _words(text)
    if words in _NO:
        return CopyNumber.NOT_COUNTED
    return CopyNumber.COUNTED if words in _YES else None


def _why_not_tested(cell: Cell) -> str | None:
    if may_be_result(cell.value):
        return "may be a result and stands where the file says what was tested; it is taken for neither."
    if _words(cell.value) in _NAMES_NONE:
        return "does not say what was tested; it is taken as not known."
    return None


def _folded(cell: Cell) -> str:
    return " ".join(cell.value.split()).casefold()


def _words(text: str) -> str:
    return re.sub(r"^(?:was|were|is) ", "", " ".join(text.replace("_", " ").split()).casefold().rstrip(" ."))


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"  # noqa: PLR2004 - letters, as other messages quote


def _notice(cell: Cell, message: str, row: int | None, patient_id: str | None) -> Problem:
    return Problem(
        message=message,
        row=row,
        column=cell.column,
        value=_quoted(cell.value),
        patient_id=patient_id,
        severity=Severity.NOTICE,
    )
