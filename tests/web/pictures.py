"""Make the pictures of the page that `docs/page.md` shows, of each state: `python -m tests.web.pictures`."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from tests.web.counselor import Counselor
from tests.web.running import Server, missing_browser, started_browser

FOLDER = Path(__file__).parents[2] / "docs" / "page"
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
TABLET: dict[str, Any] = {"viewport": {"width": 820, "height": 1100}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
PROBLEMS = (
    b"patient_id,gene,diplotype,phenotype\nPT-1 (invented),CYP2D6,*4/*999,\nPT-1 (invented),CYP2C19,*1/*2,IM\n"
    b"PT-2 (invented),CYP2D6,*1/*2/*4,\nPT-2 (invented),CYP2C19,*17/*17,\nPT-3 (invented),CYP2C19,see report,\n"
)
_COLORS = 96


def states() -> Iterator[tuple[str, dict[str, Any], str, Callable[[Counselor], object]]]:
    """Each state: its name, how the page is seen, in which language, and what leads there."""
    yield "first-visit", DESK, "en", lambda page: page
    yield "results", DESK, "en", lambda page: _sample(page, "02")
    yield "problems", DESK, "en", lambda page: page.drops(("lab.csv", PROBLEMS)).sees("PT-1")
    yield "search", DESK, "en", _searching
    yield "choices", DESK, "en", _chosen
    yield "letterhead", DESK, "en", _letterhead
    yield "explaining", DESK, "en", lambda page: _explaining(page, 4)
    yield "why", DESK, "en", lambda page: _explaining(page, 4, why=True)
    yield "why-medicine", DESK, "en", lambda page: _explaining(page, 6, why=True)
    yield "refused", DESK, "en", lambda page: page.drops(("scan.png", b"\x89PNG\r\n\x1a\n")).is_told("scan.png")
    yield "forgotten", DESK, "en", _forgotten
    yield "spanish-tablet", TABLET, "es", lambda page: _sample(page, "05")
    yield "phone-at-night", PHONE, "en", lambda page: _sample(page, "08")


def picture(browser: Browser, server: Server, how: dict[str, Any], language: str, lead: Callable[..., object]) -> bytes:
    """One state as a PNG of few colors."""
    context = browser.new_context(**how)
    page = context.new_page()
    lead(Counselor(page, server.address).at_the_start(language))
    page.evaluate("() => document.fonts.ready")
    page.wait_for_timeout(300)
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    small = io.BytesIO()
    image.quantize(_COLORS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def _sample(page: Counselor, number: str) -> Counselor:
    page.page.locator(f"[data-sample^='{number}']").click()
    return page.sees(f"SAMPLE-{number}")


def _searching(page: Counselor) -> None:
    search = _sample(page, "01").page.locator("#medicine")
    search.scroll_into_view_if_needed()
    search.fill("pro")
    search.press("ArrowDown")


def _chosen(page: Counselor) -> None:
    _sample(page, "01").adds("Prozac").sees("fluoxetine").adds("citalopran").sees("citalopran")
    page.page.locator("#language").select_option("es")
    page.page.locator("#large-print").check()
    page.sees("Sus genes")
    expect(page.handout.locator("html.large-print")).to_be_attached()


def _letterhead(page: Counselor) -> None:
    _sample(page, "05").page.locator("#edit-letterhead").click()
    page.page.locator("#l-name").fill("Riverbend Clinic (invented)")
    page.page.locator("#letterhead-form [type=submit]").click()
    expect(page.page.locator("#letterhead-error")).to_be_visible()


def _explaining(page: Counselor, step: int, *, why: bool = False) -> None:
    _sample(page, "02").page.locator("#explain").click()
    page.page.locator("#contents").select_option(index=step)
    page.page.locator("#next-step").focus()
    if why:
        page.page.keyboard.press("w")
        page.page.locator(".talk-step:visible .why").evaluate("(why) => why.scrollIntoView()")


def _forgotten(page: Counselor) -> None:
    _sample(page, "02").page.locator("#forget").click()
    page.is_at_the_start()


def main() -> None:
    """Make all of them."""
    if missing := missing_browser():
        raise SystemExit(missing)
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        browser = started_browser(playwright)
        for name, how, language, lead in states():
            (FOLDER / f"{name}.png").write_bytes(picture(browser, server, how, language, lead))
        browser.close()
        server.stop()


if __name__ == "__main__":
    main()
