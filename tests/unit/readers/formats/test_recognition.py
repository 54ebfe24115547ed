"""Every example is shown to every reader: one knows it, and no other claims it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.readers import DEFAULT_LIMITS, read_results
from pgx_reader.readers.formats import FORMATS
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.sources import files_of

from .conftest import EXAMPLES


def examples() -> Iterator[object]:
    """Each line of each `index.csv`: file, what it is taken for, how many patients it gives (`refused`: none)."""
    for index in sorted(EXAMPLES.glob("*/index.csv")):
        with index.open(encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines):
                yield pytest.param(index.parent / line["file"], line, id=f"{index.parent.name}/{line['file']}")


@pytest.mark.parametrize(("path", "line"), list(examples()))
def test_one_format_at_most_claims_an_example(path: Path, line: dict[str, str]) -> None:
    """No two formats claim one file: what one of them knows, all others leave alone."""
    for raw in files_of(path, None, DEFAULT_LIMITS).files:
        assert isinstance(raw, RawFile)
        claims = [reader.__name__ for reader in FORMATS if reader.recognize(raw)]  # type: ignore[attr-defined]
        assert len(claims) <= 1, line


@pytest.mark.parametrize(("path", "line"), list(examples()))
def test_an_example_is_taken_for_what_it_is(path: Path, line: dict[str, str]) -> None:
    """The description names the format and counts the patients, and what cannot be used is refused with the reason."""
    if line["patients"] == "refused":
        with pytest.raises(UnusableInputError, match=line["what"]):
            read_results(path)
        return
    found = read_results(path)
    assert line["what"] in found.description
    assert len(found.patients) == int(line["patients"])


def test_every_example_is_listed() -> None:
    """A file in a folder of examples that no index lists would never be shown to the readers."""
    for index in EXAMPLES.glob("*/index.csv"):
        with index.open(encoding="utf-8", newline="") as lines:
            listed = {line["file"] for line in csv.DictReader(lines)}
        present = {path.name for path in index.parent.iterdir()} - {"index.csv"}
        assert present == listed
