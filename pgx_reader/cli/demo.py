"""`pgx-reader demo`: handouts for the invented patients that ship with the package."""

from __future__ import annotations

from pathlib import Path

import click

from pgx_reader.batch.files import make_folder
from pgx_reader.batch.options import Style
from pgx_reader.batch.samples import sample_results
from pgx_reader.batch.today import today
from pgx_reader.cli.ending import PARTLY_DONE
from pgx_reader.cli.frame import shared_option
from pgx_reader.cli.report import write_one
from pgx_reader.cli.streams import say
from pgx_reader.pipeline import interpret, read_results
from pgx_reader.render.paper import Paper

_DEFAULT_FOLDER = Path("demo-handouts")


@click.command(short_help="Write the invented patients' handouts: no input needed.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=_DEFAULT_FOLDER, show_default=True)
@click.option("--paper", type=click.Choice([p.value for p in Paper]), default=Paper.LETTER.value, show_default=True)
@shared_option
@click.pass_context
def demo(ctx: click.Context, output: Path, paper: str, shared: bool) -> None:
    """Write the sample patients' handouts: no input needed. The patients are invented."""
    files = sample_results()
    made_on = today()
    make_folder(output, shared=shared)
    style = Style(paper=Paper(paper))
    done = [
        write_one(interpret(patient), output / f"{file.stem}.pdf", style, made_on, shared=shared)
        for file in files
        for patient in read_results(file).patients
    ]
    say(f"{sum(done)} handouts of invented patients are in {output}. They explain; they are not a prescription.")
    if not all(done):
        ctx.exit(PARTLY_DONE)
