"""The page in a browser: axe-core finds nothing, by day and by night, on small screens and on paper."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pgx_reader import build_handout, interpret, read_results
from pgx_reader.models.document import Document
from pgx_reader.render.html import render_html
from pgx_reader.wording import Wording, load_wording
from tests.pdf.hostile import LONG_WORD, MARKUP, every_block
from tests.pdf.layout import texts_of
from tests.pdf.samples import WORDING, document, flowing
from tests.pdf.test_letterhead import OWN, headed

AXE = Path(__file__).parent / "axe"
RESULTS = Path(__file__).parents[2] / "sample_reports" / "results"
REQUIRED = "PGX_READER_REQUIRE_BROWSER"
WAYS = ("day", "night", "phone", "tablet", "forced colors", "paper")
HEADINGS = ["empty-heading", "heading-order", "page-has-heading-one"]
MUST_HAVE_RUN = {"color-contrast-enhanced", "region", "svg-img-alt", "target-size", *HEADINGS}


@cache
def _sample(number: str) -> Document:
    (path,) = RESULTS.glob(f"{number}-*")
    interpretation = interpret(read_results(path).patients[0])
    return build_handout(interpretation, made_on=date(2026, 11, 23), results_card=True)


def _handouts() -> dict[str, tuple[Document, Wording, bool]]:
    english = load_wording("en")
    samples = {number: (_sample(number), english, False) for number in ("01", "02", "08")}
    return samples | {
        "large print": (_sample("05"), english, True),
        "Spanish": (_sample("14"), load_wording("es"), False),
        "every block": (document(), WORDING, False),
        "letterhead": (headed(OWN), WORDING, False),
        "markup": (flowing(*every_block(MARKUP)), WORDING, False),
        "long words": (flowing(*every_block(LONG_WORD)), WORDING, False),
    }


def _missing() -> str | None:
    """What a browser test lacks here, and how to get it."""
    if not shutil.which("node"):
        return "node is not installed"
    if not (AXE / "node_modules").is_dir():
        return "axe-core is not installed: npm ci --prefix tests/html/axe"
    return None if shutil.which("chromium") else "chromium is not installed"


@pytest.fixture(scope="module")
def seen(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> dict[tuple[str, str], dict[str, Any]]:
    """What a browser says of each handout in each way of seeing it, and axe-core in some: with `--whole` in all."""
    missing = _missing()
    if missing and os.environ.get(REQUIRED):
        pytest.fail(f"{REQUIRED} is set, and {missing}")
    if missing:
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("pages")
    for name, (handout, wording, large_print) in _handouts().items():
        (folder / f"{name}.html").write_text(render_html(handout, wording, large_print=large_print), encoding="utf-8")
    whole = ["--whole"] if pytestconfig.getoption("whole") else []
    command = ["node", AXE / "check.mjs", *whole, shutil.which("chromium"), *sorted(folder.iterdir())]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=900).stdout)
    return {(Path(one["file"]).stem, one["way"]): one for one in found}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", _handouts())
def test_a_browser_finds_nothing_wrong(seen: dict[tuple[str, str], dict[str, Any]], name: str, way: str) -> None:
    """No rule of axe-core is broken, nothing is fetched or complained of, no line is too wide, no word broken."""
    found = seen[name, way]
    assert not found["violations"]
    assert found["complaints"] == []
    assert found["schemes"] == ["file"]
    assert found["width"] == found["room"]
    assert found["broken"] == []


def test_the_rules_that_matter_have_run(seen: dict[tuple[str, str], dict[str, Any]]) -> None:
    """The contrast of 7:1, the headings, the landmarks and the pictures were looked at in every way, and are right."""
    held = {name_and_way: set(found["passes"]) for name_and_way, found in seen.items() if found["passes"] is not None}
    assert {name for name, way in held if way == "day"} == set(_handouts())
    assert {way for name, way in held if name.isdecimal()} == set(WAYS)
    assert all(Counter(way for _, way in held)[way] >= 3 for way in WAYS)
    assert all(passes >= MUST_HAVE_RUN for (name, _), passes in held.items() if name.isdecimal())


@pytest.mark.parametrize("name", ["01", "02", "08", "large print"])
def test_every_printed_page_says_what_it_is_not(seen: dict[tuple[str, str], dict[str, Any]], name: str) -> None:
    """Printed, each page bears the safety sentence, whose it is and its number, and none is empty."""
    pages = texts_of(Path(f"{seen[name, 'paper']['file']}.pdf").read_bytes())
    for number, page in enumerate(pages, start=1):
        assert "This is not a prescription. Do not start, stop or change any medicine because of this paper." in page
        assert "(invented) · " in page
        assert f"Page {number} of {len(pages)}" in page
        assert len(page) > 300
