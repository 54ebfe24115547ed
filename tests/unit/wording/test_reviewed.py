"""No sentence changes unnoticed: each is as it was last reviewed."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from pgx_reader.wording import available_languages, load_wording

FOLDER = Path(__file__).parent / "reviewed"


def digests(messages: Mapping[str, str]) -> dict[str, str]:
    """The digest of each message's text, by its id."""
    return {key: hashlib.sha256(text.encode()).hexdigest()[:16] for key, text in sorted(messages.items())}


def reviewed(language: str) -> dict[str, str]:
    """The digests of the messages as they were last reviewed."""
    with (FOLDER / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["digest"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("language", available_languages())
def test_every_message_is_as_it_was_reviewed(language: str, request: pytest.FixtureRequest) -> None:
    """A message that was changed, added or removed is named; `--rewrite-golden` records that it was reviewed."""
    found = digests(load_wording(language).messages)
    if request.config.getoption("--rewrite-golden"):
        FOLDER.mkdir(exist_ok=True)
        lines = ["id,digest\n", *(f"{key},{digest}\n" for key, digest in found.items())]
        (FOLDER / f"{language}.csv").write_text("".join(lines), encoding="utf-8", newline="\n")
    before = reviewed(language)
    assert sorted(key for key in found.keys() | before.keys() if found.get(key) != before.get(key)) == []


@pytest.mark.parametrize("language", available_languages())
def test_a_change_of_any_message_is_noticed(language: str) -> None:
    """No message can lose or gain a word, or change places with another, and still be the reviewed one."""
    messages, before = load_wording(language).messages, reviewed(language)
    for key, text in messages.items():
        for other in (f"{text} not", text.replace(" ", " not ", 1), *(t for t in messages.values() if t != text)):
            if other != text:
                assert digests({key: other})[key] != before[key], key
