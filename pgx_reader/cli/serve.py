"""`pgx-reader serve`: the counselor's page, on this machine only."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from pgx_reader.cli.streams import say
from pgx_reader.errors import MissingExtraError
from pgx_reader.pipeline import read_letterhead
from pgx_reader.tables import load_tables

DEFAULT_PORT = 8421


@click.command(short_help="Open the counselor's page: files in, handouts shown, on this machine only.")
@click.option("--port", type=click.IntRange(0, 65_535), default=DEFAULT_PORT, show_default=True, metavar="N")
@click.option("--no-browser", is_flag=True, help="Do not open a browser; only print the page's address.")
@click.option(
    "--letterhead",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The clinic's own name, logo, color and crisis line: a TOML file, see docs/letterhead.md.",
)
@click.option(
    "--forget-after",
    type=click.IntRange(min=1, max=24 * 60),
    default=30,
    show_default=True,
    metavar="MINUTES",
    help="Forget everything of a page that was not used for so long.",
)
@click.option(
    "--max-megabytes",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    metavar="N",
    help="Refuse what is larger than this, also once unpacked.",
)
@click.option("--max-patients", type=click.IntRange(min=1), default=500, show_default=True, metavar="N")
def serve(
    port: int, no_browser: bool, letterhead: Path | None, forget_after: int, max_megabytes: int, max_patients: int
) -> None:
    """Open the counselor's page in the browser: no command line from there on.

    The page can be reached from this machine only. Results stay in memory: nothing is written to disk or sent
    anywhere, and all is forgotten when the program ends. Ctrl-C ends it.
    """
    try:
        from pgx_reader.web.server import serve as run  # noqa: PLC0415 - not in every installation
        from pgx_reader.web.settings import Settings  # noqa: PLC0415
    except ModuleNotFoundError:
        raise MissingExtraError("The page", "web") from None
    load_tables()
    settings = Settings(
        megabytes=max_megabytes,
        patients=max_patients,
        idle_minutes=forget_after,
        letterhead=None if letterhead is None else read_letterhead(letterhead),
    )
    with suppress(KeyboardInterrupt):
        run(settings, port, opened=_opened, browser=not no_browser)
    say("Ended. Everything is forgotten.")


def _opened(address: str) -> None:
    # Whoever has read the address has been told the rest.
    say("The counselor's page is at this address, on this machine only. Ctrl-C ends it and forgets everything.")
    click.echo(address)
