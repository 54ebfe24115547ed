"""Fresh environments, outside of the checkout, for what has to work where nothing else is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path


def clean_settings(**more: str) -> dict[str, str]:
    """The settings of this process without those that would let Python find a checkout."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | more


class Environment:
    """A virtual environment without pip in it: this Python's pip fills it from outside."""

    def __init__(self, folder: Path) -> None:
        """Make it."""
        venv.create(folder, with_pip=False, symlinks=True)
        self.bin = folder / "bin"

    def install(self, *what: str | Path) -> None:
        """Install requirements, files or options with pip."""
        command = [
            sys.executable,
            "-m",
            "pip",
            "--python",
            self.bin / "python",
            "install",
            "--quiet",
            "--no-compile",
            *what,
        ]
        subprocess.run(command, check=True, env=clean_settings(PIP_DISABLE_PIP_VERSION_CHECK="1"))

    def run(self, command: str, *arguments: str | Path, folder: Path, **settings: str) -> str:
        """The standard output of one of its commands, run in a folder; an error where the command fails."""
        run = [self.bin / command, *arguments]
        done = subprocess.run(
            run, check=True, cwd=folder, env=clean_settings(**settings), stdout=subprocess.PIPE, text=True
        )
        return done.stdout
