"""No cell of a table that people open in a spreadsheet is calculated, and no text in it is lost."""

from __future__ import annotations

import ast
import csv
import random
import re
from io import StringIO
from pathlib import Path

import pytest

import pgx_reader
from pgx_reader.batch.spreadsheet import CsvTable, as_text
from tests.payloads import PAYLOADS
from tests.payloads.calculated import calculated, text_of
from tests.payloads.outputs import cells

# Every sign that the rule knows, and what may stand between.
_LETTERS = "=+-@＝＋－＠'\";\t\r\n ,a1.\u200b\ufeff\x00*/"


@pytest.mark.parametrize("text", [payload.text for payload in PAYLOADS], ids=[p.label for p in PAYLOADS])
def test_no_cell_is_calculated(text: str) -> None:
    """As the look at cells says; each payload alone."""
    cells(text)


def test_any_text_comes_back() -> None:
    """Ten thousand texts of the signs that matter: none is calculated, and each can be had again."""
    draw = random.Random(1)
    for _ in range(10_000):
        text = "".join(draw.choices(_LETTERS, k=draw.randint(0, 7)))
        assert text_of(as_text(text)) == text
        file = StringIO(newline="")
        CsvTable(file, ("x", "y")).add({"x": text, "y": text})
        assert calculated(file.getvalue()) == [], repr(text)


@pytest.mark.parametrize(
    "text",
    ["*1/*4", "-", "--", "+", "+1", "-0.5", "0.25", "≥3.0", "", "PT-17", "a=b", "*4/*68+*4", "*1x≥3/*4", "'", "a; b"],
)
def test_what_harms_nobody_stays_as_it_is(text: str) -> None:
    """Diplotypes, scores, numbers and dashes are the same in a table."""
    assert as_text(text) == text


def test_a_carriage_return_begins_no_row() -> None:
    """No text of a file makes a row of its own in a list of patients."""
    file = StringIO(newline="")
    CsvTable(file, ("patient_id", "state")).add({"patient_id": "PT-1\rPT-2,written", "state": "failed"})
    assert list(csv.reader(StringIO(file.getvalue(), newline="")))[1:] == [["PT-1\rPT-2,written", "failed"]]


def test_what_is_calculated_is_noticed() -> None:
    """The measure that the tests above rely on."""
    assert calculated('a,"=1+1"\n') == ["=1+1"]
    assert calculated('a,"b;=1+1;c"\n') == ["=1+1"]
    assert calculated('a," ""=1+1"\n') == [' "=1+1']
    assert calculated("a,-1\nb,'=1\n") == []


def test_no_other_module_writes_csv() -> None:
    """Every table goes by the one rule."""
    folder = Path(pgx_reader.__file__).parent
    writers = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if path.parent.name != "readers"  # a workbook's sheet becomes CSV there to be read, and goes nowhere
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if re.fullmatch("(Dict)?[Ww]riter|to_csv", str(getattr(node, "attr", getattr(node, "id", ""))))
        and isinstance(node, ast.Attribute | ast.Name)
        and ("csv" in ast.dump(node) or getattr(node, "attr", "") == "to_csv")
    }
    assert writers == {"batch/spreadsheet.py"}
