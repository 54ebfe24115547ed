"""`python -m tests.payloads` counts what it looked at, and its exit status says whether all stayed text."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from tests.payloads import PAYLOADS
from tests.payloads import __main__ as command
from tests.payloads.outputs import OUTPUTS
from tests.payloads.places import LETTERHEAD, PLACES, Told, everywhere


def _asked(monkeypatch: pytest.MonkeyPatch, looks: tuple[object, ...]) -> int:
    monkeypatch.setattr(command, "PAYLOADS", PAYLOADS[:2])
    monkeypatch.setattr(command, "OUTPUTS", looks)
    monkeypatch.setattr(sys, "argv", ["payloads", "--handouts"])
    return command.main()


def test_what_was_looked_at_is_counted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Two payloads in all places of a handout as JSON, and in three cells of a table."""
    as_json = next(output for output in OUTPUTS if output.name == "JSON")
    assert _asked(monkeypatch, (as_json,)) == 0
    texts = sum(as_json.places(everywhere((payload.text,))) + 3 for payload in PAYLOADS[:2])
    assert 40 < texts <= 2 * (len(PLACES) - len(LETTERHEAD) + 3)
    assert f"2 payloads, {texts} texts in {len(PLACES)} places, 2 outputs looked at: all neutral" in (
        capsys.readouterr().out
    )


def test_what_is_no_text_is_listed_and_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The payload is named, with the output that it acts in, and the exit status is 1."""

    def acts(told: Told) -> bool:
        assert told.texts != (PAYLOADS[1].text,), "it acts"
        return True

    assert _asked(monkeypatch, (replace(OUTPUTS[0], look=acts),)) == 1
    printed = capsys.readouterr().out
    assert f"WRONG: {OUTPUTS[0].name}: {PAYLOADS[1].label}: it acts" in printed
    assert "1 NOT NEUTRAL" in printed
