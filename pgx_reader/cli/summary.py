"""`pgx-reader summary`: a cohort in numbers, and as a picture."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from pgx_reader.batch.cohort import Cohort, GeneCounts, share
from pgx_reader.batch.gathering import gathered
from pgx_reader.batch.options import Explaining
from pgx_reader.batch.plot import write_plot
from pgx_reader.cli.frame import PARTLY_DONE, counted, limit_options, say
from pgx_reader.cli.progress import Lines
from pgx_reader.models.results import Problem
from pgx_reader.readers import Limits
from pgx_reader.terms import Preference


@click.command(short_help="Count phenotypes, findings and what could not be read, in all of RESULTS.")
@click.argument("results", nargs=-1, required=True, metavar="RESULTS...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The counts as one JSON object.")
@click.option("--plot", metavar="FILE", type=click.Path(path_type=Path), help="A picture of the phenotypes, as PNG.")
@click.option(
    "--prefer",
    type=click.Choice([preference.value for preference in Preference]),
    default=Preference.LAB.value,
    show_default=True,
    help="Whose result counts where lab and tables differ.",
)
@limit_options
@click.pass_context
def summary(
    ctx: click.Context, results: tuple[Path, ...], as_json: bool, plot: Path | None, prefer: str, limits: Limits
) -> None:
    """Count what is in RESULTS: phenotypes of each gene, what is not known and why, agreement with the lab, findings.

    RESULTS are any number of files, folders and archives. Example:

        pgx-reader summary results/ --plot phenotypes.png
    """
    cohort = Cohort()
    explaining = Explaining(prefer=Preference(prefer))
    watcher = Lines()

    def told(file: str, what: str | None, problems: Sequence[Problem]) -> None:
        watcher.read(file, what, problems)
        cohort.add_problems(problems)

    for each in gathered(tuple(dict.fromkeys(results)), limits, told):
        cohort.add_problems(each.problems)
        if each.patient is None:
            cohort.not_explained += 1
        else:
            cohort.add(explaining.interpret(each.patient))
    if plot is not None:
        write_plot(cohort, plot)
        say(f"{plot}: the phenotypes as a picture")
    if as_json:
        click.echo(json.dumps(cohort.as_json()))
    else:
        _show(cohort)
    if cohort.problems or cohort.not_explained:
        ctx.exit(PARTLY_DONE)


def _show(cohort: Cohort) -> None:
    console = Console(highlight=False)
    for gene, counts in cohort.genes.items():
        console.print(_table(gene, counts, cohort.explained))
        console.print(_line("agreement with the lab", counts.agreement), markup=False)
        console.print(_line("findings", counts.findings) if counts.findings else "findings: none", markup=False)
        console.print()
    console.print(f"{counted(cohort.explained, 'patient')} explained, {cohort.not_explained:,} not;", end=" ")
    console.print(f"{cohort.reviews:,} need a review; {counted(cohort.problems, 'problem')} in the results.")


def _table(gene: str, counts: GeneCounts, patients: int) -> Table:
    table = Table(title=gene, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("result")
    table.add_column("patients", justify="right")
    table.add_column(f"of {patients:,}", justify="right")
    for result, number in counts.in_order():
        table.add_row(result, f"{number:,}", share(number, patients))
    return table


def _line(what: str, counts: dict[str, int]) -> str:
    return f"{what}: " + ", ".join(f"{key.replace('_', ' ')} {number:,}" for key, number in sorted(counts.items()))
