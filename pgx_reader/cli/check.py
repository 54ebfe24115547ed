"""`pgx-reader check`: every problem of a results file, and nothing written."""

from __future__ import annotations

import click

from pgx_reader.cli.frame import PARTLY_DONE, all_problems, counted, has_errors, place_of, results_argument, say
from pgx_reader.models.results import Severity
from pgx_reader.pipeline import read_results, require_patients
from pgx_reader.render.terminal import printable


@click.command(short_help="List every problem in RESULTS; write nothing.")
@results_argument
@click.pass_context
def check(ctx: click.Context, results: str) -> None:
    """List every problem in RESULTS with its row, its column and what was expected. Writes nothing.

    RESULTS is a table (CSV, TSV or semicolon-separated) or "-" for standard input.
    """
    found = read_results(results)
    problems = all_problems(found)
    say(f"{found.name}: {found.description}")
    for problem in problems:
        note = "note: " if problem.severity is Severity.NOTICE else ""
        click.echo(printable(f"{place_of(found.name, problem)}: {note}{problem.message}"))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    say(f"{counted(errors, 'problem')}, {counted(len(problems) - errors, 'note')}.")
    require_patients(found)
    if has_errors(problems):
        ctx.exit(PARTLY_DONE)
