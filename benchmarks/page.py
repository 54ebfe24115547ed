"""
How long a counselor waits between dropping a file and seeing the handout: `python -m benchmarks.page`.

The page is served by a process of its own and used by headless Chromium. For each sample the time runs from the drop to
the frame in which the handout is painted, with the reading, the interpretation and the HTML between. Beside it, in
turns, the same finished HTML is put into the same frame: what the browser alone needs. Prints a table for the README.
"""

from __future__ import annotations

import base64
import os
import platform
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from pgx_reader import read_results
from tests.web.counselor import Counselor
from tests.web.running import SAMPLES, Server, missing_browser, started_browser

ROUNDS = 5
HEAD = ("file dropped to handout seen", "time", "the browser alone", "ratio")
DROPPED_TO_SEEN = """
async ([name, content, patient]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  const frame = document.getElementById("frame");
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const begun = performance.now();
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  while (!frame.contentDocument.body?.textContent.includes(patient)) await painted();
  await painted();
  return performance.now() - begun;
}
"""
SHOWN_AGAIN = """
async (patient) => {
  const page = document.getElementById("frame").contentDocument;
  const html = `<!DOCTYPE html>\\n${page.documentElement.outerHTML}`;
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  page.open(); page.write(""); page.close();
  await painted();
  const begun = performance.now();
  page.open(); page.write(html); page.close();
  while (!page.body?.textContent.includes(patient)) await painted();
  await painted();
  return performance.now() - begun;
}
"""


def main() -> None:
    """Print the table, then the machine."""
    if missing := missing_browser():
        raise SystemExit(missing)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        browser = started_browser(playwright)
        page = browser.new_page()
        Counselor(page, server.address).at_the_start()
        rounds = [[seconds(page, path) for path in sorted(SAMPLES.iterdir())] for _ in range(1 + ROUNDS)][1:]
        browser.close()
        server.stop()
    samples = [tuple(map(median, zip(*times, strict=True))) for times in zip(*rounds, strict=True)]
    middle = tuple(map(median, zip(*samples, strict=True)))
    rows = [_row("median of the samples", middle), _row("slowest sample", max(samples))]
    print("\n".join(f"| {' | '.join(cells)} |" for cells in (HEAD, ("---",) * len(HEAD), *rows)))
    print(f"\nEach sample {ROUNDS} times, in turns, in one page; the first round is not counted.")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.")


def seconds(page: Page, path: Path) -> tuple[float, float]:
    """From a file to its handout, and from its finished HTML to the same."""
    patient = read_results(path).patients[0].patient.id
    content = base64.b64encode(path.read_bytes()).decode()
    whole = page.evaluate(DROPPED_TO_SEEN, [path.name, content, patient])
    alone = page.evaluate(SHOWN_AGAIN, patient)
    return whole / 1000, alone / 1000


def _row(name: str, times: tuple[float, ...]) -> tuple[str, ...]:
    whole, alone = times
    return name, f"{whole:.2f} s", f"{alone:.2f} s", f"{whole / alone:.1f}"


if __name__ == "__main__":
    main()
