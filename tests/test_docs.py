"""What `docs/` says of the JSON is what the program writes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from pgx_reader.cli import main

ROOT = Path(__file__).parents[1]
DOCUMENTED = [
    [name for names in re.findall(r"^\| (`[^|]+`) \|", part, re.MULTILINE) for name in re.findall(r"`(\w+)`", names)]
    for part in (ROOT / "docs" / "json.md").read_text(encoding="utf-8").split("| key | what it is |")[1:]
]


def test_every_key_of_the_json_is_documented_in_its_order() -> None:
    """The tables of the page list the keys of a patient, a gene and a statement, and no other."""
    sample = ROOT / "sample_reports" / "results" / "05-intermediate-in-both-on-amitriptyline.csv"
    result = CliRunner().invoke(main, ["explain", str(sample), "--json"])
    patient: dict[str, Any] = json.loads(result.stdout)
    found = [patient, patient["genes"][0], patient["medicines"][0]["statements"][0]]
    assert [list(keys) for keys in found] == DOCUMENTED
