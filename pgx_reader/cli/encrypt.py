"""The options of encrypting handouts, which `report` and `batch` share. A password is never an argument's value."""

from __future__ import annotations

import functools
import getpass
import os
import stat
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from pgx_reader.batch.encryption import LONGEST, checked_password, require_encryption
from pgx_reader.cli.frame import with_options
from pgx_reader.errors import PasswordError


def encryption_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Whether handouts are encrypted. The command, which has the options of style, gets the `password` or `None`."""

    @functools.wraps(command)
    def with_password(*args: Any, encrypt: bool, password_file: Path | None, **options: Any) -> Any:
        if not encrypt:
            if password_file is not None:
                raise click.UsageError("--password-file is for --encrypt.")
            return command(*args, password=None, **options)
        if options["file_format"] != "pdf":
            raise click.UsageError("--encrypt is for PDF: HTML cannot be encrypted.")
        if options["archive"]:
            raise click.UsageError("--archive makes a PDF/A, which may not be encrypted: leave one of the two out.")
        require_encryption()
        password = _asked_for() if password_file is None else _from_file(password_file)
        return command(*args, password=checked_password(password), **options)

    return with_options(with_password, _ENCRYPTION_OPTIONS)


def _asked_for() -> str:
    """The password from the terminal, twice, without showing it."""
    try:
        with warnings.catch_warnings():
            # Without a terminal it would be read from a pipe, and shown on the way.
            warnings.simplefilter("error", getpass.GetPassWarning)
            answer: str = click.prompt("Password of the handouts", hide_input=True, confirmation_prompt=True, err=True)
    except getpass.GetPassWarning:
        raise PasswordError("there is no terminal to ask for the password. Give --password-file.") from None
    return answer


def _from_file(path: Path) -> str:
    """The first line of a file that nobody else can read."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            line = file.readline(LONGEST + 3)
    except OSError as error:
        raise PasswordError(f"{path}: the password cannot be read: {error.strerror}.") from None
    if stat.S_ISREG(mode) and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise PasswordError(f"{path}: others can read or change this file with the password: chmod 600 {path}")
    return line.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")


_ENCRYPTION_OPTIONS = (
    click.option(
        "--encrypt", is_flag=True, help="Encrypt the PDFs (AES-256); the password is asked for, and never an argument."
    ),
    click.option(
        "--password-file",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Take the password from the first line of this file, which only you may read.",
    ),
)
