"""What a counselor does with the page, and what there is to see."""

from __future__ import annotations

import base64
from pathlib import Path

from playwright.sync_api import FrameLocator, Page, expect

_DROPPED = """
files => {
  const dropped = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    dropped.items.add(new File([bytes], name));
  }
  return dropped;
}
"""


class Counselor:
    """Somebody at the page."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    def at_the_start(self, language: str = "en") -> Counselor:
        """Opens the page."""
        self.page.goto(f"{self.address}{language}/")
        expect(self.page.locator("html[data-ready]")).to_be_attached()
        return self

    @property
    def handout(self) -> FrameLocator:
        """The handout that is shown."""
        return self.page.frame_locator("#frame")

    def drops(self, *files: Path | tuple[str, bytes]) -> Counselor:
        """Drops files onto the page."""
        given = [(file.name, file.read_bytes()) if isinstance(file, Path) else file for file in files]
        encoded = [[name, base64.b64encode(content).decode()] for name, content in given]
        dropped = self.page.evaluate_handle(_DROPPED, encoded)
        self.page.dispatch_event("body", "drop", {"dataTransfer": dropped})
        return self

    def moves(self) -> Counselor:
        """Moves the pointer, by which the page tells the program, once a minute, that it is in use."""
        with self.page.expect_response("**/api/session"):
            self.page.mouse.move(5, 5)
            self.page.mouse.move(6, 6)
        return self

    def pastes(self, text: str) -> Counselor:
        """Pastes the text of a report, and has it read."""
        self.page.get_by_label("Text of the report").fill(text)
        self.page.get_by_role("button", name="Read the text").click()
        return self

    def opens_sample(self, name: str) -> Counselor:
        """Has an invented patient's handout shown."""
        self.page.get_by_role("button", name=f"Show the handout of {name}").click()
        return self

    def adds(self, medicine: str) -> Counselor:
        """Types the name of a medicine, and enters it."""
        self.page.get_by_role("combobox", name="Add a medicine").fill(medicine)
        self.page.keyboard.press("Enter")
        return self

    def downloads(self, button: str) -> tuple[str, bytes]:
        """Presses a button that saves a file: its name and content."""
        with self.page.expect_download() as saved:
            self.page.get_by_role("button", name=button).click()
        return saved.value.suggested_filename, Path(saved.value.path()).read_bytes()

    def sees(self, text: str) -> Counselor:
        """The handout says so."""
        expect(self.handout.locator("body")).to_contain_text(text)
        return self

    def does_not_see(self, text: str) -> Counselor:
        """The handout does not say so."""
        expect(self.handout.locator("body")).not_to_contain_text(text)
        return self

    def is_told(self, text: str) -> Counselor:
        """The page says that something did not work."""
        expect(self.page.locator("#error")).to_contain_text(text)
        return self

    def is_at_the_start(self) -> Counselor:
        """No result is to be seen."""
        expect(self.page.locator("#start")).to_be_visible()
        expect(self.page.locator("#results")).to_be_hidden()
        return self
