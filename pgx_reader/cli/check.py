"""`pgx-reader check`: every problem of a results file, and nothing written."""

from __future__ import annotations

import click

from pgx_reader.cli.ending import PARTLY_DONE
from pgx_reader.cli.frame import all_problems, counted, has_errors, place_of, results_argument
from pgx_reader.cli.streams import say
from pgx_reader.models.results import Results, Severity
from pgx_reader.pipeline import require_patients
from pgx_reader.render.printable import printable


@click.command(short_help="List every problem in RESULTS; write nothing.")
@results_argument
@click.pass_context
def check(ctx: click.Context, found: Results) -> None:
    """List every problem in RESULTS with its row, its column and what was expected. Writes nothing.

    RESULTS is a file in any of the README's formats, a folder or archive of such files, or "-" for standard input;
    what it is, is told from its content.
    """
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
