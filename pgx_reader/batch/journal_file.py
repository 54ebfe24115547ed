"""The file of a journal: SQLite, opened by one program at a time, whose every complaint is an error with what to do."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pgx_reader.batch.files import new_file
from pgx_reader.errors import FullDiskError, JournalError

FULL_DISK = "the disk is full. Free some room and run the same again with --resume: what is written is whole."
_VERSION = 1
# "PGXb": by it the file is told from other programs' SQLite files.
_APPLICATION = 0x50475862
_SCHEMA = f"""
BEGIN;
CREATE TABLE patients (
    number INTEGER PRIMARY KEY,
    patient_id TEXT NOT NULL UNIQUE,
    stem TEXT NOT NULL UNIQUE COLLATE NOCASE,
    met INTEGER NOT NULL,
    file TEXT,
    row INTEGER,
    state TEXT NOT NULL,
    output TEXT,
    fingerprint TEXT,
    sha256 TEXT,
    bytes INTEGER,
    needs_review INTEGER,
    versions TEXT,
    error TEXT
);
CREATE INDEX patients_by_state ON patients (state, number);
CREATE TABLE pieces (
    patient INTEGER, number INTEGER, lab TEXT NOT NULL, PRIMARY KEY (patient, number)
) WITHOUT ROWID;
CREATE TABLE stems (stem TEXT PRIMARY KEY COLLATE NOCASE, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE problems (number INTEGER PRIMARY KEY, patient INTEGER, problem TEXT NOT NULL, severity TEXT NOT NULL);
CREATE INDEX problems_by_patient ON problems (patient);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_VERSION};
COMMIT;
"""
_AT_A_TIME = 500


class JournalFile:
    """The file under a journal. One program at a time has it; `close` it, or let the program end."""

    def __init__(self, path: Path, full_disk: str = FULL_DISK) -> None:
        """
        Open a journal, or make an empty one. `full_disk` says what to do where there is no room.

        Raises `JournalError` where that cannot be.
        """
        self.path = path
        self._full_disk = full_disk
        with self._errors():
            # A program that was stopped just now may have left it without a single byte.
            is_new = not path.exists() or not path.stat().st_size
            if not path.exists():
                self._make_file()
            self._db = sqlite3.connect(path, isolation_level=None, timeout=1)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            if is_new:
                self._db.executescript(_SCHEMA)
            else:
                self._check()
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            # What is deleted is overwritten: results are not to be found in the file once handouts are made from them.
            self._db.execute("PRAGMA secure_delete = ON")
            self._db.execute("BEGIN IMMEDIATE")

    def _make_file(self) -> None:
        """
        An empty file that only its owner can read, however the handouts are shared: it holds everybody's results.

        What SQLite writes beside a file has that file's modes.
        """
        os.close(new_file(self.path))

    def _check(self) -> None:
        """Before anything is changed: that the file is whole, and this version's."""
        (fault,) = self._db.execute("PRAGMA quick_check(1)").fetchone()
        if fault != "ok":
            raise sqlite3.DatabaseError(fault)
        found = tuple(self._db.execute(f"PRAGMA {what}").fetchone()[0] for what in ("application_id", "user_version"))
        if found != (_APPLICATION, _VERSION):
            raise JournalError(
                f"{self.path}: this is not the journal of a batch of this version. Nothing was changed. Give another "
                "folder with -o, or the version of the program that wrote it."
            )

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """What SQLite has against it, as one error with what to do."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "full" in str(error):
                raise FullDiskError(f"{self.path.parent}: {self._full_disk}") from None
            if "locked" in str(error):
                reason = "another program is at work in this folder. Wait for its end."
            else:
                reason = f"it cannot be opened or written ({error}). Check the folder, or give another with -o."
            raise JournalError(f"{self.path}: {reason}") from None
        except sqlite3.DatabaseError as error:
            raise JournalError(
                f"{self.path}: the journal is damaged ({error}). Nothing was changed. Give another folder with -o, or "
                "move the journal away and make all handouts anew in an empty folder."
            ) from None
        except OSError as error:
            raise JournalError(
                f"{self.path}: it cannot be opened or written ({error.strerror}). Check the folder, or give another "
                "with -o."
            ) from None

    def commit(self) -> None:
        """Keep what was recorded since the last time."""
        with self._errors():
            self._commit()
            self._db.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Keep what was recorded and let the journal go, as one file."""
        with self._errors():
            self._commit()
            self._db.execute("PRAGMA journal_mode = DELETE")
            self._db.close()

    def _commit(self) -> None:
        """A request to stop may have come when one transaction was over and the next not begun."""
        if self._db.in_transaction:
            self._db.execute("COMMIT")

    def _in_turns(self, query: str) -> Iterator[dict[str, Any]]:
        """The rows of a query, some at a time, so that the table may change between them."""
        last = 0
        while True:
            with self._errors():
                found = self._db.execute(query, (last, _AT_A_TIME)).fetchall()
            if not found:
                return
            yield from (dict(row) for row in found)
            last = found[-1]["number"]
