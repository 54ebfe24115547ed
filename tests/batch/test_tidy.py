"""Tables of a cohort are written row by row, whole or not at all."""

from __future__ import annotations

import csv
import errno
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from pgx_reader.batch import tidy
from pgx_reader.batch.tidy import PROBLEM_COLUMNS, TABLES, gene_rows, sheets, statement_rows
from pgx_reader.errors import FullDiskError, OutputError
from pgx_reader.models.results import Problem
from pgx_reader.pipeline import interpret, read_results
from tests.payloads.calculated import text_of

KINDS = ("csv", "parquet")


def problem(text: str) -> dict[str, Any]:
    """The row of a problem."""
    return dict(tidy.problem_row(Problem(message=text, row=3)))


def messages(path: Path) -> list[str]:
    """The messages of a table of problems."""
    if path.suffix == ".parquet":
        return list(pyarrow.parquet.read_table(path)["message"].to_pylist())
    with path.open(encoding="utf-8", newline="") as file:
        return [text_of(row["message"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("kind", KINDS)
def test_any_text_comes_back(kind: str, tmp_path: Path) -> None:
    """Commas, quotation marks, line ends and letters of any script are part of a value."""
    texts = ["a,b", 'said "so"', "two\nlines", "two\r\nlines", "ß Ω 中", "; ", "=1+1", "NA"]
    with sheets(tmp_path / "t", kind) as tables:
        for text in texts:
            tables["problems"].add(problem(text))
    assert messages(tmp_path / "t" / f"problems.{kind}") == texts


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (RuntimeError("a fault"), RuntimeError),
        (KeyboardInterrupt(), KeyboardInterrupt),
        (OSError(errno.ENOSPC, "No space left on device"), FullDiskError),
        (OSError(errno.EIO, "Input/output error"), OutputError),
    ],
)
def test_whatever_stops_it_leaves_nothing(
    error: BaseException, expected: type[BaseException], kind: str, tmp_path: Path
) -> None:
    """No table, no beginning of one, and no empty folder."""

    def write() -> None:
        with sheets(tmp_path / "t", kind) as tables:
            tables["problems"].add(problem("one"))
            raise error

    with pytest.raises(expected):
        write()
    assert list(tmp_path.iterdir()) == []


def test_parquet_is_written_some_rows_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory holds no more rows than a group has, and the last, smaller group is there too."""
    monkeypatch.setattr(tidy, "_ROWS_AT_ONCE", 4)
    with sheets(tmp_path / "t", "parquet") as tables:
        for number in range(10):
            tables["problems"].add(problem(str(number)))
    file = pyarrow.parquet.ParquetFile(tmp_path / "t" / "problems.parquet")
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [4, 4, 2]


@pytest.mark.parametrize("kind", KINDS)
def test_tables_without_rows_have_their_columns(kind: str, tmp_path: Path) -> None:
    """An empty table is a table, not an empty file."""
    with sheets(tmp_path / "t", kind):
        pass
    path = tmp_path / "t" / f"problems.{kind}"
    found = pyarrow.parquet.read_schema(path).names if kind == "parquet" else path.read_text().strip().split(",")
    assert found == list(PROBLEM_COLUMNS)


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """A file stands in the way of the folder, and stays."""
    (tmp_path / "file").write_text("theirs")
    with pytest.raises(OutputError, match="cannot be made"), sheets(tmp_path / "file" / "t", "csv"):
        pass
    assert (tmp_path / "file").read_text() == "theirs"


def test_every_row_has_every_column_with_its_type() -> None:
    """No column is missing or too many, and each value is of the kind that is documented, or not known."""
    (patient,) = read_results(BytesIO(b"patient_id,gene,diplotype,phenotype\nA,CYP2D6,*1/*4xN,IM\n")).patients
    interpretation = interpret(patient, medicines=["codeine"])
    for name, rows in (("genes", gene_rows(interpretation)), ("statements", statement_rows(interpretation))):
        found = list(rows)
        assert found
        for row in found:
            assert set(row) == set(TABLES[name])
            assert all(row[key] is None or isinstance(row[key], kind) for key, kind in TABLES[name].items())
