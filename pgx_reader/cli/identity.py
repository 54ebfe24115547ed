"""The options of leaving out whose results they are, which `report`, `batch` and `explain` share."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from pgx_reader.batch.codes import Codes
from pgx_reader.batch.deidentify import NOT_READ, Telling, deidentified
from pgx_reader.batch.options import Explaining
from pgx_reader.cli.frame import say_problems, with_options
from pgx_reader.cli.streams import say
from pgx_reader.errors import UnknownPatientError, UnusableInputError
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.models.results import PatientResult, Problem, Results

THE_RESULTS = "the results"
"""What messages call the results, whose file may be named after a patient."""


def identity_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """
    Whether whose the results are is left out. The command gets the `codes`, or `None` where nothing is.

    It is the outermost: what cannot be read is told without a quotation, too.
    """

    @functools.wraps(command)
    def with_codes(*args: Any, deidentify: bool, codes: Path | None, **options: Any) -> Any:
        if not deidentify:
            if codes is not None:
                raise click.UsageError("--codes is for --deidentify.")
            return command(*args, codes=None, **options)
        try:
            return command(*args, codes=Codes(codes), **options)
        except UnusableInputError:
            raise UnusableInputError(f"{THE_RESULTS}: {NOT_READ}") from None
        except UnknownPatientError:
            raise UnknownPatientError(
                f"{THE_RESULTS}: a patient who was asked for has no readable results. "
                'The command "check" lists the problems of the file.'
            ) from None

    return with_options(with_codes, _IDENTITY_OPTIONS)


def say_what_was_read(results: Results, problems: Sequence[Problem], codes: Codes | None) -> None:
    """
    What results were taken for, and every problem of them.

    With `codes`, without whose they are: then the list has a code for every patient of the results.
    """
    if codes is not None:
        for patient in results.patients:
            codes.of(patient.patient.id)
    telling = Telling(codes)
    told = [telling.problem(problem) for problem in problems]
    if codes is not None:
        # Problems name patients of whom nothing can be explained, too.
        codes.save()
    name = results.name if codes is None else THE_RESULTS
    say(f"{name}: {results.description}")
    say_problems(name, told)


def explained(patient: PatientResult, explaining: Explaining, codes: Codes | None) -> Interpretation:
    """One patient's results as asked; with `codes`, without whose they are."""
    interpretation = explaining.interpret(patient)
    if codes is None:
        return interpretation
    return deidentified(interpretation, codes.of(patient.patient.id), given=explaining.medicines)


_IDENTITY_OPTIONS = (
    click.option(
        "--deidentify",
        is_flag=True,
        help="A random code in the place of id and name; no dates, and no free text of the file: docs/privacy.md.",
    ),
    click.option(
        "--codes",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="The list of whose the codes are: made, kept up and used again. Keep it apart from what is given away.",
    ),
)
