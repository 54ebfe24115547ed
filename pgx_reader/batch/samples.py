"""The invented patients' results that ship with the package."""

from __future__ import annotations

from pathlib import Path

import pgx_reader
from pgx_reader.errors import UnusableInputError


def sample_results_folder() -> Path:
    """Where they are: inside an installed package, in `sample_reports/` of a checkout."""
    package = Path(pgx_reader.__file__).parent
    installed = package / "_sample_results"
    return installed if installed.is_dir() else package.parent / "sample_reports" / "results"


def sample_results() -> tuple[Path, ...]:
    """
    The samples' files, in order.

    Raises `UnusableInputError` where the installation lacks them.
    """
    files = tuple(sorted(path for path in sample_results_folder().glob("[0-9]*") if path.is_file()))
    if not files:
        raise UnusableInputError("the sample results are missing from this installation. Install the package anew.")
    return files
