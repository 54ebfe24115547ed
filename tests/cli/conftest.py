from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pgx_reader.cli import main

HEADER = "patient_id,gene,diplotype,phenotype,activity_score\n"
ONE = HEADER + "PT-1,CYP2D6,*1/*4,IM,1\nPT-1,CYP2C19,*1/*17,Rapid Metabolizer,\n"
SEVERAL = ONE + "PT-2,CYP2D6,*4/*4,,\nPT-3,CYP2C19,*2/*2,PM,\n"
PARTLY = SEVERAL + "PT-4,CYP2D6,nonsense,,\n"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test works in a folder of its own, on a fixed day."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793620800")


def run_it(*arguments: object, stdin: bytes | str | None = None) -> Result:
    """Run the command line. Whatever happens, it ends with an exit status and never with an exception."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def run() -> Callable[..., Result]:
    """What runs the command line."""
    return run_it


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Write a results file into the folder of the test."""

    def write(content: str | bytes, name: str = "results.csv") -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
