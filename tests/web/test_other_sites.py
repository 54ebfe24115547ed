"""A page of another site, on another port of this very machine, can neither read a result nor cause a change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.counselor import Counselor
from tests.web.running import SAMPLES, Server

SAMPLE = SAMPLES / "02-poor-and-ultrarapid-on-antidepressants.csv"
# What an attacker knows who has seen the page's code: everything but a token.
ATTACK = """
async ([page, token]) => {
  const tried = {};
  const attempt = async (name, what) => {
    try {
      const answer = await what();
      tried[name] = `${answer.type} ${answer.status} ${await answer.text()}`;
    } catch (error) {
      tried[name] = error.name;
    }
  };
  const headers = token ? { "X-Session": token } : {};
  await attempt("read the page", () => fetch(`${page}en/`));
  await attempt("read the state", () => fetch(`${page}api/state`, { headers }));
  await attempt("read with cookies", () => fetch(`${page}api/state`, { credentials: "include" }));
  await attempt("open a session", () => fetch(`${page}api/session`, { method: "POST" }));
  await attempt("open one blindly", () => fetch(`${page}api/session`, { method: "POST", mode: "no-cors" }));
  await attempt("forget", () => fetch(`${page}api/session`, { method: "DELETE", headers }));
  await attempt("give a file", () => fetch(`${page}api/results`, { method: "POST", headers, body: "x" }));
  await attempt("give one blindly", () => fetch(`${page}api/results`, { method: "POST", mode: "no-cors", body: "x" }));
  return tried;
}
"""
EMBEDS = """
async (page) => {
  const outcome = (element, name, address) => new Promise((resolve) => {
    element.onload = () => resolve(`${name} loaded`);
    element.onerror = () => resolve(`${name} refused`);
    if (element.rel) element.href = address; else element.src = address;
    document.body.append(element);
    setTimeout(() => resolve(`${name} nothing`), 3000);
  });
  const style = document.createElement("link");
  style.rel = "stylesheet";
  return Promise.all([
    outcome(new Image(), "picture", `${page}static/icon.svg`),
    outcome(document.createElement("script"), "script", `${page}static/session.js`),
    outcome(style, "style", `${page}static/page.css`),
  ]);
}
"""


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>Another site</title><form id=f method=post target=out></form>")
        self.wfile.write(b"<iframe name=out></iframe>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[ThreadingHTTPServer]:
    """Another site, on another port of the loopback. It remembers what it was asked for, and with which headers."""
    site = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    site.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield site
    site.shutdown()
    site.server_close()


@pytest.fixture
def outside(elsewhere: ThreadingHTTPServer) -> str:
    """Its address."""
    return f"http://127.0.0.1:{elsewhere.server_port}/"


def _answers_over_the_line(context: BrowserContext, page: Page) -> Callable[[str], list[int]]:
    """
    From now on, the status of every answer that comes for this page; what it returns gives those of one address.

    The browser shows such answers neither to the page nor to whoever drives it, and tells them here by a number. It
    also asks for the page's own icon, when it likes, and is answered by the other site.
    """
    addresses: dict[str, str] = {}
    answers: list[tuple[str, int]] = []
    line = context.new_cdp_session(page)
    line.on("Network.requestWillBeSent", lambda sent: addresses.update({sent["requestId"]: sent["request"]["url"]}))
    line.on("Network.responseReceivedExtraInfo", lambda came: answers.append((came["requestId"], came["statusCode"])))
    line.send("Network.enable")
    return lambda address: [status for number, status in answers if addresses.get(number, "").startswith(address)]


def test_another_sites_page_gets_nothing(browser: Browser, server: Server, outside: str) -> None:
    """In the same browser as an open result, without the token and even with it: nothing is read, nothing changed."""
    context = browser.new_context()
    counselor = Counselor(context.new_page(), server.address).at_the_start()
    counselor.drops(SAMPLE).sees("Bruno Sample")
    token = counselor.page.evaluate("() => Object.values(sessionStorage)[0]")
    other = context.new_page()
    other.goto(outside)
    answers = _answers_over_the_line(context, other)
    for known in (None, token):
        tried = other.evaluate(ATTACK, [server.address, known])
        # Without leave to read, the browser shows an opaque answer or none at all; none of them was let through.
        assert set(tried.values()) <= {"TypeError", "opaque 0 "}, tried
    counselor.page.reload()
    counselor.sees("Bruno Sample")
    statuses = answers(server.address)
    assert set(statuses) == {403}
    assert len(statuses) >= 2 * len(tried)
    context.close()


def test_it_can_load_nothing_and_frame_nothing(browser: Browser, server: Server, outside: str) -> None:
    """Pictures, scripts and styles are refused; a frame stays empty; a form that is sent changes nothing."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(outside)
    assert page.evaluate(EMBEDS, server.address) == ["picture refused", "script refused", "style refused"]
    for path in ("en/", "frame"):
        page.evaluate("(address) => { document.querySelector('iframe').src = address; }", server.address + path)
        page.wait_for_timeout(500)
        inside = next(frame for frame in page.frames if frame is not page.main_frame)
        assert "pgx_reader" not in inside.content()
    with page.expect_response(lambda answer: "/api/session" in answer.url) as sent:
        page.evaluate("(address) => { f.action = address; f.submit(); }", f"{server.address}api/session")
    assert sent.value.status == 403
    context.close()


def test_no_cookie_is_set_and_nothing_is_told_to_other_ports(
    browser: Browser, server: Server, outside: str, elsewhere: ThreadingHTTPServer
) -> None:
    """Cookies do not tell ports apart, so there are none; another port is told neither a token nor an address."""
    context = browser.new_context()
    counselor = Counselor(context.new_page(), server.address).at_the_start()
    counselor.drops(SAMPLE).sees("Bruno Sample")
    token = counselor.page.evaluate("() => Object.values(sessionStorage)[0]")
    assert context.cookies() == []
    elsewhere.asked.clear()  # type: ignore[attr-defined]
    counselor.page.goto(outside)
    asked = list(elsewhere.asked)  # type: ignore[attr-defined]
    assert "/" in [path for path, _ in asked]
    for _, headers in asked:
        told = {name.lower(): value for name, value in headers.items()}
        assert "cookie" not in told
        # A browser may ask for the other page's own icon, and names that page when it does.
        assert told.get("referer", outside) == outside
        assert token not in str(told)
        assert server.address not in str(told)
    context.close()


def test_the_address_says_nothing(counselor: Counselor) -> None:
    """Neither name nor result nor token is in an address: of the page, of what it asks for, in the history."""
    addresses: list[str] = []
    counselor.page.on("request", lambda request: addresses.append(request.url))
    counselor.drops(SAMPLE).sees("Bruno Sample").adds("codeine").sees("codeine")
    counselor.page.get_by_role("button", name="Explain it on this screen").click()
    expect(counselor.page.locator("#explaining")).to_be_visible()
    addresses.append(counselor.page.url)
    token = counselor.page.evaluate("() => Object.values(sessionStorage)[0]")
    for address in addresses:
        assert address.startswith(counselor.address)
        assert not {part for part in ("Bruno", "SAMPLE-02", "codeine", token, SAMPLE.stem) if part in address}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "pgx.example:80"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Host": ""}, 421),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),
    ],
)
def test_a_name_that_points_here_or_another_origin_is_refused(
    client: httpx.Client, headers: dict[str, str], status: int
) -> None:
    """DNS rebinding shows in the Host header, another page in Origin and Sec-Fetch; a link to the page is no harm."""
    assert client.get("/en/", headers=headers).status_code == status


def test_who_is_no_page_of_ours_can_change_nothing(client: httpx.Client) -> None:
    """Without an Origin nothing is taken, without a token nothing is told, and nobody is given leave to read."""
    del client.headers["Origin"]
    assert client.post("/api/session").status_code == 403
    assert client.get("/api/state").status_code == 410
    answer = client.options("/api/session", headers={"Access-Control-Request-Method": "POST"})
    assert answer.status_code in (403, 405)
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "path", ["/en/", "/frame", "/static/page.js", "/samples/01-both-normal.pdf", "/api/state", "/nothing"]
)
def test_every_answer_is_guarded(client: httpx.Client, path: str) -> None:
    """Nothing is kept by the browser, shown in another page, or taken for something else; scripts are our own."""
    headers = client.get(path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-frame-options"] == ("SAMEORIGIN" if path == "/frame" else "DENY")
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert ("unsafe-inline" in policy) == (path == "/frame")
    assert "frame-ancestors 'none'" in policy or path == "/frame"
    assert "set-cookie" not in headers
