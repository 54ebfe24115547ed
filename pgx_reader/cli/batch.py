"""`pgx-reader batch`: handouts for many patients, by several processes, so that none is lost whatever happens."""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path

import click

from pgx_reader.batch.cluster import make_all_on, require_cluster
from pgx_reader.batch.codes import Codes
from pgx_reader.batch.names import Pattern
from pgx_reader.batch.options import Explaining, Style
from pgx_reader.batch.pool import make_all
from pgx_reader.batch.reports import MANIFEST, PROBLEMS
from pgx_reader.batch.run import Batch, Tally, run
from pgx_reader.batch.store import LocalFolder, store_of
from pgx_reader.batch.today import today
from pgx_reader.batch.work import Job
from pgx_reader.cli.encrypt import encryption_options
from pgx_reader.cli.ending import PARTLY_DONE
from pgx_reader.cli.frame import counted, interpretation_options, limit_options_of_parts, shared_option
from pgx_reader.cli.identity import identity_options
from pgx_reader.cli.progress import watching
from pgx_reader.cli.streams import say
from pgx_reader.cli.style import style_options
from pgx_reader.readers import Limits


@click.command(short_help="Write handouts for many patients, from many files; go on after a stop.")
@identity_options
@click.argument("results", nargs=-1, required=True, metavar="RESULTS...", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, metavar="DIR", type=click.Path(path_type=Path), help="A new folder.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
    show_default="the machine's cores",
    help="How many processes make handouts.",
)
@click.option("--resume", is_flag=True, help="Go on with the batch in DIR: make what is missing or has changed.")
@click.option(
    "--name",
    default="{patient_id}",
    show_default=True,
    metavar="PATTERN",
    help="How the files are called, from {patient_id}, {patient_name}, {birth_date}, {collected_on}, {reported_on}.",
)
@click.option("--store", metavar="URL", help="Where the handouts go instead of DIR, such as s3://bucket/folder.")
@click.option("--scheduler", metavar="ADDRESS", help="Make them on this Dask cluster, such as tcp://10.0.0.1:8786.")
@interpretation_options
@encryption_options
@style_options
@limit_options_of_parts
@shared_option
@click.pass_context
def batch(
    ctx: click.Context,
    results: tuple[Path, ...],
    output: Path,
    workers: int,
    resume: bool,
    name: str,
    store: str | None,
    scheduler: str | None,
    explaining: Explaining,
    style: Style,
    limits: Limits,
    shared: bool,
    codes: Codes | None,
    password: str | None,
) -> None:
    """Write a handout for each patient in RESULTS: any number of files, folders and archives, in any format.

    A patient whose rows stand in several files gets one handout. DIR holds a journal; when a batch was stopped,
    whatever stopped it, the same command with --resume does what is left. At the end manifest.csv has a row for each
    patient and problems.csv one for each problem. Example:

        pgx-reader batch results/ -o handouts --workers 4
    """
    sources = tuple(dict.fromkeys(results))
    if codes is not None:
        _require_that_codes_last(codes, output, name)
    if scheduler and password is not None:
        raise click.UsageError("--encrypt does not go with --scheduler: the password would go to other machines.")
    if scheduler:
        require_cluster(scheduler, explaining, style)
    place = store_of(store, shared=shared) if store else LocalFolder(output.absolute(), shared)
    job = Job(place, explaining, style, today(), password)
    make = partial(make_all_on, scheduler) if scheduler else partial(make_all, workers=workers)
    asked = Batch(sources, output, job, Pattern(name, style.suffix), limits, make, shared, codes)
    try:
        with watching() as watcher:
            tally = run(asked, watcher, resume=resume)
    except KeyboardInterrupt:
        say("Stopped. What is written is whole; the same command with --resume does the rest.")
        ctx.exit(PARTLY_DONE)
    _say_how_it_ended(tally, output)
    if not tally.is_complete:
        ctx.exit(PARTLY_DONE)


def _require_that_codes_last(codes: Codes, folder: Path, name: str) -> None:
    """A batch can be stopped and gone on with: its codes must be the same then, and its files' names hold no more."""
    if codes.path is None:
        raise click.UsageError("--deidentify needs --codes FILE in a batch, so that --resume gives the same codes.")
    if set(re.findall(r"{(\w*)", name)) - {"patient_id"}:
        raise click.UsageError("--deidentify goes with {patient_id} alone in --name; it becomes the code.")
    codes.require_outside(folder)


def _say_how_it_ended(tally: Tally, folder: Path) -> None:
    kept = f", {tally.kept:,} kept as they were" if tally.kept else ""
    say(f"{counted(tally.written, 'handout')} written{kept}. They explain; they are not a prescription.")
    if tally.reviews:
        say(f"{counted(tally.reviews, 'handout')} ask for a professional's review: the column needs_review.")
    if tally.failed:
        say(f"{counted(tally.failed, 'patient')} without a handout: the column error says why.")
    if tally.gone:
        say(f"{counted(tally.gone, 'earlier handout')} of patients who are not in the results any more: state gone.")
    if tally.errors:
        say(f"{counted(tally.errors, 'problem')} in the results: {PROBLEMS}.")
    say(f"A row for each patient: {folder / MANIFEST}")
