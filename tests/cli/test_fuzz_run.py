"""Runs of the mutation fuzzer: in a process that is watched, and with findings that are kept."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from fuzz.run import again, run, save
from fuzz.seeds import ROOT

from .fuzz_faults import faulty, numbered


def test_a_run_outlives_inputs_that_fail_hang_and_kill(tmp_path: Path) -> None:
    """Each is a finding with its input, and those behind it are tried."""
    tally = run(1, until=time.monotonic() + 600, most=5, source=numbered, check=faulty, seconds=4)
    assert (tally.tried, tally.read, tally.patients) == (5, 2, 2)
    assert [finding.input.data for finding in tally.findings] == [b"0", b"1", b"2"]
    reasons = [finding.reason for finding in tally.findings]
    assert reasons == ["does not hold: not this one", "no answer in 4 s", "the process ended with 3"]
    kept = list(save(tally.findings, tmp_path / "findings"))
    assert [path.read_bytes() for path in kept] == [b"0", b"1", b"2"]
    assert [reason for _, reason in again(tmp_path / "findings")] == [None, None, None]


def test_the_short_run_says_what_it_tried() -> None:
    """The command tries what fuzzing begins with, then changed inputs, and ends with 0 where all holds."""
    command = [sys.executable, "-m", "fuzz", "--seconds", "280", "--inputs", "12", "--seed", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "changed, seed 1: 12 inputs: " in done.stdout
    assert "0 findings" in done.stdout
