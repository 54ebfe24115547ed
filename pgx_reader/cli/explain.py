"""`pgx-reader explain`: the interpretation in the terminal, or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from pgx_reader.batch.gathering import gathered
from pgx_reader.batch.options import Explaining
from pgx_reader.batch.tidy import TABLES, gene_rows, problem_row, sheets, statement_rows
from pgx_reader.cli.frame import (
    PARTLY_DONE,
    all_problems,
    chosen,
    counted,
    has_errors,
    interpretation_options,
    limit_options,
    patient_option,
    say,
    say_problems,
    say_what_to_know,
    speaks_utf8,
    today,
)
from pgx_reader.handout import in_language
from pgx_reader.models.results import Problem, Results, Severity
from pgx_reader.pipeline import build_handout, read_results, require_patients
from pgx_reader.readers import Limits
from pgx_reader.render.json_lines import render_json
from pgx_reader.render.terminal import render_terminal
from pgx_reader.wording import available_languages, load_wording

_WIDE_ENOUGH = 100


@click.command(short_help="Show what the tables say, in the terminal, as JSON or as tables of a whole cohort.")
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
        done = _write_tables(Path(results), folder, "csv" if csv else "parquet", patients, explaining, limits)
    else:
        done = _show(read_results(results, limits=limits), patients, explaining, language, as_json)
    if not done:
        ctx.exit(PARTLY_DONE)


def _show(found: Results, patients: tuple[str, ...], explaining: Explaining, language: str, as_json: bool) -> bool:
    """Each patient in the terminal, or as a line of JSON. Answers whether all could be read."""
    problems = all_problems(found, patients)
    say(f"{found.name}: {found.description}")
    say_problems(found.name, problems)
    require_patients(found)
    wording = load_wording(language)
    made_on = today()
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDE_ENOUGH)
    for patient in chosen(found, patients):
        interpretation = explaining.interpret(patient)
        say_what_to_know(interpretation)
        if as_json:
            click.echo(render_json(interpretation, load_wording(), ascii_only=not speaks_utf8()))
        else:
            document = in_language(build_handout(interpretation, made_on=made_on), wording)
            console.print(render_terminal(document, wording))
    return not has_errors(problems)


def _write_tables(
    results: Path, folder: Path, kind: str, patients: tuple[str, ...], explaining: Explaining, limits: Limits
) -> bool:
    """The tables of a cohort. Answers whether all could be read."""
    written, whole = 0, True
    with sheets(folder, kind) as tables:

        def told(_file: str, _what: str | None, problems: Sequence[Problem]) -> None:
            nonlocal whole
            for problem in problems:
                if not patients or problem.patient_id in patients:
                    tables["problems"].add(problem_row(problem))
                    whole = whole and problem.severity is not Severity.ERROR

        for each in gathered((results,), limits, told):
            if patients and each.patient_id not in patients:
                continue
            told("", None, each.problems)
            if each.patient is not None:
                written += 1
                interpretation = explaining.interpret(each.patient)
                for row in gene_rows(interpretation):
                    tables["genes"].add(row)
                for row in statement_rows(interpretation):
                    tables["statements"].add(row)
    say(f"{counted(written, 'patient')} in {folder}: " + ", ".join(f"{name}.{kind}" for name in TABLES))
    return whole
