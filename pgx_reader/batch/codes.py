"""
Codes in the place of patients' ids, and the list that says which is whose.

A code is drawn at random: nothing about the patient is in it, and without the list nobody gets from one to the other
(45 CFR 164.514(c)). A digest of the id would not do, for whoever has a list of ids can digest them all.
"""

from __future__ import annotations

import csv
import secrets
from io import StringIO
from pathlib import Path

from pgx_reader.batch.files import write_whole
from pgx_reader.batch.spreadsheet import CsvTable, as_written
from pgx_reader.errors import CodesError

# No vowels, so that no words come up, and no two that look alike. Ten of them: four times ten to the thirteenth codes.
_LETTERS = "CDFGHJKLMNPQRTVWXY34679"
_HALF = 5
_HEADER = ["code", "patient_id"]


class Codes:
    """
    A code for each patient id, the same each time. With a file, the same in later runs too.

    Raises `CodesError` where there is a file and it is no list of codes.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._content = self._read()
        self._codes = self._parsed() if self._content else {}
        self._taken = set(self._codes.values())
        self._is_saved = True

    def of(self, patient_id: str) -> str:
        """The code of an id; a new one, where it is met for the first time."""
        if patient_id not in self._codes:
            code = _drawn()
            while code in self._taken:
                code = _drawn()
            self._codes[patient_id] = code
            self._taken.add(code)
            self._is_saved = False
        return self._codes[patient_id]

    def has(self, code: str) -> bool:
        """Whether somebody has this code."""
        return code in self._taken

    def require_outside(self, folder: Path) -> None:
        """Raise `CodesError` where the list would stand among what is given away without names."""
        if self.path is not None and self.path.resolve().is_relative_to(folder.resolve()):
            raise CodesError(f"{self.path}: the list says whose the handouts are. Keep it outside of {folder}.")

    def save(self) -> None:
        """
        The list into its file, where it has one and there is something new: for the owner alone, and whole.

        Raises `CodesError` where the file is not as it was: two programs would give one patient two codes.
        """
        if self.path is None or self._is_saved:
            return
        if self._read() != self._content:
            raise CodesError(f"{self.path}: another program has changed this list of codes. Run the same again.")
        text = StringIO()
        table = CsvTable(text, _HEADER)
        for patient_id, code in self._codes.items():
            table.add(dict(zip(_HEADER, (code, patient_id), strict=True)))
        self._content = text.getvalue().encode()
        write_whole(self.path, self._content)
        self._is_saved = True

    def _read(self) -> bytes:
        """The file as it is; nothing where there is none yet."""
        if self.path is None or not self.path.exists():
            return b""
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise CodesError(f"{self.path}: the list of codes cannot be read: {error.strerror}.") from None

    def _parsed(self) -> dict[str, str]:
        try:
            header, *rows = csv.reader(StringIO(self._content.decode("utf-8"), newline=""), strict=True)
            codes = {as_written(patient_id): code for code, patient_id in rows}
        except (ValueError, csv.Error):
            header, rows, codes = [], [], {}
        if header != _HEADER or not len(rows) == len(codes) == len(set(codes.values())) or not all(codes.values()):
            raise CodesError(
                f"{self.path}: this is no list of codes, with a row for each patient under the heading "
                f'"{",".join(_HEADER)}". Give the list as it was written, or the name of a new file.'
            )
        return codes


def _drawn() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_HALF)) for _ in range(2))
