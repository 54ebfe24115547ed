"""What `docs/` says of the JSON is what the program writes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from pgx_reader.cli import main
from pgx_reader.tables import tables_folder

ROOT = Path(__file__).parents[1]
DOCUMENTED = [
    [name for names in re.findall(r"^\| (`[^|]+`) \|", part, re.MULTILINE) for name in re.findall(r"`(\w+)`", names)]
    for part in (ROOT / "docs" / "json.md").read_text(encoding="utf-8").split("| key | what it is |")[1:]
]


EXPLAIN, TABLES, DIFF = slice(0, 3), slice(3, 7), slice(7, 11)


def _json(*arguments: object) -> dict[str, Any]:
    result = CliRunner().invoke(main, [*map(str, arguments), "--json"])
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def _keys(*objects: dict[str, Any]) -> list[list[str]]:
    return [list(found) for found in objects]


def test_every_key_of_the_json_is_documented_in_its_order() -> None:
    """The tables of the page list the keys of a patient, a gene and a statement, and no other."""
    patient = _json("explain", ROOT / "sample_reports" / "results" / "05-intermediate-in-both-on-amitriptyline.csv")
    found = _keys(patient, patient["genes"][0], patient["medicines"][0]["statements"][0])
    assert found == DOCUMENTED[EXPLAIN]


def test_every_key_of_the_tables_json_is_documented_in_its_order() -> None:
    """They list those of the tables, with a name and without one, of a meaning, a table and a source."""
    for name in ([], ["CYP2D6*57"], ["codeine"]):
        answer = _json("tables", *name)
        found = _keys(answer, *answer["meanings"][:1], answer["tables"][0], answer["sources"][0])
        assert found == [keys for keys in DOCUMENTED[TABLES] if name or keys[0] != "kind"]


def test_every_key_of_the_comparison_is_documented_in_its_order(tmp_path: Path) -> None:
    """They list those of two folders compared, of a folder, a change and a value; the last is the page's last."""
    changed = shutil.copytree(tables_folder(), tmp_path / "tables")
    alleles = changed / "alleles" / "CYP2D6.csv"
    alleles.write_text(alleles.read_text(encoding="utf-8").replace("0.25", "0.5"), encoding="utf-8")
    answer = _json("tables", "diff", tables_folder(), changed)
    change = answer["changes"][0]
    assert _keys(answer, answer["old"], change, change["values"][0]) == DOCUMENTED[DIFF]
    assert len(DOCUMENTED) == DIFF.stop


def test_every_picture_that_is_shown_is_there() -> None:
    """The README and the pages of `docs/` show pictures that are in the project, each with what it shows in words."""
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        shown = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text)
        shown += [(words, name) for name, words in re.findall(r'<img src="([^"]+)"[^>]*\salt="([^"]*)"', text)]
        assert len(shown) == text.count("![") + text.count("<img ")
        for words, name in shown:
            assert len(words) > 20, name
            assert (page.parent / name).is_file(), name


def test_every_test_that_the_risk_table_names_is_there() -> None:
    """Each hazard of `docs/safety.md` has at least two tests that show what prevents it, by file and name."""
    hazards = re.findall(r"^\| \*\*.*$", (ROOT / "docs" / "safety.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(hazards) >= 8
    for hazard in hazards:
        named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", hazard)
        assert len(named) >= 2, hazard
        for path, name in named:
            assert f"\ndef {name}(" in (ROOT / "tests" / path).read_text(encoding="utf-8"), name
