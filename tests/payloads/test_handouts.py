"""Every payload in every kind of handout: text, and nothing else."""

from __future__ import annotations

import pytest

from tests.payloads import PAYLOADS
from tests.payloads.outputs import OUTPUTS, TOGETHER, Output, Scanner, look_at

_GROUPS = [PAYLOADS[first : first + TOGETHER] for first in range(0, len(PAYLOADS), TOGETHER)]


@pytest.mark.parametrize("output", [pytest.param(output, id=output.name) for output in OUTPUTS])
@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(tuple(payload.text for payload in group), id=f"{group[0].number} to {group[-1].number}")
        for group in _GROUPS
    ],
)
def test_text_stays_text(texts: tuple[str, ...], output: Output) -> None:
    """Nine payloads in a file, each in other places; each in all places is for `python -m tests.payloads`."""
    look_at(output, texts)


def test_the_scanner_sees_what_acts() -> None:
    """What the looks rely on: an element that a text becomes is noticed."""
    scanned = Scanner("<p>x<img src=http://x onerror=alert(1)><!--c--></p>")
    assert ("img", "onerror") in scanned.found
    assert scanned.leads_to == {"http://x"}
    assert ("comment", "c") in scanned.found
