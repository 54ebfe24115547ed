"""The command that serves the page: its options, and what it says where it cannot."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from pgx_reader.cli import main
from tests.web.counselor import Counselor
from tests.web.running import SAMPLES, Server


def test_without_its_libraries_it_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit status 2 and the name of the extra."""
    for module in [name for name in sys.modules if name.startswith("pgx_reader.web")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = CliRunner().invoke(main, ["serve", "--no-browser"])
    assert result.exit_code == 2
    assert 'pip install "pgx-reader[web]"' in result.stderr


@pytest.mark.parametrize(
    "options", [("--port", "70000"), ("--port", "x"), ("--forget-after", "0"), ("--letterhead", "missing.toml")]
)
def test_a_wrong_option_is_told(options: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit status 2 and a message, before anything is served."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["serve", "--no-browser", *options])
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert "Traceback" not in result.output


def test_the_address_is_all_that_is_printed(server: Server) -> None:
    """One line on standard output, for whoever calls it from a script; the rest on standard error."""
    assert server.address == f"http://127.0.0.1:{server.port}/"
    assert "on this machine only" in server.errors()


def test_a_letterhead_that_is_given_at_the_start_heads_every_handout(
    serve: Callable[..., Server], browser: Browser
) -> None:
    """It is there without being filled in, and can be left off."""
    server = serve("--letterhead", SAMPLES.parent / "letterhead" / "letterhead.toml")
    context = browser.new_context()
    counselor = Counselor(context.new_page(), server.address).at_the_start()
    counselor.opens_sample("Edda Sample (invented)").sees("Riverbend Clinic (invented)")
    counselor.page.get_by_label("Letterhead of Riverbend Clinic").uncheck()
    counselor.does_not_see("Riverbend Clinic")
    counselor.page.get_by_role("button", name="Explain it on this screen").click()
    expect(counselor.page.locator("#step-title .block")).not_to_contain_text("Riverbend Clinic")
    context.close()
