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
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.web.counselor import Counselor
from tests.web.running import DAY, SAMPLES, Server

MARKUP = "<img src=x onerror=alert(1)><b>Bo</b> {{ 7*7 }} ${7*7}"
HEADER = "patient_id,patient_name,gene,diplotype,medicines\n"
OF_A_FORMER_PROGRAM = "() => sessionStorage.setItem('pgx_reader.session', 'of-a-former-program')"


def one(patient: str, name: str = "", medicines: str = "") -> bytes:
    """A file of one patient."""
    return f'{HEADER}{patient},"{name}",CYP2D6,*1/*4,"{medicines}"\n'.encode()


class Session:
    """A session that is used without a browser."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.token = client.post("/api/session").json()["token"]

    def gives(self, *files: tuple[str, bytes], **headers: str) -> httpx.Response:
        """Gives files."""
        names = json.dumps({"files": [{"name": name, "size": len(content)} for name, content in files]})
        own = {"X-Session": self.token, "X-Files": quote(names)} | headers
        return self.client.post("/api/results", headers=own, content=b"".join(content for _, content in files))

    def asks(self, path: str, **given: object) -> httpx.Response:
        """Asks for something."""
        return self.client.post(path, headers={"X-Session": self.token}, json=given)


def head_of(server: Server, session: Session, size: int) -> str:
    """The head of a request that announces a file of so many bytes."""
    host = f"127.0.0.1:{server.port}"
    return (
        f"POST /api/results HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        f"X-Session: {session.token}\r\nContent-Length: {size}\r\n\r\n"
    )


@pytest.fixture
def session(client: httpx.Client) -> Iterator[Session]:
    """A new session, which is forgotten at the end."""
    session = Session(client)
    yield session
    client.delete("/api/session", headers={"X-Session": session.token})


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


def test_twenty_at_once_each_see_only_their_own_patient(server: Server) -> None:
    """Twenty sessions, each with its own patient and medicines, read and shown at once, many times."""
    origin = server.address.rstrip("/")

    def works(n: int) -> list[str]:
        with httpx.Client(base_url=origin, headers={"Origin": origin}, timeout=120) as client:
            session = Session(client)
            seen = []
            for turn in range(3):
                mine = f"PT-{n:02}-{turn}"
                read = session.gives((f"{mine}.csv", one(mine, f"Name {mine}"))).json()
                own = {"medicines": [f"medicine {mine}"]}
                for _ in range(3):
                    seen.append(
                        session.asks("/api/handout", reading=read["reading"], patient=0, own=own).json()["html"]
                    )
                    assert mine in seen[-1]
                seen.append(client.get("/api/state", headers={"X-Session": session.token}).text)
            return seen

    with ThreadPoolExecutor(20) as pool:
        for n, seen in enumerate(pool.map(works, range(20))):
            others = {f"PT-{other:02}-" for other in range(20)} - {f"PT-{n:02}-"}
            for text in seen:
                assert f"PT-{n:02}-" in text
                assert not {other for other in others if other in text}


def test_windows_that_are_given_files_at_once_each_show_only_their_own(browser: Browser, server: Server) -> None:
    """The same in four windows of a browser."""
    contexts = [browser.new_context(viewport={"width": 900, "height": 700}) for _ in range(4)]
    counselors = [Counselor(context.new_page(), server.address).at_the_start() for context in contexts]
    for n, counselor in enumerate(counselors):
        counselor.drops((f"{n}.csv", one(f"PT-{n:02}")))
    for n, counselor in enumerate(counselors):
        expect(counselor.handout.locator("body")).to_contain_text(f"PT-{n:02}", timeout=30_000)
        text = counselor.handout.locator("body").inner_text() + counselor.page.content()
        assert {f"PT-{other:02}" for other in range(4) if f"PT-{other:02}" in text} == {f"PT-{n:02}"}
    for context in contexts:
        context.close()


def test_twenty_files_at_once_in_one_page_leave_one(counselor: Counselor) -> None:
    """Dropped one after the other without waiting: the last one is shown, whole, and none of the others."""
    for n in range(20):
        counselor.drops((f"{n}.csv", one(f"PT-{n:02}")))
    counselor.sees("PT-19")
    expect(counselor.page.locator("#intake .facts")).to_contain_text("19.csv")
    expect(counselor.page.locator("#patient option")).to_have_text(["PT-19"])


def test_a_lost_connection_leaves_the_page_usable(counselor: Counselor) -> None:
    """Cut off midway, the page says so; once it is back, the file can be given again."""
    counselor.drops(("first.csv", one("A-1"))).sees("A-1").moves()
    counselor.page.context.set_offline(True)
    counselor.page.route("**/api/**", lambda route: route.abort("connectionreset"))
    counselor.page.get_by_label("Large print").check()
    counselor.is_told("The program does not answer").does_not_see("A-1")
    counselor.page.context.set_offline(False)
    counselor.page.unroute("**/api/**")
    counselor.drops(("second.csv", one("B-2"))).sees("B-2")


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


def test_a_second_tab_is_another_session(counselor: Counselor) -> None:
    """What one tab shows is not in the other, and forgetting in one takes nothing from the other."""
    counselor.drops(("first.csv", one("A-1"))).sees("A-1")
    other = Counselor(counselor.page.context.new_page(), counselor.address).at_the_start().is_at_the_start()
    other.drops(("second.csv", one("B-2"))).sees("B-2").does_not_see("A-1")
    other.page.get_by_role("button", name="Forget everything").click()
    other.is_at_the_start()
    counselor.page.get_by_label("Large print").check()
    counselor.sees("A-1")


def test_a_page_that_shows_a_former_file_gets_nothing_of_the_new_one(session: Session) -> None:
    """A tab that was duplicated has the same session: what it asks of the former file is refused."""
    first = session.gives(("first.csv", one("A-1"))).json()["reading"]
    assert session.gives(("second.csv", one("B-2"))).status_code == 200
    answer = session.asks("/api/handout", reading=first, patient=0)
    assert (answer.status_code, answer.json()["code"]) == (410, "page.error.overtaken")
    assert "B-2" not in answer.text


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


def test_a_page_that_goes_away_stops_the_zip(session: Session) -> None:
    """Whoever leaves while the handouts are made costs the program no more than one of them."""
    many = HEADER + "".join(f"P{n:03},,CYP2D6,*1/*1,\n" for n in range(400))
    reading = session.gives(("many.csv", many.encode())).json()["reading"]
    given = {"reading": reading, "file_format": "pdf"}
    with session.client.stream("POST", "/api/archive", headers={"X-Session": session.token}, json=given) as answer:
        first = next(answer.iter_lines())
    assert json.loads(first) == {"done": 1, "of": 400}
    late = session.client.get("/api/archive", headers={"X-Session": session.token})
    assert late.json()["code"] == "page.error.no_archive"
    assert session.gives(("next.csv", one("A-1"))).status_code == 200


def test_stopping_the_zip_saves_nothing(counselor: Counselor) -> None:
    """The progress is shown, and Stop ends it."""
    many = HEADER + "".join(f"P{n:03},,CYP2D6,*1/*1,\n" for n in range(400))
    page = counselor.drops(("many.csv", many.encode())).sees("P000").page
    page.get_by_role("button", name="All patients as a zip").click()
    expect(page.locator("#progress-words")).to_contain_text("of 400 handouts")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#progress")).to_be_hidden()
    expect(page.locator("#said")).to_have_text("Stopped. Nothing was saved.")
    counselor.sees("P000")


def test_a_port_in_use_is_told(server: Server) -> None:
    """Exit status 2, the port, what to do, and no traceback."""
    command = [sys.executable, "-m", "pgx_reader", "serve", "--no-browser", "--port", str(server.port)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | DAY, timeout=60)
    assert done.returncode == 2
    assert f"port {server.port} cannot be used" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_page_left_alone_forgets(serve: Callable[..., Server], browser: Browser) -> None:
    """After the minutes that were asked for, the page shows no result any more, and says why."""
    server = serve("--forget-after", "1")
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    counselor = Counselor(page, server.address).at_the_start()
    counselor.drops(("first.csv", one("A-1"))).sees("A-1")
    page.clock.fast_forward(61_000)
    counselor.is_at_the_start()
    expect(page.locator("#said")).to_contain_text("was not used for 1 minutes")
    assert page.evaluate("() => sessionStorage.length") == 0
    context.close()


def test_a_program_that_was_started_again_takes_the_next_file(counselor: Counselor) -> None:
    """A token that nobody knows any more is told where results are asked for, and is no hindrance to a new file."""
    page = counselor.drops(("first.csv", one("A-1"))).sees("A-1").moves().page
    page.evaluate(OF_A_FORMER_PROGRAM)
    page.get_by_label("Large print").check()
    counselor.is_told("What this page had was forgotten").is_at_the_start()
    page.evaluate(OF_A_FORMER_PROGRAM)
    counselor.drops(("second.csv", one("B-2"))).sees("B-2")


def test_a_program_that_was_started_again_is_told_when_the_pointer_moves(counselor: Counselor) -> None:
    """Results that the program no longer has are not left on the screen until something is asked for."""
    page = counselor.drops(("first.csv", one("A-1"))).sees("A-1").page
    page.evaluate(OF_A_FORMER_PROGRAM)
    counselor.moves().is_told("What this page had was forgotten").is_at_the_start()


def test_requests_at_once_share_one_session(counselor: Counselor) -> None:
    """However slowly sessions are opened, what was read last is in the one that the page goes on with."""
    page, opened = counselor.page, []
    page.route("**/api/session", lambda route: (opened.append(route.request), time.sleep(0.2), route.continue_()))
    for n in range(3):
        counselor.drops((f"{n}.csv", one(f"PT-{n}")))
    counselor.sees("PT-2")
    page.get_by_label("Large print").check()
    expect(counselor.handout.locator("html.large-print")).to_be_attached()
    assert [request.method for request in opened].count("POST") == 1


def test_what_was_forgotten_is_told_once(counselor: Counselor) -> None:
    """A word to the program that the page is in use, after all was forgotten, changes nothing of what is said."""
    page = counselor.drops(("first.csv", one("A-1"))).sees("A-1").page
    late = []
    page.route(
        "**/api/session", lambda route: late.append(route) if route.request.method == "PUT" else route.continue_()
    )
    page.get_by_role("button", name="Forget everything").click()
    expect(page.locator("#said")).to_have_text("Everything is forgotten.")
    with page.expect_response("**/api/session") as answered:
        late.pop().continue_()
    assert answered.value.status == 410
    page.evaluate("() => new Promise((done) => setTimeout(done, 200))")
    expect(page.locator("#said")).to_have_text("Everything is forgotten.")
    expect(page.locator("#error")).to_be_hidden()
