"""
Run a selection of the tests in a fresh environment: `python -m requirements.check lowest` or `newest`.

`lowest` has every dependency at the lowest version that `pyproject.toml` allows (`lowest.txt`); `newest` has what the
package index gives today, whatever the lock says. Warnings are no errors here: another version may announce a change.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from requirements.environments import Environment, clean_settings
from requirements.pins import FOLDER, ROOT

# What meets the libraries: files read and pages made, looked at and served; the rules need no library.
SELECTION = (
    "tests/unit/readers",
    "tests/unit/render",
    "tests/unit/wording",
    "tests/unit/letterhead",
    "tests/samples",
    "tests/cli/test_cohort.py",
    "tests/cli/test_letterhead.py",
    "tests/cli/test_real_processes.py",
    "tests/batch/test_frames.py",
    "tests/batch/test_tidy.py",
    "tests/batch/test_cluster.py",
    "tests/pdf/test_archive.py",
    "tests/pdf/test_file.py",
    "tests/pdf/test_results_card.py",
    "tests/pdf/test_scripts.py",
    "tests/html/test_fonts.py",
    "tests/html/test_page.py",
    "tests/html/test_results_card.py",
    "tests/web/test_at_once.py",
    "tests/web/test_bad_input.py",
    "tests/web/test_reading.py",
    "tests/web/test_serving.py",
)


def main() -> int:
    """The status of the tests, in an environment that is thrown away."""
    arguments = argparse.ArgumentParser(description="Test with the lowest or the newest versions of all libraries.")
    arguments.add_argument("versions", choices=["lowest", "newest"])
    versions = arguments.parse_args().versions
    with TemporaryDirectory() as folder:
        environment = Environment(Path(folder, versions))
        pins = ("-c", FOLDER / "lowest.txt") if versions == "lowest" else ()
        environment.install(*pins, "-e", f"{ROOT}[test]")
        command: list[str | Path] = [environment.bin / "python", "-m", "pytest", "-W", "default", *SELECTION]
        return subprocess.run(command, check=False, cwd=ROOT, env=clean_settings()).returncode


if __name__ == "__main__":
    sys.exit(main())
