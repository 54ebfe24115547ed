"""The page, served by a process of its own, and a browser that uses it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.web.counselor import Counselor
from tests.web.running import DAY, Server, missing_browser, started_browser
from tests.web.without_browser import Session

# A machine that is busy with other work is slow and not wrong.
expect.set_options(timeout=20_000)

TOLD = ("the server responded with a status of 4", "net::ERR_CONNECTION_RESET", "net::ERR_INTERNET_DISCONNECTED")
"""What a browser writes into its console where something was refused or cut off, as the page itself then says."""


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Serve the page with these options, until the tests end."""
    servers: list[Server] = []

    def begin(*options: object) -> Server:
        folder = tmp_path_factory.mktemp("server")
        servers.append(Server(folder, *options))
        return servers[-1]

    yield begin
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def server(serve: Callable[..., Server]) -> Server:
    """The page as it is served without options."""
    return serve()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; without it the tests are skipped, but not where it must be there."""
    missing = missing_browser()
    if missing and os.environ.get("PGX_READER_REQUIRE_BROWSER"):
        pytest.fail(f"PGX_READER_REQUIRE_BROWSER is set, and {missing}")
    if missing:
        pytest.skip(missing)
    with sync_playwright() as playwright:
        started = started_browser(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One browser for the tests of a page: to open another takes longer than most of what is done in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A new tab, which knows nothing yet, as the page keeps all in its tab. Whatever it complains of fails the test."""
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    kept = [context.cookies(), page.evaluate("() => ({ ...localStorage })")]
    for tab in context.pages:
        tab.close()
    context.set_offline(False)
    assert kept == [[], {}]
    assert [complaint for complaint in complaints if not any(known in complaint for known in TOLD)] == []


@pytest.fixture
def counselor(page: Page, server: Server) -> Counselor:
    """Somebody who has the page open."""
    return Counselor(page, server.address).at_the_start()


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    """Something that speaks to the program as the page does, without a browser."""
    origin = server.address.rstrip("/")
    with httpx.Client(base_url=origin, headers={"Origin": origin}, timeout=60) as client:
        yield client


@pytest.fixture
def session(client: httpx.Client) -> Iterator[Session]:
    """A new session, which is forgotten at the end."""
    session = Session(client)
    yield session
    client.delete("/api/session", headers={"X-Session": session.token})


@pytest.fixture(scope="session")
def command_line(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., bytes]:
    """The one file that the command line makes of a results file with these options."""

    def make(results: Path, *options: str, suffix: str = ".pdf") -> bytes:
        target = tmp_path_factory.mktemp("cli") / f"handout{suffix}"
        command = [sys.executable, "-m", "pgx_reader", "report", str(results), "-o", str(target), *options]
        subprocess.run(command, check=True, capture_output=True, env=os.environ | DAY)
        return target.read_bytes()

    return make
