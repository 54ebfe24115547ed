"""A cohort in a notebook is the cohort of the command line."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from pgx_reader.batch.frames import cohort_frames
from pgx_reader.batch.tidy import TABLES
from pgx_reader.cli import main
from pgx_reader.errors import UnusableInputError
from pgx_reader.terms import Preference
from tests.cli.conftest import PARTLY

SAMPLES = Path(__file__).parents[2] / "sample_reports" / "results"
DTYPES = {str: "string", int: "Int64", bool: "boolean"}


def _as_csv_has_it(frame: pd.DataFrame) -> pd.DataFrame:
    """Texts alone: a truth is `true` or `false`, and what is not known is empty."""
    cells = frame.astype(object)  # pandas 2 would hand over the whole numbers of a column with gaps as floats.
    return cells.map(lambda cell: "" if cell is pd.NA else str(cell).lower() if isinstance(cell, bool) else str(cell))


@pytest.mark.parametrize("prefer", list(Preference))
def test_the_frames_are_the_tables_of_the_command_line(prefer: Preference, tmp_path: Path) -> None:
    """Every row and cell is the one that `explain --csv` writes, in the types that the columns have."""
    results = tmp_path / "results"
    results.mkdir()
    for path in SAMPLES.iterdir():
        (results / path.name).write_bytes(path.read_bytes())
    (results / "more.csv").write_text(PARTLY, encoding="utf-8")
    frames = cohort_frames(results, prefer=prefer)
    CliRunner().invoke(main, ["explain", str(results), "--csv", str(tmp_path / "csv"), "--prefer", prefer.value])
    assert list(frames) == list(TABLES)
    for name, frame in frames.items():
        written = pd.read_csv(tmp_path / "csv" / f"{name}.csv", dtype=str, keep_default_na=False)
        assert len(frame) > 0
        assert _as_csv_has_it(frame).to_dict("records") == written.to_dict("records")
        assert frame.dtypes.astype(str).to_dict() == {column: DTYPES[kind] for column, kind in TABLES[name].items()}


def test_medicines_are_those_that_are_asked_about(tmp_path: Path) -> None:
    """A medicine that is named counts as taken, and a frame without rows has its columns."""
    source = tmp_path / "one.csv"
    source.write_text("patient_id,gene,diplotype\nNA,CYP2D6,*4/*4\n", encoding="utf-8")
    frames = cohort_frames(source, medicines=["codeine"])
    statements = frames["statements"]
    assert set(statements.loc[statements["taking"], "medicine"]) == {"codeine"}
    assert set(frames["genes"]["patient_id"]) == {"NA"}
    assert (len(frames["problems"]), list(frames["problems"])) == (0, list(TABLES["problems"]))


def test_without_a_patient_there_is_no_cohort(tmp_path: Path) -> None:
    """A source that holds no results is refused, not an empty cohort."""
    source = tmp_path / "nothing.csv"
    source.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UnusableInputError):
        cohort_frames(source)
