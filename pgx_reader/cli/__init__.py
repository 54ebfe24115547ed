"""The command line: options in, files and exit statuses out. One file a command."""

from __future__ import annotations

import click

from pgx_reader.cli.ending import Group
from pgx_reader.version import __version__

_COMMANDS = ("batch", "check", "demo", "explain", "report", "serve", "summary", "tables")


@click.group(
    cls=Group,
    modules={name: f"{__name__}.{name}" for name in _COMMANDS},
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="pgx-reader")
def main() -> None:
    """Explain CYP2D6 and CYP2C19 results in plain language.

    This is not a prescribing tool: it explains results and never advises to start, stop or change a medicine.

    Exit status: 0 all was done; 1 something could not be read or done, and the rest was; 2 nothing could be done.
    """
