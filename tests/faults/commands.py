"""Every command of the program, as it is run while something goes wrong, and what an undisturbed run leaves."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
import pikepdf
import pyarrow.parquet
from PIL import Image

from pgx_reader.cli import main
from tests.batch.running import results

ROOT = Path(__file__).parents[2]
PATIENTS = 6
NAMES = ("Ana Ortiz", "Ελένη Παππά", "Оксана Бойко", "Đặng Thị Thu", "Łukasz Żółć", "Åsa Öberg")


@dataclass(frozen=True)
class Command:
    """
    A command line: `{results}`, `{out}` and `{tables}` stand for the files of a place.

    `writes` says which files it leaves in `{out}`, `prints` whether standard output has results, `spools` whether rows
    stand in a temporary file meanwhile.
    """

    name: str
    line: str
    prints: bool = True
    writes: frozenset[str] = frozenset()
    spools: bool = False

    @property
    def serves(self) -> bool:
        """Whether it goes on until it is told to stop."""
        return self.name == "serve"

    def arguments(self, place: Place) -> list[str]:
        """The command line for a place."""
        return self.line.format(results=place.results, out=place.out, tables=ROOT / "reference_tables").split()


@dataclass
class Place:
    """A folder with results; `out` is where the command writes, and all that is written stands in `written`."""

    folder: Path
    patients: int = PATIENTS
    out: Path = field(init=False)

    def __post_init__(self) -> None:
        self.written.mkdir(parents=True)
        self.temporary.mkdir()
        self.out = self.written / "out"
        self.results.parent.mkdir()
        self.grow(self.patients)

    def grow(self, patients: int) -> None:
        """Results of so many patients."""
        self.patients = patients
        self.results.write_text(_with_names(results(patients)), encoding="utf-8")

    @property
    def results(self) -> Path:
        """The results file."""
        return self.folder / "in" / "results.csv"

    @property
    def written(self) -> Path:
        """The folder that `out` is in."""
        return self.folder / "written"

    @property
    def temporary(self) -> Path:
        """The folder for temporary files."""
        return self.folder / "temporary"


def _with_names(table: str) -> str:
    """Names in the scripts that the program has letters for itself."""
    for number, name in enumerate(NAMES):
        table = table.replace(f"Person P{number:05d} (invented)", f"{name} (invented)")
    return table


_HANDOUTS = frozenset(f"P{number:05d}.pdf" for number in range(PATIENTS))
_TABLES = ("genes", "statements", "problems")
_SAMPLES = frozenset(f"{path.stem}.pdf" for path in (ROOT / "sample_reports" / "results").glob("[0-9]*"))
COMMANDS = (
    Command("report", "report {results} -o {out}", writes=_HANDOUTS),
    Command(
        "batch",
        "batch {results} -o {out} --workers 2",
        prints=False,
        writes=_HANDOUTS | {"manifest.csv", "problems.csv", "journal.sqlite"},
    ),
    Command("explain", "explain {results}"),
    Command("explain as JSON", "explain {results} --json"),
    Command(
        "explain as CSV",
        "explain {results} --csv {out}",
        prints=False,
        writes=frozenset(f"{name}.csv" for name in _TABLES),
        spools=True,
    ),
    Command(
        "explain as Parquet",
        "explain {results} --parquet {out}",
        prints=False,
        writes=frozenset(f"{name}.parquet" for name in _TABLES),
        spools=True,
    ),
    Command("check", "check {results}", prints=False),
    Command("summary", "summary {results}", spools=True),
    Command("summary with a plot", "summary {results} --json --plot {out}.png", spools=True),
    Command("tables", "tables"),
    Command("tables of a drug", "tables codeine --json"),
    Command("tables checked", "tables --check", prints=False),
    Command("tables compared", "tables diff {tables} {tables}"),
    Command("demo", "demo -o {out}", writes=_SAMPLES),
    Command("serve", "serve --port 0 --no-browser"),
)
BY_NAME = {command.name: command for command in COMMANDS}


def every_command(group: click.Group = main, above: str = "") -> Iterator[str]:
    """The names of all commands that the program has, those of a group behind the group's."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield f"{above}{name}"
        if isinstance(command, click.Group):
            yield from every_command(command, f"{above}{name} ")


def not_whole(folder: Path) -> list[str]:
    """The files below a folder that are not whole, or that nobody should find there."""
    return [
        f"{path.relative_to(folder)}: {trouble}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (trouble := _trouble_of(path))
    ]


def _trouble_of(path: Path) -> str | None:
    if path.name.startswith("."):
        return "left behind"
    if path.name.startswith("journal.sqlite"):
        return None
    opens = _OPENS.get(path.suffix)
    if opens is None:
        return "nobody's file"
    try:
        opens(path)
    except Exception as error:
        return f"cannot be opened: {error!r}"
    return None


def _opens_pdf(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        if not len(pdf.pages):
            raise ValueError("no page")


def _opens_csv(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if not text.endswith("\n"):
        raise ValueError("no end")
    widths = {len(row) for row in csv.reader(text.splitlines(keepends=True), strict=True)}
    if len(widths) != 1:
        raise ValueError("rows of several widths")


def _opens_png(path: Path) -> None:
    with Image.open(path) as picture:
        picture.load()


def _opens_json(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        json.loads(line)


_OPENS = {
    ".pdf": _opens_pdf,
    ".csv": _opens_csv,
    ".png": _opens_png,
    ".parquet": pyarrow.parquet.read_table,
    ".json": _opens_json,
}
