"""`pgx-reader summary`: a cohort in numbers, and as a picture."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from pgx_reader.batch.cohort import COUNT_COLUMNS, Cohort, GeneCounts, in_words, share
from pgx_reader.batch.gathering import gathered
from pgx_reader.batch.options import Explaining
from pgx_reader.batch.plot import require_plotting, write_plot
from pgx_reader.batch.spreadsheet import CsvTable
from pgx_reader.cli.ending import PARTLY_DONE
from pgx_reader.cli.frame import counted, limit_options_of_parts, prefer_option, shared_option
from pgx_reader.cli.progress import Lines
from pgx_reader.cli.streams import say
from pgx_reader.models.results import Problem
from pgx_reader.readers import Limits
from pgx_reader.terms import Preference

_HEADINGS = {"agreement": "agreement with the lab", "finding": "finding"}


@click.command(short_help="Count phenotypes, findings and what could not be read, in all of RESULTS.")
@click.argument("results", nargs=-1, required=True, metavar="RESULTS...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The counts as one JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="The counts as CSV, a row a count.")
@click.option("--plot", metavar="FILE", type=click.Path(path_type=Path), help="A picture of the phenotypes, as PNG.")
@prefer_option
@limit_options_of_parts
@shared_option
@click.pass_context
def summary(
    ctx: click.Context,
    results: tuple[Path, ...],
    as_json: bool,
    as_csv: bool,
    plot: Path | None,
    prefer: str,
    limits: Limits,
    shared: bool,
) -> None:
    """Count what is in RESULTS: phenotypes of each gene, what is not known and why, agreement with the lab, findings.

    RESULTS are any number of files, folders and archives. Example:

        pgx-reader summary results/ --plot phenotypes.png
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv are one or the other.")
    if plot is not None:
        require_plotting()
    cohort = _counted(tuple(dict.fromkeys(results)), Explaining(prefer=Preference(prefer)), limits)
    if as_json:
        click.echo(json.dumps(cohort.as_json()))
    elif as_csv:
        _print_rows(cohort)
    else:
        _show(cohort)
    if plot is not None:
        _draw(cohort, plot, shared=shared)
    if cohort.problems or cohort.not_explained:
        ctx.exit(PARTLY_DONE)


def _counted(sources: tuple[Path, ...], explaining: Explaining, limits: Limits) -> Cohort:
    """All patients, counted one by one; what could not be read is said on standard error."""
    cohort = Cohort()
    watcher = Lines('The command "check" lists all problems.')

    def told(file: str, what: str | None, problems: Sequence[Problem]) -> None:
        watcher.read(file, what, problems)
        cohort.add_problems(problems)

    for each in gathered(sources, limits, told):
        told("", None, each.problems)
        if each.patient is None:
            cohort.not_explained += 1
        else:
            cohort.add(explaining.interpret(each.patient))
    return cohort


def _print_rows(cohort: Cohort) -> None:
    table = CsvTable(sys.stdout, COUNT_COLUMNS)
    for row in cohort.rows():
        table.add(row)


def _draw(cohort: Cohort, path: Path, *, shared: bool) -> None:
    """The picture; none where nobody could be explained, and that is said."""
    if cohort.explained:
        write_plot(cohort, path, shared=shared)
        say(f"{path}: the phenotypes as a picture")
    else:
        say(f"{path}: not written, for there is nothing to draw: no patient's results can be explained.")


def _show(cohort: Cohort) -> None:
    console = Console(highlight=False)
    for gene, counts in cohort.genes.items():
        console.print(_table(gene, counts, cohort.explained))
        console.print()
    console.print(f"{counted(cohort.explained, 'patient')} explained, {cohort.not_explained:,} not;", end=" ")
    console.print(f"{cohort.reviews:,} need a review; {counted(cohort.problems, 'problem')} in the results.")


def _table(gene: str, counts: GeneCounts, patients: int) -> Table:
    """One gene's counts, each with its share of all who are explained."""
    table = Table(title=gene, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("result")
    table.add_column("patients", justify="right")
    table.add_column(f"of {patients:,}", justify="right")
    section = "result"
    for what, value, number in counts.counted():
        if what != section:
            table.add_row()
            table.add_row(_HEADINGS[what], style="bold")
            section = what
        table.add_row(in_words(value), f"{number:,}", share(number, patients))
    if not counts.findings:
        table.add_row()
        table.add_row("no findings")
    return table
