from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.running import left_in, results, run

PATIENTS = 90


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of many patients."""
    path = tmp_path_factory.mktemp("results") / "results.csv"
    path.write_text(results(PATIENTS), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def undisturbed(table: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a batch leaves that nothing disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed") / "handouts"
    status, said = run(table, "-o", folder, "--workers", 2)
    assert status == 0, said
    found = left_in(folder)
    assert sorted(found) == [*(f"P{n:05d}.pdf" for n in range(PATIENTS)), "manifest.csv", "problems.csv"]
    return found
