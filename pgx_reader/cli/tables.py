"""`pgx-reader tables`: what the reference tables hold, whether they are whole, and what changed in them."""

from __future__ import annotations

import click

from pgx_reader.cli.frame import speaks_utf8
from pgx_reader.cli.streams import say
from pgx_reader.cli.tables_diff import diff
from pgx_reader.cli.tables_json import excerpts_json
from pgx_reader.cli.tables_show import show_excerpts, show_overview
from pgx_reader.errors import BrokenTablesError, PgxReaderError
from pgx_reader.tables import ReferenceTables, check_tables, load_tables, read_tables, sign, tables_folder
from pgx_reader.tables.load import INSTALLED_NAME
from pgx_reader.tables.lookup import Meaning, excerpts_of, meanings_of, overview_of

_SHOWN = 60
_DEFAULT = "show"


class _ShowsByDefault(click.Group):
    """A group in which whatever is not the name of a command goes to the command that shows."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options may stand before the command's name. A name that is also a command's is the command."""
        first = next((word for word in args if not word.startswith("-")), "")
        if first in self.commands:
            place = args.index(first)
            args = [first, *args[:place], *args[place + 1 :]]
        elif set(args) & set(ctx.help_option_names):
            args = [ctx.help_option_names[-1]]
        else:
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)


_HELP = """Show the reference tables, with the source and date of each row, or compare two editions of them.

\b
  pgx-reader tables                which tables are inside, as of when, and their sources
  pgx-reader tables NAME           all rows for a gene, drug, brand, star allele or country
  pgx-reader tables --json         the same as one JSON object, with and without NAME
  pgx-reader tables --check        find every fault of the tables at once
  pgx-reader tables --sign         for maintainers: record the tables as reviewed
  pgx-reader tables diff OLD NEW   what changed clinically between two folders

NAME is CYP2D6, codeine, Celexa, "*41" (of each gene) or "CYP2D6*41". A retired or sub-allele name, such as
"CYP2D6*57", says what it stands for. A name that is also a command's stands behind "show".
"""


@click.group(
    cls=_ShowsByDefault,
    help=_HELP,
    short_help="Show the reference tables and their sources, or compare two.",
    options_metavar="[--json | --check | --sign]",
    subcommand_metavar="[NAME | diff OLD NEW]",
)
def tables() -> None:
    """What is in the reference tables, and what changed in them."""


@tables.command(_DEFAULT, short_help="Show the tables, or the rows for a name. This is the default.")
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object; docs/json.md describes it.")
@click.option("--check", "checking", is_flag=True, help="Find every fault of the tables at once.")
@click.option("--sign", "signing", is_flag=True, help="For maintainers: record the tables as they are as reviewed.")
def show(name: str | None, as_json: bool, checking: bool, signing: bool) -> None:
    """Show which reference tables are inside, or all rows for a gene, drug, brand, star allele or country.

    Each row comes with its source, and each table with the date as of which it stands.
    """
    if signing:
        _sign()
    if checking or signing:
        _check()
        return
    loaded = load_tables()
    meanings = _meanings(name, loaded) if name is not None else ()
    excerpts = overview_of(loaded) if name is None else excerpts_of(meanings, loaded)
    if as_json:
        click.echo(excerpts_json(name, meanings, excerpts, loaded, ascii_only=not speaks_utf8()))
    elif name is None:
        show_overview(excerpts, loaded)
    else:
        show_excerpts(name, meanings, excerpts, loaded)


tables.add_command(diff)


def _sign() -> None:
    folder = tables_folder()
    if folder.name == INSTALLED_NAME:
        raise PgxReaderError(
            f"{folder}: these tables are installed. Change and sign them in a checkout of the sources."
        )
    sign(folder)


def _check() -> None:
    loaded = read_tables(tables_folder())
    faults = check_tables(loaded)
    for fault in faults:
        click.echo(fault)
    if faults:
        raise BrokenTablesError(f"{len(faults)} faults in the reference tables.")
    rows = sum(len(rows) for guidelines in loaded.guidelines.values() for rows in guidelines.values())
    alleles = sum(len(rows) for rows in loaded.alleles.values())
    say(f"Tables {loaded.version}: no faults. {alleles} alleles, {len(loaded.drugs)} drugs, {rows} statements.")


def _meanings(name: str, loaded: ReferenceTables) -> tuple[Meaning, ...]:
    meanings = meanings_of(name, loaded)
    if not meanings:
        shown = name if len(name) <= _SHOWN else name[: _SHOWN - 1] + "…"
        raise PgxReaderError(
            f'"{shown}" is not a gene, a drug, a brand, a star allele or a country of the tables. '
            f"Genes: {', '.join(loaded.genes)}. Star alleles are written *4 or CYP2D6*4. "
            f'The {len(loaded.drugs)} drugs are listed by "pgx-reader tables".'
        )
    return meanings
