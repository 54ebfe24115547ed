"""Comparing two folders of reference tables: each kind of change is found, and nothing else is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pgx_reader.errors import BrokenTablesError
from pgx_reader.tables import tables_folder
from pgx_reader.tables.contents import all_tables, cells_of, citation_of
from pgx_reader.tables.diff import Change, Kind, Subject, diff_folders, diff_tables
from pgx_reader.tables.editions import edition_of
from pgx_reader.tables.load import load_tables, read_tables
from pgx_reader.tables.signing import SUMS
from tests.tables.spoiling import CHANGES, Planted

Edit = Callable[[Path], None]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The reference tables, to be changed."""
    return Path(shutil.copytree(tables_folder(), tmp_path / "tables"))


def _changes(copy: Path) -> tuple[Change, ...]:
    return diff_tables(load_tables(), read_tables(copy))


def test_the_same_tables_have_no_change(copy: Path) -> None:
    """A copy of the tables differs in nothing."""
    found = diff_folders(tables_folder(), copy)
    assert (found.changes, found.is_clinical) == ((), False)
    assert found.old_version == found.new_version == load_tables().version


def test_rows_that_only_moved_are_no_change(copy: Path) -> None:
    """Every table turned upside down is the same tables."""
    for path in copy.rglob("*.csv"):
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8")
    assert _changes(copy) == ()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("guidelines/cpic/codeine.csv", "avoid;alternative", "alternative;avoid"),
        ("alleles/CYP2D6.csv", "*41,Decreased function,0.25,", "*41,Decreased function,0.250,"),
        ("phenotypes/CYP2C19.csv", "No function,Normal function,", "Normal function,No function,"),
        ("guidelines/cpic/amitriptyline.csv", "No Result;n/a", "n/a;No Result"),
    ],
)
def test_another_way_to_write_the_same_is_no_change(copy: Path, file: str, old: str, new: str) -> None:
    """The order of a list or of a pair, and the number of a value's decimals, mean nothing."""
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new), encoding="utf-8")
    assert _changes(copy) == ()


@pytest.mark.parametrize("planted", CHANGES, ids=lambda planted: planted.name)
def test_each_kind_of_change_is_found_with_what_was_and_what_is(copy: Path, planted: Planted) -> None:
    """One changed row is one change, of its subject and kind, with its key; the other way round, it is the reverse."""
    planted.make(copy)
    changed = read_tables(copy)
    (change,) = diff_tables(load_tables(), changed)
    (reverse,) = diff_tables(changed, load_tables())
    values = {value.name: (value.old, value.new) for value in change.values}
    assert (change.subject, change.kind, change.is_clinical) == (planted.subject, planted.kind, planted.clinical)
    assert change.key == reverse.key == planted.key
    assert {name: values.get(name) for name in planted.values} == planted.values
    if planted.kind is Kind.CHANGED:
        assert values.keys() == planted.values.keys()
    assert reverse.kind is {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}.get(planted.kind, planted.kind)
    assert {value.name: (value.new, value.old) for value in reverse.values} == values


def test_every_subject_but_that_of_unknown_tables_has_a_planted_change() -> None:
    """The changes above leave no kind of row out, and each table is of a kind that is known."""
    assert {change.subject for change in CHANGES} == set(Subject) - {Subject.OTHER}


def test_a_drug_that_is_gone_takes_its_statements_along(copy: Path) -> None:
    """The medicine is removed, and so is each of its statements."""
    (copy / "guidelines" / "cpic" / "codeine.csv").unlink()
    (copy / SUMS).unlink()
    changes = _changes(copy)
    assert {(change.subject, change.kind) for change in changes} == {(Subject.STATEMENT, Kind.REMOVED)}
    assert len(changes) == len(load_tables().guidelines["cpic"]["codeine"])


def test_a_version_alone_is_no_clinical_change(copy: Path) -> None:
    """Another version with the same rows changes nothing."""
    (copy / "VERSION").write_text("2999.1\n", encoding="utf-8")
    found = diff_folders(tables_folder(), copy)
    assert (found.new_version, found.changes, found.is_clinical) == ("2999.1", (), False)


def test_an_edition_that_never_had_a_table_is_compared_without_it(copy: Path) -> None:
    """A table that is neither there nor signed was introduced later: its rows are new."""
    (copy / "editions.csv").unlink()
    sums = (copy / SUMS).read_text(encoding="utf-8").splitlines(keepends=True)
    (copy / SUMS).write_text("".join(line for line in sums if "editions" not in line), encoding="utf-8")
    found = diff_folders(copy, tables_folder())
    assert found.old_lacks == ("editions.csv",)
    assert {(change.subject, change.kind) for change in found.changes} == {(Subject.EDITION, Kind.ADDED)}


def _delete(name: str) -> Edit:
    return lambda folder: (folder / name).unlink()


def _lose_editions_and_what_was_signed(folder: Path) -> None:
    (folder / "editions.csv").unlink()
    (folder / SUMS).write_bytes(b"\xff\xfe")


def _write(name: str, data: bytes) -> Edit:
    def edit(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return edit


@pytest.mark.parametrize(
    ("edit", "word"),
    [
        (shutil.rmtree, "VERSION"),
        (_delete("VERSION"), "VERSION"),
        (_write("VERSION", b"\xff\xfe\x00"), "VERSION"),
        (_delete("genes.csv"), "genes.csv"),
        (_delete("alleles/CYP2D6.csv"), "alleles/CYP2D6.csv"),
        (lambda folder: shutil.rmtree(folder / "guidelines" / "cpic"), "guidelines/cpic"),
        (_write("drugs.csv", b"\x00\xff\xfe"), "drugs.csv"),
        (_write("drugs.csv", b""), "drugs.csv"),
        (_write("sources.csv", b"a,b\n1,2\n"), "sources.csv"),
        (_lose_editions_and_what_was_signed, "cannot be read"),
    ],
)
def test_a_folder_that_is_no_tables_is_refused_on_either_side(copy: Path, edit: Any, word: str) -> None:
    """What is missing, lost or broken is named with its folder; nothing is compared."""
    edit(copy)
    for folders in ((copy, tables_folder()), (tables_folder(), copy)):
        with pytest.raises(BrokenTablesError, match="tables") as caught:
            diff_folders(*folders)
        assert word in str(caught.value)
        assert str(copy) in str(caught.value)
        assert len(str(caught.value)) < 5000


def test_every_table_and_cell_is_compared() -> None:
    """No file of the tables is outside of what is compared, and no row's cell."""
    tables = load_tables()
    files = {path.relative_to(tables.folder).as_posix().removesuffix(".csv") for path in tables.folder.rglob("*.csv")}
    assert {name for name, _ in all_tables(tables)} == files - {"sources"}
    for _, rows in all_tables(tables):
        assert all(cells_of(row).keys() == type(row).model_fields.keys() >= citation_of(row).keys() for row in rows[:1])


def test_each_dated_table_has_its_edition() -> None:
    """Alleles and guidelines stand as of a date; a table whose rows have none of their own together has no edition."""
    tables = load_tables()
    dated = {name: edition_of(name, tables) is not None for name, _ in all_tables(tables)}
    expected = {name: name.startswith(("alleles/", "guidelines/")) or name == "interactions" for name in dated}
    assert dated == expected
