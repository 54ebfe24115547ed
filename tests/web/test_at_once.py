"""Several at once, cut off, overtaken, forgotten: each page shows its own, and what it says is true."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
from playwright.sync_api import Browser, expect

from tests.web.counselor import Counselor
from tests.web.running import Server
from tests.web.without_browser import HEADER, Session, one

OF_A_FORMER_PROGRAM = "() => sessionStorage.setItem('pgx_reader.session', 'of-a-former-program')"


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
