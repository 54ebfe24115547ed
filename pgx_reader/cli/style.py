"""The options of how a handout is set, which `report` and `batch` share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from pgx_reader.batch.options import FORMATS, Style
from pgx_reader.cli.frame import with_options
from pgx_reader.pipeline import read_letterhead
from pgx_reader.render.paper import Paper
from pgx_reader.wording import available_languages


def style_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How the handouts are set. The command gets it as `style`."""

    @functools.wraps(command)
    def with_style(*args: Any, paper: str, letterhead: Path | None, **options: Any) -> Any:
        asked = {
            name: options.pop(name) for name in ("language", "file_format", "large_print", "results_card", "archive")
        }
        if asked["archive"] and asked["file_format"] != "pdf":
            raise click.UsageError("--archive makes a PDF/A; it does not go with --format html.")
        own = None if letterhead is None else read_letterhead(letterhead)
        return command(*args, style=Style(paper=Paper(paper), letterhead=own, **asked), **options)

    return with_options(with_style, _STYLE_OPTIONS)


_STYLE_OPTIONS = (
    click.option("--language", type=click.Choice(available_languages()), default="en", show_default=True),
    click.option(
        "--format",
        "file_format",
        type=click.Choice(FORMATS),
        default="pdf",
        show_default=True,
        help="html is one file for the screen that holds all it needs.",
    ),
    click.option(
        "--paper",
        type=click.Choice([p.value for p in Paper]),
        default=Paper.LETTER.value,
        show_default=True,
        help="The paper of a PDF; HTML is printed on what the printer has.",
    ),
    click.option("--large-print", is_flag=True, help="Body type of 18 points."),
    click.option(
        "--letterhead",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="The clinic's own name, logo, color and crisis line: a TOML file, see docs/letterhead.md.",
    ),
    click.option("--results-card", is_flag=True, help="Add a card to cut out, with a QR code that holds the results."),
    click.option("--archive", is_flag=True, help="PDF/A-3a, with the interpretation attached as JSON."),
)
