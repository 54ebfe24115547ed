"""HL7 v2 messages out of a file: segments with their lines, whatever ends or frames them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import hl7  # type: ignore[import-untyped]

from pgx_reader.models.results import Problem, Severity
from pgx_reader.readers.limits import require_within
from pgx_reader.readers.raw import RawFile

# The bytes that frame a message on the wire (MLLP): they stand before its first segment and after its last.
_FRAME = "\x0b\x1c"
HEADER = re.compile(r"(?:MSH|FHS|BHS)([^\w\s])([^\w\s]{2,5})(?:\1|$)")
_MESSAGE = re.compile(r"MSH[^\w\s]")
_BATCH = ("FHS", "BHS", "BTS", "FTS")
_RESULT = "OBX"
# The segments of one message beside as many as there may be results.
_MOST_OTHERS = 1_000
# A file that ends in an OBX's value (OBX-5), without an end of line, may have been cut off inside it.
_VALUE = 5
# A program writes the value's type and its name without the separator between them: OBX|1|ST84413-4^Genotype.
_TYPES = "CE|CWE|FT|NM|NR|SN|ST|TX"


@dataclass(frozen=True)
class Segment:
    """
    One segment: its fields, and the line it begins on.

    `broken` is true where another line follows that is no segment, or where the file ends inside it.
    """

    name: str
    row: int
    fields: list[list[list[str]]]
    broken: bool = False

    def repeats(self, number: int) -> list[list[str]]:
        """A field's repetitions, each its components, without escapes. `MSH-1` is not counted as a field here."""
        return self.fields[number] if number < len(self.fields) else []

    def text(self, number: int, component: int = 1) -> str:
        """One component of a field's first repetition; empty where there is none, or HL7's sign for "deleted"."""
        repeats = self.repeats(number)
        parts = repeats[0] if repeats else []
        value = parts[component - 1] if component <= len(parts) else ""
        return "" if value == '""' else value

    @property
    def size(self) -> int:
        """The number of the last field that is there."""
        return len(self.fields) - 1


@dataclass
class _Lines:
    """A message's segments as text, by their lines."""

    texts: list[str]
    rows: list[int] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)


def messages_of(raw: RawFile, problems: list[Problem]) -> Iterator[list[Segment]]:
    """Each message's segments. One that cannot be taken apart is a problem, and costs the others nothing."""
    for lines in _split(raw, problems):
        if lines.texts and not HEADER.match(lines.texts[0]):
            problems.append(_unreadable(lines.rows[0]))
            continue
        try:
            yield _segments(lines, problems)
        except (hl7.HL7Exception, AssertionError, IndexError, ValueError):
            problems.append(_unreadable(lines.rows[0]))


def _unreadable(row: int) -> Problem:
    message = (
        "this message cannot be taken apart: its header (MSH) does not name its separators as HL7 has them, such as "
        "MSH|^~\\&|. The message is left out. Export it again."
    )
    return Problem(message=message, row=row)


def _split(raw: RawFile, problems: list[Problem]) -> list[_Lines]:
    found: list[_Lines] = raw.held()
    results: list[int] = raw.held()
    announced: list[tuple[int, int]] = []
    for row, line in enumerate(raw.lines, 1):
        text = line.strip(_FRAME).strip()
        if not text:
            continue
        if text[:3] in _BATCH and not text[3:4].isalnum():
            announced += [(row, int(number[1]))] if (number := re.match(r"BTS[^\w\s](\d{1,9})\b", text)) else []
        elif _MESSAGE.match(text):
            found.append(_Lines([text], [row]))
        elif not found:
            problems.append(Problem(message="this line stands before any message; it is left out.", row=row))
        elif re.match(rf"[A-Z][A-Z0-9]{{2}}(?:{re.escape(found[-1].texts[0][3])}|$)", text):
            found[-1].texts.append(text)
            found[-1].rows.append(row)
            results += [row] if text.startswith(_RESULT) else []
            require_within(raw.name, raw.limits, len(found[-1].texts) - _MOST_OTHERS)
        else:
            found[-1].broken.add(len(found[-1].texts) - 1)
            message = "a line break stands inside the segment before this line; that segment is not read. Mend it."
            problems.append(Problem(message=message, row=row))
    _check_count(announced, found, problems)
    if found and not raw.text.endswith(("\n", "\x1c")):
        found[-1].broken.add(-1)
    return found


def _check_count(announced: list[tuple[int, int]], found: list[_Lines], problems: list[Problem]) -> None:
    if announced and sum(number for _, number in announced) != len(found):
        message = (
            f"the batch says that it has {sum(number for _, number in announced)} messages, and there are "
            f"{len(found)}; some may be lost. Export it again."
        )
        problems.append(Problem(message=message, row=announced[-1][0], severity=Severity.ERROR))


def _apart(lines: _Lines, problems: list[Problem]) -> list[str]:
    """The segments, with the separator that a known program forgets put back."""
    separator = lines.texts[0][3]
    bar = re.escape(separator)
    glued = re.compile(rf"(OBX{bar}[^{bar}]*{bar}(?:{_TYPES}))(?=[\w-]{{1,30}}\^)")
    texts = [glued.sub(lambda match: match[1] + separator, text, count=1) for text in lines.texts]
    mended = [row for row, text, before in zip(lines.rows, texts, lines.texts, strict=True) if text != before]
    if mended:
        message = (
            f"{len(mended)} OBX from here on lack the separator between OBX-2 and OBX-3; read as if it were there."
        )
        problems.append(Problem(message=message, row=mended[0], severity=Severity.NOTICE))
    return texts


def _segments(lines: _Lines, problems: list[Problem]) -> list[Segment]:
    texts = _apart(lines, problems)
    message = hl7.parse("\r".join(texts))
    escape = message.esc
    last = len(texts) - 1
    return [
        Segment(
            name=texts[index][:3],
            row=lines.rows[index],
            fields=[_repeats(part, escape, message.separators) for part in segment],
            broken=index in lines.broken or (index == last and -1 in lines.broken and len(segment) <= _VALUE + 1),
        )
        for index, segment in enumerate(message)
    ]


def _repeats(part: hl7.Field, escape: str, separators: str) -> list[list[str]]:
    found = []
    for repeat in part:
        components = [repeat] if isinstance(repeat, str) else repeat
        found.append([_unescaped(str(component), escape, separators).strip() for component in components])
    return found


def _unescaped(text: str, escape: str, separators: str) -> str:
    """A text without HL7's escapes. The library's own unescaping logs what it cannot read, which may be a name."""
    if escape not in text:
        return text
    signs = dict(zip("FRST", separators[1:5], strict=False)) | {"E": escape, "H": "", "N": "", ".br": " "}

    def sign(match: re.Match[str]) -> str:
        code = match[1]
        if re.fullmatch(r"X(?:[0-7][0-9A-Fa-f])+", code):
            return bytes.fromhex(code[1:]).decode("ascii")
        return signs.get(code, match[0])

    mark = re.escape(escape)
    return re.sub(rf"{mark}([A-Za-z0-9.]{{1,40}}){mark}", sign, text)
