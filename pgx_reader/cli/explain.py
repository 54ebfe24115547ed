"""`pgx-reader explain`: the interpretation in the terminal, or as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console

from pgx_reader.batch.codes import Codes
from pgx_reader.batch.deidentify import Telling, deidentified
from pgx_reader.batch.gathering import gathered
from pgx_reader.batch.options import Explaining
from pgx_reader.batch.tidy import TABLES, Sheet, gene_rows, medicine_notices, problem_row, sheets, statement_rows
from pgx_reader.batch.today import today
from pgx_reader.cli.ending import PARTLY_DONE
from pgx_reader.cli.frame import (
    all_problems,
    chosen,
    counted,
    has_errors,
    interpretation_options,
    limit_options,
    patient_option,
    say_what_to_know,
    shared_option,
    speaks_utf8,
    without_results,
)
from pgx_reader.cli.identity import explained, identity_options, say_what_was_read
from pgx_reader.cli.progress import Lines
from pgx_reader.cli.streams import say
from pgx_reader.handout import in_language
from pgx_reader.models.results import PatientResult, Problem, Results
from pgx_reader.pipeline import build_handout, read_results, require_patients
from pgx_reader.readers import Limits
from pgx_reader.render.json_lines import render_json
from pgx_reader.render.terminal import render_terminal
from pgx_reader.wording import available_languages, load_wording

_WIDE_ENOUGH = 100
_UNKNOWN_SHOWN = 20
_SHOWN = 80


@click.command(short_help="Show what the tables say, in the terminal, as JSON or as tables of a whole cohort.")
@identity_options
@click.argument("results", metavar="RESULTS")
@limit_options
@patient_option
@interpretation_options
@click.option(
    "--language", type=click.Choice(available_languages()), default="en", show_default=True, help="JSON is English."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a patient, one a line.")
@click.option("--csv", metavar="DIR", type=click.Path(path_type=Path), help="Tidy tables as CSV, in a new folder.")
@click.option("--parquet", metavar="DIR", type=click.Path(path_type=Path), help="Tidy tables as Parquet.")
@shared_option
@click.pass_context
def explain(
    ctx: click.Context,
    results: str,
    limits: Limits,
    patients: tuple[str, ...],
    explaining: Explaining,
    language: str,
    as_json: bool,
    csv: Path | None,
    parquet: Path | None,
    shared: bool,
    codes: Codes | None,
) -> None:
    """Show what the public tables say of each patient in RESULTS.

    RESULTS is a file in any of the README's formats, a folder or archive of such files, or "-" for standard input;
    what it is, is told from its content. With --csv or --parquet the whole cohort is written as tables, of however
    many patients: genes, statements and problems, described in docs/tables.md.
    """
    if sum((as_json, csv is not None, parquet is not None)) > 1:
        raise click.UsageError("--json, --csv and --parquet are one or the other.")
    folder = csv or parquet
    if folder is not None:
        kind = "csv" if csv else "parquet"
        done = _write_tables(Path(results), folder, kind, patients, explaining, limits, codes, shared=shared)
    else:
        done = _show(read_results(results, limits=limits), patients, explaining, language, codes, as_json)
    if not done:
        ctx.exit(PARTLY_DONE)


def _show(
    found: Results,
    patients: tuple[str, ...],
    explaining: Explaining,
    language: str,
    codes: Codes | None,
    as_json: bool,
) -> bool:
    """Each patient in the terminal, or as a line of JSON. Answers whether all could be read."""
    problems = all_problems(found, patients)
    say_what_was_read(found, problems, codes)
    require_patients(found)
    wording = load_wording(language)
    made_on = today()
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDE_ENOUGH)
    for patient in chosen(found, patients):
        interpretation = explained(patient, explaining, codes)
        say_what_to_know(interpretation)
        if as_json:
            click.echo(render_json(interpretation, load_wording(), ascii_only=not speaks_utf8()))
        else:
            document = in_language(build_handout(interpretation, made_on=made_on), wording)
            console.print(render_terminal(document, wording))
    return not has_errors(problems)


def _write_tables(
    results: Path,
    folder: Path,
    kind: str,
    patients: tuple[str, ...],
    explaining: Explaining,
    limits: Limits,
    codes: Codes | None,
    *,
    shared: bool,
) -> bool:
    """The tables of a cohort. Answers whether all could be read."""
    if codes is not None:
        codes.require_outside(folder)
    with sheets(folder, kind, shared=shared) as tables:
        cohort = _Written(tables, patients, Lines(f"More problems are in problems.{kind}."), codes)
        for each in gathered((results,), limits, cohort.told):
            if not patients or each.patient_id in patients:
                cohort.told("", None, each.problems)
                if each.patient is not None:
                    cohort.add(each.patient, explaining)
        missing = [patient_id for patient_id in dict.fromkeys(patients) if patient_id not in cohort.found]
        if missing:
            raise without_results(results.name, missing)
        if codes is not None:
            codes.save()
    say(f"{counted(cohort.number, 'patient')} in {folder}: " + ", ".join(f"{name}.{kind}" for name in TABLES))
    if cohort.reviews:
        say(f"{counted(cohort.reviews, 'patient')} for a professional's review: the column needs_review.")
    return cohort.whole


class _Written:
    """What goes into the tables of a cohort, and what is said of it on standard error."""

    def __init__(
        self, tables: Mapping[str, Sheet], asked: tuple[str, ...], watcher: Lines, codes: Codes | None
    ) -> None:
        self.number = self.reviews = 0
        self.whole = True
        self.found: set[str] = set()
        self._tables, self._asked, self._watcher = tables, asked, watcher
        self._unknown: set[str | None] = set()
        self._codes, self._telling = codes, Telling(codes)

    def told(self, file: str, what: str | None, problems: Sequence[Problem]) -> None:
        """What was read and what is wrong with it; where patients are asked for, with theirs."""
        mine = [problem for problem in problems if not self._asked or problem.patient_id in self._asked]
        told = [self._telling.problem(problem, file) for problem in mine]
        self._watcher.read(self._telling.file(file), what, told)
        for problem in told:
            self._tables["problems"].add(problem_row(problem))
        self.whole = self.whole and not has_errors(mine)

    def add(self, patient: PatientResult, explaining: Explaining) -> None:
        """One patient's rows."""
        interpretation = explaining.interpret(patient)
        if self._codes is not None:
            code = self._codes.of(patient.patient.id)
            interpretation = deidentified(interpretation, code, given=explaining.medicines)
        self.number += 1
        self.reviews += interpretation.review.needed
        if self._asked:
            self.found.add(patient.patient.id)
        for row in gene_rows(interpretation):
            self._tables["genes"].add(row)
        for row in statement_rows(interpretation):
            self._tables["statements"].add(row)
        for notice in medicine_notices(interpretation):
            self._tables["problems"].add(problem_row(notice))
            self._say_once(notice)

    def _say_once(self, notice: Problem) -> None:
        """A medicine that is not known, whoever takes it; of very many, the first."""
        if notice.value not in self._unknown and len(self._unknown) < _UNKNOWN_SHOWN:
            self._unknown.add(notice.value)
            say(f'note: medicine "{(notice.value or "")[:_SHOWN]}": {notice.message}')
            if len(self._unknown) == _UNKNOWN_SHOWN:
                say("More names of medicines that are not known may be in the table of problems.")
