"""A workbook (XLSX and its kin) as its sheets, each a table. Macros are never run, links never followed."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Problem, Severity
from pgx_reader.readers.limits import Limits
from pgx_reader.readers.raw import RawFile

_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"
_MOST_CELLS = 50_000_000
_CellValue = int | float | str | bool | time | date | datetime | timedelta


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a workbook: XLSX, XLSM, XLSB, ODS, or an old XLS."""
    if data.startswith(_OLD):
        return "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data
    if not data.startswith(_ZIP):
        return False
    try:
        names = zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False
    return any(name in ("xl/workbook.xml", "xl/workbook.bin") for name in names) or (
        "content.xml" in names and "mimetype" in names
    )


def sheets_of(name: str, data: bytes, limits: Limits) -> Iterator[RawFile]:
    """
    Each sheet that holds anything, as a tab-separated text: every cell as the text that a reader sees.

    Values are those that were saved; a formula is not computed anew. Hidden sheets are read too, with a notice.
    Raises `UnusableInputError` for a broken workbook, a locked one and one with more rows than the limits.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    except (CalamineError, OSError, ValueError):
        raise UnusableInputError(
            f"{name}: the workbook is broken, or locked with a password. Open it and save it anew, or as CSV."
        ) from None
    notices = _notices(data)
    filled = 0
    for sheet in workbook.sheets_metadata:
        label = f"{name}, sheet {sheet.name}"
        text = _text_of(workbook, sheet.name, label, limits)
        if not text.strip():
            continue
        filled += 1
        hidden = () if sheet.visible is SheetVisibleEnum.Visible else (_notice("the sheet is hidden; it is read too."),)
        yield RawFile(label, text, is_sheet=True, notices=(*notices, *hidden), limits=limits)
        notices = ()
    if not filled:
        raise UnusableInputError(f"{name}: the workbook is empty. It needs a header row and a row for each result.")


def _text_of(workbook: CalamineWorkbook, sheet: str, label: str, limits: Limits) -> str:
    written = StringIO()
    writer = csv.writer(written, delimiter="\t", lineterminator="\n")
    try:
        content = workbook.get_sheet_by_name(sheet)
        # calamine counts rows and columns from 0: the last one's number is one less than how many there are.
        if content.total_height + 1 > limits.rows:
            raise UnusableInputError(f"{label}: more than {limits.rows:,} rows. Split it, or raise --max-rows.")
        if (content.total_height + 1) * (content.total_width + 1) > _MOST_CELLS:
            raise UnusableInputError(f"{label}: more than {_MOST_CELLS:,} cells. Keep the columns that hold results.")
        # `skip_empty_area=False` keeps the rows' numbers those of the spreadsheet.
        rows = [[_shown(value) for value in row] for row in content.to_python(skip_empty_area=False)]
        _fill_merged(rows, content.merged_cell_ranges or [])
        writer.writerows(rows)
    except (CalamineError, OSError, ValueError):
        raise UnusableInputError(f"{label}: the sheet is broken. Open it and save it anew, or as CSV.") from None
    return written.getvalue()


def _fill_merged(rows: list[list[str]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """A cell that is merged downwards stands for each of its rows, such as one patient's id beside two genes."""
    height = len(rows)
    for (top, left), (bottom, _) in ranges:
        if top < height and left < len(rows[top]):
            value = rows[top][left]
            for row in rows[top + 1 : bottom + 1]:
                if not row[left]:
                    row[left] = value


def _shown(value: _CellValue) -> str:
    """A cell as text: whole numbers without a decimal point, dates as ISO writes them."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _notices(data: bytes) -> tuple[Problem, ...]:
    try:
        names = zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError):
        return ()
    found = []
    if any(name.endswith("vbaProject.bin") for name in names):
        found.append(_notice("the workbook has macros; they are not run."))
    if any("externalLink" in name for name in names):
        found.append(_notice("the workbook links to other files; they are not opened. Values are as last saved."))
    return tuple(found)


def _notice(message: str) -> Problem:
    return Problem(message=message, severity=Severity.NOTICE)
