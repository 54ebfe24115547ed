"""`pgx-reader report`: a handout for each patient of a results file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pgx_reader.batch.codes import Codes
from pgx_reader.batch.encryption import encrypted
from pgx_reader.batch.files import make_folder, write_whole
from pgx_reader.batch.names import file_names
from pgx_reader.batch.options import FORMATS, Explaining, Style
from pgx_reader.batch.today import today
from pgx_reader.cli.encrypt import encryption_options
from pgx_reader.cli.ending import PARTLY_DONE
from pgx_reader.cli.frame import (
    all_problems,
    chosen,
    counted,
    has_errors,
    interpretation_options,
    patient_label,
    patient_option,
    results_argument,
    say_what_to_know,
    shared_option,
)
from pgx_reader.cli.identity import explained, identity_options, say_what_was_read
from pgx_reader.cli.streams import say, tell_path
from pgx_reader.cli.style import style_options
from pgx_reader.errors import OutputError, UnprintableTextError
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.models.results import PatientResult, Results
from pgx_reader.pipeline import require_patients

DEFAULT_FOLDER = "handouts"


@click.command(short_help="Write a handout, as PDF or HTML, for each patient in RESULTS.")
@identity_options
@results_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=f"A folder; for one patient, also a file. [default: {DEFAULT_FOLDER}]",
)
@patient_option
@interpretation_options
@encryption_options
@style_options
@shared_option
@click.pass_context
def report(
    ctx: click.Context,
    found: Results,
    output: Path | None,
    patients: tuple[str, ...],
    explaining: Explaining,
    style: Style,
    shared: bool,
    codes: Codes | None,
    password: str | None,
) -> None:
    """Write a plain-language handout for each patient in RESULTS.

    RESULTS is a file in any of the README's formats, a folder or archive of such files, or "-" for standard input;
    what it is, is told from its content. Example:

        pgx-reader report results.csv -o handouts --medicine citalopram
    """
    if not write_handouts(found, patients, output, explaining, style, shared=shared, codes=codes, password=password):
        ctx.exit(PARTLY_DONE)


def write_handouts(
    results: Results,
    ids: tuple[str, ...],
    output: Path | None,
    explaining: Explaining,
    style: Style,
    *,
    shared: bool = False,
    codes: Codes | None = None,
    password: str | None = None,
) -> bool:
    """
    Write a handout for each patient (of those asked for, where `ids` names any) and say so.

    The answer is whether everything could be done. A patient whose handout fails costs no other theirs. Raises
    `UnusableInputError` where there is no patient, and `OutputError` where nothing at all can be written. With `codes`
    whose they are is left out; with a `password` they are encrypted.
    """
    problems = all_problems(results, ids)
    say_what_was_read(results, problems, codes)
    require_patients(results)
    patients = chosen(results, ids)
    made_on = today()
    targets = _targets(results, patients, output, style.suffix, shared=shared, codes=codes)
    written = 0
    for patient, target in zip(patients, targets, strict=True):
        interpretation = explained(patient, explaining, codes)
        if write_one(interpretation, target, style, made_on, shared=shared, password=password):
            written += 1
            say_what_to_know(interpretation)
    say(f"{written} of {counted(len(patients), 'handout')} written. They explain; they are not a prescription.")
    return written == len(patients) and not has_errors(problems)


def write_one(
    interpretation: Interpretation,
    target: Path,
    style: Style,
    made_on: date,
    *,
    shared: bool = False,
    password: str | None = None,
) -> bool:
    """Write one handout and print its path; where it cannot be done, say why. Answers whether it was done."""
    try:
        handout = style.handout(interpretation, made_on)
        if password is not None:
            handout = encrypted(handout, password)
        write_whole(target, handout, shared=shared)
    except (UnprintableTextError, OutputError) as error:
        say(f"{patient_label(interpretation.patient.id)}: no handout: {error}")
        return False
    tell_path(target)
    return True


def _targets(
    results: Results,
    patients: tuple[PatientResult, ...],
    output: Path | None,
    suffix: str,
    *,
    shared: bool,
    codes: Codes | None,
) -> list[Path]:
    """Where each handout goes. A patient's file has one name, whether asked for alone or with all of the file."""
    folder = output or Path(DEFAULT_FOLDER)
    if folder.suffix.lower().removeprefix(".") in FORMATS and not folder.is_dir():
        return [_only_file(folder, len(patients), suffix, shared=shared)]
    if codes is not None:
        codes.require_outside(folder)
    make_folder(folder, shared=shared)
    ids = [patient.patient.id for patient in results.patients]
    called = ids if codes is None else [codes.of(patient_id) for patient_id in ids]
    names = dict(zip(ids, file_names(called, suffix), strict=True))
    return [folder / names[patient.patient.id] for patient in patients]


def _only_file(target: Path, patients: int, suffix: str, *, shared: bool) -> Path:
    """The file that was named for the one handout, with its folder made."""
    if target.suffix.lower() != suffix:
        raise OutputError(f"{target}: the handout is a {suffix} file. Give it that name, or another --format.")
    if patients > 1:
        raise OutputError(f"{target}: {patients} patients do not fit into one file. Give a folder with -o.")
    make_folder(target.parent, shared=shared)
    return target
