"""What changed from one edition of the reference tables to another, row by row: facts, no sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pgx_reader.errors import BrokenTablesError
from pgx_reader.models.base import Model
from pgx_reader.tables.contents import CITATION, Value, cells_of
from pgx_reader.tables.load import PUBLISHER_OF_FOLDER, ReferenceTables, read_tables
from pgx_reader.tables.matching import by_identity, differing, key_columns, matched
from pgx_reader.tables.signing import signed_digests

# Without these a folder is no reference tables at all.
_NEEDED = ("VERSION", "sources.csv", "genes.csv", "drugs.csv")
_NOT_CLINICAL = frozenset(("spoken", "rxnorm", "atc"))
_SHOWN = 5


class Subject(StrEnum):
    """What a row is about; the order is the one in which changes are told."""

    EDITION = "edition"
    GENE = "gene"
    ALLELE = "allele"
    PHENOTYPE_RULE = "phenotype_rule"
    FORMER_RULE = "former_rule"
    MEDICINE = "medicine"
    STATEMENT = "statement"
    INTERACTION = "interaction"
    NEWER = "newer"
    SYNONYM = "synonym"
    OTHER = "other"
    SOURCE = "source"

    @property
    def is_clinical(self) -> bool:
        """Whether a result can mean something else after a change of such a row."""
        return self not in (Subject.EDITION, Subject.SOURCE)


_SUBJECTS = {
    "editions": Subject.EDITION,
    "genes": Subject.GENE,
    "alleles": Subject.ALLELE,
    "phenotypes": Subject.PHENOTYPE_RULE,
    "history": Subject.FORMER_RULE,
    "drugs": Subject.MEDICINE,
    "guidelines": Subject.STATEMENT,
    "interactions": Subject.INTERACTION,
    "newer": Subject.NEWER,
    "synonyms": Subject.SYNONYM,
    "sources": Subject.SOURCE,
}


class Kind(StrEnum):
    """What happened to a row. `CITED_ANEW`: the facts stayed, and another source, or place in it, is named."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    CITED_ANEW = "cited_anew"


@dataclass(frozen=True)
class ValueChange:
    """A column's value before and after. Where the row is new or gone, the other side is `None`."""

    name: str
    old: Value
    new: Value


@dataclass(frozen=True)
class Change:
    """
    One row that is not what it was. `key` is what it is looked up with, its table's gene or drug first.

    `values` are the columns that changed; all that are filled, where the row is new or gone.
    """

    subject: Subject
    kind: Kind
    table: str
    key: dict[str, Value]
    values: tuple[ValueChange, ...]

    @property
    def is_clinical(self) -> bool:
        """Whether more than a source, a date or an identifier changed."""
        facts = {value.name for value in self.values} - {*CITATION, *_NOT_CLINICAL}
        whole_row = self.kind in (Kind.ADDED, Kind.REMOVED)
        return self.subject.is_clinical and (whole_row or bool(facts))


@dataclass(frozen=True)
class TablesDiff:
    """
    Two editions of the tables, compared. `changes` is empty where no row changed; rows that only moved did not.

    `old_lacks` and `new_lacks` are tables that the program knows and that edition never had: all their rows are new
    to the other side.
    """

    old_version: str
    new_version: str
    old_lacks: tuple[str, ...]
    new_lacks: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def is_clinical(self) -> bool:
        """Whether anything clinical changed."""
        return any(change.is_clinical for change in self.changes)


def diff_folders(old: Path, new: Path) -> TablesDiff:
    """Compare two folders of reference tables. Raises `BrokenTablesError` for one that cannot be read in full."""
    before, after = _read(old), _read(new)
    return TablesDiff(
        old_version=before.version,
        new_version=after.version,
        old_lacks=tuple(fault.file for fault in before.faults),
        new_lacks=tuple(fault.file for fault in after.faults),
        changes=diff_tables(before, after),
    )


def _read(folder: Path) -> ReferenceTables:
    """
    The tables of a folder. The only faults left are tables that it does not have.

    Former editions lack the tables that were introduced later: what is neither there nor signed was never theirs.
    """
    try:
        if not (folder / "VERSION").is_file():
            raise BrokenTablesError(f"{folder}: not a folder of reference tables; there is no VERSION in it.")
        tables = read_tables(folder)
        broken = [fault for fault in tables.faults if _is_there_or_missed(fault.file, folder)]
    except (OSError, ValueError) as error:
        raise BrokenTablesError(f"{folder}: cannot be read as reference tables: {error}") from None
    if broken:
        more = f"; and {len(broken) - _SHOWN} more" if len(broken) > _SHOWN else ""
        listing = "; ".join(map(str, broken[:_SHOWN]))
        raise BrokenTablesError(f"{folder}: cannot be read as reference tables: {listing}{more}.")
    return tables


def _is_there_or_missed(file: str, folder: Path) -> bool:
    """Whether a table that is not read is broken or lost, and not just one that this edition never had."""
    signed = signed_digests(folder)
    return (
        file in _NEEDED
        or (folder / file).exists()
        or any(name == file or name.startswith(f"{file}/") for name in signed)
    )


def diff_tables(old: ReferenceTables, new: ReferenceTables) -> tuple[Change, ...]:
    """Every row that is not the same in both, in the order of the subjects and then of the tables."""
    before, after = by_identity(old), by_identity(new)
    changes = [
        change
        for identity in dict.fromkeys([*after, *before])
        for pair in matched(before.get(identity, []), after.get(identity, []))
        if (change := _change(identity[0], *pair)) is not None
    ]
    subjects = list(Subject)
    tables = list(dict.fromkeys(identity[0] for identity in (*after, *before)))
    return tuple(sorted(changes, key=lambda change: (subjects.index(change.subject), tables.index(change.table))))


def _change(table: str, old: Model | None, new: Model | None) -> Change | None:
    row = _latest(old, new)
    before = cells_of(old) if old is not None else {}
    after = cells_of(new) if new is not None else {}
    columns = _changed_columns(old, new)
    if not columns and old is not None and new is not None:
        return None
    return Change(
        subject=_SUBJECTS.get(table.partition("/")[0], Subject.OTHER),
        kind=_kind(old, new, columns),
        table=table,
        key=_scope_of(table) | _filled(row, key_columns(row)),
        values=tuple(ValueChange(column, before.get(column), after.get(column)) for column in columns),
    )


def _latest(old: Model | None, new: Model | None) -> Model:
    """The row as it is now, or as it last was."""
    return next(row for row in (new, old) if row is not None)


def _changed_columns(old: Model | None, new: Model | None) -> tuple[str, ...]:
    if old is not None and new is not None:
        return differing(old, new)
    row = _latest(old, new)
    columns = tuple(column for column in cells_of(row) if column not in key_columns(row))
    return tuple(_filled(row, columns))


def _kind(old: Model | None, new: Model | None, columns: tuple[str, ...]) -> Kind:
    if old is None:
        return Kind.ADDED
    if new is None:
        return Kind.REMOVED
    return Kind.CITED_ANEW if set(columns) <= set(CITATION) else Kind.CHANGED


def _filled(row: Model, columns: tuple[str, ...]) -> dict[str, Value]:
    cells = cells_of(row)
    return {column: cells[column] for column in columns if cells[column] not in (None, ())}


def _scope_of(table: str) -> dict[str, Value]:
    """What the path of a table says of its rows: the gene, or the publisher and the drug."""
    folder, _, stem = table.rpartition("/")
    if folder.startswith("guidelines/"):
        name = folder.partition("/")[2]
        return {"publisher": PUBLISHER_OF_FOLDER.get(name, name), "drug": stem}
    return {"gene": stem} if folder and folder != "synonyms" else {}
