"""
Make the locks anew from `pyproject.toml`, from what the package index has today: `python -m requirements.renew`.

`ci.txt` and `tools.txt` have the newest versions, with the hashes of all their files, for every supported Python;
`lowest.txt` has the lowest that `pyproject.toml` allows, for the lowest Python. Needs `uv` (in the extra `supply`).
No address of an index is written.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from requirements.pins import Lock, declared, locks, problems, read_pins

LOWEST_PYTHON = "3.11"
_HEAD = "# Made by `python -m requirements.renew`; README.md here says what for.\n"
_PLAIN = ("--quiet", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links")
_NEWEST = ("--universal", "--generate-hashes")
_LOWEST = ("--resolution", "lowest-direct")


def _without_addresses(lines: list[str]) -> Iterator[str]:
    """Lines of packages only, whatever the tool's own settings added."""
    return (line for line in lines if not line.startswith(("-", "#")))


def make(lock: Lock) -> str:
    """The text of a lock."""
    with TemporaryDirectory() as folder:
        wanted, made = Path(folder, "wanted.in"), Path(folder, "made.txt")
        wanted.write_text("".join(f"{requirement}\n" for requirement in declared(lock)), encoding="utf-8")
        versions = _NEWEST if lock.has_hashes else _LOWEST
        command: list[str | Path] = [
            "uv",
            "pip",
            "compile",
            *_PLAIN,
            *versions,
            "--python-version",
            LOWEST_PYTHON,
            wanted,
            "-o",
            made,
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return _HEAD + "".join(_without_addresses(made.read_text(encoding="utf-8").splitlines(keepends=True)))


def main() -> None:
    """Write the locks, and end with an error where one is not in order."""
    for lock in locks():
        text = make(lock)
        pins = read_pins(text)
        if found := list(problems(lock, pins, declared(lock))):
            raise SystemExit("\n".join(found))
        lock.path.write_text(text, encoding="utf-8")
        print(f"{lock.file}: {len({pin.name for pin in pins})} packages")


if __name__ == "__main__":
    main()
