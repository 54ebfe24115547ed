"""`pgx-reader explain`: the interpretation in the terminal, or as JSON."""

from __future__ import annotations

import click
from rich.console import Console

from pgx_reader.batch.options import Explaining
from pgx_reader.cli.frame import (
    PARTLY_DONE,
    all_problems,
    chosen,
    has_errors,
    interpretation_options,
    patient_option,
    results_argument,
    say,
    say_problems,
    say_what_to_know,
    speaks_utf8,
    today,
)
from pgx_reader.handout import in_language
from pgx_reader.models.results import Results
from pgx_reader.pipeline import build_handout, require_patients
from pgx_reader.render.json_lines import render_json
from pgx_reader.render.terminal import render_terminal
from pgx_reader.wording import available_languages, load_wording

_WIDE_ENOUGH = 100


@click.command(short_help="Show what the tables say, in the terminal or as JSON.")
@results_argument
@patient_option
@interpretation_options
@click.option(
    "--language", type=click.Choice(available_languages()), default="en", show_default=True, help="JSON is English."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a patient, one a line.")
@click.pass_context
def explain(
    ctx: click.Context, found: Results, patients: tuple[str, ...], explaining: Explaining, language: str, as_json: bool
) -> None:
    """Show what the public tables say of each patient in RESULTS.

    RESULTS is a file in any of the README's formats, a folder or archive of such files, or "-" for standard input;
    what it is, is told from its content.
    """
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
    if has_errors(problems):
        ctx.exit(PARTLY_DONE)
