"""
What `pyproject.toml` asks for, what the locks pin, and where the two disagree: `python -m requirements.pins`.

With `--installed`, this environment is held against `ci.txt` too: nothing in it may be another version, or not named
there.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(__file__).resolve().parent
TOOLS_EXTRAS = ("quality", "supply")
"""Extras whose tools are run on demand and not by CI: `tools.txt` is their lock."""
NOT_AT_THEIR_LOWEST = ("lint", *TOOLS_EXTRAS)
"""Extras that look at the program and that it never imports: they are run at the locked versions only."""
# They come with the environment, before any lock is read.
_OF_THE_ENVIRONMENT = {"pip", "setuptools", "wheel", "pgx-reader"}


@dataclass(frozen=True)
class Pin:
    """One line of a lock: a package at one version, where its marker holds, and how many files' hashes are given."""

    requirement: Requirement
    hashes: int

    @property
    def name(self) -> str:
        """The package's name, spelled as indexes spell it."""
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> Version:
        """The one version."""
        (specifier,) = self.requirement.specifier
        return Version(specifier.version)

    @property
    def holds_here(self) -> bool:
        """Whether it is for this interpreter and system."""
        return self.requirement.marker is None or self.requirement.marker.evaluate()


@dataclass(frozen=True)
class Lock:
    """A file of pins and the extras that it is made from."""

    file: str
    extras: tuple[str, ...]
    has_the_program: bool = True
    has_hashes: bool = True

    @property
    def path(self) -> Path:
        """Where it is."""
        return FOLDER / self.file


def pyproject() -> dict[str, dict[str, object]]:
    """The project's own words."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _extras() -> dict[str, list[str]]:
    extras = pyproject()["project"]["optional-dependencies"]
    assert isinstance(extras, dict)
    return extras


def locks() -> tuple[Lock, ...]:
    """The three locks. An extra that is new gets into those of CI and of the lowest versions by itself."""
    extras = tuple(_extras())
    return (
        Lock("ci.txt", tuple(extra for extra in extras if extra not in TOOLS_EXTRAS)),
        Lock("lowest.txt", tuple(extra for extra in extras if extra not in NOT_AT_THEIR_LOWEST), has_hashes=False),
        Lock("tools.txt", TOOLS_EXTRAS, has_the_program=False),
    )


def declared(lock: Lock) -> list[Requirement]:
    """What `pyproject.toml` asks for in the lock's extras, and for the program and its building where it has them."""
    asked = [text for extra in lock.extras for text in _extras()[extra]]
    if lock.has_the_program:
        for part, key in (("project", "dependencies"), ("build-system", "requires")):
            texts = pyproject()[part][key]
            assert isinstance(texts, list)
            asked += texts
    return [Requirement(text) for text in asked]


def read_pins(text: str) -> list[Pin]:
    """The pins in the text of a lock; a line that is no pin is an error, above all one with an address."""
    pins = []
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        words, *hashes = line.split(" --hash=")
        requirement = Requirement(words.strip())
        if requirement.url or [specifier.operator for specifier in requirement.specifier] != ["=="]:
            raise ValueError(f"This is no package at one version: {words}")
        pins.append(Pin(requirement, len(hashes)))
    return pins


def lower_bound(requirement: Requirement) -> Version | None:
    """The version that a requirement begins at, where it says one."""
    return next((Version(each.version) for each in requirement.specifier if each.operator == ">="), None)


def problems(lock: Lock, pins: list[Pin], asked: list[Requirement]) -> Iterator[str]:
    """Where pins and requirements disagree, in words: none for a lock that is in order."""
    for requirement in asked:
        name = canonicalize_name(requirement.name)
        found = [pin for pin in pins if pin.name == name]
        if lower_bound(requirement) is None:
            yield f"pyproject.toml: {requirement} has no lower bound"
        if not found:
            yield f"{lock.file} lacks {requirement}"
        for pin in found:
            if pin.version not in requirement.specifier:
                yield f"{lock.file} has {pin.requirement}; pyproject.toml asks for {requirement}"
            elif lock.file == "lowest.txt" and pin.version != lower_bound(requirement):
                yield f"{lock.file} has {pin.requirement}, which is not the lowest of {requirement}"
    if lock.has_hashes:
        yield from (f"{lock.file}: {pin.requirement} has no hash" for pin in pins if not pin.hashes)


def problems_here(pins: list[Pin]) -> Iterator[str]:
    """What is installed in this environment otherwise than the lock says."""
    pinned = {pin.name: pin.version for pin in pins if pin.holds_here}
    for each in distributions():
        name = canonicalize_name(each.metadata["Name"])
        if name in _OF_THE_ENVIRONMENT:
            continue
        if name not in pinned:
            yield f"{name} {each.version} is installed and not in the lock"
        elif Version(each.version) != pinned[name]:
            yield f"{name} {each.version} is installed; the lock has {pinned[name]}"


def main() -> None:
    """Print every problem, and end with status 1 where there is one."""
    found: list[str] = []
    for lock in locks():
        pins = read_pins(lock.path.read_text(encoding="utf-8"))
        found += problems(lock, pins, declared(lock))
        if lock.file == "ci.txt" and "--installed" in sys.argv[1:]:
            found += problems_here(pins)
    print("\n".join(found) if found else "The locks have all that pyproject.toml asks for.")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
