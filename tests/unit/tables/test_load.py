"""Tables that are broken are no tables: nothing is read with them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pgx_reader.errors import BrokenTablesError
from pgx_reader.tables import load, tables_folder
from pgx_reader.tables.signing import digest_of_all, signed_digests, unsigned_files


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The reference tables, to be spoiled."""
    return Path(shutil.copytree(tables_folder(), tmp_path / "tables"))


def test_broken_tables_are_refused_with_every_fault(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than interpret with a table that lacks a row, the program says what is wrong and how to look."""
    (copy / "drugs.csv").unlink()
    (copy / "genes.csv").unlink()
    monkeypatch.setattr(load, "tables_folder", lambda: copy)
    with pytest.raises(BrokenTablesError) as caught:
        load.load_tables.__wrapped__()
    message = str(caught.value)
    assert "drugs.csv" in message
    assert "genes.csv" in message
    assert message.endswith('Mend the reference tables; see "pgx-reader tables --check".')


def test_tables_without_signatures_have_none(copy: Path) -> None:
    """Where nothing is signed, every file is said to be unsigned, and none to be changed."""
    assert list(unsigned_files(copy)) == []
    (copy / "SHA256SUMS").unlink()
    assert signed_digests(copy) == {}
    assert {reason for _, reason in unsigned_files(copy)} == {"the file is not signed"}


def test_a_new_and_a_lost_file_are_told_apart(copy: Path) -> None:
    """A file that nobody signed is one thing, and a signed one that is gone another."""
    (copy / "newer.csv").rename(copy / "newest.csv")
    assert dict(unsigned_files(copy)) == {
        "newer.csv": "the file is signed and missing",
        "newest.csv": "the file is not signed",
    }


def test_the_digest_of_all_tables_is_of_what_stands_in_them(copy: Path) -> None:
    """A line end of another system changes nothing, a changed cell or a new name does; signatures do not count."""
    before = digest_of_all(copy)
    drugs = copy / "drugs.csv"
    drugs.write_bytes(drugs.read_bytes().replace(b"\n", b"\r\n"))
    (copy / "SHA256SUMS").unlink()
    assert digest_of_all(copy) == before
    drugs.write_bytes(drugs.read_bytes().replace(b"Celexa", b"Celexo"))
    changed = digest_of_all(copy)
    drugs.rename(copy / "drugs_2.csv")
    assert len({before, changed, digest_of_all(copy)}) == 3
