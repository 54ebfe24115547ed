"""For everybody: axe-core finds nothing on any page in any state, and all of it can be done by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.counselor import Counselor
from tests.web.running import AXE, SAMPLES, Server

WAYS: dict[str, dict[str, Any]] = {
    "day": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "night": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "tablet": {"viewport": {"width": 820, "height": 1180}, "color_scheme": "light", "has_touch": True},
    "phone": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "forced colors": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
}
SOURCE = AXE.read_text(encoding="utf-8") if AXE.is_file() else ""
_A_GENE_AND_A_MEDICINE = slice(3, 6, 2)
_EVEN, _ODD = slice(0, None, 2), slice(1, None, 2)
PROBLEMS = b"patient_id,gene,diplotype\nA-1,CYP2D6,*4/*999\nB-2,CYP2D6,nonsense\nC-3,CYP2D6,*1/*1\n"
RUN = """
async () => {
  const every = window.axe.getRules().map((rule) => [rule.ruleId, { enabled: true }]);
  const options = { rules: Object.fromEntries(every), resultTypes: ["violations"] };
  const { violations, passes } = await window.axe.run(document, options);
  const places = (nodes) => nodes.map(({ html, target }) => `${target} ${html}`).join(" | ");
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${places(nodes)}`);
  return [told, passes.map(({ id }) => id)];
}
"""


def violations(page: Page) -> list[str]:
    """What axe-core finds on the page and in the handout in it; the rules that matter have run."""
    for frame in page.frames:
        frame.evaluate(f"if (!window.axe) {{ {SOURCE} }}")
    found, passed = page.evaluate(RUN)
    assert {"color-contrast-enhanced", "region", "target-size"} <= set(passed)
    width = page.evaluate("() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"the page is {width} pixels too wide"] if width > 0 else [])


@pytest.mark.parametrize(
    ("way", "language", "steps_looked_at"),
    [
        ("day", "en", _EVEN),
        ("night", "es", _A_GENE_AND_A_MEDICINE),
        ("tablet", "en", _A_GENE_AND_A_MEDICINE),
        ("phone", "es", _ODD),
        ("forced colors", "en", _A_GENE_AND_A_MEDICINE),
    ],
    ids=WAYS,
)
def test_axe_finds_nothing(
    browser: Browser, server: Server, way: str, language: str, steps_looked_at: slice, pytestconfig: pytest.Config
) -> None:
    """
    At the start, with an error, with problems, with chips and suggestions, with dialogs, in each explaining step.

    Of the steps, each is looked at by day or on a phone, two of them in the other ways; with `--whole` all in each way.
    """
    context = browser.new_context(**WAYS[way], locale="en-US")
    page = context.new_page()
    counselor = Counselor(page, server.address).at_the_start(language)
    assert violations(page) == []
    counselor.drops(("notes.txt", b"hello"))
    expect(page.locator("#error")).to_be_visible()
    assert violations(page) == []
    counselor.drops(("lab.csv", PROBLEMS)).sees("A-1")
    page.locator("#medicine").fill("citalopran")
    page.locator("#add").click()
    expect(page.locator(".chip.unknown")).to_be_visible()
    page.locator("#medicine").fill("ce")
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator("#edit-letterhead").click()
    page.locator("#letterhead-form [type=submit]").click()
    expect(page.locator("#letterhead-error")).to_be_visible()
    assert violations(page) == []
    page.locator("#cancel-letterhead").click()
    counselor.drops(SAMPLES / "13-many-medicines.csv").sees("Mona Sample")
    assert violations(page) == []
    page.locator("#explain").click()
    steps = page.locator("#stage .talk-step")
    expect(steps.first).to_be_visible()
    every = range(steps.count())
    looked_at = every if pytestconfig.getoption("whole") else every[steps_looked_at]
    assert looked_at
    for n in every:
        if n not in looked_at:
            page.keyboard.press("ArrowRight")
            continue
        page.keyboard.press("w")
        expect(steps.nth(n).locator(".why > div")).to_be_visible()
        assert violations(page) == []
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    page.locator("#forget").click()
    counselor.is_at_the_start()
    assert violations(page) == []
    context.close()


def test_a_tablet_has_room_and_large_targets(browser: Browser, server: Server) -> None:
    """On a tablet, upright, every control can be hit with a finger: 40 pixels high."""
    context = browser.new_context(**WAYS["tablet"], locale="en-US")
    counselor = Counselor(context.new_page(), server.address).at_the_start()
    counselor.drops(("lab.csv", PROBLEMS)).sees("A-1")
    heights = counselor.page.evaluate(
        "() => [...document.querySelectorAll('button, select, input:not(.unseen), summary, .bar a')]"
        ".filter((control) => control.checkVisibility()).map((control) => [control.outerHTML.slice(0, 80),"
        " Math.max(control.getBoundingClientRect().height, control.labels?.[0]?.getBoundingClientRect().height ?? 0)])"
    )
    assert heights
    assert [control for control in heights if control[1] < 40] == []
    context.close()


def test_all_of_it_is_done_by_keyboard(browser: Browser, server: Server) -> None:
    """Tab and Enter alone: an invented patient, a medicine, large print, the explaining mode, forgetting."""
    context = browser.new_context(**WAYS["day"], locale="en-US")
    counselor = Counselor(context.new_page(), server.address).at_the_start()
    page = counselor.page

    def goes_to(selector: str, key: str = "Tab") -> None:
        for _ in range(150):
            if page.locator(selector).evaluate("(element) => element.matches(':focus')"):
                return
            page.keyboard.press(key)
        raise AssertionError(f"{selector} is never reached")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    goes_to("[data-sample^='02']")
    page.keyboard.press("Enter")
    counselor.sees("Bruno Sample")
    expect(page.locator("#intake-heading")).to_be_focused()
    goes_to("#medicine")
    page.keyboard.type("codeine")
    page.keyboard.press("Enter")
    counselor.sees("codeine")
    goes_to("#large-print")
    page.keyboard.press("Space")
    expect(counselor.handout.locator("html.large-print")).to_be_attached()
    goes_to("#explain", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#explaining")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#explaining")).to_be_hidden()
    goes_to("#forget", "Shift+Tab")
    page.keyboard.press("Enter")
    counselor.is_at_the_start()
    context.close()
