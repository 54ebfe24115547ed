"""The sample patients: their handouts as data, word for word in a file that a person can read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pgx_reader import build_handout, interpret, read_results

RESULTS = Path(__file__).parents[2] / "sample_reports" / "results"
GOLDEN = Path(__file__).parent / "documents"


@pytest.mark.parametrize("results", sorted(RESULTS.iterdir()), ids=lambda path: path.stem)
def test_a_sample_patients_document_is_as_reviewed(results: Path, request: pytest.FixtureRequest) -> None:
    """The document made from the sample file is the reviewed one; `--rewrite-golden` writes it anew."""
    (patient,) = read_results(results).patients
    document = build_handout(interpret(patient), made_on=date(2026, 11, 23))
    found = json.dumps(document.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, indent=1) + "\n"
    golden = GOLDEN / f"{results.stem}.json"
    if request.config.getoption("--rewrite-golden"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
