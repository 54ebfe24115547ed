"""Whatever is given to it: a clear message, a page that still works, and nothing that leaks into another session."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import expect

from tests.web.counselor import Counselor
from tests.web.running import DAY, SAMPLES, Server
from tests.web.without_browser import HEADER, Session, head_of, one

MARKUP = "<img src=x onerror=alert(1)><b>Bo</b> {{ 7*7 }} ${7*7}"


ZIP_BOMB = io.BytesIO()
with zipfile.ZipFile(ZIP_BOMB, "w", zipfile.ZIP_DEFLATED) as _archive:
    _archive.writestr("bomb.csv", b"0" * 60_000_000)

REFUSED = {
    "an executable": ("setup.exe", b"MZ\x90\x00" + os.urandom(4000)),
    "another executable": ("tool", b"\x7fELF" + os.urandom(4000)),
    "HTML with script": (
        "report.html",
        b"<html><script>document.title='owned'</script><body onload=alert(1)>CYP2D6</body>",
    ),
    "an empty file": ("empty.csv", b""),
    "blanks": ("blank.csv", b" \n\n \n"),
    "a picture": ("scan.png", b"\x89PNG\r\n\x1a\n" + os.urandom(2000)),
    "a broken zip": ("broken.zip", b"PK\x03\x04" + os.urandom(500)),
    "a zip bomb": ("bomb.zip", ZIP_BOMB.getvalue()),
    "deep JSON": ("deep.json", b"[" * 100_000),
    "a thousand patients": (
        "many.csv",
        (HEADER + "".join(f"P{n},,CYP2D6,*1/*1,\n" for n in range(1000))).encode(),
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_used_is_told_and_the_page_still_works(counselor: Counselor, kind: str) -> None:
    """A message that says what and what to do; no script of a file runs; the next file is read."""
    dialogs: list[str] = []
    counselor.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    counselor.drops(REFUSED[kind])
    expect(counselor.page.locator("#error")).to_be_visible(timeout=25_000)
    assert len(counselor.page.locator("#error").inner_text()) > 20
    counselor.is_at_the_start().drops(("next.csv", one("A-1"))).sees("A-1")
    expect(counselor.page.locator("#error")).to_be_hidden()
    assert dialogs == []
    assert counselor.page.title() == "pgx_reader: results in plain words"


def test_two_gigabytes_are_refused_before_they_are_sent(counselor: Counselor) -> None:
    """The page itself sees the size of a file and sends nothing of it."""
    sent: list[str] = []
    counselor.page.on("request", lambda request: sent.append(request.url))
    counselor.page.evaluate(
        "() => { const file = new File(['x'], 'huge.vcf'); Object.defineProperty(file, 'size', { value: 2e9 });"
        " const event = new Event('drop', { bubbles: true, cancelable: true });"
        " event.dataTransfer = { types: ['Files'], items: [], files: [file] }; document.body.dispatchEvent(event); }"
    )
    counselor.is_told("larger than 50 MB")
    assert sent == []


def test_two_gigabytes_are_refused_whoever_sends_them(server: Server, session: Session) -> None:
    """Announced, they are refused at once; unannounced, once they are too many. The connection ends."""
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(head_of(server, session, 2_000_000_000).encode())
        told = b"".join(iter(lambda: line.recv(65_536), b""))
    assert told.startswith(b"HTTP/1.1 413")
    assert b"page.error.too_large" in told

    def endless() -> Iterator[bytes]:
        for _ in range(2_000):
            yield b"x" * 1_000_000

    headers = {"X-Session": session.token, "X-Files": quote(json.dumps({"files": [{"name": "huge", "size": 1}]}))}
    try:
        answer = session.client.post("/api/results", headers=headers, content=endless())
    except httpx.TransportError:
        pass  # The program has closed the line while it was still sent to.
    else:
        assert answer.status_code == 413
    assert session.gives(("next.csv", one("A-1"))).status_code == 200


def test_markup_in_names_is_text(counselor: Counselor) -> None:
    """In the file's name, the patient's, a medicine's and a problem's value: shown as it is written, never run."""
    dialogs: list[str] = []
    counselor.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    content = one(MARKUP.replace(",", ""), MARKUP, MARKUP) + f"B-2,,CYP2D6,{MARKUP},\n".encode()
    counselor.drops((f"{MARKUP}.csv", content)).sees(MARKUP).adds(MARKUP)
    page = counselor.page
    expect(page.locator(".chip")).to_contain_text(MARKUP)
    expect(page.locator("#intake")).to_contain_text(f"{MARKUP}.csv")
    expect(page.locator("#intake tbody")).to_contain_text(MARKUP)
    page.get_by_role("button", name="Explain it on this screen").click()
    expect(page.locator("#stage .talk-step").first).to_contain_text(MARKUP)
    assert page.locator("img[src=x], b").count() == 0
    assert counselor.handout.locator("img[src=x], b").count() == 0
    assert dialogs == []


def test_a_reviewer_must_be_named(counselor: Counselor) -> None:
    """A mark alone takes no warning away."""
    counselor.drops(SAMPLES / "07-lab-with-an-older-cut-off.csv").sees("Greta Sample")
    counselor.page.get_by_label("Reviewed by").fill("...")
    counselor.page.get_by_label("Reviewed by").press("Tab")
    counselor.is_told("must name who has looked")


def test_a_file_that_does_not_arrive_whole_is_not_read(server: Server, session: Session) -> None:
    """The line goes dead in the middle of a file: nothing of it is kept, and the session goes on."""
    head = head_of(server, session, 1_000_000)
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(head.encode() + b"patient_id,gene\n")
    time.sleep(0.3)
    assert session.client.get("/api/state", headers={"X-Session": session.token}).status_code == 204
    assert session.gives(("next.csv", one("A-1"))).status_code == 200
    short = session.client.post(
        "/api/results",
        headers={"X-Session": session.token, "X-Files": quote(json.dumps({"files": [{"name": "a", "size": 9}]}))},
        content=b"x",
    )
    assert short.json()["code"] == "page.error.cut_short"


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("/api/handout", {}, 422),
        ("/api/handout", {"reading": 1, "patient": 7}, 404),
        ("/api/handout", {"reading": 1, "patient": -1}, 422),
        ("/api/handout", {"reading": 1, "patient": 0, "look": {"language": "tlh"}}, 422),
        ("/api/handout", {"reading": 1, "patient": 0, "own": {"medicines": ["x"] * 101}}, 422),
        ("/api/handout", {"reading": 1, "patient": 0, "own": {"medicines": ["x" * 201]}}, 422),
        ("/api/file", {"reading": 1, "patient": 0, "file_format": "exe"}, 422),
        ("/api/letterhead", {"sections": {"clinic": {"name": 7}}}, 422),
        ("/api/letterhead", {"sections": {}, "logo": "not base64"}, 422),
        ("/api/samples/nothing", {}, 404),
        ("/api/samples/..%2F..%2Fpyproject", {}, 404),
    ],
)
def test_what_no_page_of_ours_asks_for_is_refused(
    session: Session, path: str, given: dict[str, object], status: int
) -> None:
    """No error of the program, and a message."""
    session.gives(("first.csv", one("A-1")))
    answer = session.asks(path, **given)
    assert answer.status_code == status
    assert status == 404 or answer.json()["html"]


def test_a_port_in_use_is_told(server: Server) -> None:
    """Exit status 2, the port, what to do, and no traceback."""
    command = [sys.executable, "-m", "pgx_reader", "serve", "--no-browser", "--port", str(server.port)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | DAY, timeout=60)
    assert done.returncode == 2
    assert f"port {server.port} cannot be used" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr
