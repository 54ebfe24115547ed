"""`pgx-reader tables diff`: what changed clinically between two editions of the reference tables, in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

from pgx_reader.cli.frame import counted, speaks_utf8
from pgx_reader.cli.tables_json import diff_json
from pgx_reader.render.printable import printable
from pgx_reader.tables.contents import CITATION, Value
from pgx_reader.tables.diff import Change, Kind, Subject, TablesDiff, ValueChange, diff_folders

_HEADINGS = {
    Subject.EDITION: "Dates of the tables",
    Subject.GENE: "Genes",
    Subject.ALLELE: "Alleles",
    Subject.PHENOTYPE_RULE: "Phenotype rules",
    Subject.FORMER_RULE: "Former rules",
    Subject.MEDICINE: "Medicines",
    Subject.STATEMENT: "Statements",
    Subject.INTERACTION: "Interactions",
    Subject.NEWER: "Known and not in the tables",
    Subject.SYNONYM: "Synonyms",
    Subject.OTHER: "Other tables",
    Subject.SOURCE: "Sources",
}
_DONE = {Kind.ADDED: "added", Kind.REMOVED: "removed", Kind.CHANGED: "changed"}
# What is said of a row that is new or gone, where all that it holds would be too much.
_GIST = {
    Subject.SOURCE: ("publisher", "title", "published_on", "retrieved_on", "superseded_by"),
    Subject.MEDICINE: ("brand_names", "used_for", "group"),
}
# What a change stands under, and what of its key is said there.
_SCOPES = {
    Subject.STATEMENT: ("drug", "publisher"),
    Subject.ALLELE: ("gene",),
    Subject.PHENOTYPE_RULE: ("gene",),
    Subject.FORMER_RULE: ("gene",),
}
_BY_TABLE = (Subject.FORMER_RULE, Subject.SYNONYM, Subject.OTHER)
_NAMED = ("CYP2D6", "CYP2C19", "CYP2B6", "score_from")


@click.command(short_help="Say what changed clinically between two folders of tables.")
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW")
@click.option("--json", "as_json", is_flag=True, help="One JSON object; docs/json.md describes it.")
def diff(old: Path, new: Path, as_json: bool) -> None:
    """Say what changed from the folder OLD to the folder NEW of reference tables.

    Alleles, phenotype rules, medicines, statements, interactions, synonyms and sources are compared row by row: what
    each was, and what it is. Rows that only moved are no change.
    """
    found = diff_folders(old, new)
    if as_json:
        click.echo(diff_json(found, ascii_only=not speaks_utf8()))
        return
    for line in _lines(found):
        click.echo(printable(line))


def _lines(found: TablesDiff) -> Iterator[str]:
    yield f"Reference tables {_moved(found.old_version, found.new_version)}"
    if found.changes and found.old_version == found.new_version:
        yield "The contents differ, and the version does not: one of the two needs a version of its own."
    for side, lacks in (("OLD", found.old_lacks), ("NEW", found.new_lacks)):
        if lacks:
            yield f"{side} does not have {', '.join(lacks)}."
    if not found.is_clinical:
        yield "No clinical change."
    facts = [change for change in found.changes if change.kind is not Kind.CITED_ANEW]
    for subject, changes in groupby(facts, key=lambda change: change.subject):
        yield from _section(subject, list(changes))
    yield from _cited_anew([change for change in found.changes if change.kind is Kind.CITED_ANEW])


def _section(subject: Subject, changes: list[Change]) -> Iterator[str]:
    yield ""
    yield f"{_HEADINGS[subject]}: {_counts(changes)}"
    for scope, part in groupby(changes, key=_scope):
        if scope:
            yield f"  {scope}"
        for change in part:
            yield f"  {'  ' if scope else ''}{_line(change)}"


def _counts(changes: list[Change]) -> str:
    found = {kind: sum(change.kind is kind for change in changes) for kind in _DONE}
    return ", ".join(f"{number} {_DONE[kind]}" for kind, number in found.items() if number)


def _scope(change: Change) -> str:
    """What a change stands under: a drug and its publisher, a gene, or the table of a kind that has several."""
    if change.subject in _BY_TABLE:
        return change.table
    return ", ".join(_cell(change.key[column]) for column in _SCOPES.get(change.subject, ()))


def _line(change: Change) -> str:
    key = ", ".join(
        f"{column.replace('_', ' ')} {_key(value)}" if column in _NAMED else _key(value)
        for column, value in change.key.items()
        if column not in _SCOPES.get(change.subject, ())
    )
    changed = change.kind is Kind.CHANGED
    values = [value for value in change.values if changed or _is_gist(change, value)]
    said = "; ".join(_value(change.kind, value) for value in sorted(values, key=lambda value: value.name in CITATION))
    return f"{key}: {said}" if changed else f"{key}: {change.kind}{f' ({said})' if said else ''}"


def _is_gist(change: Change, value: ValueChange) -> bool:
    """Whether it is said of a row that is new or gone. Of its citation, the source alone is."""
    if change.subject in _GIST:
        return value.name in _GIST[change.subject]
    return value.name == "source_id" or value.name not in CITATION


def _value(kind: Kind, value: ValueChange) -> str:
    name = value.name.replace("_", " ").removesuffix(" id")
    if kind is Kind.CHANGED:
        return f"{name} {_moved(_cell(value.old), _cell(value.new))}"
    return f"{name} {_cell(value.new if kind is Kind.ADDED else value.old)}"


def _moved(old: str, new: str) -> str:
    return old if old == new else f"{old} -> {new}"


def _key(value: Value) -> str:
    return " or ".join(value) if isinstance(value, tuple) else str(value)


def _cell(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return "none" if value is None else str(value)


def _cited_anew(changes: list[Change]) -> Iterator[str]:
    if not changes:
        return
    yield ""
    yield "The same facts with another source, or another place in it"
    for table, rows in groupby(changes, key=lambda change: change.table):
        yield f"  {table}: {counted(sum(1 for _ in rows), 'row')}"
