"""What all commands share: what is said of results on standard error, and common options."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable
from typing import Any

import click

from pgx_reader.batch.options import Explaining, name_of_reviewer
from pgx_reader.cli.streams import say
from pgx_reader.errors import UnknownPatientError
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.models.results import PatientResult, Problem, Results, Severity
from pgx_reader.pipeline import read_results
from pgx_reader.readers import DEFAULT_LIMITS, Limits, name_as_text
from pgx_reader.terms import Preference

Option = Callable[[Callable[..., Any]], Callable[..., Any]]
_LIMITS = {
    "megabytes": "Refuse RESULTS larger than this once unpacked.",
    "files": "Refuse more files than this in a folder or archive.",
    "rows": "Refuse a sheet with more rows than this.",
    "nesting": "Refuse JSON and XML nested deeper than this.",
}
_LIMIT_AT_ONCE = {"results": "Refuse more results than this at once."}
_SHOWN = 80


def speaks_utf8() -> bool:
    """Whether standard output can take any character: JSON can do without, and loses nothing by it."""
    return (getattr(sys.stdout, "encoding", None) or "").replace("-", "").lower() == "utf8"


def counted(number: int, noun: str) -> str:
    """A number and its noun: `1 patient`, `3 patients`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def place_of(name: str, problem: Problem) -> str:
    """Where a problem is: file, row, column, patient."""
    parts = list(filter(None, [f"{name}: {problem.file}" if problem.file else name]))
    if problem.row is not None:
        parts.append(f"row {problem.row}")
    if problem.column:
        parts.append(f"column {problem.column}")
    if problem.patient_id:
        parts.append(patient_label(problem.patient_id))
    return ", ".join(parts)


def patient_label(patient_id: str) -> str:
    """What messages call a patient: the id, shortened where it is endless."""
    return f"patient {patient_id if len(patient_id) <= _SHOWN else patient_id[: _SHOWN - 1] + '…'}"


def say_problems(name: str, problems: Iterable[Problem]) -> None:
    """Every problem on a line of standard error, with its place."""
    for problem in problems:
        note = "note: " if problem.severity is Severity.NOTICE else ""
        say(f"{place_of(name, problem)}: {note}{problem.message}")


def say_what_to_know(interpretation: Interpretation) -> None:
    """
    What whoever hands the results on should know first.

    Whether a professional must look, and each name of a medicine that the tables do not have, with the name there
    that it may be a misspelling of.
    """
    patient = patient_label(interpretation.patient.id)
    if interpretation.review.needed:
        say(f"{patient}: needs a professional's review; what is written says why.")
    for medicine in interpretation.unknown_medicines:
        unknown = f'{patient}: "{medicine.name[:_SHOWN]}" is not in our tables'
        if medicine.nearest is None:
            say(f"{unknown}; nothing is said of it.")
        else:
            say(f"{unknown}; the nearest name there is {medicine.nearest}. If that is meant, give it so.")


def all_problems(results: Results, ids: tuple[str, ...] = ()) -> list[Problem]:
    """The problems of a file and its patients, in the order of the rows; of the patients asked for, where any is."""
    problems = [*results.problems, *(problem for patient in results.patients for problem in patient.problems)]
    wanted = (problem for problem in problems if not ids or problem.patient_id in ids)
    return sorted(wanted, key=lambda problem: (problem.file or "", problem.row or 0))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any problem is more than a notice."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def chosen(results: Results, ids: tuple[str, ...]) -> tuple[PatientResult, ...]:
    """The patients asked for; all of them where none is named. Raises `UnknownPatientError` for an id not there."""
    if not ids:
        return results.patients
    by_id = {patient.patient.id: patient for patient in results.patients}
    missing = [patient_id for patient_id in ids if patient_id not in by_id]
    if missing:
        raise without_results(results.name, missing)
    return tuple(by_id[patient_id] for patient_id in dict.fromkeys(ids))


def without_results(name: str, ids: Iterable[str]) -> UnknownPatientError:
    """The error for patients who were asked for and of whom the file has nothing that can be read."""
    return UnknownPatientError(
        f"{name}: no readable results for {', '.join(map(patient_label, ids))}. "
        f'The command "check" lists the problems of the file.'
    )


def results_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """
    The results: a file, a folder or an archive, or `-` for standard input, and how much of it is read.

    The command gets it as `found`, read.
    """

    @functools.wraps(command)
    def with_results(*args: Any, results: str, limits: Limits, **options: Any) -> Any:
        return command(*args, found=read_results(results, limits=limits), **options)

    return click.argument("results", metavar="RESULTS")(limit_options(with_results))


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How much is read, of results that are held in memory at once. The command gets it as `limits`."""
    return _with_limits(command, _LIMITS | _LIMIT_AT_ONCE)


def limit_options_of_parts(command: Callable[..., Any]) -> Callable[..., Any]:
    """How much is read, of results that are read part by part. The command gets it as `limits`."""
    return _with_limits(command, _LIMITS)


def _with_limits(command: Callable[..., Any], texts: dict[str, str]) -> Callable[..., Any]:
    @functools.wraps(command)
    def with_limits(*args: Any, **options: Any) -> Any:
        bounds = {name: options.pop(f"max_{name}") for name in texts}
        return command(*args, limits=Limits(**bounds), **options)

    return with_options(with_limits, tuple(_limit_option(name, text) for name, text in texts.items()))


def _limit_option(name: str, text: str) -> Option:
    default = getattr(DEFAULT_LIMITS, name)
    return click.option(
        f"--max-{name}", type=click.IntRange(min=1), default=default, show_default=True, metavar="N", help=text
    )


def with_options(command: Callable[..., Any], options: tuple[Option, ...]) -> Callable[..., Any]:
    """The command with these options, which its help lists in their order."""
    for option in reversed(options):
        command = option(command)
    return command


def shared_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Who may read what is written. The command gets it as `shared`."""
    text = "Let others read the new files and folders, as the umask says; without it they are for you alone."
    return click.option("--shared", is_flag=True, help=text)(command)


def patient_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Only these patients."""
    text = "Only this patient. May be given more than once."
    return click.option("--patient", "patients", metavar="ID", multiple=True, help=text)(command)


def interpretation_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How results are explained. The command gets it as `explaining`."""

    @functools.wraps(command)
    def with_explaining(
        *args: Any, medicines: tuple[str, ...], prefer: str, reviewed_by: str | None, **rest: Any
    ) -> Any:
        named = tuple(map(name_as_text, medicines))
        explaining = Explaining(medicines=named, prefer=Preference(prefer), reviewed_by=reviewed_by)
        return command(*args, explaining=explaining, **rest)

    return with_options(with_explaining, _INTERPRETATION_OPTIONS)


def _reviewer(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    try:
        return None if value is None else name_of_reviewer(name_as_text(value))
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


prefer_option = click.option(
    "--prefer",
    type=click.Choice([preference.value for preference in Preference]),
    default=Preference.LAB.value,
    show_default=True,
    help="Whose result is explained where lab and tables differ. Both are shown.",
)
_INTERPRETATION_OPTIONS = (
    click.option(
        "--medicine",
        "medicines",
        metavar="NAME",
        multiple=True,
        help="A medicine that the patient takes or asks about, generic or US brand name. May be given more than once.",
    ),
    prefer_option,
    click.option(
        "--reviewed-by",
        metavar="TEXT",
        callback=_reviewer,
        help="Name and role of the professional who has looked: printed, and the mark for review goes.",
    ),
)
