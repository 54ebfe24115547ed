"""`python -m tests.second_opinion` says what agreed, and its exit status says whether all did."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.second_opinion import __main__ as command
from tests.second_opinion import cases
from tests.second_opinion.drawing import FOLDER


def _asked(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["second_opinion", *arguments])
    return command.main()


def _with_normal_star_4(folder: Path) -> Path:
    """The tables, with a normal *4 for the opinion alone."""
    shutil.copytree(FOLDER, folder)
    table = folder / "alleles" / "CYP2D6.csv"
    before = table.read_text(encoding="utf-8")
    after = before.replace("\n*4,No function,0.0", "\n*4,Normal function,1.0")
    assert after != before
    table.write_text(after, encoding="utf-8")
    return folder


def test_all_that_agree_are_counted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where all agree, the figure is all there is on standard output, and the exit status is 0."""
    assert _asked(monkeypatch, "--number", "200", "--seed", "3") == 0
    assert capsys.readouterr().out.startswith("200 of 200 diplotypes (seed 3) agreed; ")


def test_a_disagreement_is_printed_and_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A diplotype that is read differently is printed with both answers, and the exit status is 1."""
    monkeypatch.setattr(command, "FOLDER", _with_normal_star_4(tmp_path / "tables"))
    monkeypatch.setattr(command, "drawn", lambda *_: iter([("CYP2D6", "*1/*4"), ("CYP2D6", "*1/*1")]))
    assert _asked(monkeypatch, "--number", "2") == 1
    printed = capsys.readouterr().out
    assert printed.startswith("CYP2D6 *1/*4\n  program: ")
    assert "'Intermediate Metabolizer'" in printed
    assert "1 of 2 diplotypes (seed 1) agreed" in printed


def test_a_patient_with_other_statements_is_printed_and_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """So is a patient to whom not the same rows apply."""
    patients: list[cases.Case] = [{"CYP2D6": "*1/*4"}, {"CYP2D6": "*1/*1"}]
    monkeypatch.setattr(command, "every", lambda: iter(patients))
    assert _asked(monkeypatch, "--statements") == 0
    assert capsys.readouterr().out.startswith("2 of 2 patients agreed; ")
    monkeypatch.setattr(command, "FOLDER", _with_normal_star_4(tmp_path / "tables"))
    assert _asked(monkeypatch, "--statements") == 1
    printed = capsys.readouterr().out
    assert "'*1/*4'" in printed
    assert "1 of 2 patients agreed" in printed
