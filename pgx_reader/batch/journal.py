"""
What a batch has done and has still to do: one row a patient, in a file that survives whatever ends the program.

SQLite keeps it whole: what was recorded stays recorded, and nothing is recorded by halves. The results' own rows stand
in it while they are worked on, so that a patient's may lie anywhere in any file, and no more than a few patients are
ever in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pgx_reader.batch.journal_file import JournalFile
from pgx_reader.batch.names import Pattern
from pgx_reader.models.results import LabPatient, Patient, Problem, Severity

FILE_NAME = "journal.sqlite"


class State(StrEnum):
    """Where a patient's handout stands. `GONE`: it was written once, and the patient is in the input no more."""

    WAITING = "waiting"
    WRITTEN = "written"
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True)
class Entry:
    """
    One patient's row. `output` is the name of the file that was written; `None` where none is there.

    `fingerprint` is that of all the handout was made from, but for the day.
    """

    number: int
    patient_id: str
    stem: str
    state: State
    output: str | None
    fingerprint: str | None
    sha256: str | None


@dataclass(frozen=True)
class Outcome:
    """What became of one patient's handout: `output` with its checksum and size, or `error`, which says why not."""

    number: int
    fingerprint: str
    versions: str
    output: str | None = None
    sha256: str | None = None
    size: int | None = None
    needs_review: bool = False
    error: str | None = None
    problems: tuple[Problem, ...] = ()
    other_genes: tuple[str, ...] = ()


class Journal(JournalFile):
    """The journal of an output folder. One program at a time has it; `close` it, or let the program end."""

    # What comes in

    def begin_input(self) -> None:
        """Forget the results and problems of the last run; no patient is met yet."""
        with self._errors():
            self._db.execute("DELETE FROM pieces")
            self._db.execute("DELETE FROM problems")
            self._db.execute("UPDATE patients SET met = 0")

    def add(
        self, piece: LabPatient, pattern: Pattern, is_there: Callable[[str], bool], code: str | None = None
    ) -> None:
        """
        Some rows of a patient, from any file. `is_there` says whether somebody has a file of a name already.

        With a `code` the patient is known by it, and the rows alone, which are forgotten, say whose they are.
        """
        file, row = (piece.file, piece.row) if code is None else (None, None)
        with self._errors():
            query = "SELECT number, met FROM patients WHERE patient_id = ?"
            found = self._db.execute(query, (code or piece.patient.id,)).fetchone()
            number = (
                found["number"]
                if found
                else self._new(piece.patient if code is None else Patient(id=code), file, row, pattern, is_there)
            )
            if found and not found["met"]:
                self._db.execute("UPDATE patients SET met = 1, file = ?, row = ? WHERE number = ?", (file, row, number))
            self._db.execute(
                "INSERT INTO pieces SELECT ?, 1 + coalesce(max(number), 0), ? FROM pieces WHERE patient = ?",
                (number, piece.model_dump_json(exclude_defaults=True), number),
            )

    def end_input(self) -> None:
        """All is read: whoever was not met is gone, or forgotten where there is no handout; the others are to do."""
        with self._errors():
            self._db.execute(
                "DELETE FROM stems WHERE stem IN (SELECT stem FROM patients WHERE NOT met AND output IS NULL)"
            )
            self._db.execute("DELETE FROM patients WHERE NOT met AND output IS NULL")
            self._db.execute("UPDATE patients SET state = ? WHERE NOT met", (State.GONE,))
            self._db.execute("UPDATE patients SET state = ? WHERE met AND output IS NULL", (State.WAITING,))
            self._db.execute("UPDATE patients SET state = ? WHERE met AND output IS NOT NULL", (State.WRITTEN,))

    def _new(
        self, patient: Patient, file: str | None, row: int | None, pattern: Pattern, is_there: Callable[[str], bool]
    ) -> int:
        stem = self._free_stem(pattern.stem(patient), lambda stem: is_there(stem + pattern.suffix))
        answer = self._db.execute(
            "INSERT INTO patients (patient_id, stem, met, file, row, state) VALUES (?, ?, 1, ?, ?, ?)",
            (patient.id, stem, file, row, State.WAITING),
        )
        assert answer.lastrowid is not None
        return answer.lastrowid

    def _free_stem(self, wanted: str, is_there: Callable[[str], bool]) -> str:
        """
        The stem, with a number where it is taken, in the journal or by somebody's file.

        How far the numbers go is kept, so that none is tried twice.
        """
        stem = wanted
        while self._is_known(stem) or is_there(stem):
            query = "INSERT INTO stems VALUES (?, 2) ON CONFLICT DO UPDATE SET used = used + 1 RETURNING used"
            stem = f"{wanted}-{self._db.execute(query, (wanted,)).fetchone()['used']}"
        self._db.execute("INSERT INTO stems VALUES (?, 1) ON CONFLICT DO NOTHING", (stem,))
        return stem

    def _is_known(self, stem: str) -> bool:
        return bool(self._db.execute("SELECT 1 FROM patients WHERE stem = ?", (stem,)).fetchone())

    def add_problem(self, problem: Problem, patient: int | None = None) -> None:
        """A problem of the input, or one of a patient's results."""
        with self._errors():
            self._db.execute(
                "INSERT INTO problems (patient, problem, severity) VALUES (?, ?, ?)",
                (patient, problem.model_dump_json(exclude_defaults=True), problem.severity),
            )

    # What is to be done

    def entries(self, *states: State) -> Iterator[Entry]:
        """The patients in these states, in the order that they were met; what is recorded meanwhile is no trouble."""
        columns = "number, patient_id, stem, state, output, fingerprint, sha256"
        among = ", ".join(f"'{state}'" for state in states)
        query = f"SELECT {columns} FROM patients WHERE state IN ({among}) AND number > ? ORDER BY number LIMIT ?"
        for row in self._in_turns(query):
            yield Entry(**{**row, "state": State(row["state"])})

    def pieces(self, number: int) -> list[str]:
        """A patient's results as they came in, as JSON of `LabPatient`."""
        with self._errors():
            rows = self._db.execute("SELECT lab FROM pieces WHERE patient = ? ORDER BY number", (number,)).fetchall()
            return [row["lab"] for row in rows]

    def output_of(self, number: int) -> str | None:
        """The file that was written for a patient, in this run or an earlier one; `None` where there is none."""
        with self._errors():
            found = self._db.execute("SELECT output FROM patients WHERE number = ?", (number,)).fetchone()
            return found["output"] if found else None

    def set_waiting(self, number: int) -> None:
        """The patient's handout is to be made, again or for the first time."""
        with self._errors():
            self._db.execute("UPDATE patients SET state = ? WHERE number = ?", (State.WAITING, number))

    def count(self, *states: State) -> int:
        """How many patients are in any of these states."""
        among = ", ".join(f"'{state}'" for state in states)
        with self._errors():
            found = self._db.execute(f"SELECT count(*) FROM patients WHERE state IN ({among})").fetchone()
            return int(found[0])

    # What was done

    def record(self, outcome: Outcome) -> None:
        """What became of a patient's handout, with the problems of its results."""
        state = State.FAILED if outcome.error else State.WRITTEN
        with self._errors():
            self._db.execute(
                "UPDATE patients SET state = ?, output = ?, fingerprint = ?, sha256 = ?, bytes = ?, needs_review = ?, "
                "versions = ?, error = ? WHERE number = ?",
                (
                    state, outcome.output, outcome.fingerprint, outcome.sha256, outcome.size, outcome.needs_review,
                    outcome.versions, outcome.error, outcome.number,
                ),
            )  # fmt: skip
        for problem in outcome.problems:
            self.add_problem(problem, outcome.number)

    def forget_results(self) -> None:
        """Remove the results' own rows: they are needed only while handouts are made from them."""
        with self._errors():
            self._db.execute("DELETE FROM pieces")

    # What is told

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every patient's row, in the order that they were met."""
        yield from self._in_turns("SELECT * FROM patients WHERE number > ? ORDER BY number LIMIT ?")

    def problems(self) -> Iterator[Problem]:
        """Every problem: those of the input, then those of each patient, in the order that they were met."""
        with self._errors():
            for row in self._db.execute("SELECT problem FROM problems ORDER BY patient, number"):
                yield Problem.model_validate_json(row["problem"])

    def errors(self) -> int:
        """How many of the problems are more than a notice."""
        with self._errors():
            return int(
                self._db.execute("SELECT count(*) FROM problems WHERE severity = ?", (Severity.ERROR,)).fetchone()[0]
            )

    def reviews(self) -> int:
        """How many handouts ask for a professional's review."""
        with self._errors():
            query = "SELECT count(*) FROM patients WHERE state = ? AND needs_review"
            return int(self._db.execute(query, (State.WRITTEN,)).fetchone()[0])
