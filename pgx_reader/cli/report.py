"""`pgx-reader report`: a handout for each patient of a results file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pgx_reader.cli.frame import (
    PARTLY_DONE,
    Asked,
    all_problems,
    chosen,
    counted,
    has_errors,
    interpretation_options,
    patient_label,
    patient_option,
    results_argument,
    say,
    say_problems,
    say_what_to_know,
    today,
)
from pgx_reader.cli.output import file_names, make_folder, write_whole
from pgx_reader.errors import OutputError, UnprintableTextError
from pgx_reader.models.document import Document
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.models.letterhead import Letterhead
from pgx_reader.models.results import PatientResult, Results
from pgx_reader.pipeline import build_handout, read_letterhead, render_html, render_pdf, require_patients
from pgx_reader.render.pdf import Paper
from pgx_reader.wording import available_languages

DEFAULT_FOLDER = "handouts"
FORMATS = ("pdf", "html")


@click.command(short_help="Write a handout, as PDF or HTML, for each patient in RESULTS.")
@results_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=f"A folder; for one patient, also a file. [default: {DEFAULT_FOLDER}]",
)
@patient_option
@interpretation_options
@click.option("--language", type=click.Choice(available_languages()), default="en", show_default=True)
@click.option(
    "--format",
    "file_format",
    type=click.Choice(FORMATS),
    default="pdf",
    show_default=True,
    help="html is one file for the screen that holds all it needs.",
)
@click.option(
    "--paper",
    type=click.Choice([p.value for p in Paper]),
    default=Paper.LETTER.value,
    show_default=True,
    help="The paper of a PDF; HTML is printed on what the printer has.",
)
@click.option("--large-print", is_flag=True, help="Body type of 18 points.")
@click.option(
    "--letterhead",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The clinic's own name, logo, color and crisis line: a TOML file, see docs/letterhead.md.",
)
@click.option("--results-card", is_flag=True, help="Add a card to cut out, with a QR code that holds the results.")
@click.option("--archive", is_flag=True, help="PDF/A-3a, with the interpretation attached as JSON.")
@click.pass_context
def report(
    ctx: click.Context,
    found: Results,
    output: Path | None,
    patients: tuple[str, ...],
    asked: Asked,
    language: str,
    file_format: str,
    paper: str,
    large_print: bool,
    letterhead: Path | None,
    results_card: bool,
    archive: bool,
) -> None:
    """Write a plain-language handout for each patient in RESULTS.

    RESULTS is a file in any of the README's formats, a folder or archive of such files, or "-" for standard input;
    what it is, is told from its content. Example:

        pgx-reader report results.csv -o handouts --medicine citalopram
    """
    if archive and file_format != "pdf":
        raise click.UsageError("--archive makes a PDF/A; it does not go with --format html.")
    own = None if letterhead is None else read_letterhead(letterhead)
    style = Style(language, Paper(paper), large_print, results_card, archive, file_format, own)
    if not write_handouts(found, patients, output, asked, style):
        ctx.exit(PARTLY_DONE)


class Style:
    """How a handout is set: language, paper, size of type, file format, letterhead; with a results card, as archive."""

    def __init__(
        self,
        language: str = "en",
        paper: Paper = Paper.LETTER,
        large_print: bool = False,
        results_card: bool = False,
        archive: bool = False,
        file_format: str = "pdf",
        letterhead: Letterhead | None = None,
    ) -> None:
        self.language, self.paper, self.large_print = language, paper, large_print
        self.results_card, self.archive, self.file_format = results_card, archive, file_format
        self.letterhead = letterhead

    def render(self, document: Document, interpretation: Interpretation) -> bytes:
        """The document as the bytes of a file."""
        if self.file_format == "html":
            return render_html(document, language=self.language, large_print=self.large_print).encode()
        attached = interpretation if self.archive else None
        return render_pdf(
            document, language=self.language, paper=self.paper, large_print=self.large_print, archive=attached
        )


def write_handouts(results: Results, ids: tuple[str, ...], output: Path | None, asked: Asked, style: Style) -> bool:
    """
    Write a handout for each patient (of those asked for, where `ids` names any) and say so.

    The answer is whether everything could be done. A patient whose handout fails costs no other theirs. Raises
    `UnusableInputError` where there is no patient, and `OutputError` where nothing at all can be written.
    """
    problems = all_problems(results, ids)
    say(f"{results.name}: {results.description}")
    say_problems(results.name, problems)
    require_patients(results)
    patients = chosen(results, ids)
    made_on = today()
    targets = _targets(results, patients, output, f".{style.file_format}")
    written = 0
    for patient, target in zip(patients, targets, strict=True):
        interpretation = asked.interpret(patient)
        if write_one(interpretation, target, style, made_on):
            written += 1
            say_what_to_know(interpretation)
    say(f"{written} of {counted(len(patients), 'handout')} written. They explain; they are not a prescription.")
    return written == len(patients) and not has_errors(problems)


def write_one(interpretation: Interpretation, target: Path, style: Style, made_on: date) -> bool:
    """Write one handout and print its path; where it cannot be done, say why. Answers whether it was done."""
    document = build_handout(
        interpretation, made_on=made_on, letterhead=style.letterhead, results_card=style.results_card
    )
    try:
        write_whole(target, style.render(document, interpretation))
    except (UnprintableTextError, OutputError) as error:
        say(f"{patient_label(interpretation.patient.id)}: no handout: {error}")
        return False
    click.echo(target)
    return True


def _targets(results: Results, patients: tuple[PatientResult, ...], output: Path | None, suffix: str) -> list[Path]:
    """Where each handout goes. A patient's file has one name, whether asked for alone or with all of the file."""
    folder = output or Path(DEFAULT_FOLDER)
    if folder.suffix.lower().removeprefix(".") in FORMATS and not folder.is_dir():
        return [_only_file(folder, len(patients), suffix)]
    make_folder(folder)
    ids = [patient.patient.id for patient in results.patients]
    names = dict(zip(ids, file_names(ids, suffix), strict=True))
    return [folder / names[patient.patient.id] for patient in patients]


def _only_file(target: Path, patients: int, suffix: str) -> Path:
    """The file that was named for the one handout, with its folder made."""
    if target.suffix.lower() != suffix:
        raise OutputError(f"{target}: the handout is a {suffix} file. Give it that name, or another --format.")
    if patients > 1:
        raise OutputError(f"{target}: {patients} patients do not fit into one file. Give a folder with -o.")
    make_folder(target.parent)
    return target
