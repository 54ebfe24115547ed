"""
Build the sdist and the wheel, build them again elsewhere, install and use them: `python -m requirements.release`.

What has to hold: nothing is in them that is not under version control, and nothing that belongs in them is missing; the
same source gives the same bytes at another time and place; each installs by itself, and what is then made outside of
the checkout is, byte for byte, what the checkout makes. Needs build and hatchling (in the extra `release`).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tarfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from requirements.environments import Environment, clean_settings
from requirements.pins import ROOT, locks, read_pins

# What git has that the sdist does not need, and what hatchling adds to it.
_NOT_IN_THE_SDIST = (".ci/",)
_ADDED_TO_THE_SDIST = {"PKG-INFO"}
# Where folders of the checkout are in the wheel; nothing else is in it but its metadata.
_PLACES_IN_THE_WHEEL = {
    "pgx_reader/": "pgx_reader/",
    "reference_tables/": "pgx_reader/_reference_tables/",
    "sample_reports/results/": "pgx_reader/_sample_results/",
}
_SECONDS = "1700000000"  # SOURCE_DATE_EPOCH: a day in 2023.
# Two builders that have little in common but the source.
_HERE = {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
_ELSEWHERE = {"TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}
_ELSEWHERE_UMASK = 0o077
_LONG_AGO = 1_000_000_000


class ReleaseError(Exception):
    """The release is not what it has to be."""


def write_constraints(folder: Path) -> Path:
    """A file of the locked versions, which pip takes as constraints: it would ask for the project's own hash, too."""
    path = folder / "constraints.txt"
    pins = read_pins(locks()[0].path.read_text(encoding="utf-8"))
    path.write_text("".join(f"{pin.requirement}\n" for pin in pins), encoding="utf-8")
    return path


def tracked_files() -> list[str]:
    """Every file of the checkout that git knows."""
    command = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z"]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.rstrip("\0").split("\0")


def expected_in_sdist(tracked: list[str]) -> set[str]:
    """The files of an sdist, without its outermost folder."""
    return {path for path in tracked if not path.startswith(_NOT_IN_THE_SDIST)} | _ADDED_TO_THE_SDIST


def expected_in_wheel(tracked: list[str]) -> set[str]:
    """The files of a wheel but its metadata."""
    return {
        place + path.removeprefix(folder)
        for folder, place in _PLACES_IN_THE_WHEEL.items()
        for path in tracked
        if path.startswith(folder)
    }


def names_in_sdist(path: Path) -> set[str]:
    """What an sdist has, without its outermost folder."""
    with tarfile.open(path) as archive:
        return {str(PurePosixPath(*PurePosixPath(each.name).parts[1:])) for each in archive if each.isfile()}


def names_in_wheel(path: Path) -> set[str]:
    """What a wheel has but its metadata."""
    with ZipFile(path) as archive:
        return {name for name in archive.namelist() if not name.split("/")[0].endswith(".dist-info")}


def compare(what: str, found: set[str], expected: set[str]) -> None:
    """An error that names what is too much and what is missing."""
    if found != expected:
        stray, missing = sorted(found - expected), sorted(expected - found)
        raise ReleaseError(f"{what}: stray {stray[:10]}, missing {missing[:10]}")


def build(source: Path, output: Path, kind: str, settings: dict[str, str], umask: int = 0o022) -> Path:
    """An sdist or a wheel of a folder, built with the locked hatchling."""
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        f"--{kind}",
        "--outdir",
        output,
        source,
    ]
    env = clean_settings(SOURCE_DATE_EPOCH=_SECONDS, **settings)
    subprocess.run(command, check=True, env=env, umask=umask, stdout=subprocess.DEVNULL)
    (built,) = output.glob("*.tar.gz" if kind == "sdist" else "*.whl")
    return built


def copy_elsewhere(tracked: list[str], folder: Path) -> Path:
    """The checkout again, under another path, with files of another age that nobody else may read."""
    copy = folder / "another place"
    for path in tracked:
        target = copy / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, target)
        target.chmod(0o700 if os.access(ROOT / path, os.X_OK) else 0o600)
        os.utime(target, (_LONG_AGO, _LONG_AGO))
    return copy


def unpack(sdist: Path, folder: Path) -> Path:
    """The one folder that an sdist unpacks to."""
    folder.mkdir()
    subprocess.run(["tar", "-xzf", sdist, "-C", folder], check=True)
    (source,) = folder.iterdir()
    return source


def same_bytes(what: str, *files: Path) -> str:
    """The SHA-256 that all files have; an error where they differ."""
    digests = {sha256(file.read_bytes()).hexdigest() for file in files}
    if len(digests) != 1:
        raise ReleaseError(f"{what}: builds of the same source differ")
    return digests.pop()


def build_everything(folder: Path) -> tuple[Path, Path]:
    """The wheel and the sdist: looked into, and built three times and twice with the same bytes."""
    tracked = tracked_files()
    copy = copy_elsewhere(tracked, folder)
    sdist = build(ROOT, folder / "here", "sdist", _HERE)
    compare("sdist", names_in_sdist(sdist), expected_in_sdist(tracked))
    again = build(copy, folder / "elsewhere", "sdist", _ELSEWHERE, _ELSEWHERE_UMASK)
    print(f"sdist, two builds: {same_bytes('sdist', sdist, again)}", flush=True)
    wheel = build(ROOT, folder / "here", "wheel", _HERE)
    compare("wheel", names_in_wheel(wheel), expected_in_wheel(tracked))
    again = build(copy, folder / "elsewhere", "wheel", _ELSEWHERE, _ELSEWHERE_UMASK)
    from_sdist = build(unpack(sdist, folder / "unpacked"), folder / "from sdist", "wheel", _HERE)
    print(f"wheel, three builds: {same_bytes('wheel', wheel, again, from_sdist)}", flush=True)
    return wheel, sdist


def handouts(folder: Path) -> dict[str, str]:
    """The digests of a folder of handouts."""
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def use_everything(folder: Path, wheel: Path, sdist: Path) -> None:
    """Install each by itself, both at once, make the sample patients' handouts with it, and compare them."""
    made = folder / "made"
    made.mkdir()
    settings = clean_settings(SOURCE_DATE_EPOCH=_SECONDS)
    command: list[str | Path] = [sys.executable, "-m", "pgx_reader", "demo", "-o", made / "checkout"]
    subprocess.run(command, check=True, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL)
    expected = handouts(made / "checkout")
    constraints = write_constraints(folder)
    with ThreadPoolExecutor(2) as both:
        for told in both.map(lambda release: use(folder, release, constraints, expected), (wheel, sdist)):
            print(told, flush=True)


def use(folder: Path, release: Path, constraints: Path, expected: dict[str, str]) -> str:
    """Install a release by itself and make the handouts with it: what to say of it, or an error."""
    made = folder / "made"
    kind = release.suffix.strip(".")
    environment = Environment(folder / f"environment-{kind}")
    environment.install("-c", constraints, release)
    where = environment.run("python", "-c", "import pgx_reader; print(pgx_reader.__file__)", folder=made)
    if not Path(where.strip()).is_relative_to(folder):
        raise ReleaseError(f"{release.name} is not what was imported, but {where}")
    environment.run("pgx-reader", "demo", "-o", made / kind, folder=made, SOURCE_DATE_EPOCH=_SECONDS)
    if handouts(made / kind) != expected:
        raise ReleaseError(f"{release.name} makes other handouts than the checkout")
    environment.run("pgx-reader", "tables", "--check", folder=made)
    return f"{release.name}: installed by itself, makes the checkout's {len(expected)} handouts"


def main() -> None:
    """Do all of it; `-o FOLDER` keeps what was built."""
    arguments = argparse.ArgumentParser(description="Build, compare, install and use the wheel and the sdist.")
    arguments.add_argument("-o", "--output", type=Path)
    output = arguments.parse_args().output
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        wheel, sdist = build_everything(folder)
        use_everything(folder, wheel, sdist)
        if output:
            output.mkdir(parents=True, exist_ok=True)
            for release in (wheel, sdist):
                shutil.copy(release, output)


if __name__ == "__main__":
    main()
