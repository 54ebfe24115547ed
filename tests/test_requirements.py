"""The locks are what `pyproject.toml` asks for, and what is wrong with a lock, a release or an audit is said."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from packaging.requirements import Requirement

from requirements.audit import Finding, read_answer
from requirements.pins import Lock, declared, locks, problems, problems_here, pyproject, read_pins
from requirements.release import ReleaseError, compare, expected_in_sdist, expected_in_wheel

LOCKS = {lock.file: lock for lock in locks()}
CI = Lock("ci.txt", ())
LOWEST = Lock("lowest.txt", (), has_hashes=False)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_all_that_is_asked_for(name: str) -> None:
    """Every requirement has a lower bound and a pin: the lowest at that bound, the newest allowed and with hashes."""
    lock = LOCKS[name]
    assert list(problems(lock, read_pins(lock.path.read_text(encoding="utf-8")), declared(lock))) == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address(name: str) -> None:
    """A lock has packages, versions and hashes, and says nothing of where they come from."""
    lines = LOCKS[name].path.read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if "://" in line or line.startswith("-")]


def test_every_extra_is_in_a_lock() -> None:
    """No extra of `pyproject.toml` is left out of all locks of the newest versions."""
    extras = pyproject()["project"]["optional-dependencies"]
    assert isinstance(extras, dict)
    assert {extra for lock in locks() if lock.has_hashes for extra in lock.extras} == extras.keys()


@pytest.mark.parametrize(
    ("lock", "text", "asked", "said"),
    [
        (CI, "rich==14.0 --hash=sha256:00\n", "segno>=1.6", "ci.txt lacks segno>=1.6"),
        (CI, "rich==14.0 --hash=sha256:00\n", "rich>=15", "ci.txt has rich==14.0; pyproject.toml asks for rich>=15"),
        (CI, "rich==14.0\n", "rich>=14", "ci.txt: rich==14.0 has no hash"),
        (CI, "rich==14.0 \\\n    --hash=sha256:00\n", "rich", "pyproject.toml: rich has no lower bound"),
        (LOWEST, "rich==14.1\n", "rich>=14", "lowest.txt has rich==14.1, which is not the lowest of rich>=14"),
    ],
    ids=["lacks", "contradicts", "no hash", "no bound", "not the lowest"],
)
def test_what_is_wrong_with_a_lock_is_said(lock: Lock, text: str, asked: str, said: str) -> None:
    """Each way in which a lock can be wrong has its words, and is the only thing said."""
    assert list(problems(lock, read_pins(text), [Requirement(asked)])) == [said]


@pytest.mark.parametrize(
    "line", ["--index-url https://example.org/simple", "rich>=14", "rich @ https://example.org/r.whl"]
)
def test_a_line_that_is_no_pin_is_refused(line: str) -> None:
    """An option, a range and an address are errors."""
    with pytest.raises(ValueError, match=r"no package|Expected|expected"):
        read_pins(f"{line}\n")


def test_another_version_than_the_lock_s_is_seen() -> None:
    """What is installed here and not in the lock, or at another version, is said."""
    here = version("pytest")
    said = list(problems_here(read_pins("pytest==0.1\n")))
    assert f"pytest {here} is installed; the lock has 0.1" in said
    assert f"click {version('click')} is installed and not in the lock" in said
    assert not [line for line in problems_here(read_pins(f"pytest=={here}\n")) if line.startswith("pytest ")]


def test_an_audit_that_looked_nothing_up_is_no_clean_audit() -> None:
    """A package that was left out is named as such, and one with a known vulnerability with its number."""
    answer = {
        "dependencies": [
            {"name": "rich", "skip_reason": "not found"},
            {"name": "segno", "version": "1.6", "vulns": []},
            {"name": "jinja2", "version": "2.11.2", "vulns": [{"id": "CVE-2020-28493"}]},
        ]
    }
    assert read_answer(answer) == Finding(("jinja2 2.11.2: CVE-2020-28493",), ("rich: not found",))


def test_the_files_of_a_release_follow_those_under_version_control() -> None:
    """The sdist has all but the CI's folder; the wheel has the package, with tables and sample results in it."""
    tracked = [
        ".ci/run",
        "README.md",
        "pgx_reader/cli/demo.py",
        "reference_tables/VERSION",
        "sample_reports/results/a.csv",
    ]
    assert expected_in_sdist(tracked) == {"PKG-INFO", *tracked[1:]}
    assert expected_in_wheel(tracked) == {
        "pgx_reader/cli/demo.py",
        "pgx_reader/_reference_tables/VERSION",
        "pgx_reader/_sample_results/a.csv",
    }


def test_a_stray_and_a_missing_file_are_named() -> None:
    """A release with other files than expected is an error that names them."""
    with pytest.raises(ReleaseError, match=r"wheel: stray \['cache'\], missing \['table'\]"):
        compare("wheel", {"cache", "code"}, {"code", "table"})
