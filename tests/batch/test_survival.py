"""Whatever ends a batch, the next run finds every patient once, whole, as an undisturbed run would have done."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.conftest import PATIENTS
from tests.batch.running import left_in, run, start, workers_of

KILLS = 20
WORKERS_KILLED = 10


def test_it_survives_kill_at_random_moments(table: Path, undisturbed: dict[str, str], tmp_path: Path) -> None:
    """Killed twenty times, while reading, making and telling, a batch is whole after one run more."""
    draw = random.Random(20)
    folder = tmp_path / "handouts"
    killed = 0
    while killed < KILLS:
        with start(table, "-o", folder, "--workers", 2, "--resume") as process:
            try:
                process.wait(draw.uniform(0.3, 2.5))
            except subprocess.TimeoutExpired:
                process.kill()
                killed += 1
                continue
        # Done before its moment came: the next ones are for a batch that begins anew.
        folder = tmp_path / f"handouts-{killed}"
    status, said = run(table, "-o", folder, "--workers", 2, "--resume")
    assert status == 0, said
    assert left_in(folder) == undisturbed


def test_it_survives_the_death_of_workers(table: Path, undisturbed: dict[str, str], tmp_path: Path) -> None:
    """Ten workers are killed at random moments of one run, which ends as if nothing had been."""
    draw = random.Random(10)
    killed = 0
    with start(table, "-o", tmp_path / "handouts", "--workers", 2, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            time.sleep(draw.uniform(0.1, 0.4))
            if killed < WORKERS_KILLED and (workers := workers_of(process)):
                os.kill(draw.choice(workers), signal.SIGKILL)
                killed += 1
    assert (process.returncode, killed) == (0, WORKERS_KILLED)
    assert left_in(tmp_path / "handouts") == undisturbed


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_can_be_stopped(how: signal.Signals, table: Path, undisturbed: dict[str, str], tmp_path: Path) -> None:
    """Ctrl-C, and a scheduler's request to end, leave whole handouts and a manifest; the rest is made later."""
    folder = tmp_path / "handouts"
    with start(table, "-o", folder, "--workers", 2) as process:
        while not list(folder.glob("*.pdf")):
            time.sleep(0.05)
        process.send_signal(how)
        _, said = process.communicate()
    assert (process.returncode, "Traceback" in said) == (1, False), said
    assert "--resume" in said
    stopped = left_in(folder)
    assert "manifest.csv" in stopped
    whole = {name: digest for name, digest in undisturbed.items() if name.endswith(".pdf")}
    assert {name: digest for name, digest in stopped.items() if name.endswith(".pdf")}.items() <= whole.items()
    assert run(table, "-o", folder, "--workers", 2, "--resume")[0] == 0
    assert left_in(folder) == undisturbed


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes, less than the handouts need."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", place], check=False).returncode:
        if os.environ.get("PGX_READER_REQUIRE_MOUNT"):
            pytest.fail("no small file system can be mounted here")
        pytest.skip("no small file system can be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


def test_it_survives_a_full_disk(small_disk: Path, table: Path, undisturbed: dict[str, str]) -> None:
    """Where the disk fills up midway, the batch says so; with more room, it is completed."""
    folder = small_disk / "handouts"
    status, said = run(table, "-o", folder, "--workers", 2)
    assert status == 1, said
    assert "the disk is full" in said
    written = {name for name in left_in(folder) if name.endswith(".pdf")}
    assert 0 < len(written) < PATIENTS
    assert not [name for name in left_in(folder) if name.startswith(".")]
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    status, said = run(table, "-o", folder, "--workers", 2, "--resume")
    assert status == 0, said
    assert left_in(folder) == undisturbed
