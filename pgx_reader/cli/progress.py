"""How a batch goes on: a bar with rate and time left on a terminal, a line now and then in a log."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from pgx_reader.batch.journal import Outcome
from pgx_reader.batch.run import Watcher
from pgx_reader.cli.frame import place_of
from pgx_reader.cli.streams import say
from pgx_reader.models.results import Problem, Severity
from pgx_reader.render.printable import printable

_SECONDS_BETWEEN_LINES = 10
_PROBLEMS_SHOWN = 20


@contextmanager
def watching() -> Iterator[Watcher]:
    """A watcher for standard error: a bar where that is a terminal, else lines."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield Lines()
        return
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as progress:
        yield Bar(progress)


class Lines:
    """
    A line when all is read, one every ten seconds, and one for each problem; of very many problems, the first.

    `more` says where all of them are.
    """

    def __init__(self, more: str = "More problems are in problems.csv.") -> None:
        self._more = more
        self._file = ""
        self._problems = 0
        self._waiting = self._done = 0
        self._begun = self._said = time.monotonic()

    def read(self, file: str, what: str | None, problems: Sequence[Problem]) -> None:
        """Name the file where it is another than that of the part before, and its problems."""
        if what and file != self._file:
            self._file = file
            self.tell(f"{file}: {what}")
        for problem in problems:
            self._tell_problem(problem)

    def _tell_problem(self, problem: Problem) -> None:
        if problem.severity is not Severity.ERROR:
            return
        self._problems += 1
        if self._problems <= _PROBLEMS_SHOWN:
            self.tell(f"{place_of(problem.file or '', problem.model_copy(update={'file': None}))}: {problem.message}")
        elif self._problems == _PROBLEMS_SHOWN + 1:
            self.tell(self._more)

    def begun(self, waiting: int, kept: int) -> None:
        """How many handouts are to be made."""
        self._waiting = waiting
        self._begun = self._said = time.monotonic()
        self.tell(f"{waiting:,} to write{f', {kept:,} there already' if kept else ''}.")

    def done(self, outcomes: Sequence[Outcome]) -> None:
        """Count, and tell how far it is."""
        self._done += len(outcomes)
        for outcome in outcomes:
            for problem in outcome.problems:
                self._tell_problem(problem)
        self.told_how_far()

    def told_how_far(self) -> None:
        """How far it is, where it was not told just now."""
        now = time.monotonic()
        if now - self._said >= _SECONDS_BETWEEN_LINES:
            self._said = now
            self.tell(f"{self._done:,} of {self._waiting:,}: {self.rate()}, {self._left()} left")

    def rate(self) -> str:
        """Handouts a second."""
        return f"{self._done / max(time.monotonic() - self._begun, 0.001):,.0f} a second"

    def _left(self) -> str:
        seconds = (self._waiting - self._done) * (time.monotonic() - self._begun) / max(self._done, 1)
        return f"{seconds:,.0f} s" if seconds < 120 else f"{seconds / 60:,.0f} min"  # noqa: PLR2004 - two minutes

    def tell(self, line: str) -> None:
        """Say a line."""
        say(line)


class Bar(Lines):
    """A bar of progress; what is told otherwise stands above it."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress
        self._task: TaskID = progress.add_task("reading", total=None, rate="")

    def begun(self, waiting: int, kept: int) -> None:
        """Set the bar's length."""
        super().begun(waiting, kept)
        self._progress.update(self._task, description="handouts", total=waiting)

    def told_how_far(self) -> None:
        """Move the bar."""
        self._progress.update(self._task, completed=self._done, rate=self.rate())

    def tell(self, line: str) -> None:
        """Say a line above the bar, as it is: rich takes no part of it for a style or a picture."""
        self._progress.console.print(Text(printable(line)), soft_wrap=True)
